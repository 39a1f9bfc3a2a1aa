import PQueue from 'p-queue';
import { type FailureCode, problemOf, TovmachError } from './errors.js';
import { type Message, spoken } from './message.js';
import type { Article } from './model/article.js';
import type { OutputChanges } from './model/changes.js';
import type { ReadRecord } from './model/contracts.js';
import type { RunEvent } from './model/event.js';
import type { Finding } from './model/finding.js';
import type { LanguageTag } from './model/language.js';
import type { ManifestArticle } from './model/manifest.js';
import { onlyDefined } from './model/only-defined.js';
import type { Checked, Identified, Planned, Translated } from './model/stages.js';

/**
 * The corridor. Rooms come in as functions; here is their order, the isolation of articles from each other, bounded
 * concurrency, abort, and nothing else.
 */

/** A file to read, as the walk found it. */
export interface SourceFile {
  /** Relative to its root, forward slashes. */
  readonly path: string;
}

/** The rooms every operation goes through: from a file to ledgers. */
export interface ReadingRooms<File extends SourceFile> {
  read(file: File): AsyncIterable<ReadRecord>;
  identify(article: Article): Identified;
}

/** The rooms, furnished. */
export interface Rooms<File extends SourceFile> extends ReadingRooms<File> {
  plan(article: Identified): Planned;
  translate(article: Planned, signal: AbortSignal): Promise<Translated>;
  check(article: Translated): Checked;
  write(article: Checked): Promise<WrittenArticle>;
}

/** What one article left behind. */
export interface WrittenArticle {
  readonly entry: ManifestArticle;
  readonly findings: readonly Finding[];
  /** Files whose bytes changed. */
  readonly written: number;
  /** What a changed source changes for readers, by output. */
  readonly changes?: readonly OutputChanges[];
  /** Targets that the source itself is the version in. */
  readonly own?: readonly LanguageTag[];
  /** Targets that another article is the version in, with its id. */
  readonly aside?: Readonly<Record<LanguageTag, string>>;
  /** Hash of what the batch says of it. */
  readonly told?: string;
  readonly failures: readonly FailureCode[];
  /** Pairs nobody translates here, as `uk-en`, with the reason where there is a particular one. */
  readonly unserved: ReadonlyMap<string, string | Message | undefined>;
}

/** What comes of the files, in their order. */
export type ReadStep =
  /** There are so many articles more than files, broken ones counted too; they follow. */
  | { readonly type: 'more'; readonly records: number }
  | { readonly type: 'article'; readonly article: Identified }
  /** A file or an article that could not be read or identified; the others go on. */
  | { readonly type: 'problem'; readonly problem: TovmachError };

/**
 * The articles of some files with their ledgers, one after the other. What is wrong with a file or an article stays
 * with it, for every operation alike.
 */
export async function* eachArticle<File extends SourceFile>(
  rooms: ReadingRooms<File>,
  files: readonly File[],
  signal?: AbortSignal,
): AsyncGenerator<ReadStep> {
  for (const file of files) {
    if (signal?.aborted) return;
    let expected: number | undefined;
    let seen = 0;
    try {
      for await (const record of rooms.read(file)) {
        if (signal?.aborted) return;
        if ('records' in record) {
          expected = record.records;
          if (expected > 1) yield { type: 'more', records: expected - 1 };
          continue;
        }
        seen += 1;
        if (expected === undefined && seen > 1) yield { type: 'more', records: 1 };
        yield 'broken' in record
          ? { type: 'problem', problem: problemOf(record.broken, { path: file.path }) }
          : identified(rooms, record.article);
      }
    } catch (error) {
      yield { type: 'problem', problem: problemOf(error, { path: file.path }) };
    }
  }
}

function identified<File extends SourceFile>(rooms: ReadingRooms<File>, article: Article): ReadStep {
  try {
    return { type: 'article', article: rooms.identify(article) };
  } catch (error) {
    return { type: 'problem', problem: problemOf(error, article) };
  }
}

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

/** What is told of a problem while the others go on. */
export function problemEvent(problem: TovmachError): RunEvent {
  const { code, file, source, articleId, output } = problem;
  const place = onlyDefined({ file, source, articleId, output });
  return { type: 'problem', code, ...spoken(problem), ...place };
}

/** Leads every article of the files through the rooms. Stops early, and cleanly, when the signal aborts. */
export async function walkThrough<File extends SourceFile>(
  rooms: Rooms<File>,
  files: readonly File[],
  sink: Sink,
  { signal, concurrency, onEvent }: WalkThroughOptions,
): Promise<void> {
  const queue = new PQueue({ concurrency });
  const deliver = inOrder(sink);
  let index = 0;
  let done = 0;
  let total = files.length;
  const report = (slot: number, problem: TovmachError): void => {
    onEvent(problemEvent(problem));
    deliver(slot, { problem });
  };
  const one = async (article: Identified, slot: number): Promise<void> => {
    try {
      if (signal.aborted) {
        deliver(slot, undefined);
        return;
      }
      const checked = rooms.check(await rooms.translate(rooms.plan(article), signal));
      const result = await rooms.write(checked);
      done += 1;
      onEvent({ type: 'article-finished', path: article.path, id: article.id, done, total });
      deliver(slot, { result });
    } catch (error) {
      if (TovmachError.isInstance(error) && error.code === 'ABORTED') deliver(slot, undefined);
      else report(slot, problemOf(error, article));
    }
  };
  for await (const step of eachArticle(rooms, files, signal)) {
    if (step.type === 'more') total += step.records;
    else if (step.type === 'problem') report(index++, step.problem);
    else {
      const slot = index++;
      await queue.onSizeLessThan(concurrency);
      void queue.add(() => one(step.article, slot));
    }
  }
  await queue.onIdle();
}
