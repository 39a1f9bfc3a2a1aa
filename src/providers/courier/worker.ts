import { parentPort, workerData } from 'node:worker_threads';
import { ProviderError } from '../../errors.js';
import { onlyDefined } from '../../model/only-defined.js';
import { limitedFetch } from '../http.js';
import { Journal } from './journal.js';

/**
 * The thread that carries requests. It has nothing else to do: what a service answers is read as soon as it is here, and
 * written down before anybody is told of it, whatever the main thread is about.
 */

export interface CourierSettings {
  readonly journal: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type CourierOrder =
  | {
      readonly op: 'send';
      readonly id: number;
      readonly errand: number;
      readonly call: number;
      readonly note: unknown;
      readonly provider: string;
      readonly url: string;
      readonly method: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string | undefined;
    }
  | { readonly op: 'stop'; readonly id: number }
  | { readonly op: 'done'; readonly errand: number }
  | { readonly op: 'close' };

export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** An error that came to nothing here, as far as it can be handed on. */
export interface PlainTrouble {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly cause?: PlainTrouble;
  /** The answer did not end. */
  readonly isEndless: boolean;
}

export type CourierNews =
  | { readonly id: number; readonly response: RawResponse }
  | { readonly id: number; readonly trouble: PlainTrouble };

function plain(error: unknown, depth = 0): PlainTrouble {
  const { name, message, code, cause, errors } = (error ?? {}) as Record<string, unknown>;
  const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  return {
    name: String(name ?? 'Error'),
    message: String(message ?? error),
    ...onlyDefined({
      code: typeof code === 'string' ? code : undefined,
      cause: inner === undefined || depth > 3 ? undefined : plain(inner, depth + 1),
    }),
    isEndless: ProviderError.isInstance(error),
  };
}

const port = parentPort;
if (port !== null) {
  const { journal: path, env } = workerData as CourierSettings;
  const journal = new Journal(path);
  const senders = new Map<string, typeof fetch>();
  const stops = new Map<number, AbortController>();

  const send = async (order: Extract<CourierOrder, { op: 'send' }>): Promise<void> => {
    const { id, errand, call, note, provider, url, method, headers, body } = order;
    const stop = new AbortController();
    stops.set(id, stop);
    const sender = senders.get(provider) ?? limitedFetch(provider, { env });
    senders.set(provider, sender);
    let news: CourierNews;
    try {
      const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
      const response = await sender(url, {
        ...init,
        ...onlyDefined({ body }),
        signal: stop.signal,
      });
      const { status, statusText } = response;
      const answer = { status, headers: [...response.headers], body: await response.text() };
      if (response.ok) journal.write({ errand, call, note, ...answer });
      news = { id, response: { ...answer, statusText } };
    } catch (error) {
      news = { id, trouble: plain(error) };
    }
    stops.delete(id);
    port.postMessage(news);
  };

  port.on('message', (order: CourierOrder) => {
    switch (order.op) {
      case 'send':
        void send(order);
        return;
      case 'stop':
        stops.get(order.id)?.abort();
        return;
      case 'done':
        journal.done(order.errand);
        return;
      case 'close':
        journal.remove();
        // What is still under way is nobody's any more.
        process.exit();
    }
  });
}
