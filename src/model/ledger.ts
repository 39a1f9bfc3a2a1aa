import type { Segment } from './segment.js';
import type { Identified } from './stages.js';

/** An article with its segments, as ledgers have it and `tovmach detect` prints it. */
export interface LedgerArticle {
  readonly path: string;
  readonly id: string;
  readonly encoding: Identified['encoding'];
  readonly sourceHash: string;
  readonly lang: string;
  readonly langs: Readonly<Record<string, number>>;
  readonly segments: readonly Segment[];
}

export function ledgerArticle(article: Identified): LedgerArticle {
  const { path, id, encoding, sourceHash, lang, langs, segments } = article;
  return { path, id, encoding, sourceHash, lang, langs, segments };
}
