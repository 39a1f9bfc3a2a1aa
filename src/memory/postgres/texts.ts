import type { SqlRow } from '../database.js';

/** Columns of an entry, named as `entryOf` takes them. */
export const UNIT_COLUMNS = `
  unit.id, unit.before_hash, unit.after_hash, unit.role, unit.state, unit.created_at, unit.updated_at,
  unit.source_text, unit.target_text, unit.source, unit.target, unit.kind, unit.detail, unit.identity, unit.notes`;

/** A text as PostgreSQL can hold it: without NUL, and without halves of characters. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(LONE_SURROGATE, '\uFFFD');
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Rows by the column they were asked for by. */
export function byColumn<Key extends string | number>(
  rows: readonly SqlRow[],
  column: string,
): ReadonlyMap<Key, readonly SqlRow[]> {
  const lists = new Map<Key, SqlRow[]>();
  for (const row of rows) {
    const key = row[column] as Key;
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [row]);
    else list.push(row);
  }
  return lists;
}
