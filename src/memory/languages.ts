import type { LanguageTag } from '../model/language.js';

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
