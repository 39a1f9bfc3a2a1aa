import { isIn } from './lexicon.js';
import { isEnglishProper } from './proper.js';
import { tellingWords } from './words.js';

/** Texts in Latin letters beside languages of another script: English, names, or a phrase of neither. */

/** From this share no dictionary is asked. */
const SURELY_ENGLISH = 0.97;
/** From this share a dictionary need not have most of the words. */
const SURE = 0.9;

const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{N}'’.&+-]*/gu;
/** A small Latin word: part of a sentence, not of a name. */
const SMALL_LATIN = /(?<![\p{L}\p{N}])\p{Ll}(?<=\p{Script=Latin})\p{Ll}+(?!\p{L})/u;
const SMALL_CYRILLIC = /(?:^[^\p{L}]*\p{Script=Cyrillic}|(?<!\p{L})\p{Ll}(?<=\p{Script=Cyrillic}))/u;

/** What is left of `на FedEx Field` without its names in Latin letters; `undefined` where the Latin is no name. */
export function withoutLatinNames(text: string): string | undefined {
  if (SMALL_LATIN.test(text) || !SMALL_CYRILLIC.test(text)) return undefined;
  return text.replace(LATIN_WORD, ' ');
}

/** Nothing but English words: those of a dictionary, and those that English alone writes with a capital. */
export function allEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}’']+/gu) ?? [];
  return (
    words.every((word) => word.length < 3 || isEnglishWord(word)) && words.some((word) => word.length > 2)
  );
}

const DERIVED = /^\p{L}{4,}(?:tion|sion|ment|ness|ism|ologist|ship|less|able|ible)s?$/u;
const INFLECTED = /^(\p{L}{3,}?)(?:['’]s|s|es|d|ed|['’](?:ve|ll|re|d))$/u;

function isEnglishWord(word: string): boolean {
  if (isIn('en', word) || isEnglishProper(word) || DERIVED.test(word)) return true;
  if (/^\p{L}{1,4}['’](?:ve|ll|re|d|m|t|s)$/u.test(word)) return true;
  const stem = INFLECTED.exec(word)?.[1];
  return stem !== undefined && (isIn('en', stem) || isEnglishProper(stem));
}

/** Hardly a word of a dictionary, and n-grams not sure: a phrase in another language that is written in Latin letters. */
export function hardlyEnglish(text: string, certainty: number): boolean {
  if (certainty >= SURELY_ENGLISH) return false;
  const isKnown = (word: string): boolean => isIn('en', word) || tellingWords(word, 'en', []).length > 0;
  const all = text.match(/[\p{L}’']+/gu) ?? [];
  // Names are in no dictionary, whatever the language; a capital at the beginning may be a name or not.
  const small = all.filter((word, at) => !/\p{Lu}/u.test(word) || (at === 0 && isKnown(word.toLowerCase())));
  const words = (small.length > 0 ? small : all).map((word) => word.toLowerCase());
  const known = words.filter(isKnown).length;
  if (known === 0) return true;
  return certainty < SURE && (small.length > 1 ? known * 2 <= words.length : known * 2 < words.length);
}

/** Latin that English dictionaries have too: a phrase of nothing else is in neither. */
const LATIN_WORDS: ReadonlySet<string> = new Set(
  (
    'ab ad ante bona casus belli curriculum vitae de facto jure ex officio post pre pro per se capita annum in situ vitro vivo absentia ' +
    'camera memoriam modus operandi vivendi status quo vadis alma mater persona non grata ad hoc hominem infinitum nauseam libitum astra ' +
    'bono terra incognita mea maxima culpa vice versa sine qua die carpe diem cogito ergo sum veni vidi vici homo sapiens quid ' +
    'perpetuum mobile scriptum nota bene alter ego et contra urbi orbi memento mori honoris causa magna cum laude summa tabula rasa ' +
    'deus machina aspera a priori posteriori fortiori prima facie fide bona habeas corpus corpus delicti inter alia ipso mutatis mutandis ' +
    'pax romana dolce vox populi dei vivat rex lex dura sed sic transit gloria mundi tempora mores o alea iacta est divide impera si vis ' +
    'pacem para bellum dum spiro spero errare humanum festina lente in vino veritas repetitio mater studiorum mens sana sano corpore ' +
    'in flagrante delicto nihil novi sub rosa ultima ratio regum ultra vires verbatim et tu brute contra spem'
  ).split(' '),
);

/** `status quo`, `in vino veritas`. */
export function isLatinPhrase(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}’']+/gu) ?? [];
  return (
    words.length > 1 &&
    words.every((word) => LATIN_WORDS.has(word)) &&
    words.some((word) => word.length > 3 || word === 'quo')
  );
}

/** The words between names are English words of a dictionary, and there is one. */
export function smallWordsEnglish(text: string): boolean {
  const words = (text.match(/(?<![\p{L}’'])\p{Ll}[\p{L}’']+/gu) ?? []).filter((word) => word.length > 2);
  return words.length > 0 && words.every((word) => isIn('en', word));
}
