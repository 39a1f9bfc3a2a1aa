import type { StoredEntry } from '../model/memory-entry.js';
import type { Database } from './database.js';
import { ENTRY_COLUMNS, ENTRY_TABLES, entryOf } from './rows.js';

/** What is new in memory since somebody last looked. */

export function reviewedSince(database: Database, moment: number, limit: number): StoredEntry[] {
  return database
    .prepare(
      `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE entry.state = 'reviewed' AND entry.stored_at > ?
       ORDER BY entry.stored_at, entry.id LIMIT ?`,
    )
    .all(moment, limit)
    .map(entryOf);
}

export function lastReviewed(database: Database): number {
  const row = database.prepare(`SELECT max(stored_at) AS last FROM entry WHERE state = 'reviewed'`).get();
  return Number(row?.last ?? 0);
}

export function markOf(database: Database, name: string): number {
  return Number(database.prepare('SELECT value FROM mark WHERE name = ?').get(name)?.value ?? 0);
}

export function setMark(database: Database, name: string, value: number): void {
  database.write(() => {
    database.prepare('INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)').run(name, value);
  });
}
