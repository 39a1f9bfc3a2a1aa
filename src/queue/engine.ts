import type { Job, PostgresConnectionOptions, PostgresQueueBackend, Queue, Worker } from 'bullmq';
import { TovmachError } from '../errors.js';
import { messages, reasonOf } from '../message.js';
import { isPostgres } from '../model/database-address.js';
import { isRedis, shownQueue } from './address.js';
import type { BatchFacts, JobData, JobResult, QueueCounts, WorkerFacts } from './jobs.js';

/** The queue on an engine that exists: BullMQ, on PostgreSQL or Redis. Nothing else knows it. */

const say = messages('queue', {
  noEngine: 'A queue needs the libraries {{libraries}}; not all of them are installed',
  installEngine: 'Install them: npm install {{libraries}}',
  unknownAddress: '"{{address}}" is no address of a queue',
  addressForm:
    'Give one such as postgres://user@host:5432/database (a password may be in PGPASSWORD), or redis://host:6379.',
  unreached: 'The queue {{address}} cannot be reached: {{reason}}',
  checkServer: 'Check the address, that the server runs, and that this user may connect and make tables.',
});

/** Jobs of all batches. */
const JOBS = 'tovmach';
/** What is known of batches and workers: nobody takes jobs from it. */
const BOARD = 'tovmach-board';
/** Where the engine has its tables. */
const SCHEMA = 'tovmach_queue';
/** How often a job is tried whose articles could not be tried at all, a disk being full, for example. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 2_000;
/** A worker that dies is no fault of its jobs; what kills one after the other is told by `worker.ts`. */
const MOST_DEATHS = 1_000;
const PAGE = 500;
/** How long a server that should be there is waited for at the beginning, in milliseconds. */
const PATIENCE_MS = 15_000;

type JobQueue<Data, Result> = Queue<
  Data,
  Result,
  string,
  Data,
  Result,
  string,
  PostgresQueueBackend,
  PostgresConnectionOptions
>;

/** A job while a worker has it. */
export interface TakenJob {
  readonly id: string;
  readonly data: JobData;
  /** What earlier attempts noted. */
  readonly note: unknown;
  /** Nobody tries it again when this attempt fails. */
  readonly isLast: boolean;
  /** Keeps a note for whoever comes after this attempt. */
  keep(note: object): Promise<void>;
}

interface TakeOptions {
  /** Jobs at once. */
  readonly atOnce: number;
  /** How long a worker may be silent before its jobs go to others, in seconds. */
  readonly leaseSeconds: number;
  /** Told what breaks on the way to the server; work goes on when it is back. */
  readonly onError: (error: Error) => void;
}

interface FinishedJob {
  readonly id: string;
  readonly result: JobResult;
  /** Milliseconds since 1970. */
  readonly finished: number;
}

/** The queue of a server. Everything it throws is a `TovmachError`, but for what a handler threw. */
export interface Engine {
  /** The address with no password in it. */
  readonly address: string;
  /** Adds jobs; those that are there already stay as they are. @returns how many were added */
  add(jobs: readonly { readonly id: string; readonly data: JobData }[]): Promise<number>;
  /** Has jobs tried again that nobody tried any more. @returns how many */
  retry(ids: readonly string[]): Promise<number>;
  counts(): Promise<QueueCounts>;
  /** Jobs that are done, the latest first. */
  finished(): AsyncIterable<FinishedJob>;
  /** Jobs that nobody tries any more, with what they failed by. */
  failed(): AsyncIterable<{ readonly id: string; readonly reason: string }>;
  /** Takes jobs away that no worker has. @returns those that a worker has */
  remove(ids: readonly string[]): Promise<readonly string[]>;
  /** Nobody takes a job for so long: a service asked for it. */
  pauseFor(milliseconds: number): Promise<void>;
  /** Takes jobs until it is closed. A handler that throws `PutBack` gives its job to others. */
  take(handle: (job: TakenJob) => Promise<JobResult>, options: TakeOptions): Promise<Taking>;
  putBatch(batch: BatchFacts): Promise<void>;
  removeBatch(id: string): Promise<void>;
  putWorker(worker: WorkerFacts): Promise<void>;
  removeWorker(id: string): Promise<void>;
  board(): Promise<{ readonly batches: readonly BatchFacts[]; readonly workers: readonly WorkerFacts[] }>;
  close(): Promise<void>;
}

interface Taking {
  /** Takes no more, and waits for the jobs under way. */
  close(): Promise<void>;
}

