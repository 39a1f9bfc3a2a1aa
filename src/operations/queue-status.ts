import { onlyDefined } from '../model/only-defined.js';
import { openEngine } from '../queue/engine.js';
import type { BatchFacts, JobResult, QueueCounts, WorkerFacts } from '../queue/jobs.js';

/** What goes on in a queue. */

/** A worker that was silent for so long is gone, in milliseconds. */
const SILENT_MS = 60_000;
/** The throughput is that of so many milliseconds before the last job that was done. */
const WINDOW_MS = 60_000;

/** A queue in numbers. */
export interface QueueStatus {
  /** The address, with no password in it. */
  readonly queue: string;
  /** Jobs of all batches; `done` and `failed` until they are collected. */
  readonly jobs: QueueCounts;
  /** Files of the batches, and those of jobs that are done. */
  readonly files: { readonly all: number; readonly done: number };
  /** Articles that are done. */
  readonly articles: number;
  /** Files or articles that could not be done. */
  readonly problems: number;
  /** Segments that failed. */
  readonly failedSegments: number;
  /** Articles a second over the last minute in which any were done. */
  readonly throughput: number;
  /** Seconds until it is empty at that pace; absent where there is none. */
  readonly secondsLeft?: number;
  /** Requests to translators. */
  readonly requests: number;
  /** As billed. */
  readonly characters: number;
  /** By currency, ISO 4217. */
  readonly cost: Readonly<Record<string, number>>;
  /** What was submitted and is not collected. */
  readonly batches: readonly BatchFacts[];
  /** Those that spoke within a minute. */
  readonly workers: readonly WorkerFacts[];
  /** What jobs failed by that nobody tries any more. */
  readonly failures: readonly { readonly job: string; readonly reason: string }[];
}

const MOST_FAILURES = 20;

/** @throws TovmachError USAGE, MISSING_DEPENDENCY, STORE */
export async function queueStatus(address: string): Promise<QueueStatus> {
  const engine = await openEngine(address);
  try {
    const jobs = await engine.counts();
    const { batches, workers } = await engine.board();
    const sums = { files: 0, articles: 0, problems: 0, failed: 0, requests: 0, characters: 0 };
    const cost: Record<string, number> = {};
    let [last, first, recent] = [0, 0, 0];
    for await (const { result, finished } of engine.finished()) {
      add(sums, result);
      if (result.cost !== 0) cost[result.currency] = (cost[result.currency] ?? 0) + result.cost;
      if (last === 0) last = finished;
      if (last - finished <= WINDOW_MS) {
        first = finished - result.milliseconds;
        recent += result.articles;
      }
    }
    const failures: { job: string; reason: string }[] = [];
    for await (const { id, reason } of engine.failed())
      if (failures.length < MOST_FAILURES) failures.push({ job: id, reason });
    const throughput = recent === 0 ? 0 : (recent * 1000) / Math.max(1, last - first);
    const all = batches.reduce((sum, { files }) => sum + files, 0);
    const left = Math.max(0, all - sums.files);
    const now = Date.now();
    return {
      queue: engine.address,
      jobs,
      files: { all, done: sums.files },
      articles: sums.articles,
      problems: sums.problems,
      failedSegments: sums.failed,
      throughput: Math.round(throughput * 10) / 10,
      ...onlyDefined({
        secondsLeft:
          throughput > 0 && left > 0 && jobs.waiting + jobs.active > 0
            ? Math.ceil(left / throughput)
            : undefined,
      }),
      requests: sums.requests,
      characters: sums.characters,
      cost,
      batches,
      workers: workers.filter(({ seen }) => now - Date.parse(seen) <= SILENT_MS),
      failures,
    };
  } finally {
    await engine.close();
  }
}

function add(sums: Record<string, number>, result: JobResult): void {
  for (const name of Object.keys(sums))
    sums[name] = (sums[name] ?? 0) + Number(result[name as keyof JobResult]);
}
