import type { Detector } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, primaryLanguage } from '../model/language.js';
import { SCRIPT_OF, SCRIPTS, scriptOfLanguage } from './alphabets.js';

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
 * among them: names and quotations in it are everywhere. Where the batch is small, short texts count as well, and
 * where no text of a script is told surely, what is likeliest of it.
 */
export function inferCandidates(
  texts: Iterable<string>,
  detector: Detector,
  targets: readonly LanguageTag[],
): LanguageTag[] {
  const weights = new Map<LanguageTag, number>();
  const hints = new Map<LanguageTag, number>();
  const guesses = new Map<LanguageTag, number>();
  const scripts = new Map<string, number>();
  const add = (to: Map<LanguageTag, number>, lang: LanguageTag, letters: number): void =>
    void to.set(lang, (to.get(lang) ?? 0) + letters);
  let total = 0;
  for (const text of texts) {
    const letters = countScripts(text, scripts);
    if (letters < SCRIPT_LETTERS) continue;
    const { lang: tag, confidence, evidence } = detector.identify(text.slice(0, 600), COMMON_LANGUAGES);
    const told = letters >= ENOUGH_LETTERS || isByScript(evidence);
    // A few words are more than franc alone can judge.
    if (isSpecialTag(tag) || (!told && evidence[0]?.startsWith('franc:'))) continue;
    const lang = primaryLanguage(tag);
    if (confidence >= SURE && told) {
      add(weights, lang, letters);
      total += letters;
    } else if (confidence >= SURE && letters >= HINT_LETTERS) add(hints, lang, letters);
    else add(guesses, lang, letters * confidence);
  }
  if (total < SMALL_BATCH) for (const [lang, letters] of hints) add(weights, lang, letters);
  const found = heaviestFirst(weights)
    .filter(([, weight]) => weight >= LEAST_SHARE * total)
    .map(([lang]) => lang);
  const known = new Set(found);
  // What is written in a script that none of these is written in: the likeliest, and the most usual.
  const likelier = heaviestFirst(guesses).map(([lang]) => lang);
  for (const [script, letters] of scripts) {
    if (letters < SCRIPT_LETTERS || found.some((lang) => isWrittenIn(lang, script))) continue;
    for (const list of [likelier, COMMON_LANGUAGES]) {
      const lang = list.find((one) => isWrittenIn(one, script));
      if (lang !== undefined) known.add(lang);
    }
  }
  for (const tag of [...targets, 'en']) if (!known.has(primaryLanguage(tag))) known.add(tag);
  // Ukrainian and Russian stand so often, and in stretches so short, in one article that neither goes without the other.
  if (known.has('uk') !== known.has('ru')) known.add(known.has('uk') ? 'ru' : 'uk');
  return [...known];
}

/** Adds a text's letters to the counts by script; returns how many there are. */
function countScripts(text: string, scripts: Map<string, number>): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const script = SCRIPT_OF[text.charCodeAt(index)] ?? 0;
    if (script === 0) continue;
    letters += 1;
    const name = SCRIPTS[script] ?? '';
    scripts.set(name, (scripts.get(name) ?? 0) + 1);
  }
  return letters;
}

/** Japanese is written in Han as well, so Han alone calls for nothing where it is found. */
const isWrittenIn = (lang: LanguageTag, script: string): boolean =>
  scriptOfLanguage(lang) === script || (script === 'Hani' && scriptOfLanguage(lang) === 'Kana');

const heaviestFirst = (weights: ReadonlyMap<LanguageTag, number>): [LanguageTag, number][] =>
  [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
