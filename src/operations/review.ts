import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OutputFolder } from '../disk/output-folder.js';
import { TovmachError } from '../errors.js';
import type { MonthlySpend } from '../memory/spend.js';
import { asPath, messages } from '../message.js';
import type { Severity } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Counts, ManifestBroken, ManifestOutput, OutputStatus } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Role } from '../model/segment.js';
import { sha256 } from '../model/text.js';
import { hashOfFile } from '../read/read.js';
import { openStore } from '../setup/memory.js';
import type { Setup } from '../setup/setup.js';
import type { ManifestRecord } from '../write/manifest-read.js';
import type { ArticleState } from '../write/state.js';
import { type ArticleView, viewArticle } from './outputs/article-view.js';
import { lastRunOf, type RunTimes } from './outputs/last-run.js';
import { viewLedger } from './outputs/ledger-view.js';
import { writerNow } from './outputs/lock.js';
import { stateNow } from './outputs/place.js';
import { pricesOf } from './outputs/prices.js';
import { booksVersion, type Reading, readBooks } from './outputs/reading.js';

/** The outputs as somebody looks at them: all articles in a list, and one of them segment by segment. Reads only. */

const say = messages('review', {
  noOutputs: 'there are no outputs of tovmach in {{folder}}',
  runFirst: 'Run first, or name the folder: tovmach review out',
  noArticle: 'the outputs hold no article "{{article}}"',
  lookAgain: 'It may have been renamed or removed by a run: load the list again.',
});

/** Below this a segment's language is worth a look, 0 to 1. */
const UNSURE = 0.75;
const TITLE_LENGTH = 160;

/** An article in the list. */
export interface ArticleRow {
  /** Id of the article, as in the manifest. */
  readonly id: string;
  /** The source file relative to its root. */
  readonly path: string;
  /** The article's language, a BCP 47 tag, or `und`. */
  readonly lang: LanguageTag;
  /** Share of each language, 0 to 1. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  /** Its outputs, one for each target. */
  readonly outputs: readonly {
    readonly target: LanguageTag;
    readonly status: OutputStatus;
    readonly counts: Counts;
    /** Share of the letters that are in another language, 0 to 1. */
    readonly foreign: number;
  }[];
  /** Engines whose translations are in its outputs. */
  readonly engines: readonly string[];
  /** How often each check said something, by severity. */
  readonly findings: readonly {
    readonly check: string;
    readonly severity: Severity;
    readonly count: number;
  }[];
}

/** Everything in an output folder, for a list. */
export interface Overview {
  /** Changes with the outputs. */
  readonly version: string;
  /** Languages there are outputs in. */
  readonly targets: readonly LanguageTag[];
  /** Every article of the manifest. */
  readonly articles: readonly ArticleRow[];
  /** Files that could not be read. */
  readonly broken: readonly ManifestBroken[];
  /** What was paid, by provider and month; all runs that used this memory. */
  readonly spend: readonly MonthlySpend[];
  /** Of the costs; ISO 4217. */
  readonly currency: string;
  /** When the last run began and ended, milliseconds since 1970; absent where this memory knows of none. */
  readonly lastRun?: RunTimes;
}

/** How an article is another than before the last run, or than it left it. */
export type ArticleChange =
  /** The last run wrote it. */
  | 'written'
  /** A person decided about it since. */
  | 'decided'
  /** A file of it was changed by hand since. */
  | 'edited'
  /** Its source was changed since, or is gone. */
  | 'source';

/** What of an article only its own files tell. */
export interface ArticleFacts {
  /** Id of the article, as in the manifest. */
  readonly id: string;
  /** Its title, else its first words, cut short; its path where it has no text. */
  readonly title: string;
  /** Segments whose language is not sure. */
  readonly unsure: number;
  /** What its segments are, each role once. */
  readonly roles: readonly Role[];
  /** Targets whose file a person changed since it was written. */
  readonly edited: readonly LanguageTag[];
  /** `changed`: the source is another than the outputs were made from; `gone`: it is no longer there. */
  readonly source: 'same' | 'changed' | 'gone';
  /** When its outputs were written last, milliseconds since 1970. */
  readonly writtenAt: number;
  /** What happened to it in the last run and since. */
  readonly changes: readonly ArticleChange[];
  /** About what the words of engines in its outputs cost, by the prices that are set; absent: no price is known. */
  readonly cost?: number;
}

/** Changes whenever a run or a decision changed the outputs. */
export function versionOf(setup: Setup): string {
  return booksVersion(setup);
}

