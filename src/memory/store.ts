import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { TovmachError } from '../errors.js';
import type { Memory } from '../model/contracts.js';
import { type Database, isCorruption, openDatabase, storeError } from './database.js';
import { insertEntries } from './insert.js';
import { findMatch, fuzzyMatches } from './lookup.js';
import {
  type EntryFilter,
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
import type { NewEntry, StoredEntry } from './rows.js';
import { migrate } from './schema.js';
import {
  type MonthlySpend,
  recordSpend,
  type Spend,
  type SpendFilter,
  type SpendTotal,
  spendByMonth,
  spentSince,
} from './spend.js';

/** Opened in memory, gone when closed. */
export const IN_MEMORY = ':memory:';

export interface OpenMemoryOptions {
  /**
   * What to do with a damaged file. `fail` (default) throws `STORE` and leaves it; `set-aside` keeps it under
   * a new name beside the old one and starts an empty memory: translations that were paid for may then be
   * paid for again, so a person has to say so.
   */
  readonly onCorrupt?: 'fail' | 'set-aside';
  /** Told one sentence when a damaged file was set aside. */
  readonly onNotice?: (message: string) => void;
  /** Do not create the file or its folder: `INPUT_NOT_FOUND` when it is not there. */
  readonly mustExist?: boolean;
  /** How long to wait for another process that is writing; default 10,000. */
  readonly busyMilliseconds?: number;
  readonly now?: () => Date;
}

/** The translation memory in one file, readable by several processes while one writes. */
export interface MemoryStore extends Memory {
  readonly path: string;
  /** The new name of a damaged file, when one was set aside on opening. */
  readonly setAside?: string;
  put(entries: readonly NewEntry[]): void;
  /** As `put`, and says how many entries were new or changed. */
  add(entries: readonly NewEntry[]): number;
  /** Entries in a fixed order: languages, source text, target text, place. Read in small batches. */
  entries(filter?: EntryFilter): Iterable<StoredEntry>;
  search(text: string, options: SearchOptions): StoredEntry[];
  stats(): StoreStats;
  /** Deletes machine entries (others only where asked) and gives back how many; with `dryRun` only counts. */
  prune(filter: PruneFilter): number;
  /** What is wrong with the file, one sentence each; empty when all is well. */
  verify(): string[];
  /** Reviewed entries put or changed after a moment (milliseconds since 1970), oldest first. */
  reviewedSince(moment: number, limit: number): StoredEntry[];
  /** When the last reviewed entry was put or changed; 0 when there is none. */
  lastReviewed(): number;
  /** A number somebody keeps here under a name; 0 when there is none. */
  mark(name: string): number;
  setMark(name: string, value: number): void;
  recordSpend(spend: Spend): void;
  spentSince(filter: SpendFilter): SpendTotal;
  spendByMonth(): MonthlySpend[];
}

/**
 * Opens or creates a translation memory. Everything put is on disk when `put` returns.
 * @throws TovmachError STORE, LOCKED, INPUT_NOT_FOUND
 */
export function openMemory(path: string, options: OpenMemoryOptions = {}): MemoryStore {
  const { onCorrupt = 'fail', busyMilliseconds = 10_000, now = () => new Date() } = options;
  if (path !== IN_MEMORY && !existsSync(path)) {
    if (options.mustExist) {
      throw new TovmachError('INPUT_NOT_FOUND', `There is no memory ${path}`, {
        hint: 'Give the path of an existing memory, or make one with "tovmach memory import".',
        file: path,
      });
    }
    makeFolder(path);
  }
  try {
    return storeOf(connect(path, busyMilliseconds), now);
  } catch (error) {
    if (onCorrupt !== 'set-aside' || !TovmachError.isInstance(error) || !isCorruption(error.cause))
      throw error;
  }
  const setAside = moveAside(path, now());
  options.onNotice?.(
    `The memory ${path} was damaged and is kept as ${setAside}; a new, empty one was started. Translations in it may be paid for again.`,
  );
  return storeOf(connect(path, busyMilliseconds), now, setAside);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw storeError(path, cause);
  }
}

function connect(path: string, busyMilliseconds: number): Database {
  const database = openDatabase(path, busyMilliseconds);
  try {
    // FULL: the log reaches the disk at every commit, so what a put returned outlives a power cut.
    database.prepare('PRAGMA journal_mode = WAL').get();
    database.exec(
      'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536',
    );
    migrate(database);
    // Reads the roots of all tables: a cut or scribbled file is noticed now, not after money was spent.
    for (const table of ['pair', 'origin', 'entry', 'spend'])
      database.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Renames the database and the logs that belong to it; none may stay behind for the new one to trip over. */
function moveAside(path: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  let name = `${path}.damaged-${stamp}`;
  for (let count = 2; existsSync(name); count++) name = `${path}.damaged-${stamp}-${count}`;
  try {
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, name + suffix);
    }
  } catch (cause) {
    throw storeError(path, cause);
  }
  return name;
}

function storeOf(database: Database, now: () => Date, setAside?: string): MemoryStore {
  const add = (entries: readonly NewEntry[]): number =>
    entries.length === 0 ? 0 : database.write(() => insertEntries(database, entries, now()));
  return {
    path: database.path,
    ...(setAside === undefined ? {} : { setAside }),
    find: (query, identities) => findMatch(database, query, identities),
    fuzzy: (query, limits) => fuzzyMatches(database, query, limits),
    put: (entries) => void add(entries),
    add,
    entries: (filter = {}) => entriesOf(database, filter),
    search: (text, searchOptions) => search(database, text, searchOptions),
    stats: () => statsOf(database),
    prune: (filter) => prune(database, filter),
    verify: () => verify(database),
    reviewedSince: (moment, limit) => reviewedSince(database, moment, limit),
    lastReviewed: () => lastReviewed(database),
    mark: (name) => markOf(database, name),
    setMark: (name, value) => setMark(database, name, value),
    recordSpend: (spend) => recordSpend(database, spend, now()),
    spentSince: (filter) => spentSince(database, filter),
    spendByMonth: () => spendByMonth(database),
    close: () => database.close(),
  };
}
