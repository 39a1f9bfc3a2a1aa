import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Message, messages, SpokenError } from '../../message.js';
import type { EngineName } from './engine.js';
import type { Batch, Notice, Order, WorkerSettings } from './messages.js';

const say = messages('providers', {
  workerEnded: 'the worker ended with code {{code}}',
  workerHung: 'no answer within {{seconds}} s',
  engineSays: 'the engine says: {{words}}',
  engineClosed: 'the engine is closed',
});

export interface PoolOptions {
  readonly engine: EngineName;
  /** Most worker threads; absent: one a processor, four at most. */
  readonly workers?: number | undefined;
  /** A worker without work ends after so many milliseconds; absent: 30,000. */
  readonly idleMs?: number | undefined;
  /** A batch that takes longer, loading included, counts as hung; absent: 30,000, and 25 for each character. */
  readonly hungMs?: number | undefined;
  /** A worker whose engine holds more bytes after a batch is replaced; absent: 1.5 GB. */
  readonly maxMemory?: number | undefined;
  /** The worker's file; absent: the one beside this module. */
  readonly workerUrl?: URL | undefined;
}

/** The worker died over a batch. */
export class WorkerLost extends SpokenError {
  constructor(
    said: Message,
    /** It had loaded the models: the sentences may be to blame, else the models are. */
    readonly loaded: boolean,
  ) {
    super(said);
  }
}

/** A model file that is missing or changed. */
export class ModelRefused extends SpokenError {}

export interface Pool {
  /**
   * One try at a batch.
   * @throws WorkerLost, ModelRefused, or the signal's reason at once when it is aborted
   */
  run(batch: Batch, signal: AbortSignal): Promise<readonly string[]>;
  /** Threads alive. */
  readonly size: number;
  readonly workers: number;
  close(): Promise<void>;
}

interface Job {
  readonly batch: Batch;
  resolve(translations: readonly string[]): void;
  reject(error: unknown): void;
}

interface Slot {
  readonly worker: Worker;
  readonly models: Set<string>;
  job?: Job | undefined;
  order: number;
  loaded: boolean;
  lastWords: string;
  timer?: NodeJS.Timeout | undefined;
}

const poolDefaults = { idleMs: 30_000, maxMemory: 1_500_000_000, mostWorkers: 4 };

/** Source files have no compiled worker beside them: then it is the one of the last build. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/providers/bergamot/worker.js' : './worker.js',
  import.meta.url,
);

/** Ten times what the largest published model takes on one core of an old server, loading included. */
function patience(sentences: readonly string[]): number {
  return 30_000 + 25 * sentences.reduce((sum, sentence) => sum + sentence.length, 0);
}

/** Worker threads that start when there is work, one batch each at a time, and end when there is none. */
export function createPool(options: PoolOptions): Pool {
  const workers = options.workers ?? Math.min(poolDefaults.mostWorkers, availableParallelism());
  const { idleMs = poolDefaults.idleMs } = options;
  const maxMemory = options.maxMemory ?? poolDefaults.maxMemory;
  const slots = new Set<Slot>();
  const queue: Job[] = [];
  let orders = 0;
  let closed = false;

  const lose = (slot: Slot, why: Message): void => {
    if (!slots.delete(slot)) return;
    clearTimeout(slot.timer);
    void slot.worker.terminate();
    slot.job?.reject(
      new WorkerLost(slot.lastWords === '' ? why : say.engineSays({ words: slot.lastWords }), slot.loaded),
    );
    slot.job = undefined;
    pump();
  };
  const rest = (slot: Slot): void => {
    clearTimeout(slot.timer);
    slot.job = undefined;
    slot.worker.unref();
    slot.timer = setTimeout(() => lose(slot, say.engineClosed()), idleMs).unref();
    pump();
  };
  const hear = (slot: Slot, notice: Notice): void => {
    if (notice.kind === 'dying') slot.lastWords = notice.message;
    else if (notice.id === slot.order) {
      if (notice.kind === 'loaded') slot.loaded = true;
      else if (notice.kind === 'refused') {
        slot.job?.reject(new ModelRefused(notice.said));
        rest(slot);
      } else {
        slot.job?.resolve(notice.translations);
        slot.job = undefined;
        if (notice.memory > maxMemory) lose(slot, say.engineClosed());
        else rest(slot);
      }
    }
  };
  const spawn = (): Slot => {
    const workerData: WorkerSettings = { engine: options.engine };
    const worker = new Worker(options.workerUrl ?? WORKER_URL, { workerData, execArgv: [] });
    const slot: Slot = { worker, models: new Set(), order: 0, loaded: false, lastWords: '' };
    worker.unref();
    worker.on('message', (notice: Notice) => hear(slot, notice));
    worker.on('error', (error) => lose(slot, say.engineSays({ words: error.message })));
    worker.on('exit', (code) => lose(slot, say.workerEnded({ code })));
    slots.add(slot);
    return slot;
  };
  const give = (slot: Slot, job: Job): void => {
    clearTimeout(slot.timer);
    orders += 1;
    Object.assign(slot, { job, order: orders, loaded: false, lastWords: '' });
    for (const model of job.batch.route) slot.models.add(model.key);
    // A busy worker keeps the process alive, an idle one does not.
    slot.worker.ref();
    const { route, sentences, markup } = job.batch;
    const hungMs = options.hungMs ?? patience(sentences);
    slot.timer = setTimeout(() => lose(slot, say.workerHung({ seconds: hungMs / 1000 })), hungMs).unref();
    slot.worker.postMessage({ id: orders, route, sentences, markup } satisfies Order);
  };
  const pump = (): void => {
    while (!closed) {
      const job = queue[0];
      if (job === undefined) return;
      const idle = [...slots].filter((slot) => slot.job === undefined);
      const knows = idle.find((slot) => job.batch.route.every(({ key }) => slot.models.has(key)));
      const slot = knows ?? idle[0] ?? (slots.size < workers ? spawn() : undefined);
      if (slot === undefined) return;
      queue.shift();
      give(slot, job);
    }
  };

  return {
    workers,
    get size() {
      return slots.size;
    },
    run(batch, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (closed) return reject(new SpokenError(say.engineClosed()));
        const abort = (): void => {
          const waiting = queue.indexOf(job);
          if (waiting >= 0) queue.splice(waiting, 1);
          // What is being computed is let finish; nobody waits for it, so it may not hold the process.
          for (const slot of slots) if (slot.job === job) slot.worker.unref();
          reject(signal.reason);
        };
        const done = (): void => signal.removeEventListener('abort', abort);
        const job: Job = {
          batch,
          resolve: (translations) => {
            done();
            resolve(translations);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        };
        signal.addEventListener('abort', abort, { once: true });
        queue.push(job);
        pump();
      });
    },
    async close() {
      closed = true;
      for (const job of queue.splice(0)) job.reject(new SpokenError(say.engineClosed()));
      const ended = [...slots].map((slot) => slot.worker.terminate());
      for (const slot of [...slots]) lose(slot, say.engineClosed());
      await Promise.all(ended);
    },
  };
}
