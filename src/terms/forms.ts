import { primaryLanguage } from '../model/language.js';
import { englishForms, germanForms } from './forms-germanic.js';
import { russianForms } from './forms-russian.js';
import { ukrainianForms } from './forms-ukrainian.js';

/** The forms a word of a term may have in a text, by language. */

/** One spelling for all apostrophes and for ё, lower case. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFC')
    .replace(/[’ʼ‘`]/gu, "'")
    .replaceAll('ё', 'е');
}

/** Whether a folded word of a text is a form of a folded word of a term. */
export type IsForm = (word: string) => boolean;

/** Languages whose forms are made by a grammar of their own. */
const GRAMMARS: Readonly<Record<string, (word: string) => ReadonlySet<string>>> = {
  uk: ukrainianForms,
  ru: russianForms,
  en: englishForms,
  de: germanForms,
};

/** Languages whose words have no endings. */
const WITHOUT_ENDINGS: ReadonlySet<string> = new Set(['vi', 'zh', 'ja', 'th', 'lo', 'km', 'my', 'id', 'ms']);
/** Languages that put one ending after the other. */
const ENDING_AFTER_ENDING: ReadonlySet<string> = new Set([
  'tr',
  'az',
  'uz',
  'kk',
  'ky',
  'tt',
  'fi',
  'et',
  'hu',
  'eu',
  'ko',
  'ka',
]);

/** Letters of a word that an ending may replace, where no grammar is known, and letters of the ending. */
const REPLACED = 2;
const ENDING = 4;
const LONG_ENDING = 12;
/** Shorter words are compared as they are. */
const SHORTEST = 4;

/** What a word of a term may look like in a text. */
export function formsOf(word: string, language: string): IsForm {
  const folded = foldWord(word);
  const primary = primaryLanguage(language);
  // МИДа, ЗСУ-шний: an acronym has its endings in small letters.
  if (WITHOUT_ENDINGS.has(primary) || !/\p{L}/u.test(folded)) return (other) => other === folded;
  const grammar = GRAMMARS[primary];
  if (grammar !== undefined) {
    const forms = grammar(folded);
    return (other) => forms.has(other);
  }
  if (folded.length < SHORTEST) return (other) => other === folded;
  const most = ENDING_AFTER_ENDING.has(primary) ? LONG_ENDING : ENDING;
  const stem = folded.slice(0, Math.max(SHORTEST - 1, folded.length - REPLACED));
  return (other) => other === folded || (other.startsWith(stem) && other.length - stem.length <= most);
}
