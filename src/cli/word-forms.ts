import { TovmachError } from '../errors.js';
import type { WordDecision } from '../index.js';
import { messages } from '../message.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';

/** What something is to be called, as it is written on a command line: `en=Kyiv --forbid en=Kiev`. */

const say = messages('cli', {
  noPair: '"{{given}}" is no form of a language',
  writePair: 'Write language=form, for example en=Kyiv.',
});

/** An option that may stand several times. */
export const repeated = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** @throws TovmachError USAGE for what is not language=form */
function pairOf(given: string): readonly [LanguageTag, string] {
  const [, code = '', form = ''] = /^([A-Za-z-]+)=(.+)$/su.exec(given) ?? [];
  const { tag } = parseLanguageTag(code);
  if (tag === undefined || form.trim() === '')
    throw new TovmachError('USAGE', say.noPair({ given }), { hint: say.writePair() });
  return [tag, form.trim()];
}

/** @throws TovmachError USAGE for what is not language=form */
export function wordsOf(
  forms: readonly string[],
  {
    admit = [],
    forbid = [],
    note,
  }: {
    readonly admit?: readonly string[];
    readonly forbid?: readonly string[];
    readonly note?: string;
  },
): WordDecision {
  const lists = (given: readonly string[]): Record<LanguageTag, string[]> => {
    const found: Record<LanguageTag, string[]> = {};
    for (const [tag, form] of given.map(pairOf)) found[tag] = [...(found[tag] ?? []), form];
    return found;
  };
  return {
    say: Object.fromEntries(forms.map(pairOf)),
    admit: lists(admit),
    forbid: lists(forbid),
    ...onlyDefined({ note }),
  };
}
