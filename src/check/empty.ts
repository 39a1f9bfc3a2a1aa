import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';

const say = messages('check', {
  emptyAnswer: 'the translation is empty',
});

/** Something was to be said, and nothing was. */
export function emptyCheck(): Check {
  return {
    name: 'empty',
    examine: ({ unit, translation }) =>
      unit.text.trim() !== '' && !/[\p{L}\p{N}]/u.test(translation) && /[\p{L}\p{N}]/u.test(unit.text)
        ? { check: 'empty', severity: 'critical', ...say.emptyAnswer() }
        : undefined,
  };
}
