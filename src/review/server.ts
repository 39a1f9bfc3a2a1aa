import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { EXIT, hintOf, TovmachError } from '../errors.js';
import type { Tovmach } from '../index.js';
import { messages, type Said } from '../message.js';
import { loadAssets } from './assets.js';
import { Desk } from './desk.js';
import { isOurHost, isOurOrigin, PAGE_HEADERS, Sessions } from './guard.js';
import { decideRequest } from './requests.js';
import { saidIn } from './say.js';

/** The page's server: on this machine alone, for whoever was given the address. */

const say = messages('review', {
  portTaken: 'port {{port}} is taken',
  anotherPort: 'Name another, or --port 0 for a free one.',
  readOnlyNow: 'this page is for looking only; start it without --read-only to decide',
  noListen: 'cannot serve on 127.0.0.1:{{port}} ({{reason}})',
});

/** Longest request that is read, bytes. */
const LONGEST_BODY = 256 * 1024;

export interface ReviewOptions {
  readonly tovmach: Tovmach;
  /** 0: a free one. */
  readonly port: number;
  readonly readOnly: boolean;
  /** Who decides; absent where nothing is decided. */
  readonly reviewer: string | undefined;
  /** Languages of the page, and how the library's messages are said in them. */
  readonly languages: readonly string[];
  readonly sayIn: (language: string) => (said: Said) => string;
  /** The language the page begins in. */
  readonly language: string;
  /** Told a new address whenever the one before was used. */
  readonly onAddress?: (address: string) => void;
}

export interface ReviewServer {
  readonly port: number;
  /** With a token that serves once. */
  address(): string;
  close(): Promise<void>;
}

/** What the page asks first. */
export interface Session {
  readonly name: string;
  readonly reviewer: string | undefined;
  readonly readOnly: boolean;
  readonly language: string;
  readonly languages: readonly string[];
}

/** Serves the page of an output folder. @throws TovmachError USAGE for a port that is taken */
export async function serveReview(options: ReviewOptions): Promise<ReviewServer> {
  const desk = new Desk(options.tovmach);
  const sessions = new Sessions();
  let port = options.port;
  const app = createApp(options, { desk, sessions, port: () => port });
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        new TovmachError(
          'USAGE',
          taken ? say.portTaken({ port }) : say.noListen({ port, reason: cause.code ?? cause.message }),
          { cause, hint: say.anotherPort() },
        ),
      );
    });
  });
  port = (server.address() as AddressInfo).port;
  desk.watch();
  return {
    port,
    address: () => `http://127.0.0.1:${port}/?token=${sessions.token}`,
    async close() {
      await desk.close();
      // Browsers keep connections open, and streams of events never end by themselves.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Parts {
  readonly desk: Desk;
  readonly sessions: Sessions;
  readonly port: () => number;
}

function createApp(options: ReviewOptions, { desk, sessions, port }: Parts): Hono {
  const { tovmach } = options;
  const assets = loadAssets();
  const app = new Hono();
  // Cookies know no ports: two pages at once have one each.
  const cookie = (): string => `tovmach-${port()}`;

  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
    if (!isOurHost(context.req.header('host'), port())) return context.text('Host\n', 421);
    const changes = context.req.method !== 'GET' && context.req.method !== 'HEAD';
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site');
    const isPage = context.req.path === '/' && !changes;
    if (!isPage && !isOurOrigin({ origin, site }, { port: port(), changes }))
      return context.text('Origin\n', 403);
    return next();
  });

  app.get('/', (context) => {
    const token = context.req.query('token');
    if (token !== undefined) {
      const session = sessions.exchange(token);
      // One that was used leads to the page, which says what is missing.
      if (session !== undefined) {
        setCookie(context, cookie(), session, { httpOnly: true, sameSite: 'Strict', path: '/' });
        options.onAddress?.(`http://127.0.0.1:${port()}/?token=${sessions.token}`);
      }
      return context.redirect('/', 303);
    }
    return asset(context, 'index.html');
  });
  app.get('/assets/:name', (context) => asset(context, context.req.param('name')));

  function asset(context: Context, name: string): Response {
    const found = assets.get(name);
    if (found === undefined) return context.notFound() as Response;
    context.header('Content-Type', found.type);
    context.header('Cache-Control', 'no-cache');
    return context.body(found.bytes);
  }

  app.use('/api/*', bodyLimit({ maxSize: LONGEST_BODY }), async (context, next) => {
    context.header('Cache-Control', 'no-store');
    if (!sessions.knows(getCookie(context, cookie()))) return context.json({ error: 'UNAUTHORIZED' }, 401);
    return next();
  });

  const languageFor = (context: Context): string => {
    const wanted = context.req.query('lang') ?? options.language;
    return options.languages.includes(wanted) ? wanted : 'en';
  };
  const sayFor = (context: Context): ((said: Said) => string) => {
    return options.sayIn(languageFor(context));
  };

  app.get('/api/session', (context) =>
    context.json({
      name: 'tovmach',
      reviewer: options.reviewer,
      readOnly: options.readOnly,
      language: options.language,
      languages: options.languages,
    } satisfies Session),
  );
  app.get('/api/articles', async (context) =>
    context.body(await desk.overviewIn(languageFor(context), sayFor(context)), 200, {
      'Content-Type': 'application/json',
    }),
  );
  app.get('/api/facts', (context) => context.json(desk.facts()));
  app.get('/api/article', async (context) => {
    const id = context.req.query('id') ?? '';
    return context.json(saidIn(await tovmach.article(id, context.req.query('target')), sayFor(context)));
  });
  app.post('/api/decide', async (context) => {
    const { reviewer, readOnly } = options;
    if (readOnly) throw new TovmachError('USAGE', say.readOnlyNow());
    if (!(context.req.header('content-type') ?? '').startsWith('application/json'))
      return context.json({ error: 'USAGE' }, 415);
    const { decision, version, ...place } = decideRequest(await context.req.json().catch(() => undefined));
    const decided = await tovmach.decide(place, decision, { by: reviewer ?? '', version });
    return context.json(saidIn(decided, sayFor(context)));
  });
  app.get('/api/events', (context) =>
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

  app.notFound((context) => context.json({ error: 'NOT_FOUND' }, 404));
  app.onError((error, context) => {
    const speak = sayFor(context);
    if (!TovmachError.isInstance(error)) {
      return context.json({ error: 'INTERNAL', message: tovmach.hide(error.message) }, 500);
    }
    const hint = hintOf(error);
    return context.json(
      {
        error: error.code,
        message: tovmach.hide(speak(error)),
        ...(hint === undefined ? {} : { hint: tovmach.hide(speak(hint)) }),
      },
      statusOf(error),
    );
  });
  return app;
}

function statusOf(error: TovmachError): 404 | 409 | 422 | 423 | 500 {
  if (error.code === 'INPUT_NOT_FOUND') return 404;
  if (error.code === 'STALE') return 409;
  if (error.code === 'LOCKED') return 423;
  return error.exitCode === EXIT.internal ? 500 : 422;
}
