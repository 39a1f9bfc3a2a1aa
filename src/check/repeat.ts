import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { DENSE, type Read, type Word } from './text.js';
import { shortened } from './untranslated.js';

const say = messages('check', {
  twice: '"{{words}}" stands twice in a row',
  again: '"{{words}}" stands in a row, times: {{times}}',
});

/** Words said again and again: what an engine does when it loses its way. */

interface Repetition {
  /** Words (or characters, in scripts without spaces) that stand twice or more in a row. */
  readonly length: number;
  readonly times: number;
  readonly text: string;
  /** The same words as they stand the second time. */
  readonly next: string;
}

/** Words at the beginning that come again, and words between: the whole answer stands there twice. */
const OPENING = 5;
const FEWEST_BETWEEN = 7;
/** Share of the first copy that the second has at least. */
const SECOND_COPY = 0.6;

/** An answer that begins anew: `A / A`, the same sentence twice. */
function begunAnew(words: readonly Word[]): string | undefined {
  for (let at = FEWEST_BETWEEN; at + OPENING <= words.length; at++) {
    let same = 0;
    while (at + same < words.length && words[at + same]?.folded === words[same]?.folded) same += 1;
    // Articles of a law begin alike, with a few words.
    if (same >= OPENING && same >= SECOND_COPY * at)
      return words
        .slice(0, OPENING)
        .map(({ text }) => text)
        .join(' ');
  }
  return undefined;
}

/** Longest stretch looked for, in words. */
const LONGEST = 12;
/** Fewest characters in a row that no word doubles by itself, in scripts without spaces. */
const DENSE_FEWEST = 4;

/** The gravest repetition of a text: most times, then longest. */
function repetitionIn(prose: string, words: readonly Word[]): Repetition | undefined {
  const dense = DENSE.test(prose);
  const units = dense ? denseUnits(prose) : words;
  let best: Repetition | undefined;
  const longest = dense ? 4 * LONGEST : LONGEST;
  for (let at = 0; at < units.length; at++) {
    for (let length = 1; length <= longest && at + 2 * length <= units.length; length++) {
      if (units[at]?.folded !== units[at + length]?.folded) continue;
      let same = 0;
      while (units[at + same] !== undefined && units[at + same]?.folded === units[at + same + length]?.folded)
        same += 1;
      const times = Math.floor(same / length) + 1;
      if (times < 2) continue;
      const slice = (from: number): string => prose.slice(units[from]?.start, units[from + length - 1]?.end);
      const found = { length, times, text: slice(at), next: slice(at + length) };
      if (best === undefined || weight(found) > weight(best)) best = found;
    }
  }
  return best;
}

const weight = ({ length, times }: Repetition): number => length * (times - 1) * (times > 2 ? 10 : 1);

function denseUnits(text: string): Omit<Word, 'text'>[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]/gu)].map((match) => ({
    folded: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A stretch of words that stands twice, or more often, in a row, where the source has no such thing. */
export function repeatCheck(read: Read): Check {
  return {
    name: 'repeat',
    examine(input) {
      const { source: original, sourceWords, answer, answerWords } = read(input);
      const found = repetitionIn(answer, answerWords);
      // Speech begins several sentences alike, also where its source does not: twice as long an answer is another thing.
      const anew = answerWords.length >= 1.6 * sourceWords.length ? begunAnew(answerWords) : undefined;
      if (anew !== undefined && (found === undefined || found.length < OPENING) && !begunAnew(sourceWords))
        return { check: 'repeat', severity: 'major', ...say.again({ words: anew, times: 2 }) };
      if (found === undefined) return undefined;
      const dense = DENSE.test(answer);
      if (dense && found.length < DENSE_FEWEST && (found.times < 3 || found.length * found.times < 8))
        return undefined;
      const source = repetitionIn(original, sourceWords);
      if (source !== undefined && source.times >= found.times) return undefined;
      const { length, times, text } = found;
      if (length === 1 && times === 2) {
        // «Дуже-дуже» and `Bora Bora` are words and names of their own.
        if (dense || /^\p{Lu}/u.test(found.next) || /\d/.test(text)) return undefined;
        return { check: 'repeat', severity: 'minor', ...say.twice({ words: text }) };
      }
      const letters = text.replace(/\P{L}/gu, '').length;
      if (letters < 3 && (letters === 0 || times < 4)) return undefined;
      const severity =
        times > 2 && source === undefined ? 'critical' : length === 2 && !dense ? 'minor' : 'major';
      return { check: 'repeat', severity, ...say.again({ words: shortened(text), times }) };
    },
  };
}
