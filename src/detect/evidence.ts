import type { Identification } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage, UNDETERMINED } from '../model/language.js';

/** How much speaks for a language, in natural logarithms, and how much a context may say against it. */

/** From this confidence a script counts as having decided. */
const SURE_SCRIPT = 0.9;
/** What a language is worth that letters rule out, or that next to nothing speaks for. */
const RULED_OUT = -9;

/** Whether letters or script decided, rather than likelihood. */
export function isDecided({ evidence, confidence }: Identification): boolean {
  const [first = ''] = evidence;
  return first.startsWith('letters:') || (first.startsWith('script:') && confidence >= SURE_SCRIPT);
}

/** The logarithm of a language's share. `rivals`: how many candidates it was chosen among. */
export function logShare(found: Identification, tag: LanguageTag, rivals: number): number {
  const { lang, confidence, shares } = found;
  if (tag === UNDETERMINED) return found.like === undefined ? RULED_OUT : 0;
  if (found.like !== undefined || isDecided(found)) return lang === tag ? 0 : RULED_OUT;
  const named = lang !== UNDETERMINED;
  const guess = !named
    ? 1 / Math.max(1, rivals)
    : lang === tag
      ? confidence
      : (1 - confidence) / Math.max(1, rivals - 1);
  return Math.max(RULED_OUT, Math.log(shares?.[tag] ?? guess));
}

/**
 * The most a context may say against a text of so many words, and so what the words must say for a language that is
 * not the one around them: set on the development half so that at most one text in two hundred is falsely flagged.
 */
export function mostAgainst(words: number): number {
  return LEANS[Math.min(words, LEANS.length) - 1] ?? 0;
}

const LEANS = [2.1, 1.8, 1.7, 1.4, 1, 0.7] as const;

/**
 * Languages that stand in short stretches in the news of another, by its primary tag; English stands in all. What is
 * known of a batch counts before this: a language the article has elsewhere is no stranger.
 */
const COMPANY: Readonly<Record<string, readonly string[]>> = {
  uk: ['ru'],
  ru: ['uk'],
  be: ['ru'],
};
const EVERYWHERE = 'en';
/** What a few words in a language that is in no such company must say beyond what they say for one that is. */
const STRANGER = [1, 1, 0.7, 0.5, 0.3, 0.2] as const;

/** What is taken off for a language that seldom stands in an article of `host`, for a text of so many words. */
export function strangeness(tag: LanguageTag, host: LanguageTag | undefined, words: number): number {
  if (host === undefined || tag === UNDETERMINED) return 0;
  const [own, around] = [primaryLanguage(tag), primaryLanguage(host)];
  const company = COMPANY[around];
  if (company === undefined || own === around || own === EVERYWHERE || company.includes(own)) return 0;
  return STRANGER[Math.max(1, words) - 1] ?? 0;
}
