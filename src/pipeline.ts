import PQueue from 'p-queue';
import type { ErrorCode } from './errors.js';
import { type ExitCode, hintOf, TovmachError } from './errors.js';
import { exitCodeOf } from './exit.js';
import { messages, reasonOf, spoken, type Values } from './message.js';
import type { Article } from './model/article.js';
import type { ParsedFile } from './model/contracts.js';
import { atLeast, type Finding, SEVERITIES, type Severity } from './model/finding.js';
import type { LanguageTag } from './model/language.js';
import type { Counts, ManifestArticle, ManifestTotals } from './model/manifest.js';
import type { Checked, Identified, Planned, Translated } from './model/stages.js';

/**
 * The corridor. Rooms come in as functions, made by `compose.ts`; here is their order, the isolation of
 * articles from each other, bounded concurrency, abort, and nothing else.
 */

const say = messages('run', {
  internal: 'internal error: {{reason}}',
  reportTheBug: 'This is a bug in tovmach; the other files were done. Run again with --debug and report it.',
});

/** A file to read, as the walk found it. */
export interface SourceFile {
  /** Relative to its root, forward slashes. */
  readonly path: string;
}

export interface Walked<File extends SourceFile> {
  readonly files: readonly File[];
  readonly problems: readonly TovmachError[];
}

/** What one article left behind. */
export interface WrittenArticle {
  readonly entry: ManifestArticle;
  readonly findings: readonly Finding[];
  /** Files whose bytes changed. */
  readonly written: number;
  readonly failures: readonly (ErrorCode | 'CHECK')[];
  /** Pairs nobody translates here, as `uk-en`, with the reason where there is a particular one. */
  readonly unserved: ReadonlyMap<string, string | undefined>;
}

/** The rooms, furnished. */
export interface Rooms<File extends SourceFile> {
  walk(paths: readonly string[]): Promise<Walked<File>>;
  read(file: File): Promise<ParsedFile>;
  identify(article: Article, candidates: readonly LanguageTag[]): Identified;
  plan(article: Identified): Planned;
  translate(article: Planned, signal: AbortSignal): Promise<Translated>;
  check(article: Translated): Checked;
  write(article: Checked): Promise<WrittenArticle>;
}

export type RunEvent =
  | { readonly type: 'run-started'; readonly files: number }
  | {
      readonly type: 'notice';
      readonly message: string;
      readonly messageId?: string;
      readonly values?: Values;
    }
  | { readonly type: 'download'; readonly file: string; readonly done: number; readonly total?: number }
  | {
      readonly type: 'article-finished';
      readonly path: string;
      readonly id: string;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly type: 'problem';
      readonly code: ErrorCode;
      readonly message: string;
      readonly messageId?: string;
      readonly values?: Values;
      readonly file?: string;
    };

export interface WalkThroughOptions {
  readonly signal: AbortSignal;
  readonly concurrency: number;
  readonly onEvent: (event: RunEvent) => void;
}

/** One result a file's article, in the order of the input, whatever order they finished in. */
export interface Sink {
  article(result: WrittenArticle): void;
  problem(error: TovmachError): void;
}

type Slot = { readonly result: WrittenArticle } | { readonly problem: TovmachError };

/** Anything thrown while an article is in work, as an error that names it. */
export function asProblem(error: unknown, path: string): TovmachError {
  if (TovmachError.isInstance(error)) {
    if (error.file !== undefined) return error;
    return new TovmachError(error.code, error, { file: path, cause: error, hint: hintOf(error) });
  }
  return new TovmachError('INTERNAL', say.internal({ reason: reasonOf(error) }), {
    file: path,
    cause: error,
    hint: say.reportTheBug(),
  });
}

/** Hands slots on in the order of their numbers, as soon as all before have arrived. */
function inOrder(sink: Sink): (index: number, slot: Slot | undefined) => void {
  const waiting = new Map<number, Slot | undefined>();
  let next = 0;
  return (index, slot) => {
    waiting.set(index, slot);
    while (waiting.has(next)) {
      const ready = waiting.get(next);
      waiting.delete(next);
      next += 1;
      if (ready === undefined) continue;
      if ('result' in ready) sink.article(ready.result);
      else sink.problem(ready.problem);
    }
  };
}

