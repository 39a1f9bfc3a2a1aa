import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { mountApi } from '../api/app.js';
import { Desk } from '../api/desk.js';
import { hostsOf, isOurOrigin, PAGE_HEADERS, Sessions } from '../api/guard.js';
import { listen } from '../api/listen.js';
import { Runs } from '../api/runs.js';
import type { Tovmach } from '../index.js';
import type { Said } from '../message.js';
import { loadAssets } from './assets.js';

/** The page's server: on this machine alone, for whoever was given the address. The page itself is a client of the API beside it. */

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

/** What a request of another host or page gets; `undefined`: it is ours. */
function refusalOf(context: Context, port: number): Response | undefined {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
  if (!hostsOf(port).has(context.req.header('host')?.toLowerCase() ?? '')) return context.text('Host\n', 421);
  const changes = context.req.method !== 'GET' && context.req.method !== 'HEAD';
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site');
  const isPage = context.req.path === '/' && !changes;
  if (!isPage && !isOurOrigin({ origin, site }, { port, changes })) return context.text('Origin\n', 403);
  return undefined;
}

/** Serves the page of an output folder. @throws TovmachError USAGE for a port that is taken */
export async function serveReview(options: ReviewOptions): Promise<ReviewServer> {
  const { tovmach, readOnly, reviewer, languages, language, sayIn } = options;
  const desk = new Desk(tovmach);
  const sessions = new Sessions();
  let port = options.port;
  const address = (): string => `http://127.0.0.1:${port}/?token=${sessions.token}`;
  // Cookies know no ports: two pages at once have one each.
  const cookie = (): string => `tovmach-${port}`;
  const app = new Hono();
  app.use(async (context, next) => refusalOf(context, port) ?? next());
  app.get('/', (context) => {
    const token = context.req.query('token');
    if (token === undefined) return asset(context, 'index.html');
    const session = sessions.exchange(token);
    // One that was used leads to the page, which says what is missing.
    if (session !== undefined) {
      setCookie(context, cookie(), session, { httpOnly: true, sameSite: 'Strict', path: '/' });
      options.onAddress?.(address());
    }
    return context.redirect('/', 303);
  });
  const assets = loadAssets();
  app.get('/assets/:name', (context) => asset(context, context.req.param('name')));
  function asset(context: Context, name: string): Response {
    const found = assets.get(name);
    if (found === undefined) return context.notFound() as Response;
    context.header('Content-Type', found.type);
    context.header('Cache-Control', 'no-cache');
    return context.body(found.bytes);
  }
  mountApi(app, {
    tovmach,
    desk,
    runs: new Runs(tovmach),
    inputs: undefined,
    session: { readOnly, language, languages, reviewer },
    sayIn,
    isLetIn: (context) => sessions.knows(getCookie(context, cookie())),
  });
  const server = await listen(app, { host: '127.0.0.1', port });
  port = server.port;
  desk.watch();
  return {
    port,
    address,
    async close() {
      await desk.close();
      await server.close();
    },
  };
}
