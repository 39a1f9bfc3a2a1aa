import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';

const say = messages('check', {
  unknownWords: {
    one: '{{provider}} does not know {{count}} of {{all}} words, and left it as it was: {{words}}',
    other: '{{provider}} does not know {{count}} of {{all}} words, and left them as they were: {{words}}',
  },
});

/** Share of unknown words from which a reader does not understand the sentence. */
const MANY = 0.25;
/** Words that are named. */
const NAMED = 5;

/** Words an engine by rules has left in the source language, by its own account: in a like language nobody else sees them. */
export function unknownWordsCheck(): Check {
  return {
    name: 'unknown-words',
    examine({ unit, origin }) {
      if (origin?.kind !== 'provider' || origin.reviewed === true) return undefined;
      const { provider, unknown = [] } = origin;
      // A name, written as names are, stays as it is in any case.
      const words = unknown.filter((word) => !/^\p{Lu}/u.test(word));
      if (words.length === 0) return undefined;
      const all = unit.text.match(/[\p{L}\p{M}’'-]+/gu)?.length ?? words.length;
      const severity = words.length / all >= MANY ? 'major' : 'minor';
      const named = words.slice(0, NAMED).join(', ') + (words.length > NAMED ? ', …' : '');
      return {
        check: 'unknown-words',
        severity,
        ...say.unknownWords({ provider, count: words.length, all, words: named }),
      };
    },
  };
}
