import { primaryLanguage } from '../model/language.js';
import { keyOf, skeletonOf } from './key.js';

/** Names in a text, told by their capitals: words, and words that stand together. */

/** A word that is written as a name is. */
export interface NameWord {
  readonly text: string;
  /** What is left of it in any script; see `key.ts`. */
  readonly key: string;
  readonly skeleton: string;
  /** Half-open UTF-16 range. */
  readonly start: number;
  readonly end: number;
  /** Its capital may be that of a sentence. */
  readonly first: boolean;
}

/** Capitals mean more than names there, or nothing at all. */
const NO_CAPITALS: ReadonlySet<string> = new Set(
  'de lb ja zh ko th lo km my ar he fa ur ps hi mr ne bn ta te ka am'.split(' '),
);
const FEWEST = 4;
const WORD = /(?<![\p{L}\p{N}@#/._-])\p{Lu}\p{Ll}+(?:['’ʼ-]\p{L}+)*(?![\p{L}\p{N}_@]|\.\p{L})/gu;
/** Of the longer words of a headline in capitals this share begins with one. */
const HEADLINE = 0.7;

/** Whether names are told by capitals in a language. */
export function hasCapitals(language: string): boolean {
  return !NO_CAPITALS.has(primaryLanguage(language));
}

/** Names of a text; none in a headline in which every word begins with a capital. */
export function namesIn(text: string): NameWord[] {
  const words = [...text.matchAll(WORD)].filter(([word]) => word.length >= FEWEST);
  if (words.length > 3) {
    const long = text.match(/(?<!\p{L})\p{L}{4,}/gu)?.length ?? 0;
    if (words.length >= HEADLINE * long) return [];
  }
  return words.map(({ 0: written, index }) => {
    // A possessive is the grammar's.
    const word = written.replace(/['’]s$/u, '');
    const before = text.slice(Math.max(0, index - 3), index);
    const key = keyOf(word);
    return {
      text: word,
      key,
      skeleton: skeletonOf(key),
      start: index,
      end: index + word.length,
      first: !/[\p{L}\p{N},]\s$/u.test(before),
    };
  });
}

/** Names that stand together: given name and surname, words of a place. */
export function runsOf(text: string, words: readonly NameWord[]): NameWord[][] {
  const runs: NameWord[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const joined = before !== undefined && /^ $/.test(text.slice(before.end, word.start));
    if (joined && run !== undefined && run.length < LONGEST) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** Words of one name at most. */
const LONGEST = 4;
