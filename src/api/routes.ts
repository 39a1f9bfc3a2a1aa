/**
 * Where every operation of the HTTP API is. Nothing else is known here: the page, which runs in a browser, brings this table and no
 * more.
 */

/** Before every path. */
export const PREFIX = '/api/v1';

export const ROUTES = {
  getSession: ['GET', '/session'],
  listArticles: ['GET', '/articles'],
  listFacts: ['GET', '/facts'],
  getArticle: ['GET', '/articles/{article}'],
  decide: ['POST', '/articles/{article}/decisions'],
  getSuggestions: ['GET', '/articles/{article}/suggestions'],
  askEngine: ['POST', '/articles/{article}/answers'],
  listProviders: ['GET', '/providers'],
  searchMemory: ['GET', '/memory'],
  listTerms: ['GET', '/terms'],
  setTerm: ['POST', '/terms'],
  listNames: ['GET', '/names'],
  setName: ['POST', '/names'],
  detectText: ['POST', '/detect'],
  detectFiles: ['POST', '/detect/files'],
  translateTexts: ['POST', '/translate'],
  plan: ['POST', '/plan'],
  check: ['POST', '/check'],
  startRun: ['POST', '/runs'],
  getRun: ['GET', '/runs/{run}'],
  stopRun: ['DELETE', '/runs/{run}'],
} as const satisfies Readonly<Record<string, readonly ['GET' | 'POST' | 'DELETE', `/${string}`]>>;
export type OperationId = keyof typeof ROUTES;

/** Streams of events, as `text/event-stream`. */
export const STREAMS = {
  watchOutputs: '/events',
  watchRun: '/runs/{run}/events',
} as const;
export type StreamId = keyof typeof STREAMS;
