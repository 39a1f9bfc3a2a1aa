import type { Cargo } from '../export.js';
import { type Client, Refusal } from './client.js';

/** An exported page asks nobody: it carries its answers. */

export function cargoOf(text: string | null | undefined): Cargo | undefined {
  return text ? (JSON.parse(text) as Cargo) : undefined;
}

const refuse = (): Promise<never> => Promise.reject(new Refusal(403, ''));

export function cargoClient({ session, overview, facts, articles, elsewhere }: Cargo): Client {
  return {
    session: async () => session,
    overview: async () => overview,
    facts: async () => ({ facts, complete: true, read: facts.length, next: facts.length }),
    async article(id, target) {
      const views = articles[id];
      const there = elsewhere?.articles[id];
      if (views === undefined && there !== undefined) {
        location.href = `${there}#/article/${encodeURIComponent(id)}`;
        return new Promise(() => {});
      }
      const own = overview.articles.find((row) => row.id === id)?.lang.split('-')[0];
      const chosen = target ?? Object.keys(views ?? {}).find((tag) => tag.split('-')[0] !== own);
      const view = views?.[chosen ?? ''] ?? Object.values(views ?? {})[0];
      if (view === undefined) throw new Refusal(404, id);
      return view;
    },
    decide: refuse,
    suggestions: refuse,
    ask: refuse,
    setWord: refuse,
    watch: () => () => {},
  };
}
