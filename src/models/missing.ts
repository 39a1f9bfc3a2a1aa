import { type LanguageTag, primaryLanguage } from '../model/language.js';
import type { CatalogueModel } from './catalogue.js';
import type { Models } from './manager.js';

/** Tags to look under: the whole one, language and script, the language. */
export function codesOf(tag: LanguageTag): string[] {
  const { language, script } = new Intl.Locale(tag);
  return [...new Set([tag, script === undefined ? language : `${language}-${script}`, primaryLanguage(tag)])];
}

/** What is missing for a pair under the first of its codes that the registry has. */
export async function missingOf(
  models: Models,
  source: LanguageTag,
  target: LanguageTag,
  signal: AbortSignal,
): Promise<CatalogueModel[] | undefined> {
  for (const from of codesOf(source)) {
    for (const to of codesOf(target)) {
      const missing = await models.missing(from, to, signal);
      if (missing !== undefined) return missing;
    }
  }
  return undefined;
}
