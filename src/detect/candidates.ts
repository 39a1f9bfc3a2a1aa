import type { Detector } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, primaryLanguage } from '../model/language.js';

/** Which languages a batch is in, when nobody said. */

/** Languages tried when nothing is known: those news of the region and its neighbours come in. */
export const COMMON_LANGUAGES: readonly LanguageTag[] = [
  'en',
  'uk',
  'ru',
  'be',
  'bg',
  'sr',
  'mk',
  'pl',
  'cs',
  'sk',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'ro',
  'hu',
  'tr',
  'nl',
  'lt',
  'el',
  'ar',
  'he',
  'ka',
  'hy',
  'zh',
  'ja',
  'ko',
  'th',
  'hi',
];

/** Letters a text needs for its language to count. */
const ENOUGH_LETTERS = 60;
const SURE = 0.85;
/** Share of the sure characters of a batch below which a language is taken for a mistake. */
const LEAST_SHARE = 0.002;

/**
 * Candidates for a batch: what long texts are surely in, and the targets, most frequent first. English is always among them:
 * names and quotations in it are everywhere.
 */
export function inferCandidates(
  texts: Iterable<string>,
  detector: Detector,
  targets: readonly LanguageTag[],
): LanguageTag[] {
  const weights = new Map<LanguageTag, number>();
  let total = 0;
  for (const text of texts) {
    const letters = text.replace(/\P{L}+/gu, '').length;
    if (letters < ENOUGH_LETTERS) continue;
    const { lang, confidence } = detector.identify(text.slice(0, 600), COMMON_LANGUAGES);
    if (isSpecialTag(lang) || confidence < SURE) continue;
    weights.set(lang, (weights.get(lang) ?? 0) + letters);
    total += letters;
  }
  const found = [...weights]
    .filter(([, weight]) => weight >= LEAST_SHARE * total)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([tag]) => tag);
  const known = new Set(found.map(primaryLanguage));
  const more = [...targets, 'en'].filter((tag) => !known.has(primaryLanguage(tag)));
  // Ukrainian text quotes Russian so often, and short quotes so alike, that the one never goes without the other.
  if (known.has('uk') && !known.has('ru')) more.push('ru');
  return [...new Set([...found, ...more])];
}
