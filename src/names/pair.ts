import { distance } from 'fastest-levenshtein';
import type { Placeholder } from '../model/article.js';
import { primaryLanguage } from '../model/language.js';
import { foldWord, formsOf, type IsForm } from '../terms/forms.js';
import { isPlace } from './places.js';
import { hasCapitals, type NameWord, namesIn } from './spot.js';

/** A name of the source and what it is called in the translation, where the letters show it. */

/** A text and its translation. */
export interface NamePairInput {
  readonly source: string;
  readonly target: string;
  readonly text: string;
  readonly translation: string;
  /** Of the text; nothing in them is a name. */
  readonly placeholders?: readonly Placeholder[];
}

/** A name in both texts. */
export interface NamePair {
  readonly name: NameWord;
  readonly rendered: NameWord;
}

/**
 * Names whose spelling can be told: those of which exactly one word of the translation may be a rendering. Names of
 * countries, languages and known cities are left out, for they have forms of their own in every language.
 */
export function pairsOf({ source, target, text, translation, placeholders = [] }: NamePairInput): NamePair[] {
  if (!hasCapitals(source) || !hasCapitals(target)) return [];
  const there = namesIn(translation);
  if (there.length === 0) return [];
  return namesIn(withoutPlaceholders(text, placeholders)).flatMap((name) => {
    if (name.first || name.skeleton.length < 3 || isPlace(name.text, source)) return [];
    const spelt = there.filter((other) => mayBeOne(name, other));
    const [rendered] = spelt;
    return spelt.length === 1 && rendered !== undefined ? [{ name, rendered }] : [];
  });
}

export function withoutPlaceholders(text: string, placeholders: readonly Placeholder[]): string {
  let left = text;
  for (const { start, end, kind } of placeholders)
    if (kind !== 'number') left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  return left;
}

/** Whether two spellings may be one name; endings may differ. */
export function mayBeOne(a: NameWord, b: NameWord): boolean {
  const length = Math.min(a.skeleton.length, b.skeleton.length);
  if (length < 2) return a.key.slice(0, 2) === b.key.slice(0, 2) || a.skeleton === b.skeleton;
  if (a.skeleton.slice(0, length) === b.skeleton.slice(0, length)) return true;
  const off = distance(a.skeleton.slice(0, length + 1), b.skeleton.slice(0, length + 1));
  return (
    off <=
    Math.max(1, Math.floor(length / 3)) + (Math.abs(a.skeleton.length - b.skeleton.length) > 2 ? -1 : 0)
  );
}

/** Languages whose names have no cases: a spelling is a spelling. */
const WITHOUT_CASES: ReadonlySet<string> = new Set(
  'en fr es it pt ca gl nl sv da nb no nn is cy ga id ms vi'.split(' '),
);
/** Whether the names of a language are spelt one way wherever they stand. */
export function hasOneForm(language: string): boolean {
  return WITHOUT_CASES.has(primaryLanguage(language));
}

/** Letters an ending may have. */
const ENDING = 3;

/** Whether two renderings are one spelling: the beginning is the same, the ending is the grammar's. */
export function isOneSpelling(a: string, b: string, language: string): boolean {
  const [one, other] = [foldWord(a), foldWord(b)];
  if (one === other) return true;
  if (hasOneForm(language)) return isAnotherWord(one, other);
  if (areForms(a, b, language)) return true;
  const length = Math.max(3, Math.min(one.length, other.length) - ENDING);
  return one.slice(0, length) === other.slice(0, length);
}

/** A man's name and a woman's, a place and its people: Ivanov and Ivanova, Zelensky and Zelenska, Oleksandr and Oleksandra are two people. */
function isAnotherWord(a: string, b: string): boolean {
  const stem = (name: string): string => name.replace(/[aeiouy]+j?$/u, '');
  if (a.endsWith('a') !== b.endsWith('a') && stem(a) === stem(b)) return true;
  // Caledonia, Caledonians: the people of a place.
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return long.startsWith(short) && /^(?:i?a?ns?|e?s|ese)$/u.test(long.slice(short.length));
}

/** Whether two spellings of the source are forms of one name. */
export function areForms(a: string, b: string, language: string): boolean {
  const [one, other] = [foldWord(a), foldWord(b)];
  if (one === other) return true;
  if (one.slice(0, 2) !== other.slice(0, 2)) return false;
  return formsKnown(a, language)(other) || formsKnown(b, language)(one);
}

/** Whether a spelling can be made from another by the endings of the language. */
export function isMadeFrom(base: string, spelling: string, language: string): boolean {
  const folded = foldWord(spelling);
  return foldWord(base) === folded || formsKnown(base, language)(folded);
}

const known = new Map<string, IsForm>();
/** Names whose forms are remembered. */
const MOST_KNOWN = 5_000;

function formsKnown(word: string, language: string): IsForm {
  const key = `${language}\n${word}`;
  let isForm = known.get(key);
  if (isForm === undefined) {
    isForm = formsOf(word, language);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, isForm);
  }
  return isForm;
}
