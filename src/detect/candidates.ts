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

/** Letters a text needs for its language to count, and for a hint where there is little else to go by. */
const ENOUGH_LETTERS = 60;
const HINT_LETTERS = 12;
/** Letters a text needs where its script alone tells. */
const SCRIPT_LETTERS = 4;
const SURE = 0.85;
/** Share of the sure characters of a batch below which a language is taken for a mistake. */
const LEAST_SHARE = 0.002;
/** A batch with fewer sure letters is so small that hints count. */
const SMALL_BATCH = 1_500;

/** Scripts that more than one of the languages tried here is written in. */
const SHARED_SCRIPTS = /^script:(?:Latn|Cyrl)$/;

/** The script alone told the language. */
function isByScript(evidence: readonly string[]): boolean {
  return (
    evidence.length === 1 &&
    (evidence[0]?.startsWith('script:') ?? false) &&
    !SHARED_SCRIPTS.test(evidence[0] ?? '')
  );
}

/**
 * Candidates for a batch: what long texts are surely in, and the targets, most frequent first. English is always
 * among them: names and quotations in it are everywhere. Where the batch is small, short texts count as well.
 */
export function inferCandidates(
  texts: Iterable<string>,
  detector: Detector,
  targets: readonly LanguageTag[],
): LanguageTag[] {
  const weights = new Map<LanguageTag, number>();
  const hints = new Map<LanguageTag, number>();
  let total = 0;
  for (const text of texts) {
    const letters = text.replace(/\P{L}+/gu, '').length;
    if (letters < SCRIPT_LETTERS) continue;
    const { lang, confidence, evidence } = detector.identify(text.slice(0, 600), COMMON_LANGUAGES);
    if (isSpecialTag(lang) || confidence < SURE) continue;
    if (letters >= ENOUGH_LETTERS || isByScript(evidence)) {
      weights.set(lang, (weights.get(lang) ?? 0) + letters);
      total += letters;
    } else if (letters >= HINT_LETTERS) hints.set(lang, (hints.get(lang) ?? 0) + letters);
  }
  if (total < SMALL_BATCH) {
    for (const [tag, letters] of hints) weights.set(tag, (weights.get(tag) ?? 0) + letters);
  }
  const found = [...weights]
    .filter(([, weight]) => weight >= LEAST_SHARE * total)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([tag]) => tag);
  const known = new Set(found.map(primaryLanguage));
  const more = [...targets, 'en'].filter((tag) => !known.has(primaryLanguage(tag)));
  // Ukrainian and Russian stand so often, and in stretches so short, in one article that neither goes without the other.
  if (known.has('uk') !== known.has('ru')) more.push(known.has('uk') ? 'ru' : 'uk');
  return [...new Set([...found, ...more])];
}
