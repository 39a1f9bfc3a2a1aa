import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TovmachError } from '../errors.js';
import { type Said, withPaths } from '../message.js';
import type { StoredEntry } from '../model/memory-entry.js';
import { connect, moveAside } from './connect.js';
import { type Database, isDamage, openDatabase, type SqlRow, type SqlValue, storeError } from './database.js';
import { insertEntries } from './insert.js';
import { ENTRY_COLUMNS, ENTRY_TABLES, entryOf } from './rows.js';
import { copySpend } from './spend.js';
import { type MemoryStore, openMemory } from './store.js';

/** What became of a damaged memory. */
export interface Rescue {
  /** Where the damaged file is kept, unchanged. */
  readonly setAside: string;
  /** Entries that could be read from it and are in the new memory. */
  readonly rescued: number;
}

/** Entries put in one transaction. */
const BATCH = 2_000;
/** Ids in a row that give nothing, until it is given up where the last one is not known. */
const PATIENCE = 20_000;
const BUSY_MILLISECONDS = 10_000;

/**
 * Examines a memory, and if it is damaged keeps it under another name and starts a new one with whatever can
 * still be read. What cannot may have to be paid for again, so a person has to ask for this; nobody else may
 * be using the memory, this process included: the driver closes late, and would take the new one's log away.
 * @returns what is wrong with it; empty when all is well, and then nothing was done
 * @throws TovmachError STORE, INPUT_NOT_FOUND
 */
export function setAsideDamaged(
  path: string,
  now: () => Date = () => new Date(),
): { readonly problems: readonly Said[]; readonly rescue?: Rescue } {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-rescue-'));
  try {
    // Of a copy: looking into a database may change it.
    const copy = join(folder, 'memory.db');
    copyDatabase(path, copy);
    const problems = problemsIn(copy).map((problem) =>
      withPaths(problem, (each) => (each === copy ? path : each)),
    );
    if (problems.length === 0) return { problems };
    const setAside = moveAside(path, now());
    const fresh = connect(path, BUSY_MILLISECONDS);
    try {
      return { problems, rescue: { setAside, rescued: rescueInto(fresh, copy, now()) } };
    } finally {
      fresh.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyDatabase(path: string, copy: string): void {
  try {
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  } catch (cause) {
    throw storeError(path, cause);
  }
}

/** Damage alone: a file of another program, or of a newer tovmach, is none. */
function problemsIn(path: string): Said[] {
  let store: MemoryStore | undefined;
  try {
    store = openMemory(path, { mustExist: true });
    return store.verify();
  } catch (error) {
    if (isDamage(error)) return [error as TovmachError];
    throw error;
  } finally {
    store?.close();
  }
}

function rescueInto(fresh: Database, damaged: string, now: Date): number {
  let old: Database | undefined;
  try {
    old = openDatabase(damaged, BUSY_MILLISECONDS);
    // A file that was cut is refused as a whole otherwise; this is a copy, and nothing is written to it.
    old.exec('PRAGMA writable_schema = ON');
    copySpend(spendIn(old), fresh);
    copyPaid(old, fresh);
    return copyEntries(old, fresh, now);
  } catch (error) {
    // No database at all: there is nothing to rescue.
    if (isDamage(error)) return 0;
    throw error;
  } finally {
    old?.close();
  }
}

function copyEntries(old: Database, fresh: Database, now: Date): number {
  const last = readable(old, 'SELECT max(id) AS last FROM entry')?.last;
  const end = typeof last === 'number' ? last : Number.POSITIVE_INFINITY;
  let rescued = 0;
  let batch: StoredEntry[] = [];
  const flush = (): void => {
    rescued += fresh.write(() => insertEntries(fresh, batch, now));
    batch = [];
  };
  const sql = `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE entry.id = ?`;
  for (let id = 1, misses = 0; id <= end && misses < PATIENCE; id++) {
    const row = readable(old, sql, id);
    const entry = row === undefined ? undefined : soundEntry(row);
    misses = entry === undefined && end === Number.POSITIVE_INFINITY ? misses + 1 : 0;
    if (entry !== undefined) batch.push(entry);
    if (batch.length >= BATCH) flush();
  }
  flush();
  return rescued;
}

/** What was paid for and is not an entry yet, and what a service is still to answer. */
const PAID = ['answer', 'batch', 'batch_request', 'pending'] as const;

function copyPaid(old: Database, fresh: Database): void {
  for (const table of PAID) {
    let rows: SqlRow[];
    try {
      rows = old.prepare(`SELECT * FROM ${table}`).all();
    } catch {
      // On a damaged page, or of a memory that had none.
      continue;
    }
    fresh.write(() => {
      for (const row of rows) {
        const columns = Object.keys(row);
        const marks = columns.map(() => '?').join(', ');
        fresh
          .prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
          .run(...Object.values(row));
      }
    });
  }
}

function spendIn(old: Database): SqlRow[] {
  try {
    return old.prepare('SELECT * FROM spend').all();
  } catch {
    return [];
  }
}

function readable(database: Database, sql: string, ...values: SqlValue[]): SqlRow | undefined {
  try {
    return database.prepare(sql).get(...values);
  } catch {
    // On a damaged page.
    return undefined;
  }
}

function soundEntry(row: SqlRow): StoredEntry | undefined {
  try {
    return entryOf(row);
  } catch {
    return undefined;
  }
}
