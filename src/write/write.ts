import type { OutputChanges } from '../model/changes.js';
import type { Finding } from '../model/finding.js';
import { LEDGER_SCHEMA, type ManifestArticle } from '../model/manifest.js';
import type { Checked, Planned } from '../model/stages.js';
import { formerLedger, ledgerOf, pathOf, type WriteOptions } from './article-paths.js';
import { createClaims } from './collision.js';
import { Draft, knownLedger } from './draft.js';
import { parseSidecar, type Sidecar } from './ledger.js';
import { reconcile } from './reconcile.js';
import { refuseOtherVersion } from './versions.js';

/** An article's files: rendered, compared with what is there, written together. */

export interface ArticleWriter {
  /** Files an article writes, relative to the output folder: its ledger, then its outputs. */
  paths(article: Planned): string[];
  /**
   * Before anything is paid for: refuses an article whose files would take the place of somebody else's.
   * @returns the ledger an earlier run left of it
   * @throws TovmachError OUTPUT
   */
  refuseForeign(article: Planned): Promise<Sidecar | undefined>;
  write(article: Checked): Promise<{
    entry: ManifestArticle;
    findings: readonly Finding[];
    written: number;
    /** What a changed source changes for readers, by output; empty for an article that is new. */
    changes: readonly OutputChanges[];
  }>;
}

/** Makes the writer of a run. */
export function createArticleWriter(options: WriteOptions): ArticleWriter {
  const claim = createClaims();
  return {
    paths: (article) => [
      ledgerOf(article, options),
      ...article.targets.map(({ target }) => pathOf(article, target, options)),
    ],
    refuseForeign: (article) => refuseForeign(article, options, claim),
    async write(article) {
      claim(ledgerOf(article, options), article.id);
      const draft = new Draft(article, options, await knownLedger(article, options));
      for (const { target } of article.targets) await draft.add(target);
      return draft.write();
    },
  };
}

async function refuseForeign(
  article: Planned,
  options: WriteOptions,
  claim: ReturnType<typeof createClaims>,
): Promise<Sidecar | undefined> {
  const { id, targets } = article;
  const name = ledgerOf(article, options);
  claim(name, id);
  const ledger =
    (await options.books.read(name)) ?? (await options.books.read(formerLedger(article, options) ?? name));
  if (ledger !== undefined) refuseOtherVersion(ledger, options.books.file(name), LEDGER_SCHEMA);
  const before = ledger === undefined ? undefined : parseSidecar(ledger);
  for (const { target } of targets) {
    const path = pathOf(article, target, options);
    claim(path, id);
    options.out.refuseEscape(path);
    const isKnown =
      options.previous(id, target)?.path === path ||
      before?.outputs.some((output) => output.path === path) === true;
    const existing = isKnown ? undefined : await options.out.readBytes(path);
    reconcile(path, existing, '', { hashes: [], stands: false });
  }
  return before;
}
