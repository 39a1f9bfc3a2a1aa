import type { LanguageTag } from '../model/language.js';
import { SCRIPTS } from './alphabets.js';
import { allowedIn, tablesOf } from './scripts.js';

/** Homoglyphs: letters of another script that look alike, inside a word. Recognised, and undone where that is certain. */

const LATIN_TWINS = 'ABCEHIJKMOPSTXYaceijopsxyïÏ';
const CYRILLIC_TWINS = 'АВСЕНІЈКМОРЅТХУасеіјорѕхуїЇ';
const TO_CYRILLIC = new Map([...LATIN_TWINS].map((latin, index) => [latin, CYRILLIC_TWINS[index] ?? latin]));
const TO_LATIN = new Map([...LATIN_TWINS].map((latin, index) => [CYRILLIC_TWINS[index] ?? latin, latin]));

const CYRILLIC = SCRIPTS.indexOf('Cyrl');

/** Longer stretches of letters are no words. */
const LONGEST_WORD = 64;
const WORD = /[\p{L}\p{M}'’ʼ]+/gu;
const TOUCHING = /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u;
/** `ITшник`, `XXст`: a Latin acronym or numeral with a native ending is no mistake. */
const ACRONYM_WITH_ENDING =
  /^\p{Script=Latin}*\p{Lu}\p{Script=Latin}*\p{Lu}\p{Script=Latin}*\p{Script=Cyrillic}[\p{Ll}\p{M}'’ʼ]*$/u;
const LATIN_HEAD = /^(?:\p{Script=Latin}){2,}\p{Script=Cyrillic}/u;
/** The conjunction «і» typed with the Latin letter. */
const LONE_I =
  /(?<=\p{Script=Cyrillic}[»”",]?\s)i(?=\s[«“„"]?\p{Script=Cyrillic})|^I(?=\s\p{Script=Cyrillic})/gu;

export interface Repair {
  readonly text: string;
  /** The words as they stood. */
  readonly words: readonly string[];
}

/**
 * Mends words that mix Latin and Cyrillic letters, when the result can be written in one of the candidates.
 * @returns `undefined` when there is nothing to mend.
 */
export function mendHomoglyphs(text: string, candidates: readonly LanguageTag[]): Repair | undefined {
  const words: string[] = [];
  let mended = text.replace(WORD, (word) => {
    if (word.length > LONGEST_WORD || !TOUCHING.test(word)) return word;
    const better = mendWord(word, candidates);
    if (better === undefined || better === word) return word;
    words.push(word);
    return better;
  });
  if (writes('і', candidates)) {
    mended = mended.replace(LONE_I, (letter) => {
      words.push(letter);
      return letter === 'i' ? 'і' : 'І';
    });
  }
  return words.length === 0 ? undefined : { text: mended, words };
}

function writes(word: string, candidates: readonly LanguageTag[]): boolean {
  const tables = tablesOf(candidates);
  const allowed = allowedIn(word, 0, word.length, CYRILLIC, tables);
  return (tables.byScript[CYRILLIC] ?? []).some(({ bit }) => bit === 0 || (allowed & bit) !== 0);
}

/** The word in one script, when all its letters of the other have a twin in it. */
function mendWord(word: string, candidates: readonly LanguageTag[]): string | undefined {
  if (LATIN_HEAD.test(word) && ACRONYM_WITH_ENDING.test(word)) return undefined;
  const letters = [...word];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  const cyrillic = letters.filter((letter) => /\p{Script=Cyrillic}/u.test(letter));
  const asCyrillic = latin.every((letter) => TO_CYRILLIC.has(letter))
    ? letters.map((letter) => TO_CYRILLIC.get(letter) ?? letter).join('')
    : undefined;
  const asLatin = cyrillic.every((letter) => TO_LATIN.has(letter))
    ? letters.map((letter) => TO_LATIN.get(letter) ?? letter).join('')
    : undefined;
  const possible = asCyrillic !== undefined && writes(asCyrillic, candidates) ? asCyrillic : undefined;
  // Letters without a twin say what the word is; if none does, the majority does.
  if (possible !== undefined && (asLatin === undefined || cyrillic.length >= latin.length)) return possible;
  return asLatin;
}
