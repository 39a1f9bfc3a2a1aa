import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { onlyDefined } from '../../model/only-defined.js';
import { endless, limitedFetch, MAX_BYTES } from '../http.js';
import { journalOf, type LeftErrand, type LeftJournal, takeLeft } from './journal.js';
import type { CourierNews, CourierOrder, CourierSettings, PlainTrouble, RawResponse } from './worker.js';

/** Requests by a thread of their own, which writes down what is answered where it arrives. */

const THREAD_URL = new URL('./worker.js', import.meta.url);

/** Whether there is such a thread: not for what runs from its TypeScript source, or in a bundle. */
export const hasCourier = (): boolean => existsSync(THREAD_URL);

/** What the calls of this asynchronous context belong to. */
type Context =
  | { readonly errand: number; readonly note: unknown; calls: number }
  | { readonly left: LeftErrand; calls: number };

/** One request, of as many calls as it takes. */
export interface Errand {
  /** Does its calls. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Its answers are kept, or came to nothing. */
  done(): void;
}

/** A request of a run that died, which was answered. */
export interface LeftRequest extends Errand {
  readonly note: unknown;
}

export class Courier {
  readonly #context = new AsyncLocalStorage<Context>();
  readonly #settings: CourierSettings;
  readonly #waiting = new Map<number, (news: CourierNews) => void>();
  readonly #left: LeftRequest[];
  #thread: Worker | undefined;
  #isGone = false;
  #next = 0;

  /** @param store the file of the memory, beside which the answers are */
  constructor(store: string, env: Readonly<Record<string, string | undefined>>) {
    this.#settings = { journal: journalOf(store), env: { ...env } };
    this.#left = takeLeft(store).flatMap((journal) => this.#requestsOf(journal));
  }

  /** Requests that runs which died had answers to and which a test of their note takes; each is given once. */
  take(isWanted: (note: unknown) => boolean): LeftRequest[] {
    const taken = this.#left.filter(({ note }) => isWanted(note));
    for (const each of taken) this.#left.splice(this.#left.indexOf(each), 1);
    return taken;
  }

  begin(note: unknown): Errand {
    const errand = this.#next++;
    const context: Context = { errand, note, calls: 0 };
    return {
      during: (work) => this.#context.run(context, work),
      done: () => this.#post({ op: 'done', errand }),
    };
  }

  /** `fetch` for one provider. What is no request for texts goes the straight way. */
  fetch(provider: string): typeof fetch {
    const { env } = this.#settings;
    const straight = limitedFetch(provider, { env });
    return async (input, init = {}) => {
      const context = this.#context.getStore();
      if (context === undefined) return straight(input, init);
      const call = context.calls++;
      if ('left' in context) {
        const found = context.left.answers[call];
        if (found === undefined || found.call !== call) throw new TypeError('was not answered');
        return responseOf({ ...found, statusText: '' });
      }
      const { body } = init;
      const isPlain =
        body === undefined || body === null || typeof body === 'string' || body instanceof URLSearchParams;
      if (input instanceof Request || !isPlain || this.#isGone) return straight(input, init);
      return this.#sent({ provider, url: String(input), init, call, ...context });
    };
  }

  /** Ends the thread, once what it wrote down is not needed any more. */
  async close(): Promise<void> {
    const thread = this.#thread;
    if (thread === undefined) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    this.#post({ op: 'close' });
    await ended;
  }

  #requestsOf({ path, errands }: LeftJournal): LeftRequest[] {
    let count = errands.length;
    if (count === 0) rmSync(path, { force: true });
    return errands.map((left) => ({
      note: left.note,
      during: (work) => this.#context.run({ left, calls: 0 }, work),
      done: () => {
        count -= 1;
        if (count === 0) rmSync(path, { force: true });
      },
    }));
  }

  #post(order: CourierOrder): void {
    if (!this.#isGone) this.#thread?.postMessage(order);
  }

  async #sent(what: {
    readonly provider: string;
    readonly url: string;
    readonly init: RequestInit;
    readonly errand: number;
    readonly call: number;
    readonly note: unknown;
  }): Promise<Response> {
    const { provider, url, init, errand, call, note } = what;
    const signal = init.signal ?? undefined;
    signal?.throwIfAborted();
    const request = new Request(url, {
      method: init.method ?? 'GET',
      ...onlyDefined({ headers: init.headers ? init.headers : undefined }),
    });
    const body = init.body ?? undefined;
    const headers = [...request.headers];
    if (body instanceof URLSearchParams && !request.headers.has('content-type'))
      headers.push(['content-type', 'application/x-www-form-urlencoded;charset=UTF-8']);
    const id = this.#next++;
    const { method } = request;
    const news = await new Promise<CourierNews>((resolve, reject) => {
      const stop = (): void => {
        this.#waiting.delete(id);
        this.#post({ op: 'stop', id });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.#waiting.set(id, (came) => {
        signal?.removeEventListener('abort', stop);
        resolve(came);
      });
      this.#start().postMessage({
        ...{ op: 'send', id, errand, call, note, provider, url, method, headers },
        body: body === undefined ? undefined : String(body),
      } satisfies CourierOrder);
    });
    if ('response' in news) return responseOf(news.response);
    throw news.trouble.isEndless ? endless(provider, MAX_BYTES) : errorOf(news.trouble);
  }

  #start(): Worker {
    if (this.#thread !== undefined) return this.#thread;
    const thread = new Worker(THREAD_URL, { workerData: this.#settings, execArgv: [] });
    this.#thread = thread;
    const give = (news: CourierNews): void => {
      const take = this.#waiting.get(news.id);
      this.#waiting.delete(news.id);
      take?.(news);
    };
    thread.on('message', give);
    let message = 'ended';
    thread.on('error', (error) => {
      message = error.message;
    });
    // From then on everything goes the straight way.
    thread.on('exit', () => {
      this.#isGone = true;
      const trouble = { name: 'TypeError', message, isEndless: false };
      for (const id of [...this.#waiting.keys()]) give({ id, trouble });
    });
    return thread;
  }
}

/** Statuses whose answers have no body. */
const EMPTY = [204, 205, 304];

function responseOf({ status, statusText, headers, body }: RawResponse): Response {
  return new Response(EMPTY.includes(status) ? null : body, {
    status,
    statusText,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
}

function errorOf({ name, message, code, cause }: PlainTrouble): Error {
  const error = new (name === 'TypeError' ? TypeError : Error)(
    message,
    cause === undefined ? {} : { cause: errorOf(cause) },
  );
  return code === undefined ? error : Object.assign(error, { code });
}
