import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config/schema.js';
import { readNamesFile, readTermsFile } from '../exchange/terms/read.js';
import { primaryLanguage } from '../model/language.js';
import { NO_TERMS, type Termbase, termbaseOf } from '../terms/termbase.js';
import { createTerms, type Terms } from '../terms/terms.js';
import type { TermsOf } from '../translate/travel.js';

/** The words of the house, from the file of the configuration. */

/** Looked for where the configuration names no other. */
const TERMS_FILE = 'terms.yaml';

/** Where the terms are kept; absolute. */
export function termsPath({ terms }: Config, directory: string): string {
  return resolve(directory, terms.file ?? TERMS_FILE);
}

/** Where decided names are looked for where the configuration names no other file. */
const NAMES_FILE = 'names.yaml';

/** Where decided names are kept; absolute. */
export function namesPath({ names }: Config, directory: string): string {
  return resolve(directory, names.file ?? NAMES_FILE);
}

/** What a house has decided, as it is kept. */
export interface House {
  readonly terms: Termbase;
  /** By the name in its own language. */
  readonly names: Termbase;
}

/** Stands before the id of a name where names and terms are looked for together. */
const NAME = 'names/';

/** @throws TovmachError INPUT_NOT_FOUND for a file the configuration names, INPUT_INVALID with file and line */
export async function houseOf(
  config: Config,
  directory: string,
): Promise<{ readonly house: House; readonly terms: Terms }> {
  const [termsFile, namesFile] = [termsPath(config, directory), namesPath(config, directory)];
  const isThere = (configured: string | undefined, path: string): boolean =>
    configured !== undefined || existsSync(path);
  const terms = isThere(config.terms.file, termsFile)
    ? termbaseOf((await readTermsFile(termsFile)).concepts)
    : NO_TERMS;
  const names = isThere(config.names.file, namesFile) ? readNamesFile(namesFile) : NO_TERMS;
  return { house: { terms, names }, terms: createTerms(joinedTermbase({ terms, names })) };
}

/** Terms and names as one termbase; a name is told by its kind. */
function joinedTermbase({ terms, names }: House): Termbase {
  if (names.concepts.length === 0) return terms;
  return termbaseOf([
    ...terms.concepts,
    ...names.concepts.map((name) => ({ ...name, id: NAME + name.id, kind: name.kind ?? 'name' })),
  ]);
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
