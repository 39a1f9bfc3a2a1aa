import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import { withWords } from './failure.js';

const say = messages('providers', {
  noGlossary: '{{provider}} has no glossary "{{name}}" for these languages here',
  makeGlossary: 'Check its name, its languages and its region, or leave it out of providers.{{provider}}.',
});

/** What translation services (as against chat models) have in common. */

/** The first of the codes a language goes by that a service lists, as the service writes it. */
export function codeAmong(offered: readonly string[], codes: readonly string[]): string | undefined {
  const known = new Map(offered.map((code) => [code.toLowerCase(), code]));
  return codes.map((code) => known.get(code.toLowerCase())).find((code) => code !== undefined);
}

/** The code a language goes by: as the service lists it, or the first it may have. */
export function codeFor(
  offered: readonly string[] | undefined,
  codes: readonly string[],
  tag: LanguageTag,
): string {
  return (offered === undefined ? undefined : codeAmong(offered, codes)) ?? codes[0] ?? tag;
}

/** The error of a glossary or terminology the service does not have: a person must act. */
export function noGlossary(
  provider: string,
  { name, status, detail }: { readonly name: string; readonly status: number; readonly detail: string },
): ProviderError {
  return new ProviderError(provider, 'CONFIG', withWords(say.noGlossary({ provider, name }), detail), {
    status,
    hint: say.makeGlossary({ provider }),
  });
}