/** Whether another process writes into the output folder now. */
export async function isBusy({ out }: Setup): Promise<boolean> {
  return (await writerNow(out)) !== undefined;
}

async function booksOf(setup: Setup): Promise<Reading> {
  const { out } = setup;
  const books = await readBooks(setup);
  if (books.state.size > 0) return books;
  throw new TovmachError('INPUT_NOT_FOUND', say.noOutputs({ folder: asPath(out) }), {
    file: out,
    hint: say.runFirst(),
  });
}

/** Every article of the output folder. @throws TovmachError INPUT_NOT_FOUND, OUTPUT, STORE */
export async function overviewOf(setup: Setup): Promise<Overview> {
  const { config } = setup;
  const version = versionOf(setup);
  const store = await openStore(setup, { create: false });
  let spend: readonly MonthlySpend[];
  let lastRun: Overview['lastRun'];
  try {
    spend = await store.spendByMonth();
    lastRun = await lastRunOf(setup, store);
  } finally {
    await store.close();
  }
  const reading = await booksOf(setup);
  const { state, manifest } = reading;
  const articles: ArticleRow[] = [];
  for (const id of manifest.ids()) {
    // What the lock does not know is no output of ours: its paths may lead anywhere.
    const row = state.has(id) ? rowIn(reading, id) : undefined;
    if (row !== undefined) articles.push(row);
  }
  return {
    version,
    targets: manifest.run?.targets ?? [],
    articles,
    broken: manifest.broken,
    spend,
    currency: config.budget.currency,
    ...onlyDefined({ lastRun }),
  };
}

/** The same object as long as the article is the same. */
function rowIn({ manifest, kept }: Reading, id: string): ArticleRow | undefined {
  const known = kept.get(id) as ArticleRow | undefined;
  if (known !== undefined) return known;
  const record = manifest.article(id);
  if (record === undefined) return undefined;
  const row = rowOf(record);
  kept.set(id, row);
  return row;
}

function rowOf({ entry: { id, path, lang, langs, outputs }, findings }: ManifestRecord): ArticleRow {
  return {
    id,
    path,
    lang,
    langs,
    outputs: outputs.map(({ target, status, counts, foreign }) => ({
      target,
      status,
      counts,
      foreign: foreign?.share ?? 0,
    })),
    engines: enginesOf(outputs),
    findings: tallied(findings),
  };
}

function enginesOf(outputs: readonly ManifestOutput[]): string[] {
  const engines = new Set<string>();
  for (const { origins } of outputs)
    for (const origin of Object.values(origins))
      if (origin.startsWith('provider:')) engines.add(origin.slice('provider:'.length));
  return [...engines].sort();
}

