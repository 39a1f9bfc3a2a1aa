import type { NewEntry } from '../model/memory-entry.js';
import { indexedWords } from './candidates.js';
import type { Database, SqlRow } from './database.js';
import {
  ENTRY_COLUMNS,
  ENTRY_TABLES,
  generalHash,
  hexToHash,
  neighbourHash,
  notesColumn,
  originColumns,
  sourceHash,
} from './rows.js';
import { createTextIndex, removeFromTextIndex, type TextIndex } from './text-index.js';

/**
 * Writes entries; call it inside one transaction. An entry for the same text, in the same place, by the same
 * author takes the place of the older one; other entries stay beside it. A machine entry never replaces one
 * that a person approved. What is there already is not written again; with `keepOlder` nothing takes its place.
 * @returns how many entries changed the memory
 */
export function insertEntries(
  database: Database,
  entries: readonly NewEntry[],
  now: Date,
  { keepOlder = false }: { readonly keepOlder?: boolean } = {},
): number {
  let changed = 0;
  const intern = internerOf(database);
  const texts = createTextIndex(database);
  for (const entry of entries) {
    if (entry.sourceText.trim() === '' || entry.targetText.trim() === '') continue;
    if (insertEntry(database, entry, { now, keepOlder }, intern, texts)) changed++;
  }
  return changed;
}

/** An entry as its columns have it, without what it says. */
interface Keys {
  readonly hash: number;
  readonly before: number | null;
  readonly after: number | null;
  readonly role: string | null;
  readonly pair: number;
  readonly origin: number;
  readonly kind: string;
  readonly detail: string;
  readonly identity: string;
  /** Milliseconds; absent: the file says nothing of it. */
  readonly created: number | undefined;
  readonly updated: number;
  readonly stored: number;
}

function insertEntry(
  database: Database,
  entry: NewEntry,
  { now, keepOlder }: { readonly now: Date; readonly keepOlder: boolean },
  intern: Interner,
  texts: TextIndex,
): boolean {
  const { kind, detail } = originColumns(entry.origin);
  const identity = entry.identity ?? '';
  const keys = {
    hash: sourceHash(entry.source, entry.target, entry.sourceText),
    before: neighbourHash(entry.before) ?? hexToHash(entry.beforeHash),
    after: neighbourHash(entry.after) ?? hexToHash(entry.afterHash),
    role: entry.role ?? null,
    pair: intern.pair(entry),
    kind,
    detail,
    identity,
    created: moment(entry.createdAt),
    updated: moment(entry.updatedAt) ?? now.getTime(),
    stored: now.getTime(),
  };
  const older = olderThan(database, entry, keys);
  if (older !== undefined && (keepOlder || stands(older, entry, detail))) return false;
  const placed = { ...keys, origin: intern.origin(kind, detail, identity) };
  const id =
    older === undefined ? addRow(database, entry, placed) : replaceRow(database, older, entry, placed);
  texts.add(id, entry.sourceText, entry.targetText);
  return true;
}

/** The entry for the same text, in the same place, by the same author. */
function olderThan(database: Database, entry: NewEntry, keys: Omit<Keys, 'origin'>): SqlRow | undefined {
  const { hash, pair, kind, before, after, role, detail, identity } = keys;
  return database
    .prepare(
      `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE hash = ? AND pair_id = ? AND origin.kind = ?`,
    )
    .all(hash, pair, kind)
    .find(
      (row) =>
        row.before_hash === before &&
        row.after_hash === after &&
        row.role === role &&
        sameAuthor(row, entry, detail, identity),
    );
}

/** Whether an older entry stays as it is: a person approved it, or the new one says nothing else. */
function stands(older: SqlRow, entry: NewEntry, detail: string): boolean {
  if (older.state === 'reviewed' && entry.state === 'machine') return true;
  return (
    older.target_text === entry.targetText &&
    older.state === entry.state &&
    older.source_text === entry.sourceText &&
    older.detail === detail &&
    older.notes === notesColumn(entry)
  );
}

/** Puts an entry in the place of an older one. @returns the number both have */
function replaceRow(database: Database, older: SqlRow, entry: NewEntry, keys: Keys): number {
  const id = Number(older.id);
  database
    .prepare(
      `UPDATE entry SET origin_id = ?, source_text = ?, target_text = ?, state = ?, created_at = ?, updated_at = ?,
         stored_at = ?, notes = ? WHERE id = ?`,
    )
    .run(
      keys.origin,
      entry.sourceText,
      entry.targetText,
      entry.state,
      keys.created ?? Number(older.created_at),
      keys.updated,
      keys.stored,
      notesColumn(entry),
      id,
    );
  removeFromTextIndex(database, JSON.stringify([id]));
  return id;
}

/** @returns the number of the new entry */
function addRow(database: Database, entry: NewEntry, keys: Keys): number {
  const { id } = database
    .prepare(
      `INSERT INTO entry (pair_id, origin_id, hash, general_hash, before_hash, after_hash, role, state,
         created_at, updated_at, stored_at, source_text, target_text, notes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      keys.pair,
      keys.origin,
      keys.hash,
      generalHash(entry.source, entry.target, entry.sourceText),
      keys.before,
      keys.after,
      keys.role,
      entry.state,
      keys.created ?? keys.updated,
      keys.updated,
      keys.stored,
      entry.sourceText,
      entry.targetText,
      notesColumn(entry),
    );
  database
    .prepare('INSERT INTO word (rowid, words) VALUES (?, ?)')
    .run(id, indexedWords(entry.source, entry.target, entry.sourceText));
  return id;
}

/**
 * Whether a stored entry of the same text, place and kind is replaced: a person's always, a machine's by the
 * same machine. An imported one only by itself, for a file may hold several translations of a sentence.
 */
function sameAuthor(row: SqlRow, entry: NewEntry, detail: string, identity: string): boolean {
  if (entry.origin.kind === 'human') return true;
  if (entry.origin.kind === 'provider') return row.identity === identity;
  return row.detail === detail && row.target_text === entry.targetText;
}

function moment(iso: string | undefined): number | undefined {
  const time = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}

/** Numbers of pairs and origins: many entries share few. Good for one transaction, after which others may have changed them. */
interface Interner {
  pair(entry: NewEntry): number;
  origin(kind: string, detail: string, identity: string): number;
}

function internerOf(database: Database): Interner {
  const known = new Map<string, number>();
  const intern = (
    table: 'pair' | 'origin',
    columns: readonly string[],
    values: readonly string[],
  ): number => {
    const key = JSON.stringify([table, ...values]);
    let id = known.get(key);
    if (id === undefined) {
      const where = columns.map((column) => `${column} = ?`).join(' AND ');
      const row = database.prepare(`SELECT id FROM ${table} WHERE ${where}`).get(...values);
      const marks = columns.map(() => '?').join();
      id =
        row === undefined
          ? database.prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${marks})`).run(...values).id
          : Number(row.id);
      known.set(key, id);
    }
    return id;
  };
  return {
    pair: ({ source, target }) => intern('pair', ['source', 'target'], [source, target]),
    origin: (kind, detail, identity) =>
      intern('origin', ['kind', 'detail', 'identity'], [kind, detail, identity]),
  };
}
