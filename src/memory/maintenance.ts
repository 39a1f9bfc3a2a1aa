import { existsSync, statSync } from 'node:fs';
import type { TovmachError } from '../errors.js';
import { messages, type Said } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import { serves } from '../model/language.js';
import type { EntryFilter, StoredEntry } from '../model/memory-entry.js';
import type { Origin } from '../model/translation.js';
import { type Database, isDamage, type SqlValue } from './database.js';
import { ENTRY_COLUMNS, ENTRY_TABLES, entryOf, sourceHash } from './rows.js';
import { type MonthlySpend, spendByMonth } from './spend.js';
import { entriesWith, removeFromTextIndex } from './text-index.js';

const say = messages('memory', {
  rootless: {
    one: '{{count}} entry without languages or origin',
    other: '{{count}} entries without languages or origin',
  },
  unindexed: {
    one: '{{count}} entry that fuzzy look-up cannot find',
    other: '{{count}} entries that fuzzy look-up cannot find',
  },
  astray: {
    one: '{{count}} entry filed under another text',
    other: '{{count}} entries filed under another text',
  },
});

/** Narrows a search, and says how much it may find. */
export interface SearchOptions extends EntryFilter {
  /** Most entries to give back. */
  readonly limit: number;
}

/** Which entries to delete; conditions add up. */
export interface PruneFilter {
  /** Last changed before this moment, ISO 8601. */
  readonly before?: string;
  /** Of this provider identity. */
  readonly identity?: string;
  /** Default `provider`: what people wrote or imported is kept unless named. */
  readonly origin?: Origin['kind'];
  /** Approved machine entries as well. */
  readonly reviewed?: boolean;
  /** Only entries from this language, a BCP 47 tag. */
  readonly source?: LanguageTag;
  /** Only entries into this language, a BCP 47 tag. */
  readonly target?: LanguageTag;
  /** Count what would be deleted and delete nothing. */
  readonly dryRun?: boolean;
}

/** What a memory holds, and what was spent by those who share it. */
export interface StoreStats {
  /** Number of entries. */
  readonly entries: number;
  /** Size of the file and of its write-ahead log, in bytes. */
  readonly bytes: number;
  /** Entries by language pair, sorted by source and target. */
  readonly pairs: readonly {
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    readonly entries: number;
  }[];
  /** Entries by where they came from and whether a person approved them. */
  readonly origins: readonly {
    readonly origin: Origin['kind'];
    /** Provider identity, or file for imported entries; empty for people. */
    readonly name: string;
    readonly state: 'machine' | 'reviewed';
    readonly entries: number;
  }[];
  /** What was spent, by month and provider; the earliest first. */
  readonly spend: readonly MonthlySpend[];
}

const BATCH = 500;

/** Entries in a fixed order, a batch at a time. */
export function* entriesOf(database: Database, filter: EntryFilter): Generator<StoredEntry> {
  const ids = database
    .prepare(
      `SELECT entry.id AS id FROM ${ENTRY_TABLES}
       WHERE (? = '' OR origin.kind = ?) AND (? = '' OR entry.state = ?)
       AND pair.id IN (SELECT value FROM json_each(?))
       ORDER BY pair.source, pair.target, source_text, target_text, role, before_hash, after_hash,
         origin.kind, origin.identity, origin.detail, entry.id`,
    )
    .all(
      filter.origin ?? '',
      filter.origin ?? '',
      filter.state ?? '',
      filter.state ?? '',
      pairsOf(database, filter),
    )
    .map((row) => Number(row.id));
  const fetch = database.prepare(
    `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE entry.id IN (SELECT value FROM json_each(?))`,
  );
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    const rows = new Map(fetch.all(JSON.stringify(batch)).map((row) => [Number(row.id), row]));
    for (const id of batch) {
      const row = rows.get(id);
      if (row !== undefined) yield entryOf(row);
    }
  }
}