/** Leads every article of the files through the rooms. Stops early, and cleanly, when the signal aborts. */
export async function walkThrough<File extends SourceFile>(
  rooms: Rooms<File>,
  files: readonly File[],
  candidates: readonly LanguageTag[],
  sink: Sink,
  { signal, concurrency, onEvent }: WalkThroughOptions,
): Promise<void> {
  const queue = new PQueue({ concurrency });
  const deliver = inOrder(sink);
  let index = 0;
  let done = 0;
  let total = files.length;
  const report = (slot: number, error: unknown, path: string): void => {
    if (TovmachError.isInstance(error) && error.code === 'ABORTED') {
      deliver(slot, undefined);
      return;
    }
    const problem = asProblem(error, path);
    const { code, file } = problem;
    onEvent({ type: 'problem', code, ...spoken(problem), ...(file === undefined ? {} : { file }) });
    deliver(slot, { problem });
  };
  const one = async (article: Article, slot: number): Promise<void> => {
    try {
      if (signal.aborted) {
        deliver(slot, undefined);
        return;
      }
      const planned = rooms.plan(rooms.identify(article, candidates));
      const checked = rooms.check(await rooms.translate(planned, signal));
      const result = await rooms.write(checked);
      done += 1;
      onEvent({ type: 'article-finished', path: article.path, id: article.id, done, total });
      deliver(slot, { result });
    } catch (error) {
      report(slot, error, article.path);
    }
  };
  for (const file of files) {
    if (signal.aborted) break;
    await queue.onSizeLessThan(concurrency);
    let parsed: ParsedFile;
    try {
      parsed = await rooms.read(file);
    } catch (error) {
      report(index++, error, file.path);
      continue;
    }
    total += Math.max(parsed.articles.length + parsed.broken.length - 1, 0);
    for (const broken of parsed.broken) report(index++, broken, file.path);
    for (const article of parsed.articles) {
      const slot = index++;
      await queue.onSizeLessThan(concurrency);
      void queue.add(() => one(article, slot));
    }
  }
  await queue.onIdle();
}

const NO_COUNTS: Counts = {
  segments: 0,
  native: 0,
  copied: 0,
  labels: 0,
  memory: 0,
  human: 0,
  provider: 0,
  failed: 0,
  dropped: 0,
};

/** Most findings kept for the summary; all of them are in the manifest. */
const WORST_FINDINGS = 20;

export interface FindingTotals {
  readonly total: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** The gravest, in input order within a severity. */
  readonly worst: readonly Finding[];
}

/** Adds up what passes, without keeping it. */
export class Tally {
  articles = 0;
  written = 0;
  flagged = 0;
  readonly problems: TovmachError[] = [];
  readonly unserved = new Map<string, string | undefined>();
  readonly failures = new Map<ErrorCode | 'CHECK', number>();
  readonly #counts: Record<keyof Counts, number> = { ...NO_COUNTS };
  readonly #bySeverity: Record<Severity, number> = { neutral: 0, minor: 0, major: 0, critical: 0 };
  readonly #characters = new Map<LanguageTag, number>();
  #worst: Finding[] = [];

  article(result: WrittenArticle): void {
    this.articles += 1;
    this.written += result.written;
    this.flagged += result.entry.flagged;
    for (const [pair, reason] of result.unserved) this.unserved.set(pair, this.unserved.get(pair) ?? reason);
    for (const output of result.entry.outputs) {
      for (const key of Object.keys(NO_COUNTS) as (keyof Counts)[]) this.#counts[key] += output.counts[key];
    }
    for (const failure of result.failures) this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
    for (const [tag, share] of Object.entries(result.entry.langs)) {
      this.#characters.set(tag, (this.#characters.get(tag) ?? 0) + share);
    }
    for (const finding of result.findings) this.finding(finding);
  }

  /** What an earlier tally came to, instead of its articles one by one; for one that is empty. */
  restore(totals: ManifestTotals, findings: readonly Finding[]): void {
    this.articles = totals.articles;
    this.flagged = totals.flagged;
    Object.assign(this.#counts, totals.counts);
    for (const [tag, share] of Object.entries(totals.langs))
      this.#characters.set(tag, share * totals.articles);
    for (const finding of findings) this.finding(finding);
  }

  finding(finding: Finding): void {
    this.#bySeverity[finding.severity] += 1;
    this.#worst.push(finding);
    if (this.#worst.length > 4 * WORST_FINDINGS) this.#trim();
  }

  #trim(): void {
    const rank = (finding: Finding): number => -SEVERITIES.indexOf(finding.severity);
    this.#worst = this.#worst.sort((a, b) => rank(a) - rank(b)).slice(0, WORST_FINDINGS);
  }

  get counts(): Counts {
    return { ...this.#counts };
  }

  /** Mean share of each language over the articles, largest first. */
  get langs(): Readonly<Record<LanguageTag, number>> {
    const sorted = [...this.#characters].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return Object.fromEntries(sorted.map(([tag, sum]) => [tag, sum / Math.max(this.articles, 1)]));
  }

  get findings(): FindingTotals {
    this.#trim();
    const total = Object.values(this.#bySeverity).reduce((sum, count) => sum + count, 0);
    return { total, bySeverity: { ...this.#bySeverity }, worst: this.#worst };
  }

  exitCode(options: { interrupted: boolean; failOn: Severity | 'never'; written?: boolean }): ExitCode {
    const { failOn } = options;
    const grave =
      failOn !== 'never' && SEVERITIES.some((grade) => atLeast(grade, failOn) && this.#bySeverity[grade] > 0);
    return exitCodeOf({
      interrupted: options.interrupted,
      problems: this.problems,
      failures: this.failures.keys(),
      findings: grave,
      written: options.written ?? this.articles > 0,
    });
  }
}