function tallied(
  findings: readonly { readonly check: string; readonly severity: Severity }[],
): ArticleRow['findings'] {
  const counts = new Map<string, { check: string; severity: Severity; count: number }>();
  for (const { check, severity } of findings) {
    const key = `${severity} ${check}`;
    const entry = counts.get(key) ?? { check, severity, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  return [...counts.values()];
}

/** Of which articles facts are wanted. */
export interface FactsWork {
  /** Stops the reading. */
  readonly signal?: AbortSignal;
  /** Ids of articles; default: every one. */
  readonly only?: readonly string[];
}

/**
 * What the files of every article tell, one after the other: ledgers, outputs and sources are read, which takes a while
 * for thousands.
 * @throws TovmachError INPUT_NOT_FOUND, OUTPUT
 */
export async function* factsOf(setup: Setup, { signal, only }: FactsWork = {}): AsyncGenerator<ArticleFacts> {
  const { state } = await booksOf(setup);
  const parts: FactParts = {
    setup,
    books: stateNow(setup),
    folder: new OutputFolder(setup.out),
    lastRun: await lastRunNow(setup),
    priceOf: pricesOf(setup),
    decidedAt: decidedAt(setup),
  };
  const wanted = only?.flatMap((id) => state.get(id) ?? []) ?? state.articles();
  for (const article of wanted) {
    if (signal?.aborted) return;
    // This takes a while: the books may be others by now.
    const { manifest } = await readBooks(setup);
    yield await factsOfArticle(parts, article, manifest.plain(article.id)?.outputs ?? []);
  }
}

interface FactParts {
  readonly setup: Setup;
  readonly books: string;
  readonly folder: OutputFolder;
  readonly lastRun: Overview['lastRun'];
  readonly priceOf: (engine: string) => Promise<number | undefined>;
  /** When somebody decided about an article last, by id. */
  readonly decidedAt: ReadonlyMap<string, number>;
}

async function lastRunNow(setup: Setup): Promise<Overview['lastRun']> {
  const store = await openStore(setup, { create: false });
  try {
    return await lastRunOf(setup, store);
  } finally {
    await store.close();
  }
}

function decidedAt({ decisions }: Setup): ReadonlyMap<string, number> {
  return new Map(decisions.standing().map(({ article, at }) => [article, Date.parse(at)]));
}

async function factsOfArticle(
  { setup, books, folder, lastRun, priceOf, decidedAt: decided }: FactParts,
  article: ArticleState,
  made: readonly ManifestOutput[],
): Promise<ArticleFacts> {
  const { id, path, root, ledger, outputs } = article;
  const segments = viewLedger(books, ledger)?.articles[0].segments ?? [];
  const heading =
    segments.find(({ role }) => role === 'title') ?? segments.find(({ text }) => text.length > 3);
  const edited: LanguageTag[] = [];
  for (const [target, output] of Object.entries(outputs)) {
    const bytes = await folder.readBytes(output.path);
    if (bytes !== undefined && !sha256(bytes).startsWith(output.hash)) edited.push(target);
  }
  const source = await sourceState(resolve(setup.directory, root, path), Object.values(outputs)[0]?.source);
  const writtenAt = statSync(join(books, ledger), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const cost = await costOf(made, segments, priceOf);
  return {
    id,
    title: (heading?.text ?? path).slice(0, TITLE_LENGTH),
    // What is left out of every output is nobody's to read.
    unsure: segments.filter(
      ({ action, confidence, lang }) => confidence < UNSURE && lang !== 'zxx' && action !== 'drop',
    ).length,
    roles: [...new Set(segments.map(({ role }) => role))],
    edited,
    source,
    writtenAt,
    changes: changesOf({ writtenAt, edited, source }, lastRun, decided.get(id)),
    ...onlyDefined({ cost }),
  };
}

async function sourceState(file: string, wanted: string | undefined): Promise<ArticleFacts['source']> {
  if (!existsSync(file)) return 'gone';
  return wanted === undefined || (await hashOfFile(file)).startsWith(wanted) ? 'same' : 'changed';
}

/** Clocks of file systems are coarse, milliseconds. */
const COARSE = 20;

function changesOf(
  { writtenAt, edited, source }: Pick<ArticleFacts, 'writtenAt' | 'edited' | 'source'>,
  lastRun: Overview['lastRun'],
  decided: number | undefined,
): ArticleChange[] {
  const changes: ArticleChange[] = [];
  const isDecided = lastRun !== undefined && decided !== undefined && decided > lastRun.ended;
  if (lastRun !== undefined && !isDecided && writtenAt >= lastRun.began - COARSE) changes.push('written');
  if (isDecided) changes.push('decided');
  if (edited.length > 0) changes.push('edited');
  if (source !== 'same') changes.push('source');
  return changes;
}

/** @param priceOf what a million characters cost with an engine */
async function costOf(
  outputs: readonly ManifestOutput[],
  segments: readonly { readonly id: string; readonly text: string }[],
  priceOf: (engine: string) => Promise<number | undefined>,
): Promise<number | undefined> {
  const lengths = new Map(segments.map(({ id, text }) => [id, text.length]));
  let cost: number | undefined;
  for (const { origins } of outputs)
    for (const [segment, origin] of Object.entries(origins)) {
      const engine = /^provider:([^/ ]+)/.exec(origin)?.[1];
      const price = engine === undefined ? undefined : await priceOf(engine);
      if (price !== undefined) cost = (cost ?? 0) + (price * (lengths.get(segment) ?? 0)) / 1_000_000;
    }
  return cost;
}

/**
 * One article beside its translation into one language.
 * @param target default: the first it has outputs in
 * @throws TovmachError INPUT_NOT_FOUND, OUTPUT
 */
export async function articleOf(setup: Setup, id: string, target?: LanguageTag): Promise<ArticleView> {
  const { state, manifest } = await booksOf(setup);
  const article = state.get(id);
  const record = manifest.article(id);
  const ledger = article === undefined ? undefined : viewLedger(stateNow(setup), article.ledger);
  if (article === undefined || record === undefined || ledger === undefined)
    throw new TovmachError('INPUT_NOT_FOUND', say.noArticle({ article: id }), { hint: say.lookAgain() });
  return viewArticle(setup, { article, record, ledger, target });
}
