import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { problemOf, TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { RunEvent } from '../model/event.js';
import { onlyDefined } from '../model/only-defined.js';
import { type Engine, openEngine, PutBack, type TakenJob } from '../queue/engine.js';
import type { JobData, JobResult, QueueCounts, WorkerFacts } from '../queue/jobs.js';
import { absolutePath, type FoundFile } from '../read/walk.js';
import { summed } from '../translate/statistics.js';
import { VERSION } from '../version.js';
import type { KeptResult } from './outputs/batch.js';
import { Site, type SiteOptions, type Worked } from './outputs/site.js';

/** A worker: it takes jobs from a queue, does them as a run would, and leaves what came of them beside the outputs. */

const say = messages('queue', {
  engineError: 'the queue: {{reason}}; going on when it is back',
  killedWorkers: '{{count}} workers ended while they had this file; it is left out',
  lookAtIt: 'Run it alone to see what happens: tovmach run --jobs 0.',
});

/** Jobs a worker has at once, so that it has something to do while one is being finished. */
const AT_ONCE = 2;
const LEASE_SECONDS = 30;
const BEAT_MS = 5_000;
const LOOK_MS = 500;
/** How long nothing may be in a queue before a worker that works until it is empty ends, in milliseconds. */
const EMPTY_MS = 1_500;
/** How often a file may be what a worker was at when it ended: workers are also killed by others than their articles. */
const MOST_DEATHS = 4;
/** Jobs after which a worker opens its batch anew, so that what it knows of it does not grow. */
const FRESH_AFTER = 400;

/** How a worker goes about its work. */
export interface QueueWork {
  /** Address of the queue: `postgres://user@host:5432/database`. */
  readonly queue: string;
  /** Environment variables with keys and addresses of providers; absent: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where the folder of the configuration is on this machine; absent: where it was when it was submitted. */
  readonly folder?: string;
  /** Address of the memory, as this machine reaches it; absent: that of the configuration, or the database of the queue. */
  readonly store?: string;
  /** Threads, see `jobs` of the configuration. */
  readonly jobs?: number;
  /** Articles at once, see `concurrency` of the configuration. */
  readonly concurrency?: number;
  /** How long a worker may be silent before its jobs go to others, in seconds; default 30. */
  readonly leaseSeconds?: number;
  /** Ends when nothing is left in the queue. */
  readonly untilEmpty?: boolean;
  /** Takes no more jobs, and ends when those under way are done. */
  readonly signal?: AbortSignal;
  /** Told what happens, as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Told every job that is done, and what the worker did so far. */
  readonly onJob?: (result: JobResult, worker: WorkerFacts) => void;
  /** Told every few seconds how many jobs there are in the queue. */
  readonly onCounts?: (jobs: QueueCounts) => void;
}

/** What a worker did. */
export interface QueueWorked {
  /** Jobs that are done. */
  readonly jobs: number;
  /** Articles of these. */
  readonly articles: number;
  /** Files or articles that could not be done; whoever collects names them. */
  readonly problems: number;
}

/** Works on the jobs of a queue. @throws TovmachError where this machine cannot do them, or the queue cannot be reached at first */
export async function workOnQueue(work: QueueWork): Promise<QueueWorked> {
  const engine = await openEngine(work.queue);
  const worker = new QueueWorker(engine, work);
  try {
    return await worker.work();
  } finally {
    await worker.close();
    await engine.close();
  }
}

/** What an attempt leaves for the next one. */
interface Trail {
  /** Attempts that began. */
  readonly starts: number;
  /** The file this attempt is at, where it does them one by one. */
  readonly at?: number;
  /** How often a worker ended at a file, by its number. */
  readonly deaths: Readonly<Record<string, number>>;
}

interface OpenSite {
  readonly site: Promise<Site>;
  /** Jobs it was opened for, and those under way. */
  uses: number;
  busy: number;
}

class QueueWorker {
  readonly #id = randomUUID().slice(0, 8);
  readonly #started = new Date().toISOString();
  readonly #sites = new Map<string, OpenSite>();
  readonly #emit: (event: RunEvent) => void;
  readonly #end = new AbortController();
  #done: QueueWorked = { jobs: 0, articles: 0, problems: 0 };
  #told: Promise<void> = Promise.resolve();
  #failure: TovmachError | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly options: QueueWork,
  ) {
    this.#emit = options.onEvent ?? (() => {});
  }

  async work(): Promise<QueueWorked> {
    const { leaseSeconds = LEASE_SECONDS, untilEmpty = false } = this.options;
    await this.#tell();
    void this.#beat();
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS);
    const taking = await this.engine.take((job) => this.#take(job), {
      atOnce: AT_ONCE,
      leaseSeconds,
      onError: (error) =>
        this.#emit({ type: 'notice', ...say.engineError({ reason: error.message || error.name }) }),
    });
    await this.#untilOver(untilEmpty);
    await taking.close();
    if (this.#failure !== undefined) throw this.#failure;
    return this.#done;
  }

  /** One after the other, each with what is so when its turn comes: an older word never stands over a newer one. */
  #tell(): Promise<void> {
    const told = this.#told.then(() => this.engine.putWorker(this.#facts()));
    this.#told = told.catch(() => {});
    return told;
  }

  async #beat(): Promise<void> {
    try {
      await this.#tell();
      if (this.options.onCounts !== undefined) this.options.onCounts(await this.engine.counts());
    } catch {
      // A server that is away is told of where jobs are taken.
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const { site } of this.#sites.values()) await site.then((each) => each.close()).catch(() => {});
    await this.#told;
    await this.engine.removeWorker(this.#id).catch(() => {});
  }

  async #untilOver(untilEmpty: boolean): Promise<void> {
    const { signal } = this.options;
    let emptySince: number | undefined;
    while (signal?.aborted !== true && !this.#end.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (!untilEmpty) continue;
      // A server that is away for a moment says nothing about the queue.
      const counts = await this.engine.counts().catch(() => undefined);
      if (counts === undefined || counts.waiting + counts.active > 0) emptySince = undefined;
      else emptySince ??= Date.now();
      if (emptySince !== undefined && Date.now() - emptySince >= EMPTY_MS) return;
    }
  }

  #facts(): WorkerFacts {
    return {
      kind: 'worker',
      id: this.#id,
      host: hostname(),
      pid: process.pid,
      version: VERSION,
      started: this.#started,
      seen: new Date().toISOString(),
      ...this.#done,
    };
  }

  async #take(job: TakenJob): Promise<JobResult> {
    const begun = Date.now();
    if (this.#end.signal.aborted) throw new PutBack();
    const open = this.#site(job.data);
    open.busy += 1;
    try {
      const site = await open.site.catch((error: unknown) => this.#refuse(error));
      const before = await site.folder.result(job.id);
      const result = before?.result ?? (await this.#attempt(job, site, begun));
      const { jobs, articles, problems } = this.#done;
      this.#done = {
        jobs: jobs + 1,
        articles: articles + result.articles,
        problems: problems + result.problems,
      };
      this.options.onJob?.(result, this.#facts());
      // `status` is not to say nothing was done where a job ends between two beats.
      await this.#tell().catch(() => {});
      return result;
    } finally {
      await this.#leave(open, job.data.batch);
    }
  }

  /** What this machine cannot do another may: the job goes back, and this worker ends. */
  #refuse(error: unknown): never {
    this.#failure ??= problemOf(error, '');
    this.#end.abort();
    throw new PutBack();
  }

  #site(data: JobData): OpenSite {
    const { queue, env = {}, folder, store, jobs, concurrency } = this.options;
    const options: SiteOptions = {
      queue,
      env,
      folder,
      store,
      jobs,
      concurrency,
      onEvent: this.#emit,
      // What one is told holds for all: nobody takes a job meanwhile.
      onPause: (milliseconds) => void this.engine.pauseFor(milliseconds).catch(() => {}),
    };
    let open = this.#sites.get(data.batch);
    if (open === undefined || open.uses >= FRESH_AFTER) {
      open = { site: Site.open(data, options), uses: 0, busy: 0 };
      open.site.catch(() => {});
      this.#sites.set(data.batch, open);
    }
    open.uses += 1;
    return open;
  }

  /** Lets go of what nothing is done in any more: another batch came, or the same was opened anew. */
  async #leave(open: OpenSite, batch: string): Promise<void> {
    open.busy -= 1;
    const idle = [...this.#sites].filter(([id, { busy }]) => id !== batch && busy === 0);
    for (const [id] of idle) this.#sites.delete(id);
    const over = idle.map(([, each]) => each);
    if (this.#sites.get(batch) !== open && open.busy === 0) over.push(open);
    for (const { site } of over) await site.then((each) => each.close()).catch(() => {});
  }

  async #attempt(job: TakenJob, site: Site, begun: number): Promise<JobResult> {
    const files = await site.filesOf(job.id, job.data);
    const trail = trailOf(job.note);
    const now: Trail = {
      starts: trail.starts + 1,
      deaths:
        trail.at === undefined
          ? trail.deaths
          : { ...trail.deaths, [trail.at]: (trail.deaths[trail.at] ?? 0) + 1 },
    };
    await job.keep(now);
    let worked: Worked;
    try {
      worked =
        trail.starts === 0
          ? await site.work(files, this.#never)
          : await this.#oneByOne(job, site, files, now);
    } catch (error) {
      if (!job.isLast) {
        await job.keep({ ...now, at: undefined });
        throw error;
      }
      worked = await site.work([], this.#never);
      for (const file of files) worked.recorder.problem(problemOf(error, absolutePath(file)));
    }
    return this.#keep(job, site, worked, { files: files.length, begun });
  }

  readonly #never = new AbortController().signal;

  /** An attempt before this one did not end: which file ended it is found out, and the others are done. */
  async #oneByOne(job: TakenJob, site: Site, files: readonly FoundFile[], trail: Trail): Promise<Worked> {
    let all: Worked = await site.work([], this.#never);
    const part = await site.folder.part(job.id);
    if (part !== undefined) {
      all.recorder.take(part);
      all = { ...all, statistics: part.statistics };
    }
    for (const [index, file] of files.entries()) {
      if (index < (part?.next ?? 0)) continue;
      const deaths = trail.deaths[index] ?? 0;
      if (deaths >= MOST_DEATHS) {
        all.recorder.problem(
          new TovmachError('INTERNAL', say.killedWorkers({ count: deaths + 1 }), {
            file: absolutePath(file),
            hint: say.lookAtIt(),
          }),
        );
        continue;
      }
      await job.keep({ ...trail, at: index });
      const one = await site.work([file], this.#never);
      all.recorder.take(one.recorder);
      all = { ...all, statistics: summed(all.statistics, one.statistics) };
      const { notes, articles, problems, failed } = all.recorder;
      const { statistics } = all;
      await site.folder.keepPart(job.id, { next: index + 1, notes, articles, problems, failed, statistics });
    }
    return all;
  }

  async #keep(
    job: TakenJob,
    site: Site,
    { recorder, statistics }: Worked,
    { files, begun }: { readonly files: number; readonly begun: number },
  ): Promise<JobResult> {
    const { requests, charactersBilled, cost } = statistics;
    const result: JobResult = {
      files,
      articles: recorder.articles,
      problems: recorder.problems,
      failed: recorder.failed,
      requests,
      characters: charactersBilled,
      cost,
      currency: site.setup.config.budget.currency,
      milliseconds: Date.now() - begun,
      worker: this.#id,
    };
    const kept: KeptResult = {
      version: VERSION,
      directory: site.setup.directory,
      notes: recorder.notes,
      statistics,
      result,
    };
    await site.folder.keep(job.id, kept);
    return result;
  }
}

function trailOf(note: unknown): Trail {
  const {
    starts = 0,
    at,
    deaths = {},
  } = typeof note === 'object' && note !== null ? (note as Partial<Trail>) : {};
  return { starts, deaths, ...onlyDefined({ at }) };
}
