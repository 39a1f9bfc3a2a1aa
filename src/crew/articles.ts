import { statSync } from 'node:fs';
import type { Article } from '../model/article.js';
import type { ReadRecord } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { eachArticle, type ReadStep } from '../pipeline.js';
import { absolutePath, type FoundFile } from '../read/walk.js';
import { readRecords } from '../setup/inputs.js';
import { identify, type Setup } from '../setup/setup.js';
import type { Crew } from './crew.js';
import { workersFor } from './workers.js';

/**
 * The articles of some files with their ledgers, in order, for operations that go no further: by workers where that pays,
 * so that all processors work and an article that takes too long ends its thread, and in place otherwise.
 */

/** Files below which starting a worker costs more than it saves, unless one of them is as large as this, in bytes. */
const [FEW_FILES, LARGE] = [48, 1_000_000];
/** Files that are read ahead, for each worker. */
const AHEAD = 4;
/** Steps of a file that are kept until it is its turn. */
const KEPT = 16;

export interface ArticlesOptions {
  /** Languages that segments are told apart among. */
  readonly candidates: readonly LanguageTag[];
  readonly signal?: AbortSignal | undefined;
  /** Records of the first file that are done. */
  readonly from?: number;
}

/** What comes of the files; after the last of a file that it is read. */
export type ArticleStep = ReadStep | { readonly type: 'file-read' };

/** @returns steps in the order of the files and of their records, the same with workers and without */
export async function* articlesOf(
  setup: Setup,
  files: readonly FoundFile[],
  options: ArticlesOptions,
): AsyncGenerator<ArticleStep> {
  const workers = paysFor(setup, files) ? workersFor(setup, files.length) : 0;
  if (workers === 0) {
    yield* inPlace(setup, files, options);
    return;
  }
  const { Crew } = await import('./crew.js');
  const crew = new Crew(setup, { workers, articleSeconds: setup.config.limits.articleSeconds });
  const stop = (): void => crew.interrupt();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    yield* byCrew(crew, files, options, workers * AHEAD);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await crew.close();
  }
}

function paysFor({ config }: Setup, files: readonly FoundFile[]): boolean {
  if (config.jobs !== undefined || files.length >= FEW_FILES) return true;
  return files.some((file) =>
    file.elsewhere instanceof Uint8Array
      ? file.elsewhere.length >= LARGE
      : (statSync(absolutePath(file), { throwIfNoEntry: false })?.size ?? 0) >= LARGE,
  );
}

async function* inPlace(
  setup: Setup,
  files: readonly FoundFile[],
  { candidates, signal, from = 0 }: ArticlesOptions,
): AsyncGenerator<ArticleStep> {
  let skip = from;
  const rooms = {
    async *read(file: FoundFile): AsyncGenerator<ReadRecord> {
      for await (const record of readRecords(setup, file))
        if ('records' in record || skip === 0) yield record;
        else skip -= 1;
    },
    identify: (article: Article) => identify(setup, article, candidates),
  };
  for (const file of files) {
    yield* eachArticle(rooms, [file], signal);
    if (signal?.aborted === true) return;
    skip = 0;
    yield { type: 'file-read' };
  }
}

async function* byCrew(
  crew: Crew,
  files: readonly FoundFile[],
  { candidates, signal, from = 0 }: ArticlesOptions,
  most: number,
): AsyncGenerator<ArticleStep> {
  const started: AsyncGenerator<ReadStep>[] = [];
  let next = 0;
  for (;;) {
    for (; started.length < most && next < files.length; next++) {
      const file = files[next] as FoundFile;
      started.push(ahead(ledgersOf(crew, file, candidates, next === 0 ? from : 0)));
    }
    const steps = started.shift();
    if (steps === undefined) return;
    for await (const step of steps) {
      if (signal?.aborted === true) return;
      yield step;
    }
    if (signal?.aborted === true) return;
    yield { type: 'file-read' };
  }
}

async function* ledgersOf(
  crew: Crew,
  file: FoundFile,
  ledgers: readonly LanguageTag[],
  from: number,
): AsyncGenerator<ReadStep> {
  for await (const step of crew.read(file, { before: {}, ledgers, from }))
    if (step.type === 'ledger') yield { type: 'article', article: step.article };
    else if (step.type === 'more' || step.type === 'problem') yield step;
}

/** The same values, asked for before they are wanted, but for `KEPT` of them at the most. */
function ahead<Value>(source: AsyncGenerator<Value>): AsyncGenerator<Value> {
  const kept: Value[] = [];
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  let arrived = (): void => {};
  let taken = (): void => {};
  const pull = async (): Promise<void> => {
    try {
      for await (const value of source) {
        kept.push(value);
        arrived();
        if (kept.length >= KEPT) await new Promise<void>((go) => (taken = go));
      }
    } catch (error) {
      failure = { error };
    }
    isOver = true;
    arrived();
  };
  void pull();
  return (async function* () {
    for (;;) {
      const value = kept.shift();
      if (value !== undefined) {
        taken();
        yield value;
      } else if (failure !== undefined) throw failure.error;
      else if (isOver) return;
      else await new Promise<void>((go) => (arrived = go));
    }
  })();
}
