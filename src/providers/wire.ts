import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import type { ProviderError } from '../errors.js';
import { endless } from './http.js';

/**
 * What the libraries of DeepL and Lara lack: they take no AbortSignal, drop the headers of an answer and read without end;
 * DeepL's follows redirects to any host. Node announces every request it starts; the one that belongs to a call is
 * known by the call's asynchronous context.
 */

const MAX_BYTES = 16 * 1024 * 1024;

const wires = new AsyncLocalStorage<Wire>();
let listening = false;

/** The requests of one call. */
export class Wire {
  /** Of the last answer. */
  status: number | undefined;
  headers: Headers | undefined;
  /** Inflated. */
  text = '';
  /** What the system said of a connection that broke; libraries hide it. */
  broken: Error | undefined;
  /** Why the wire itself cut the connection. */
  problem: ProviderError | undefined;
  readonly #requests = new Set<ClientRequest>();
  readonly #provider: string;

  constructor(provider: string) {
    this.#provider = provider;
    if (!listening) {
      listening = true;
      subscribe('http.client.request.start', (message) => {
        wires.getStore()?.follow((message as { request: ClientRequest }).request);
      });
    }
  }

  /** Runs a call of the library so that its requests are seen here. */
  run<T>(call: () => Promise<T>): Promise<T> {
    return wires.run(this, call);
  }

  /** Cuts every connection of the call. */
  stop(): void {
    for (const request of this.#requests) request.destroy();
  }

  follow(request: ClientRequest): void {
    this.#requests.add(request);
    request.once('error', (error) => {
      this.broken ??= error;
    });
    // First in line: what follows redirects listens as well, and must not find where to.
    request.prependOnceListener('response', (response: IncomingMessage) => {
      this.status = response.statusCode;
      this.headers = headersOf(response);
      delete response.headers.location;
      let bytes = 0;
      const decoder = new StringDecoder('utf8');
      this.text = '';
      const count = (chunk: Buffer | string): void => {
        bytes += chunk.length;
        if (bytes <= MAX_BYTES) {
          this.text += typeof chunk === 'string' ? chunk : decoder.write(chunk);
          return;
        }
        this.problem ??= endless(this.#provider, MAX_BYTES);
        request.destroy();
      };
      inflated(response).on('data', count);
    });
  }
}

/**
 * What comes out of an answer: a few hundred kilobytes of gzip may hold hundreds of megabytes. It is inflated here a
 * second time, because the library's own copy cannot be watched.
 */
function inflated(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding'] ?? '';
  const inflate = /br/i.test(encoding)
    ? createBrotliDecompress()
    : /gzip|deflate/i.test(encoding)
      ? createUnzip()
      : undefined;
  if (inflate === undefined) return response;
  response.on('data', (chunk: Buffer) => inflate.write(chunk));
  response.on('close', () => inflate.destroy());
  // What cannot be inflated is the library's to report.
  inflate.on('error', () => {});
  return inflate;
}

function headersOf({ headers }: IncomingMessage): Headers {
  return new Headers(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
