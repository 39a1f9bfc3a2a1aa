import { Hono } from 'hono';
import { type Listening, listen } from '../api/listen.js';
import { METRICS_TYPE, textOf } from '../api/metrics.js';
import type { JobResult, QueueCounts } from '../index.js';
import { VERSION } from '../version.js';

/** What a worker did, for Prometheus. */

/** Upper bounds of the classes of a job's duration, seconds. */
const BOUNDS = [1, 2, 5, 10, 30, 60, 300, 900];

interface Sums {
  articles: number;
  problems: number;
  failed: number;
  requests: number;
  characters: number;
}

export class WorkerNumbers {
  readonly #sums: Sums = { articles: 0, problems: 0, failed: 0, requests: 0, characters: 0 };
  readonly #cost = new Map<string, number>();
  readonly #classes = BOUNDS.map(() => 0);
  #jobs = 0;
  #seconds = 0;
  #queue: QueueCounts | undefined;

  /** A job that is done. */
  job(result: JobResult): void {
    for (const name of Object.keys(this.#sums) as (keyof Sums)[]) this.#sums[name] += result[name];
    this.#cost.set(result.currency, (this.#cost.get(result.currency) ?? 0) + result.cost);
    const seconds = result.milliseconds / 1000;
    this.#jobs += 1;
    this.#seconds += seconds;
    for (const [index, bound] of BOUNDS.entries())
      if (seconds <= bound) this.#classes[index] = (this.#classes[index] ?? 0) + 1;
  }

  /** What there is in the queue. */
  queue(counts: QueueCounts): void {
    this.#queue = counts;
  }

  /** The text format of Prometheus. */
  text(): string {
    const counter = (name: string, help: string, value: number) =>
      ({ name, type: 'counter', help, samples: [[{}, value]] }) as const;
    const { articles, problems, failed, requests, characters } = this.#sums;
    return textOf([
      {
        name: 'tovmach_build_info',
        type: 'gauge',
        help: 'The version that works.',
        samples: [[{ version: VERSION }, 1]],
      },
      counter('tovmach_worker_articles_total', 'Articles this worker did.', articles),
      counter('tovmach_worker_problems_total', 'Files or articles it could not do.', problems),
      counter('tovmach_worker_failed_segments_total', 'Segments that have no translation.', failed),
      counter('tovmach_worker_requests_total', 'Requests to translators.', requests),
      counter('tovmach_worker_characters_total', 'Characters as billed.', characters),
      {
        name: 'tovmach_worker_cost_total',
        type: 'counter',
        help: 'What was paid.',
        samples: [...this.#cost].map(([currency, cost]) => [{ currency }, cost]),
      },
      {
        name: 'tovmach_worker_job_duration_seconds',
        type: 'histogram',
        help: 'From taking a job until it was done.',
        samples: [
          ...BOUNDS.map(
            (bound, index) => [{ le: String(bound) }, this.#classes[index] ?? 0, '_bucket'] as const,
          ),
          [{ le: '+Inf' }, this.#jobs, '_bucket'],
          [{}, this.#seconds, '_sum'],
          [{}, this.#jobs, '_count'],
        ],
      },
      {
        name: 'tovmach_queue_jobs',
        type: 'gauge',
        help: 'Jobs of the queue, the same from every worker.',
        samples:
          this.#queue === undefined
            ? []
            : Object.entries(this.#queue).map(([state, count]) => [{ state }, count] as const),
      },
    ]);
  }
}

/** @throws TovmachError USAGE for an address that cannot be had */
export function serveNumbers(
  numbers: WorkerNumbers,
  address: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const app = new Hono();
  app.get('/metrics', (context) => context.text(numbers.text(), 200, { 'content-type': METRICS_TYPE }));
  app.get('/healthz', (context) => context.text('ok\n'));
  return listen(app, address);
}
