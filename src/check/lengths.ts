import { primaryLanguage } from '../model/language.js';
import type { Role } from '../model/segment.js';
import type { TranslationUnit } from '../model/translation.js';

/** How long translations are: the logarithm of both lengths, by languages, roles and how much there is to go by. */

/** Natural logarithm of a text's length relative to the same in English, in characters. Measured on human translations. */
const MEANS: Readonly<Record<string, number>> = {
  uk: -0.012,
  ru: 0.028,
  be: 0,
  bg: 0.03,
  de: 0.115,
  cs: -0.062,
  sk: -0.04,
  pl: 0.04,
  fr: 0.135,
  es: 0.09,
  it: 0.09,
  pt: 0.06,
  ro: 0.09,
  nl: 0.08,
  hu: 0.03,
  el: 0.12,
  tr: 0,
  vi: 0.08,
  id: 0.08,
  fi: 0.02,
  he: -0.25,
  ar: -0.15,
  fa: -0.08,
  ko: -0.62,
  th: -0.1,
  ja: -0.83,
  zh: -1.16,
  yue: -1.16,
};
const DENSE: ReadonlySet<string> = new Set(['ja', 'zh', 'ko', 'yue']);
/** Headlines are condensed more freely than paragraphs. */
const HEADLINES: ReadonlySet<Role> = new Set([
  'title',
  'heading',
  'related-headline',
  'caption',
  'section-label',
  'byline',
]);

export const isHeadline = (role: Role): boolean => HEADLINES.has(role);

/** Standard deviations a translation's length is off what is usual; below 0 for too short. */
export function lengthScore(unit: TranslationUnit, translation: string): number {
  const [source, target] = [primaryLanguage(unit.source), primaryLanguage(unit.target)];
  const n = lettersIn(unit.text);
  const m = lettersIn(translation);
  if (n === 0 || m === 0) return 0;
  const [a, b] = [MEANS[source], MEANS[target]];
  const mean = (b ?? 0) - (a ?? 0);
  const unknown = a === undefined || b === undefined ? 0.01 : 0;
  const dense = DENSE.has(source) !== DENSE.has(target);
  // What there is to go by is counted in characters of an alphabet.
  const size = n / Math.exp(a ?? 0);
  const variance = (HEADLINES.has(unit.role) ? 0.04 : 0.013) + unknown + (dense ? 4.5 : 2.6) / size;
  return (Math.log(m / n) - mean) / Math.sqrt(variance);
}

/** Characters but for addresses and white space at the ends. */
function lettersIn(text: string): number {
  return text.replace(/https?:\S+/gu, '').trim().length;
}

/** Ends of sentences: a mark, perhaps closing signs, then white space and a beginning. */
const END = /[.!?…]+["»”’)\]]*\s+(?=["«“„‘([—–-]*\s?[\p{Lu}\p{N}\p{Lo}])|[。！？]+[」』”"）)]*(?!$)/gu;
/** What has a stop and goes on: initials, titles, numbers. */
const NO_END =
  /(?:^|[\s(«"“])(?:\p{Lu}|\p{Ll}|mr|mrs|ms|dr|prof|st|no|vs|etc|jr|sr|inc|co|ст|см|ім|ул|вул|г|гг|р|рр|д|пр|тис|тыс|млн|млрд|руб|грн|z\.\s?B|bzw|ca|usw|str|tzv|např|tj|č|sv|ul|т)\.["»”’)\]]*\s+$/iu;

export function sentenceCount(text: string): number {
  let count = 1;
  for (const match of text.trim().matchAll(END)) {
    const until = text.slice(0, match.index + match[0].length).trimStart();
    if (/^\./.test(match[0]) && (NO_END.test(until.slice(-12)) || /\d\.\s+$/.test(until))) continue;
    count += 1;
  }
  return count;
}
