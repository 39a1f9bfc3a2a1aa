import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config/schema.js';
import { readTermsFile } from '../exchange/terms/read.js';
import { primaryLanguage } from '../model/language.js';
import { NO_TERMS, termbaseOf } from '../terms/termbase.js';
import { createTerms, type Terms } from '../terms/terms.js';
import type { TermsOf } from '../translate/travel.js';

/** The words of the house, from the file of the configuration. */

/** Looked for where the configuration names no other. */
const TERMS_FILE = 'terms.yaml';

/** Where the terms are kept; absolute. */
export function termsPath({ terms }: Config, directory: string): string {
  return resolve(directory, terms.file ?? TERMS_FILE);
}

/** @throws TovmachError INPUT_NOT_FOUND for a file the configuration names, INPUT_INVALID with file and line */
export async function termsOf(config: Config, directory: string): Promise<Terms> {
  const path = termsPath(config, directory);
  if (config.terms.file === undefined && !existsSync(path)) return createTerms(NO_TERMS);
  const { concepts } = await readTermsFile(path);
  return createTerms(termbaseOf(concepts));
}

/** Languages whose words have one form: what is put in its place there is right. */
const ONE_FORM: ReadonlySet<string> = new Set(['zh', 'ja', 'ko', 'th', 'lo', 'km', 'my', 'vi', 'id', 'ms']);

/** Terms of a unit, and which of them may be put in their place as they are. */
export function placedTerms({ terms, config }: { readonly terms: Terms; readonly config: Config }): TermsOf {
  const { protect } = config.terms;
  return ({ text, source, target }) =>
    terms.wanted(text, source, target).map(({ concept, ...term }) => ({
      ...term,
      fixed:
        protect === 'always' ||
        (protect === 'auto' && (concept.match === 'exact' || ONE_FORM.has(primaryLanguage(target)))),
    }));
}
