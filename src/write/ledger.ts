import { LEDGER_SCHEMA } from '../model/manifest.js';
import type { Segment } from '../model/segment.js';
import type { Identified } from '../model/stages.js';

/** The ledger as JSON: beside the outputs, and as `tovmach detect` prints it. Pure. */

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

export interface LedgerOutput {
  readonly target: string;
  readonly path: string;
  readonly hash: string;
  /** Text of each translated segment, by segment id. */
  readonly translations: Readonly<Record<string, string>>;
}

/** The sidecar: the ledger of one article, the translations made from it, and the files they went into. */
export function ledgerFile(article: Identified, outputs: readonly LedgerOutput[]): string {
  return `${JSON.stringify({ schema: LEDGER_SCHEMA, articles: [ledgerArticle(article)], outputs }, null, 1)}\n`;
}

/** Hash of every output a ledger on disk speaks of, by path; empty when the file is no ledger. */
export function ledgerHashes(text: string): Map<string, string> {
  try {
    const { outputs } = JSON.parse(text) as { outputs?: readonly Partial<LedgerOutput>[] };
    return new Map((outputs ?? []).map(({ path, hash }) => [String(path), String(hash)]));
  } catch {
    return new Map();
  }
}
