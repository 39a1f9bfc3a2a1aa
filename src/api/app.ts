import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import type { Said } from '../message.js';
import { OPERATIONS, type Operation } from './contract.js';
import { type ApiParts, createHandlers, type Handlers } from './handlers.js';
import { METRICS_TYPE, metricsOf, RequestLog } from './metrics.js';
import { openApi } from './openapi.js';
import { problemOf, refused } from './problem.js';
import { type OperationId, PREFIX, ROUTES, STREAMS } from './routes.js';
import { saidIn } from './say.js';

/** The HTTP API: requests are checked by the contract, answers are said in the language that was asked for. */

/** Longest request that is read, bytes. */
const LONGEST_BODY = 2 * 1024 * 1024;

export interface ApiOptions extends ApiParts {
  /** Whether a request may be answered. */
  readonly isLetIn: (context: Context) => boolean;
  /** How the library's messages are said in a language. */
  readonly sayIn: (language: string) => (said: Said) => string;
}

const withoutLongBodies = (): MiddlewareHandler =>
  bodyLimit({
    maxSize: LONGEST_BODY,
    onError: () => {
      throw refused.tooLarge(LONGEST_BODY);
    },
  });

/** Adds the API to a server. */
export function mountApi(app: Hono, options: ApiOptions): void {
  const { desk, runs, session, sayIn, tovmach } = options;
  const handlers = createHandlers(options);
  const log = new RequestLog();
  const languageOf = (context: Context): string => languageAsked(context, session);
  const letIn = (context: Context): void => {
    context.header('Cache-Control', 'no-store');
    if (!options.isLetIn(context)) throw refused.unauthorized();
  };

  app.use(
    `${PREFIX}/*`,
    async (context, next) => {
      letIn(context);
      await next();
    },
    withoutLongBodies(),
  );
  for (const [id, [method, path]] of Object.entries(ROUTES) as [OperationId, readonly [string, string]][]) {
    app.on(method, honoPath(path), async (context) => {
      const began = performance.now();
      let status = 500;
      try {
        const answer = await answerTo(context, id, handlers, options);
        status = answer.status;
        return answer;
      } catch (error) {
        status = problemIn(context, error).status;
        throw error;
      } finally {
        log.add(id, status, (performance.now() - began) / 1000);
      }
    });
  }

  addStreams(app, options, languageOf);
  app.get(`${PREFIX}/openapi.json`, (context) => context.json(openApi()));
  app.get('/metrics', async (context) => {
    letIn(context);
    return context.body(await metricsOf({ desk, runs, log }), 200, { 'Content-Type': METRICS_TYPE });
  });

  const problemIn = (context: Context, error: unknown) =>
    problemOf(error, { speak: sayIn(languageOf(context)), hide: tovmach.hide });
  app.notFound((context) => refusal(context, refused.nothingHere()));
  app.onError((error, context) => refusal(context, error));
  function refusal(context: Context, error: unknown): Response {
    const problem = problemIn(context, error);
    if (problem.status === 401) context.header('WWW-Authenticate', 'Bearer realm="tovmach"');
    // What was not read of the request would be taken for the next one.
    if (problem.status === 413) context.header('Connection', 'close');
    return context.body(JSON.stringify(problem), problem.status, {
      'Content-Type': 'application/problem+json',
    });
  }
}

/** The language an answer is said in: the one asked for, or the first the reader has that there is. */
function languageAsked(context: Context, session: ApiOptions['session']): string {
  const accepted = (context.req.header('accept-language') ?? '')
    .split(',')
    .map((range) => range.trim().split(/[;-]/)[0] ?? '');
  const wanted = [context.req.query('lang'), ...accepted];
  return wanted.find((tag) => tag !== undefined && session.languages.includes(tag)) ?? session.language;
}

/** Checks a request by the contract, has it done, and says the answer in the language that was asked for. */
async function answerTo(
  context: Context,
  id: OperationId,
  handlers: Handlers,
  { inputs, session, sayIn, desk }: ApiOptions,
): Promise<Response> {
  const operation: Operation = OPERATIONS[id];
  const { needs = [], query, body, status = 200 } = operation;
  if (needs.includes('inputs') && inputs === undefined) throw refused.nothingHere();
  if (needs.includes('writing') && session.readOnly) throw refused.readOnly();
  const language = languageAsked(context, session);
  const speak = sayIn(language);
  const { lang: _, ...asked } = context.req.query();
  if (id === 'listArticles') {
    const { since } = taken(OPERATIONS.listArticles.query, asked) as { readonly since?: string };
    return context.body(await desk.overviewIn(language, speak, since), 200, {
      'Content-Type': 'application/json',
    });
  }
  const request = {
    path: context.req.param(),
    query: query === undefined ? {} : taken(query, asked),
    body: body === undefined ? {} : taken(body, await jsonOf(context)),
    signal: context.req.raw.signal,
  };
  // What was taken fits the operation: the contract said so.
  const handler = handlers[id] as (given: typeof request) => unknown;
  return context.json(saidIn(await handler(request), speak) as object, status);
}

/** What is sent as long as somebody listens. */
function addStreams(
  app: Hono,
  { desk, runs, sayIn }: ApiOptions,
  languageOf: (context: Context) => string,
): void {
  app.get(honoPath(STREAMS.watchOutputs), (context) =>
    streamSSE(context, async (stream) => {
      const end = new Promise<void>((resolve) => stream.onAbort(resolve));
      const send = (): Promise<void> =>
        stream.writeSSE({ event: 'state', data: JSON.stringify(desk.state()) });
      const stop = desk.listen(() => void send());
      await send();
      await end;
      stop();
    }),
  );
  app.get(honoPath(STREAMS.watchRun), (context) => {
    const id = context.req.param('run') ?? '';
    const speak = sayIn(languageOf(context));
    const after = Number(context.req.header('last-event-id') ?? 0) || 0;
    runs.get(id);
    return streamSSE(context, async (stream) => {
      const end = new AbortController();
      stream.onAbort(() => end.abort());
      for await (const { number, event } of runs.events(id, after, end.signal))
        await stream.writeSSE({
          id: String(number),
          event: 'event',
          data: JSON.stringify(saidIn(event, speak)),
        });
      if (!end.signal.aborted)
        await stream.writeSSE({ event: 'run', data: JSON.stringify(saidIn(runs.get(id), speak)) });
    });
  });
}

/** `/articles/{article}` as the router has it. */
const honoPath = (path: string): string => PREFIX + path.replace(/\{(\w+)\}/g, ':$1');

/** @throws Refused that names the first thing that does not fit */
function taken(schema: z.ZodObject, given: unknown): object {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw refused.notTaken(`${place === '' ? '' : `${place}: `}${issue?.message ?? ''}`);
}

/** The body of a request; one that is empty asks for nothing in particular. @throws Refused */
async function jsonOf(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text === '') return {};
  // A form of another page can send anything but this.
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) throw refused.noJsonType();
  try {
    return JSON.parse(text);
  } catch {
    throw refused.notJson();
  }
}