/** Thrown by a handler: the job is for somebody else. */
export class PutBack extends Error {}

/** @throws TovmachError USAGE, MISSING_DEPENDENCY, STORE */
export async function openEngine(url: string): Promise<Engine> {
  if (!isPostgres(url) && !isRedis(url))
    throw new TovmachError('USAGE', say.unknownAddress({ address: url.replace(/\/\/.*@/, '//…@') }), {
      hint: say.addressForm(),
    });
  const bull = await library(isRedis(url) ? 'bullmq ioredis' : 'bullmq pg');
  const place = placeOf(bull, url);
  const open = <Data, Result>(name: string): JobQueue<Data, Result> => {
    const queue: JobQueue<Data, Result> = new bull.Queue(
      name,
      { connection: place.connection },
      place.backend,
    );
    // A connection that breaks while nobody uses it is no failure of anybody's work.
    queue.on('error', () => {});
    return queue;
  };
  const engine = new BullEngine(bull, shownQueue(url), place, { jobs: open(JOBS), board: open(BOARD) });
  await engine.begin();
  return engine;
}

/** Where the engine keeps its jobs. */
interface Place {
  readonly connection: PostgresConnectionOptions;
  readonly backend: typeof import('bullmq')['createPostgresBackend'];
}

function placeOf(bull: typeof import('bullmq'), url: string): Place {
  if (isRedis(url)) {
    // The engine's types are those of one backend; Redis is the one it takes where none is named.
    return { connection: { url, maxRetriesPerRequest: null }, backend: undefined as never };
  }
  return {
    connection: { connectionString: url, application_name: 'tovmach', schema: SCHEMA, migrate: true, max: 4 },
    backend: bull.createPostgresBackend,
  };
}

/** @param libraries what it takes, for `npm install` */
async function library(libraries: string): Promise<typeof import('bullmq')> {
  try {
    if (libraries.includes('pg')) await import('pg');
    return await import('bullmq');
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.noEngine({ libraries }), {
      cause,
      hint: say.installEngine({ libraries }),
    });
  }
}

/** One thing that is pinned to the board. */
interface Note {
  readonly about: BatchFacts | WorkerFacts;
}

interface Queues {
  readonly jobs: JobQueue<JobData, JobResult>;
  readonly board: JobQueue<Note, unknown>;
}

class BullEngine implements Engine {
  readonly #queues: Queues;

  constructor(
    private readonly bull: typeof import('bullmq'),
    readonly address: string,
    private readonly place: Place,
    queues: Queues,
  ) {
    this.#queues = queues;
  }

