import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { english } from './corpus.js';

/** What a service was asked, and what it had answered by when. */
interface Counted {
  /** Texts of all requests. */
  asked: number;
  /** Characters of them. */
  characters: number;
  /** When each request came, in milliseconds. */
  readonly times: number[];
  /** When the answer to each text left, in milliseconds; `undefined` while it is under way. */
  readonly answered: Map<string, number | undefined>;
  /** By which connection the answer to each text leaves: the port of the reader. */
  readonly ports: Map<string, number>;
  /** Texts sent again although their answer had left when the reader died, with how long before, in milliseconds. */
  readonly again: { readonly text: string; readonly before: number }[];
  /** Texts sent again whose answer had left, but was with the system: the reader had read nothing of it when it died. */
  readonly unread: string[];
  /** Texts sent again whose answer was under way. */
  readonly underWay: string[];
  killedAt: number;
  /** Ports of the reader with something in them that it had not read when it died. */
  full: ReadonlySet<number>;
}

const fresh = (): Counted => ({
  asked: 0,
  characters: 0,
  times: [],
  answered: new Map(),
  ports: new Map(),
  again: [],
  unread: [],
  underWay: [],
  killedAt: 0,
  full: new Set(),
});

export interface CountingServer {
  readonly url: string;
  /** What was counted since the last `reset`. */
  readonly count: Counted;
  reset(): void;
  /** Resolves when the next translation is asked for. */
  nextRequest(): Promise<void>;
  close(): void;
}

/** A LibreTranslate-shaped server that translates the sentences of `corpus.ts` and remembers what it was asked. */
export async function countingServer(latencyMs: () => number, host = '127.0.0.1'): Promise<CountingServer> {
  let count = fresh();
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url !== '/translate') {
        response.end(
          JSON.stringify(['en', 'uk'].map((code) => ({ code, name: code, targets: ['en', 'uk'] }))),
        );
        return;
      }
      for (const tell of waiting.splice(0)) tell();
      const counted = count;
      const { q } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { q: string | string[] };
      const texts = [q].flat();
      counted.times.push(performance.now());
      counted.characters += texts.reduce((sum, text) => sum + text.length, 0);
      for (const text of texts) {
        counted.asked += 1;
        if (counted.answered.has(text)) {
          const at = counted.answered.get(text);
          if (at === undefined || at > counted.killedAt) counted.underWay.push(text);
          else if (counted.full.has(counted.ports.get(text) ?? 0)) counted.unread.push(text);
          else counted.again.push({ text, before: counted.killedAt - at });
        }
        counted.answered.set(text, undefined);
        counted.ports.set(text, request.socket.remotePort ?? 0);
      }
      setTimeout(() => {
        const translated = texts.map((text) => english(Number(/\d+/.exec(text)?.[0])));
        const body = JSON.stringify({ translatedText: Array.isArray(q) ? translated : translated[0] });
        response.end(body, () => {
          for (const text of texts) counted.answered.set(text, performance.now());
        });
      }, latencyMs());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    get count() {
      return count;
    },
    reset() {
      count = fresh();
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.close(),
  };
}
