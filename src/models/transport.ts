import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { asPath, type Message, messages, SpokenError } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';

/** The way to registries and model files: HTTP through the proxy of the environment, or a local folder. */

const say = messages('models', {
  unreachable: '{{host}} cannot be reached ({{reason}})',
  unreachableByProxy: '{{host}} cannot be reached ({{reason}}; a proxy is set in the environment)',
  redirectsWithoutEnd: '{{host}} redirects without end',
  unsafeRedirect: '{{host}} redirects to {{protocol}}, which is not safe',
  answered: '{{url}} answered with HTTP {{status}}',
  fileNotRead: '{{file}} cannot be read ({{reason}})',
  tooSlow: '{{host}} is too slow: {{bytes}} bytes in {{seconds}} s',
  broke: 'the connection to {{host}} broke ({{reason}})',
});

/** How files are transferred, and when a transfer counts as broken. */
export interface TransportOptions {
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read from it, in either case. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Without a byte for so long a transfer counts as broken; absent: 30,000. */
  readonly stallMs?: number | undefined;
  /** Slower than this many bytes a second over `paceMs` counts as broken; absent: 1,000. */
  readonly slowest?: number | undefined;
  /** Absent: 60,000. */
  readonly paceMs?: number | undefined;
}

interface Transfer {
  /** Of the response, or 200 for a local file. */
  readonly status: number;
  /** Of what is still to come; absent where the server does not say. */
  readonly length?: number;
  /** Where the bytes begin in the file: 0, or what was verbatim for. */
  readonly from: number;
  /** Says which file this is, for the next try: ETag or Last-Modified. */
  readonly validator?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface Transport {
  /**
   * Opens a file. Redirects are followed, but never from HTTPS to HTTP.
   * @param resume go on from a byte, if it is still the file of the validator
   * @throws TransferError
   */
  open(
    url: string,
    options: { signal: AbortSignal; resume?: { from: number; validator: string } },
  ): Promise<Transfer>;
  close(): Promise<void>;
}

/** A transfer that failed. `passing`: another try may do better. */
export class TransferError extends SpokenError {
  constructor(
    said: Message,
    readonly passing: boolean,
    options?: ErrorOptions,
  ) {
    super(said, options);
  }
}

const MOST_REDIRECTS = 5;

/** Where an answer begins, how long it is, and how to go on with it. @param asked the first byte that was asked for */
function saidBy(
  { status, headers }: Answer,
  asked = 0,
): { readonly from: number; readonly length?: number; readonly validator?: string } {
  const length = Number(headers['content-length'] ?? Number.NaN);
  const range = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
  const validator = headers.etag ?? headers['last-modified'];
  return {
    from: status === 206 ? Number(range ?? asked) : 0,
    ...onlyDefined({
      length: Number.isFinite(length) ? length : undefined,
      validator: validator === undefined || validator.startsWith('W/') ? undefined : validator,
    }),
  };
}

/** Where a redirect leads. @throws TransferError where it leads on for ever, or out of encryption */
function followed(url: URL, next: string, redirects: number): URL {
  const target = new URL(next, url);
  if (redirects >= MOST_REDIRECTS)
    throw new TransferError(say.redirectsWithoutEnd({ host: url.host }), false);
  if (url.protocol === 'https:' && target.protocol !== 'https:') {
    throw new TransferError(say.unsafeRedirect({ host: url.host, protocol: target.protocol }), false);
  }
  return target;
}

export function createTransport(options: TransportOptions = {}): Transport {
  const { env = {}, stallMs = 30_000, slowest = 1_000, paceMs = 60_000 } = options;
  const named = proxies(env);
  const unreachable = named.httpProxy || named.httpsProxy ? say.unreachableByProxy : say.unreachable;
  let agent: Dispatcher | undefined;
  const dispatcher = (): Dispatcher => {
    agent ??= new EnvHttpProxyAgent({
      ...named,
      connect: { timeout: stallMs },
      headersTimeout: stallMs,
      bodyTimeout: stallMs,
    });
    return agent;
  };
  const request = async (
    url: URL,
    headers: Record<string, string>,
    signal: AbortSignal,
    redirects = 0,
  ): Promise<Answer> => {
    signal.throwIfAborted();
    const answer = await ask(dispatcher(), url, headers, signal).catch((cause) => {
      signal.throwIfAborted();
      throw new TransferError(unreachable({ host: url.host, reason: systemReason(cause) }), true, { cause });
    });
    const next = answer.headers.location;
    if (answer.status < 300 || answer.status >= 400 || next === undefined) return answer;
    answer.body.destroy();
    return request(followed(url, next, redirects), headers, signal, redirects + 1);
  };
  return {
    async open(address, { signal, resume }) {
      const url = new URL(address);
      if (url.protocol === 'file:') return openFile(url);
      // A server that packs by itself would break ranges and sizes.
      const headers: Record<string, string> = { 'accept-encoding': 'identity' };
      if (resume !== undefined) {
        headers.range = `bytes=${resume.from}-`;
        headers['if-range'] = resume.validator;
      }
      const answer = await request(url, headers, signal);
      const { status, body } = answer;
      if (status !== 200 && status !== 206) {
        body.destroy();
        const passing = status === 408 || status === 425 || status === 429 || status === 416 || status >= 500;
        throw new TransferError(say.answered({ url: url.href, status }), passing);
      }
      return {
        status,
        ...saidBy(answer, resume?.from),
        bytes: paced(body, url.host, signal, slowest, paceMs),
      };
    },
    async close() {
      // Not close(): that waits for answers nobody reads any more.
      await agent?.destroy();
    },
  };
}

const MOST_AHEAD_BYTES = 64_000_000;

interface Answer {
  readonly status: number;
  /** By lower-case name; of several of one name, the first. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Readable;
}

/**
 * One GET, without following. Not by `fetch`: it makes the parser wait for every slow reader, and a server that
 * closes the connection meanwhile brings the process down (nodejs/undici#5360, mended in 8, which needs Node 22).
 * Here it waits only for one that is further behind than a whole file of a model.
 */
function ask(
  dispatcher: Dispatcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let goOn = (): void => {};
    const body = new Readable({ highWaterMark: MOST_AHEAD_BYTES, read: () => goOn() });
    // Whoever reads it is told; nobody else needs to be.
    body.on('error', () => {});
    const fail = (error: Error): void => {
      reject(error);
      body.destroy(error);
    };
    const abort = (): void => fail(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    body.once('close', () => signal.removeEventListener('abort', abort));
    dispatcher.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers: { ...headers } },
      {
        onRequestStart(controller) {
          if (body.destroyed) controller.abort(new Error('nobody waits for it'));
          else
            body.once('close', () => {
              if (!body.readableEnded) controller.abort(new Error('nobody reads it'));
            });
        },
        onResponseStart(_controller, status, raw) {
          if (status < 200) return; // only an announcement
          const single = Object.entries(raw).map(([name, value]) => [name, [value].flat()[0]]);
          resolve({ status, headers: Object.fromEntries(single), body });
        },
        onResponseData(controller, chunk) {
          if (body.destroyed || body.push(chunk)) return;
          goOn = () => controller.resume();
          controller.pause();
        },
        onResponseEnd() {
          body.push(null);
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  });
}

async function openFile(url: URL): Promise<Transfer> {
  const path = fileURLToPath(url);
  try {
    const content = await readFile(path);
    return { status: 200, from: 0, length: content.length, bytes: one(content) };
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'error';
    throw new TransferError(say.fileNotRead({ file: asPath(path), reason: code }), false, { cause });
  }
}

async function* one(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/** Ends a transfer that breaks, or that trickles. */
async function* paced(
  body: AsyncIterable<Uint8Array>,
  host: string,
  signal: AbortSignal,
  slowest: number,
  paceMs: number,
): AsyncGenerator<Uint8Array> {
  let since = Date.now();
  let received = 0;
  try {
    for await (const chunk of body) {
      yield chunk;
      received += chunk.length;
      const took = Date.now() - since;
      if (took < paceMs) continue;
      if ((received * 1000) / took < slowest) {
        throw new TransferError(
          say.tooSlow({ host, bytes: received, seconds: Math.round(took / 1000) }),
          true,
        );
      }
      since = Date.now();
      received = 0;
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof TransferError) throw cause;
    throw new TransferError(say.broke({ host, reason: systemReason(cause) }), true, { cause });
  }
}

function proxies(env: Readonly<Record<string, string | undefined>>): EnvHttpProxyAgent.Options {
  const of = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  return {
    httpProxy: of('HTTP_PROXY') ?? '',
    httpsProxy: of('HTTPS_PROXY') ?? '',
    noProxy: of('NO_PROXY') ?? '',
  };
}

/** The system's own code, wherever the library put it. */
function systemReason(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 5 && typeof inner === 'object' && inner !== null; depth += 1) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    inner = 'cause' in inner ? inner.cause : undefined;
  }
  return error instanceof Error ? error.message : String(error);
}
