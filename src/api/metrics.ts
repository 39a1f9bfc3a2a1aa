import { TovmachError } from '../errors.js';
import type { Overview } from '../index.js';
import { VERSION } from '../version.js';
import type { Desk } from './desk.js';
import type { Runs } from './runs.js';

/** What Prometheus scrapes: its text format, version 0.0.4. */

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Upper bounds of the classes of durations, seconds. */
const BOUNDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120];

type Labels = Readonly<Record<string, string>>;

/** Samples under one name. */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number, suffix?: string])[];
}

/** How long requests took, and how they ended. */
export class RequestLog {
  readonly #counts = new Map<string, { readonly labels: Labels; count: number }>();
  readonly #durations = new Map<string, { readonly classes: number[]; sum: number; count: number }>();

  add(operation: string, status: number, seconds: number): void {
    const key = `${operation} ${status}`;
    const counted = this.#counts.get(key) ?? { labels: { operation, status: String(status) }, count: 0 };
    counted.count += 1;
    this.#counts.set(key, counted);
    const took = this.#durations.get(operation) ?? { classes: BOUNDS.map(() => 0), sum: 0, count: 0 };
    for (const [index, bound] of BOUNDS.entries())
      if (seconds <= bound) took.classes[index] = (took.classes[index] ?? 0) + 1;
    took.sum += seconds;
    took.count += 1;
    this.#durations.set(operation, took);
  }

  families(): Family[] {
    return [
      {
        name: 'tovmach_http_requests_total',
        type: 'counter',
        help: 'Requests answered, by operation and status.',
        samples: [...this.#counts.values()].map(({ labels, count }) => [labels, count]),
      },
      {
        name: 'tovmach_http_request_duration_seconds',
        type: 'histogram',
        help: 'How long they took.',
        samples: [...this.#durations].flatMap(([operation, { classes, sum, count }]) => [
          ...BOUNDS.map(
            (bound, index) => [{ operation, le: String(bound) }, classes[index] ?? 0, '_bucket'] as const,
          ),
          [{ operation, le: '+Inf' }, count, '_bucket'] as const,
          [{ operation }, sum, '_sum'] as const,
          [{ operation }, count, '_count'] as const,
        ]),
      },
    ];
  }
}

/** Sums over the outputs, runs and requests. */
export async function metricsOf({
  desk,
  runs,
  log,
}: {
  readonly desk: Desk;
  readonly runs: Runs;
  readonly log: RequestLog;
}): Promise<string> {
  const { articles, broken, spend, currency } = await desk.overview().catch(nothingYet);
  const paid = paidBy(spend, currency);
  return textOf([
    ...outputFamilies(articles, broken.length),
    {
      name: 'tovmach_spent_characters_total',
      type: 'counter',
      help: 'Characters billed by providers, by all who use this memory.',
      samples: [...paid].map(([provider, { characters }]) => [{ provider }, characters]),
    },
    {
      name: 'tovmach_spent_cost_total',
      type: 'counter',
      help: 'What was paid, in the currency of the budget.',
      samples: [...paid].map(([provider, { cost }]) => [{ provider, currency }, cost]),
    },
    {
      name: 'tovmach_run_active',
      type: 'gauge',
      help: '1 while a run is under way here.',
      samples: [[{}, runs.isActive ? 1 : 0]],
    },
    {
      name: 'tovmach_runs_total',
      type: 'counter',
      help: 'Runs that ended here, by exit code.',
      samples: [...runs.ended].map(([code, count]) => [{ code }, count]),
    },
    ...log.families(),
  ]);
}

/** What the output folder holds: articles, where their texts come from, what is open. */
function outputFamilies(articles: Overview['articles'], broken: number): Family[] {
  const origins = new Map<string, number>();
  const findings = new Map<string, { readonly labels: Labels; count: number }>();
  for (const article of articles) {
    for (const { target, counts } of article.outputs)
      for (const [origin, count] of Object.entries(counts))
        if (origin !== 'segments') {
          const key = `${target}\n${origin}`;
          origins.set(key, (origins.get(key) ?? 0) + count);
        }
    for (const { check, severity, count } of article.findings) {
      const key = `${check}\n${severity}`;
      const found = findings.get(key) ?? { labels: { check, severity }, count: 0 };
      found.count += count;
      findings.set(key, found);
    }
  }
  return [
    {
      name: 'tovmach_build_info',
      type: 'gauge',
      help: 'The version that serves.',
      samples: [[{ version: VERSION }, 1]],
    },
    {
      name: 'tovmach_articles',
      type: 'gauge',
      help: 'Articles of the output folder.',
      samples: [[{}, articles.length]],
    },
    {
      name: 'tovmach_broken_files',
      type: 'gauge',
      help: 'Files the last run could not read.',
      samples: [[{}, broken]],
    },
    {
      name: 'tovmach_segments',
      type: 'gauge',
      help: 'Segments of the outputs, by target and where their text comes from.',
      samples: [...origins].map(([key, count]) => {
        const [target = '', origin = ''] = key.split('\n');
        return [{ target, origin }, count];
      }),
    },
    {
      name: 'tovmach_findings',
      type: 'gauge',
      help: 'Open findings, by check and severity.',
      samples: [...findings.values()].map(({ labels, count }) => [labels, count]),
    },
  ];
}

/** Sums of the spending, by provider. */
function paidBy(
  spend: Overview['spend'],
  currency: string,
): ReadonlyMap<string, { readonly characters: number; readonly cost: number }> {
  const paid = new Map<string, { characters: number; cost: number }>();
  for (const { provider, characters, cost } of spend) {
    const sum = paid.get(provider) ?? { characters: 0, cost: 0 };
    sum.characters += characters;
    sum.cost += cost[currency] ?? 0;
    paid.set(provider, sum);
  }
  return paid;
}

/** Before the first run there is nothing to count. @throws whatever else is wrong */
function nothingYet(error: unknown): Pick<Overview, 'articles' | 'broken' | 'spend' | 'currency'> {
  if (TovmachError.isInstance(error) && error.code === 'INPUT_NOT_FOUND')
    return { articles: [], broken: [], spend: [], currency: '' };
  throw error;
}

/** Families as they are scraped. */
export function textOf(families: readonly Family[]): string {
  const lines = families.flatMap(({ name, type, help, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value, suffix = '']) => `${name}${suffix}${labelled(labels)} ${value}`),
  ]);
  return `${lines.join('\n')}\n`;
}

function labelled(labels: Labels): string {
  const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
