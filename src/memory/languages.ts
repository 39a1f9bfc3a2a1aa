import { type LanguageTag, sameLanguage } from '../model/language.js';

const families = new Map<LanguageTag, string>();

/** Language and script, the part of a tag that decides whether a reader of one reads the other: `uk-Cyrl`. */
export function familyOf(tag: LanguageTag): string {
  let family = families.get(tag);
  if (family === undefined) {
    const { language, script } = new Intl.Locale(tag).maximize();
    family = `${language}-${script ?? ''}`;
    families.set(tag, family);
  }
  return family;
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
