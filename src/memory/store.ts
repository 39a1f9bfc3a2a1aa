import { existsSync } from 'node:fs';
import { TovmachError } from '../errors.js';
import { asPath, messages, type Said } from '../message.js';
import type { MemoryMatch, MemoryQuery } from '../model/contracts.js';
import type { EntryFilter, NewEntry, StoredEntry } from '../model/memory-entry.js';
import { type Answers, createAnswers } from './answers.js';
import { type Batches, createBatches } from './batches.js';
import { connect, IN_MEMORY } from './connect.js';
import type { Database } from './database.js';
import { type Forgotten, forget } from './forget.js';
import { insertEntries } from './insert.js';
import { findMatches, fuzzyMatches } from './lookup.js';
import {
  entriesOf,
  type PruneFilter,
  prune,
  type SearchOptions,
  type StoreStats,
  search,
  statsOf,
  verify,
} from './maintenance.js';
import { lastReviewed, markOf, reviewedSince, setMark } from './marks.js';
import {
  type MonthlySpend,
  recordSpend,
  reserveSpend,
  type Spend,
  type SpendFilter,
  type SpendLimit,
  type SpendReservation,
  type SpendTotal,
  spendByMonth,
  spentSince,
} from './spend.js';
import type { TranslationStore } from './translation-store.js';

const say = messages('memory', {
  absent: 'There is no memory {{file}}',
  makeOne: 'Give the path of an existing memory, or make one with "tovmach memory import".',
});

export { IN_MEMORY };

/** How the file of a memory is opened. */
export interface OpenMemoryOptions {
  /** Do not create the file or its folder: `INPUT_NOT_FOUND` when it is not there. */
  readonly mustExist?: boolean;
  /** How long to wait for another process that is writing; default 10,000. */
  readonly busyMilliseconds?: number;
  /** The clock for dates of entries and of spending; default the system's. */
  readonly now?: () => Date;
}

/** The translation memory in one file, readable by several processes while one writes. Synchronous: a look-up takes microseconds. */
export interface MemoryStore extends TranslationStore {
  /** The file, as it was opened. */
  readonly path: string;
  /** As `findAll`, of one query. */
  find(query: MemoryQuery, identities?: readonly string[]): MemoryMatch | undefined;
  /**
   * As in `Memory`, at once.
   * @throws TovmachError `STORE` when the file cannot be read
   */
  findAll(
    queries: readonly MemoryQuery[],
    identities?: readonly string[],
  ): readonly (MemoryMatch | undefined)[];
  /**
   * As in `Memory`, at once: similar source texts at or above `threshold` (0-100), best first, at most
   * `limit`.
   */
  fuzzy(query: MemoryQuery, options: { threshold: number; limit: number }): readonly MemoryMatch[];
  /** On disk when it returns. */
  put(entries: readonly NewEntry[]): void;
  /** Closes the file; nothing may be asked of the store afterwards. */
  close(): void;
  /** As `put`, and says how many entries were new or changed. */
  add(entries: readonly NewEntry[]): number;
  /** Forgets one translation of a sentence, however often it is there. @returns how many entries that were */
  forget(entry: Forgotten): number;
  /** Entries in a fixed order: languages, source text, target text, place. Read in small batches. */
  entries(filter?: EntryFilter): Iterable<StoredEntry>;
  /** Entries that contain a text in their source or target, whatever the case; the newest first. */
  search(text: string, options: SearchOptions): StoredEntry[];
  /** Counts entries and adds up what was spent. */
  stats(): StoreStats;
  /** Deletes machine entries (others only where asked) and gives back how many; with `dryRun` only counts. */
  prune(filter: PruneFilter): number;
  /** What is wrong with the file, one sentence each; empty when all is well. */
  verify(): Said[];
  /** Reviewed entries put or changed after a moment (milliseconds since 1970), oldest first. */
  reviewedSince(moment: number, limit: number): StoredEntry[];
  /** When the last reviewed entry was put or changed here, whatever its own date; 0 when there is none. */
  lastReviewed(): number;
  /** A number somebody keeps here under a name; 0 when there is none. */
  mark(name: string): number;
  /** Keeps a number here under a name, in place of the one before; see `mark`. */
  setMark(name: string, value: number): void;
  /** What services answered, before anybody has looked at it, and who asks for what. */
  readonly answers: Answers;
  /** What services were asked to answer later. */
  readonly batches: Batches;
  /** Adds requests, characters and cost to what this day and run have spent. */
  recordSpend(spend: Spend): void;
  /** Takes an amount out of a limit before it is spent, or says which limit does not allow it; see `SpendReservation`. */
  reserveSpend(
    spend: Spend & { readonly cost: number },
    limit: SpendLimit,
  ): SpendReservation | 'characters' | 'cost';
  /** Adds up what was spent; with an empty filter, everything. */
  spentSince(filter: SpendFilter): SpendTotal;
  /** Sums by month and provider; the earliest first. */
  spendByMonth(): MonthlySpend[];
}

/**
 * Opens or creates a translation memory. Everything put is on disk when `put` returns. A damaged file is left
 * as it is; see `setAsideDamaged`.
 * @throws TovmachError STORE, LOCKED, INPUT_NOT_FOUND
 */
export function openMemory(path: string, options: OpenMemoryOptions = {}): MemoryStore {
  const { busyMilliseconds = 10_000, now = () => new Date() } = options;
  if (options.mustExist && path !== IN_MEMORY && !existsSync(path)) {
    throw new TovmachError('INPUT_NOT_FOUND', say.absent({ file: asPath(path) }), {
      hint: say.makeOne(),
      file: path,
    });
  }
  return storeOf(connect(path, busyMilliseconds), now);
}

function storeOf(database: Database, now: () => Date): MemoryStore {
  const add = (entries: readonly NewEntry[]): number =>
    entries.length === 0 ? 0 : database.write(() => insertEntries(database, entries, now()));
  const answers = createAnswers(database, now);
  return {
    path: database.path,
    answers,
    batches: createBatches(database, now),
    find: (query, identities) => findMatches(database, [query], identities)[0],
    findAll: (queries, identities) => findMatches(database, queries, identities),
    fuzzy: (query, limits) => fuzzyMatches(database, query, limits),
    put: (entries) => void add(entries),
    add,
    forget: (entry) => forget(database, entry),
    entries: (filter = {}) => entriesOf(database, filter),
    search: (text, searchOptions) => search(database, text, searchOptions),
    stats: () => statsOf(database),
    prune: (filter) => prune(database, filter),
    verify: () => verify(database),
    reviewedSince: (moment, limit) => reviewedSince(database, moment, limit),
    lastReviewed: () => lastReviewed(database),
    mark: (name) => markOf(database, name),
    setMark: (name, value) => setMark(database, name, value),
    reserveSpend: (spend, limit) => reserveSpend(database, spend, limit, now()),
    recordSpend: (spend) => recordSpend(database, spend, now()),
    spentSince: (filter) => spentSince(database, filter),
    spendByMonth: () => spendByMonth(database),
    close() {
      answers.close();
      database.close();
    },
  };
}
