import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageTag } from '../../model/language.js';
import type { Terms } from '../../terms/terms.js';
import { parseSidecar } from '../../write/ledger.js';
import type { ArticleState } from '../../write/state.js';

/** What outputs rest on of the termbase: read from their ledgers, so that a changed term is told before anything is read. */

type Basis = ReadonlyMap<LanguageTag, Readonly<Record<string, string>>>;

/** The basis of an article's outputs as the termbase is now. Without terms, now and then, no ledger is read. */
export function termsBasisOf(
  terms: Terms,
  books: string,
): (article: Pick<ArticleState, 'ledger' | 'outputs'>) => Basis {
  return ({ ledger, outputs }) => {
    if (terms.isEmpty && Object.values(outputs).every((output) => output.terms === undefined))
      return new Map();
    // A damaged or missing ledger is found out by its own rule.
    const sidecar = parseSidecar(textOf(join(books, ledger)));
    if (sidecar === undefined) return new Map();
    const { segments } = sidecar.articles[0];
    return new Map(
      sidecar.outputs.map(({ target, translations }) => {
        const pairs = segments.flatMap(({ id, lang, text }) => {
          const translation = translations[id];
          return translation === undefined ? [] : [{ lang, text, translation }];
        });
        return [target, terms.basis(pairs, target)];
      }),
    );
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