/** Entries that contain `text` in their source or target, whatever the case; the newest first. */
export function search(database: Database, text: string, options: SearchOptions): StoredEntry[] {
  const pattern = `*${Array.from(text, eitherCase).join('')}*`;
  const { origin = '', state = '', limit } = options;
  const pairs = pairsOf(database, options);
  const matching = (narrowed: string, ids: readonly string[], most: number): StoredEntry[] =>
    database
      .prepare(
        `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES}
         WHERE ${narrowed} (source_text GLOB ? OR target_text GLOB ?)
         AND (? = '' OR origin.kind = ?) AND (? = '' OR entry.state = ?)
         AND pair.id IN (SELECT value FROM json_each(?))
         ORDER BY entry.id DESC LIMIT ?`,
      )
      .all(...ids, pattern, pattern, origin, origin, state, state, pairs, most)
      .map(entryOf);
  const portions = entriesWith(database, text);
  if (portions === undefined) return matching('', [], limit);
  const found: StoredEntry[] = [];
  for (const ids of portions) {
    const narrowed = 'entry.id IN (SELECT value FROM json_each(?)) AND';
    found.push(...matching(narrowed, [JSON.stringify(ids)], limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}

/** A character as a pattern of `GLOB`, which knows no letters of other cases; `LIKE` knows Latin ones alone. */
function eitherCase(character: string): string {
  const cases = [character.toLowerCase(), character.toUpperCase()].filter((each) => [...each].length === 1);
  const letters = new Set([character, ...cases]);
  return letters.size > 1 || /[*?[]/.test(character) ? `[${[...letters].join('')}]` : character;
}

export function statsOf(database: Database): StoreStats {
  return database.read(() => ({
    entries: count(database, 'SELECT count(*) AS total FROM entry'),
    bytes: [database.path, `${database.path}-wal`].reduce(
      (total, file) => total + (existsSync(file) ? statSync(file).size : 0),
      0,
    ),
    pairs: database
      .prepare(
        'SELECT source, target, count(*) AS entries FROM entry JOIN pair ON pair.id = pair_id GROUP BY 1, 2 ORDER BY 1, 2',
      )
      .all()
      .map((row) => ({
        source: String(row.source),
        target: String(row.target),
        entries: Number(row.entries),
      })),
    origins: database
      .prepare(
        `SELECT kind, coalesce(nullif(identity, ''), json_extract(detail, '$.file'), '') AS name, state, count(*) AS entries
         FROM entry JOIN origin ON origin.id = origin_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      )
      .all()
      .map((row) => ({
        origin: String(row.kind) as Origin['kind'],
        name: String(row.name),
        state: row.state === 'reviewed' ? ('reviewed' as const) : ('machine' as const),
        entries: Number(row.entries),
      })),
    spend: spendByMonth(database),
  }));
}

export function prune(database: Database, filter: PruneFilter): number {
  const origin = filter.origin ?? 'provider';
  const before = filter.before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(filter.before);
  const values: SqlValue[] = [
    origin,
    before,
    filter.identity ?? '',
    filter.identity ?? '',
    origin !== 'provider' || filter.reviewed === true ? 1 : 0,
    pairsOf(database, filter),
  ];
  return database.write(() => {
    const ids = database
      .prepare(
        `SELECT entry.id AS id FROM ${ENTRY_TABLES} WHERE origin.kind = ? AND updated_at < ?
         AND (? = '' OR origin.identity = ?) AND (? = 1 OR state = 'machine')
         AND pair.id IN (SELECT value FROM json_each(?))`,
      )
      .all(...values)
      .map((row) => Number(row.id));
    if (filter.dryRun) return ids.length;
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = JSON.stringify(ids.slice(start, start + BATCH));
      database.prepare('DELETE FROM word WHERE rowid IN (SELECT value FROM json_each(?))').run(batch);
      removeFromTextIndex(database, batch);
      database.prepare('DELETE FROM entry WHERE id IN (SELECT value FROM json_each(?))').run(batch);
    }
    return ids.length;
  });
}

/** What is wrong with a memory, one sentence each. */
export function verify(database: Database): Said[] {
  try {
    return problemsIn(database);
  } catch (error) {
    if (isDamage(error)) return [error as TovmachError];
    throw error;
  }
}

function problemsIn(database: Database): Said[] {
  const problems: Said[] = database
    .prepare('PRAGMA integrity_check(20)')
    .all()
    .map((row) => String(row.integrity_check))
    .filter((line) => line !== 'ok');
  if (problems.length > 0) return problems;
  const orphans =
    count(database, `SELECT count(*) AS total FROM entry`) -
    count(database, `SELECT count(*) AS total FROM ${ENTRY_TABLES}`);
  if (orphans !== 0) problems.push(say.rootless({ count: orphans }));
  const unindexed = count(
    database,
    'SELECT count(*) AS total FROM entry WHERE id NOT IN (SELECT rowid FROM word)',
  );
  if (unindexed > 0) problems.push(say.unindexed({ count: unindexed }));
  let astray = 0;
  const hash = database.prepare('SELECT hash FROM entry WHERE id = ?');
  for (const entry of entriesOf(database, {})) {
    if (hash.get(entry.id)?.hash !== sourceHash(entry.source, entry.target, entry.sourceText)) astray++;
  }
  if (astray > 0) problems.push(say.astray({ count: astray }));
  return problems;
}

function count(database: Database, sql: string): number {
  return Number(database.prepare(sql).get()?.total ?? 0);
}

/** Ids of the pairs that serve the languages asked for, as a JSON array. */
function pairsOf(database: Database, filter: { source?: LanguageTag; target?: LanguageTag }): string {
  const rows = database.prepare('SELECT id, source, target FROM pair').all();
  const served = rows.filter(
    (row) =>
      (filter.source === undefined || serves(String(row.source), filter.source)) &&
      (filter.target === undefined || serves(String(row.target), filter.target)),
  );
  return JSON.stringify(served.map((row) => Number(row.id)));
}