  async begin(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timeout')), PATIENCE_MS);
    });
    try {
      await Promise.race([
        Promise.all(Object.values(this.#queues).map((queue) => queue.waitUntilReady())),
        tooLong,
      ]);
    } catch (cause) {
      void this.close().catch(() => {});
      throw new TovmachError('STORE', say.unreached({ address: this.address, reason: reasonOf(cause) }), {
        cause,
        hint: say.checkServer(),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  add(jobs: readonly { readonly id: string; readonly data: JobData }[]): Promise<number> {
    return this.#asked(async () => {
      const { jobs: queue } = this.#queues;
      const before = await this.#size();
      for (let at = 0; at < jobs.length; at += PAGE)
        await queue.addBulk(
          jobs.slice(at, at + PAGE).map(({ id, data }) => ({
            name: 'articles',
            data,
            opts: {
              jobId: id,
              attempts: ATTEMPTS,
              backoff: { type: 'exponential' as const, delay: FIRST_WAIT_MS },
              stackTraceLimit: 1,
            },
          })),
        );
      return (await this.#size()) - before;
    });
  }

  async #size(): Promise<number> {
    const counts = await this.counts();
    return counts.waiting + counts.active + counts.done + counts.failed;
  }

  retry(ids: readonly string[]): Promise<number> {
    return this.#asked(async () => {
      let count = 0;
      for (const id of ids) {
        const job = await this.#queues.jobs.getJob(id);
        if (job === undefined || (await job.getState()) !== 'failed') continue;
        await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
        count += 1;
      }
      return count;
    });
  }

  counts(): Promise<QueueCounts> {
    return this.#asked(async () => {
      const counts = await this.#queues.jobs.getJobCounts(
        'waiting',
        'active',
        'delayed',
        'prioritized',
        'completed',
        'failed',
      );
      const { waiting = 0, active = 0, delayed = 0, prioritized = 0, completed = 0, failed = 0 } = counts;
      return { waiting: waiting + delayed + prioritized, active, done: completed, failed };
    });
  }

  async *finished(): AsyncGenerator<FinishedJob> {
    for await (const job of this.#all('completed')) {
      const { id, returnvalue, finishedOn } = job;
      if (id !== undefined && returnvalue !== null)
        yield { id, result: returnvalue, finished: finishedOn ?? 0 };
    }
  }

  async *failed(): AsyncGenerator<{ id: string; reason: string }> {
    for await (const { id, failedReason } of this.#all('failed'))
      if (id !== undefined) yield { id, reason: failedReason ?? '' };
  }

  async *#all(state: 'completed' | 'failed'): AsyncGenerator<Job<JobData, JobResult>> {
    for (let at = 0; ; at += PAGE) {
      const jobs = await this.#asked(() => this.#queues.jobs.getJobs([state], at, at + PAGE - 1, false));
      for (const job of jobs) if (job !== undefined) yield job;
      if (jobs.length < PAGE) return;
    }
  }

  remove(ids: readonly string[]): Promise<readonly string[]> {
    return this.#asked(async () => {
      const held: string[] = [];
      for (const id of ids) {
        const removed = await this.#queues.jobs.remove(id);
        if (removed === 0 && (await this.#queues.jobs.getJob(id)) !== undefined) held.push(id);
      }
      return held;
    });
  }

  pauseFor(milliseconds: number): Promise<void> {
    return this.#asked(() => this.#queues.jobs.rateLimit(milliseconds));
  }

  async take(
    handle: (job: TakenJob) => Promise<JobResult>,
    { atOnce, leaseSeconds, onError }: TakeOptions,
  ): Promise<Taking> {
    const { DelayedError } = this.bull;
    const worker: Worker<
      JobData,
      JobResult,
      string,
      PostgresQueueBackend,
      number | string | boolean | object,
      PostgresConnectionOptions
    > = new this.bull.Worker(
      JOBS,
      async (job, token) => {
        try {
          return await handle(taken(job));
        } catch (error) {
          if (!(error instanceof PutBack)) throw error;
          await job.moveToDelayed(Date.now() + FIRST_WAIT_MS, token);
          throw new DelayedError();
        }
      },
      {
        connection: this.place.connection,
        concurrency: atOnce,
        lockDuration: leaseSeconds * 1000,
        stalledInterval: Math.max(1_000, (leaseSeconds * 1000) / 3),
        maxStalledCount: MOST_DEATHS,
        runRetryDelay: 1_000,
        drainDelay: 2,
      },
      this.place.backend,
    );
    worker.on('error', onError);
    await this.#asked(() => worker.waitUntilReady());
    return { close: () => worker.close() };
  }

  putBatch(batch: BatchFacts): Promise<void> {
    return this.#pin(`batch-${batch.id}`, batch);
  }

  removeBatch(id: string): Promise<void> {
    return this.#asked(async () => void (await this.#queues.board.remove(`batch-${id}`)));
  }

  putWorker(worker: WorkerFacts): Promise<void> {
    return this.#pin(`worker-${worker.id}`, worker);
  }

  removeWorker(id: string): Promise<void> {
    return this.#asked(async () => void (await this.#queues.board.remove(`worker-${id}`)));
  }

  #pin(id: string, about: BatchFacts | WorkerFacts): Promise<void> {
    return this.#asked(async () => {
      const data: Note = { about };
      const job = await this.#queues.board.getJob(id);
      if (job === undefined) await this.#queues.board.add(about.kind, data, { jobId: id });
      else await job.updateData(data);
    });
  }

  board(): Promise<{ batches: BatchFacts[]; workers: WorkerFacts[] }> {
    return this.#asked(async () => {
      const notes = (await this.#queues.board.getJobs(['waiting'], 0, -1)).map(({ data }) => data.about);
      return {
        batches: notes.filter((note) => note.kind === 'batch'),
        workers: notes.filter((note) => note.kind === 'worker'),
      };
    });
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#queues).map((queue) => queue.close()));
  }

  async #asked<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw new TovmachError('STORE', say.unreached({ address: this.address, reason: reasonOf(cause) }), {
        cause,
        hint: say.checkServer(),
      });
    }
  }
}

function taken(job: Job<JobData, JobResult>): TakenJob {
  const { id = '', data, progress, attemptsMade, opts } = job;
  return {
    id,
    data,
    note: progress,
    isLast: attemptsMade + 1 >= (opts.attempts ?? 1),
    keep: (note) => job.updateProgress(note),
  };
}
