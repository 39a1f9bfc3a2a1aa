import { Hono } from 'hono';
import { TovmachError } from '../errors.js';
import type { Tovmach } from '../index.js';
import { messages, type Said } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { mountApi } from './app.js';
import { Desk } from './desk.js';
import { bearerOf, hostsOf, isSecret, same } from './guard.js';
import { listen } from './listen.js';
import { type Inputs, Runs } from './runs.js';

/** `tovmach serve`: the API alone, for programs that bring its token. */

const say = messages('api', {
  shortToken: 'the token is too easy to guess: it has to have 24 characters or more',
  makeToken: 'Make one: openssl rand -base64 32',
  nameHosts: 'on {{host}} others can ask: name the hosts they ask for',
  allowHost: 'Add --allow-host cms.example.org for each name this server is asked by.',
});

export interface ServeOptions {
  readonly tovmach: Tovmach;
  /** What plans, checks and runs read; absent: there are none of them. */
  readonly inputs?: Inputs;
  /** An address of this machine; default 127.0.0.1. */
  readonly host?: string;
  /** 0: a free one. */
  readonly port: number;
  /** What every request has to bring. */
  readonly token: string;
  /** Names this server is asked by, beside those of this machine itself; with a port or without. */
  readonly allowedHosts?: readonly string[];
  readonly readOnly: boolean;
  /** Who decides, where a request names nobody. */
  readonly reviewer: string | undefined;
  readonly languages: readonly string[];
  readonly language: string;
  readonly sayIn: (language: string) => (said: Said) => string;
}

export interface ApiServer {
  readonly port: number;
  close(): Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Serves the API. @throws TovmachError USAGE for a token or an address that will not do */
export async function serveApi(options: ServeOptions): Promise<ApiServer> {
  const { tovmach, host = '127.0.0.1', allowedHosts = [], token } = options;
  if (!isSecret(token)) throw new TovmachError('USAGE', say.shortToken(), { hint: say.makeToken() });
  if (!LOOPBACK.has(host) && allowedHosts.length === 0)
    throw new TovmachError('USAGE', say.nameHosts({ host }), { hint: say.allowHost() });
  const desk = new Desk(tovmach);
  const runs = new Runs(tovmach, () => desk.look());
  desk.busyWith(() => runs.isActive);
  let port = options.port;
  const app = new Hono();
  app.use(async (context, next) => {
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    if (!hostsOf(port, allowedHosts).has(context.req.header('host')?.toLowerCase() ?? ''))
      return context.text('Host\n', 421);
    // Programs send no origin; a page that does is none of ours.
    if (context.req.header('origin') !== undefined) return context.text('Origin\n', 403);
    return next();
  });
  const { readOnly, reviewer, languages, language } = options;
  mountApi(app, {
    tovmach,
    desk,
    runs,
    inputs: options.inputs,
    session: { readOnly, language, languages, ...onlyDefined({ reviewer }) },
    sayIn: options.sayIn,
    isLetIn: (context) => same(bearerOf(context.req.header('authorization')), token),
  });
  const server = await listen(app, { host, port });
  port = server.port;
  desk.watch();
  return {
    port,
    async close() {
      await runs.close();
      await desk.close();
      await server.close();
    },
  };
}
