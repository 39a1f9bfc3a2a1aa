import type { Placeholder } from '../model/article.js';
import type { LanguageTag } from '../model/language.js';
import { turns } from './turns.js';

/** Right and left: which way a language is written, and words of the other direction within it. Pure. */

const RTL = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg']);

/** Asked for every segment; a run has few languages, and to maximise a tag takes long. */
const directions = new Map<LanguageTag, 'rtl' | 'ltr'>();

/** Which way a language is written. */
export function directionOf(language: LanguageTag): 'rtl' | 'ltr' {
  let direction = directions.get(language);
  if (direction === undefined) {
    direction = RTL.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
    directions.set(language, direction);
  }
  return direction;
}

/** First strong isolate and its end (UAX #9): what stands between them does not order what stands around them. */
const OPEN = '\u2068';
const CLOSE = '\u2069';

const RTL_LETTER =
  '[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Thaana}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Adlam}\\p{Script=Hanifi_Rohingya}]';
const LTR_LETTER = `(?!${RTL_LETTER})\\p{L}`;

/** Words of one direction with what belongs to them: `Apple Inc.`, `C++`, `Airbus A320`. */
function wordsOf(letter: string): RegExp {
  const word = `(?:${letter})(?:(?:${letter})|[\\p{M}\\p{N}'’.&+#/-])*(?<!['’./-])`;
  return new RegExp(`${word}(?: (?:${word}|\\p{N}+(?!\\p{L})))*`, 'gu');
}
const WORDS = { rtl: wordsOf(RTL_LETTER), ltr: wordsOf(LTR_LETTER) } as const;
const ANY = { rtl: new RegExp(RTL_LETTER, 'u'), ltr: new RegExp(LTR_LETTER, 'u') } as const;

/** Markup a person may have written into a translation. */
const MARKUP = /(\]\([^()\n]*\)|`[^`\n]*`|<[^<>\n]*>|\{[^{}\n]*\})/;

/** A translation whose words of the other direction are isolated; what its source holds as placeholders stays as it is. */
export function isolated(
  text: string,
  target: LanguageTag,
  source: string,
  places: readonly Placeholder[],
): string {
  const other = directionOf(target) === 'rtl' ? 'ltr' : 'rtl';
  if (!ANY[other].test(text) || /[\u2066-\u2069]/.test(text)) return text;
  const marked = (part: string): string => part.replace(WORDS[other], `${OPEN}$&${CLOSE}`);
  return turns(text, source, places)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .split(MARKUP)
            .map((words, at) => (at % 2 === 1 ? words : marked(words)))
            .join(''),
    )
    .join('');
}
