import type { Answer, DeskState, Request, Session } from '../../api/contract.js';
import type { Problem } from '../../api/problem.js';
import { type OperationId, PREFIX, ROUTES, STREAMS } from '../../api/routes.js';
import type { ArticleView, Decided, Decision, EngineAnswer, Suggestions } from '../../index.js';

/** What the page asks of the API; an exported page carries the answers with it. */

export type Facts = Answer<'listFacts'>;

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

/** One segment of one output. */
interface Place {
  readonly article: string;
  readonly target: string;
  readonly segment: string;
}

interface WordRequest {
  readonly kind: 'term' | 'name';
  /** As the source has it, and its language. */
  readonly source: string;
  readonly lang: string;
  /** What it is to be called in the target. */
  readonly word: string;
  readonly target: string;
}

export interface Client {
  session(): Promise<Session>;
  /** @param since version of a list that is there: only what changed is answered, where the server knows */
  overview(language: string, since?: string): Promise<Answer<'listArticles'>>;
  /** @param after `next` of the answer before */
  facts(after?: number): Promise<Facts>;
  article(id: string, target: string | undefined, language: string): Promise<ArticleView>;
  decide(place: Place & { version: string; decision: Decision }, language: string): Promise<Decided>;
  suggestions(place: Place, language: string): Promise<Suggestions>;
  ask(place: Place & { engine: string }, language: string): Promise<EngineAnswer>;
  setWord(request: WordRequest, language: string): Promise<void>;
  /** Calls back whenever the outputs may have changed. @returns stops that */
  watch(onState: (state: DeskState) => void, onLost: () => void): () => void;
}

/** The parts of a request, where it has them. */
interface Parts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
}

async function ask<Id extends OperationId>(
  id: Id,
  request: Request<Id> & Parts,
  lang?: string,
): Promise<Answer<Id>> {
  const [method, path] = ROUTES[id];
  const { path: names = {}, query = {}, body }: Parts = request;
  const at = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
  const given = Object.entries({ ...query, lang }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const sent =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const url = `${PREFIX}${at}?${new URLSearchParams(given)}`;
  const response = await fetch(url, { method, ...sent }).catch(() => undefined);
  if (response === undefined) throw new Refusal(0, '');
  if (response.ok) return (await response.json()) as Answer<Id>;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refusal(response.status, problem.detail ?? response.statusText, problem.hint);
}

export function createClient(): Client {
  return {
    session: () => ask('getSession', {}),
    overview: (lang, since) => ask('listArticles', { query: { since } }, lang),
    facts: (after) => ask('listFacts', { query: { after } }),
    article: (article, target, lang) => ask('getArticle', { path: { article }, query: { target } }, lang),
    decide: ({ article, ...body }, lang) => ask('decide', { path: { article }, body }, lang),
    suggestions: ({ article, ...query }, lang) => ask('getSuggestions', { path: { article }, query }, lang),
    ask: ({ article, ...body }, lang) => ask('askEngine', { path: { article }, body }, lang),
    async setWord({ kind, source, lang, word, target }, language) {
      const words = { language: lang, say: { [target]: word } };
      if (kind === 'term') await ask('setTerm', { body: { term: source, ...words } }, language);
      else await ask('setName', { body: { name: source, ...words } }, language);
    },
    watch(onState, onLost) {
      const events = new EventSource(PREFIX + STREAMS.watchOutputs);
      events.addEventListener('state', (event) => onState(JSON.parse(event.data) as DeskState));
      events.addEventListener('error', onLost);
      return () => events.close();
    },
  };
}
