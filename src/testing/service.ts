import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A service of a provider on this machine, which behaves well or badly as it is told. */

/** Bytes that a small answer unpacks to. */
const INFLATED = 24 * 1024 * 1024;

/** A request as a service got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a translation request asks for, whatever its wire format. */
export interface Asked {
  readonly texts: readonly string[];
  readonly source: string;
  readonly target: string;
}

/** The wire format of one kind of service, as its server sees it. */
export interface Dialect {
  /** `undefined`: no translation request. */
  read(received: Received): Asked | undefined;
  /** A healthy body, as JSON. */
  answer(texts: readonly string[], asked: Asked): unknown;
  /** Answers what is no translation request, e.g. the list of languages. */
  other(received: Received): unknown;
  /** Body of a refusal. */
  refusal(message: string): unknown;
}

/** What the service does with translation requests until told otherwise. */
export type Mood =
  | { readonly kind: 'healthy' }
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
      /** Exactly this instead of the dialect's own refusal. */
      readonly body?: string;
    }
  /** Exactly this, with status 200. */
  | { readonly kind: 'say'; readonly body: string; readonly type?: string }
  /** Healthy in form, with other texts than asked for. */
  | { readonly kind: 'texts'; readonly change: (texts: readonly string[]) => readonly string[] }
  | { readonly kind: 'reset' | 'truncate' | 'endless' | 'inflate' | 'silent' };

/** A service on 127.0.0.1 that translates by putting the target before a text, and has moods. */
export class TranslationService {
  /** Every request, in the order it came. */
  readonly received: Received[] = [];
  /** What the translation requests among them asked for. */
  readonly asked: Asked[] = [];
  /** What it does with translation requests from now on. */
  mood: Mood = { kind: 'healthy' };
  /** Told of every connection that the client closed before it had its answer. */
  onHangUp: () => void = () => {};
  /** Told of every translation request. */
  onAsked: () => void = () => {};
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly dialect: Dialect) {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** Listens on 127.0.0.1, on a port that is free. */
  static async open(dialect: Dialect): Promise<TranslationService> {
    const service = new TranslationService(dialect);
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Hangs up on everybody. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let finished = false;
    response.on('finish', () => {
      finished = true;
    });
    response.on('close', () => {
      if (!finished) this.onHangUp();
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const received: Received = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.received.push(received);
    const asked = this.dialect.read(received);
    if (asked === undefined) {
      send(response, 200, JSON.stringify(this.dialect.other(received)));
      return;
    }
    this.asked.push(asked);
    this.onAsked();
    this.#react(asked, response);
  }

  #react(asked: Asked, response: ServerResponse): void {
    const { mood } = this;
    const translated = asked.texts.map((text) => `${asked.target}: ${text}`);
    const healthy = JSON.stringify(this.dialect.answer(translated, asked));
    switch (mood.kind) {
      case 'healthy':
        send(response, 200, healthy);
        return;
      case 'refuse':
        send(
          response,
          mood.status,
          mood.body ?? JSON.stringify(this.dialect.refusal(mood.message ?? 'not now')),
          mood.headers,
        );
        return;
      case 'say':
        send(response, 200, mood.body, { 'content-type': mood.type ?? 'application/json' });
        return;
      case 'texts':
        send(response, 200, JSON.stringify(this.dialect.answer(mood.change(translated), asked)));
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'truncate':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10000' });
        response.write(healthy.slice(0, Math.max(1, healthy.length - 5)), () => response.socket?.destroy());
        return;
      case 'inflate':
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(INFLATED, 0x20)));
        return;
      case 'endless': {
        response.writeHead(200, { 'content-type': 'application/json' });
        const chunk = Buffer.alloc(256 * 1024, 0x20);
        const more = (): void => {
          if (response.destroyed) return;
          if (response.write(chunk)) setImmediate(more);
          else response.once('drain', more);
        };
        more();
        return;
      }
      case 'silent':
        return;
    }
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

const LANGUAGES = ['uk', 'en', 'de', 'es', 'pt', 'zh-Hans'];

/** The wire format of LibreTranslate: an example of a dialect. */
export const libreTranslateDialect: Dialect = {
  read({ path, body }) {
    if (path !== '/translate') return undefined;
    const { q, source, target } = JSON.parse(body) as {
      q: string | string[];
      source: string;
      target: string;
    };
    return { texts: typeof q === 'string' ? [q] : q, source, target };
  },
  answer: (texts, asked) => ({
    translatedText: asked.texts.length === 1 && texts.length === 1 ? texts[0] : texts,
  }),
  other: () => LANGUAGES.map((code) => ({ code, name: code, targets: LANGUAGES })),
  refusal: (message) => ({ error: message }),
};
