/** A BCP 47 tag in canonical form, e.g. `uk`, `en-GB`, `sr-Latn`; also `und` and `zxx`. */
export type LanguageTag = string;

/** Cannot tell, and says so. */
export const UNDETERMINED = 'und';
/** No language: timestamps, URLs, counters. */
export const NO_LANGUAGE = 'zxx';

/** Codes people type that are not what they mean; the value is what they probably mean. */
const COMMON_MISTAKES: Readonly<Record<string, LanguageTag>> = {
  ua: 'uk',
  gr: 'el',
  cz: 'cs',
  dk: 'da',
  jp: 'ja',
  cn: 'zh',
  kr: 'ko',
  by: 'be',
  rs: 'sr',
  ukr: 'uk',
  eng: 'en',
  rus: 'ru',
  ger: 'de',
  deu: 'de',
  fre: 'fr',
  fra: 'fr',
  spa: 'es',
  pol: 'pl',
  ukrainian: 'uk',
  english: 'en',
  russian: 'ru',
};

const parsed = new Map<string, { tag?: LanguageTag; suggestion?: LanguageTag }>();
/** Files with more codes than this are not about languages. */
const MOST_PARSED = 1_000;

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/**
 * Canonicalises a language tag, or explains why it is none.
 * @returns the canonical tag, or `undefined` with an optional suggestion.
 */
export function parseLanguageTag(input: string): { tag?: LanguageTag; suggestion?: LanguageTag } {
  let known = parsed.get(input);
  if (known === undefined) {
    known = parseAnew(input);
    // A translation memory asks for the same few codes a million times.
    if (parsed.size < MOST_PARSED) parsed.set(input, known);
  }
  return known;
}

function parseAnew(input: string): { tag?: LanguageTag; suggestion?: LanguageTag } {
  const trimmed = input.trim().replace(/_/g, '-');
  const mistake = COMMON_MISTAKES[trimmed.toLowerCase()];
  if (mistake !== undefined) return { suggestion: mistake };
  let canonical: string | undefined;
  try {
    canonical = Intl.getCanonicalLocales(trimmed)[0];
  } catch {
    return {};
  }
  if (canonical === undefined) return {};
  if (canonical === UNDETERMINED || canonical === NO_LANGUAGE) return { tag: canonical };
  return names.of(canonical.split('-')[0] ?? '') === undefined ? {} : { tag: canonical };
}

/** The primary language subtag: `en` of `en-GB`. */
export function primaryLanguage(tag: LanguageTag): string {
  const dash = tag.indexOf('-');
  return dash < 0 ? tag : tag.slice(0, dash);
}

const maximised = new Map<LanguageTag, string>();

function languageAndScript(tag: LanguageTag): string {
  const known = maximised.get(tag);
  if (known !== undefined) return known;
  let value = tag;
  if (tag !== UNDETERMINED && tag !== NO_LANGUAGE) {
    const locale = new Intl.Locale(tag).maximize();
    value = `${locale.language}-${locale.script ?? ''}`;
  }
  maximised.set(tag, value);
  return value;
}

/** Whether a reader of one reads the other: compares language and script, not region. */
export function sameLanguage(a: LanguageTag, b: LanguageTag): boolean {
  return a === b || languageAndScript(a) === languageAndScript(b);
}

/** True for `und` and `zxx`, which are never flagged and never translated. */
export function isSpecialTag(tag: LanguageTag): boolean {
  return tag === UNDETERMINED || tag === NO_LANGUAGE;
}

/**
 * Whether an entry in `stored` serves a request for `asked`: `en` serves `en-GB` and the other way round,
 * `pt-BR` does not serve `pt-PT`.
 */
export function serves(stored: LanguageTag, asked: LanguageTag): boolean {
  if (stored === asked) return true;
  if (!sameLanguage(stored, asked)) return false;
  const [a, b] = [new Intl.Locale(stored).region, new Intl.Locale(asked).region];
  return a === undefined || b === undefined || a === b;
}
