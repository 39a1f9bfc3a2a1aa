import type { ArticleFacts, ArticleView, Decided, Overview } from '../../index.js';
import type { DeskState } from '../desk.js';
import type { DecideRequest } from '../requests.js';
import type { Session } from '../server.js';

/** What the page asks of its server; an exported page carries the answers with it. */

export interface Facts {
  readonly facts: readonly ArticleFacts[];
  readonly complete: boolean;
}

/** A refusal, said in the page's language. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

export interface Client {
  session(): Promise<Session>;
  overview(language: string): Promise<Overview>;
  facts(): Promise<Facts>;
  article(id: string, target: string | undefined, language: string): Promise<ArticleView>;
  decide(request: DecideRequest, language: string): Promise<Decided>;
  /** Calls back whenever the outputs may have changed. @returns stops that */
  watch(onState: (state: DeskState) => void, onLost: () => void): () => void;
}

async function ask<Answer>(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  body?: unknown,
): Promise<Answer> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const sent =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/api/${path}?${new URLSearchParams(given)}`, sent).catch(() => undefined);
  if (response === undefined) throw new Refusal(0, '');
  if (response.ok) return (await response.json()) as Answer;
  const answer = (await response.json().catch(() => ({}))) as { message?: string; hint?: string };
  throw new Refusal(response.status, answer.message ?? response.statusText, answer.hint);
}

export function createClient(): Client {
  return {
    session: () => ask('session', {}),
    overview: (lang) => ask('articles', { lang }),
    facts: () => ask('facts', {}),
    article: (id, target, lang) => ask('article', { id, target, lang }),
    decide: (request, lang) => ask('decide', { lang }, request),
    watch(onState, onLost) {
      const events = new EventSource('/api/events');
      events.addEventListener('state', (event) => onState(JSON.parse(event.data) as DeskState));
      events.addEventListener('error', onLost);
      return () => events.close();
    },
  };
}
