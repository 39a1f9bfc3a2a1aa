import type { Answer } from '../../api/contract.js';
import type { ArticleFacts, Overview } from '../../index.js';
import type { Facts } from './client.js';

/** What is known, with what was heard since. */

export function withNews(known: Overview | undefined, { since, ...news }: Answer<'listArticles'>): Overview {
  if (since === undefined || known === undefined) return news;
  const changed = new Map(news.articles.map((row) => [row.id, row]));
  return { ...news, articles: known.articles.map((row) => changed.get(row.id) ?? row) };
}

/** What is known of the articles' files. */
export interface Known {
  readonly facts: ReadonlyMap<string, ArticleFacts>;
  readonly complete: boolean;
  /** Articles whose files are read. */
  readonly read: number;
  readonly next: number;
}

export function withFacts(known: Known | undefined, { facts: fresh, complete, read, next }: Facts): Known {
  // The same object where nothing is new: nothing is sorted again.
  const facts =
    fresh.length === 0 && known !== undefined
      ? known.facts
      : new Map([...(known?.facts ?? []), ...fresh.map((fact) => [fact.id, fact] as const)]);
  return { facts, complete, read, next };
}
