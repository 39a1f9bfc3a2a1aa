import type { MemoryMatch, MemoryQuery } from '../model/contracts.js';
import { normaliseText } from '../model/text.js';
import { findCandidates } from './candidates.js';
import type { Database, SqlRow, SqlValue } from './database.js';
import { ALTERNATIVES, bestExact, bestGeneral, GENERAL_ALTERNATIVES, rankFuzzy } from './ranking.js';
import { ENTRY_COLUMNS, ENTRY_TABLES, generalHash, sourceHash } from './rows.js';

/** For each query the best match that may be used as it is; see `Memory.findAll`. */
export function findMatches(
  database: Database,
  queries: readonly MemoryQuery[],
  identities?: readonly string[],
): (MemoryMatch | undefined)[] {
  const isEmpty = queries.map(({ text }) => normaliseText(text) === '');
  const same = rowsByHash(
    database,
    { column: 'hash', limit: ALTERNATIVES },
    queries.map(({ source, target, text }, index) =>
      isEmpty[index] ? null : sourceHash(source, target, text),
    ),
  );
  const exact = queries.map((query, index) => bestExact(same[index] ?? [], query, identities));
  const similar = rowsByHash(
    database,
    { column: 'general_hash', limit: GENERAL_ALTERNATIVES },
    queries.map(({ source, target, text }, index) =>
      isEmpty[index] || exact[index] !== undefined ? null : generalHash(source, target, text),
    ),
  );
  return queries.map((query, index) => exact[index] ?? bestGeneral(similar[index] ?? [], query, identities));
}

/** Entries by key, newest first up to a limit, as many lists as keys: one question however many keys. */
function rowsByHash(
  database: Database,
  { column, limit }: { readonly column: 'hash' | 'general_hash'; readonly limit: number },
  hashes: readonly (number | null)[],
): readonly (readonly SqlRow[] | undefined)[] {
  const wanted = [...new Set(hashes)].filter((hash) => hash !== null);
  if (wanted.length === 0) return [];
  const rows = new Map<SqlValue, SqlRow[]>(wanted.map((hash) => [hash, []]));
  // CROSS JOIN keeps the order of the tables: the keys first, then the index over them.
  const found = database
    .prepare(
      `SELECT wanted.value AS wanted, ${ENTRY_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN ${ENTRY_TABLES}
       WHERE entry.id IN (SELECT id FROM entry WHERE ${column} = wanted.value ORDER BY id DESC LIMIT ${limit})`,
    )
    .all(JSON.stringify(wanted));
  for (const row of found) rows.get(row.wanted ?? null)?.push(row);
  return hashes.map((hash) => rows.get(hash));
}

/** Fuzzy matches, best first; see `Memory.fuzzy`. Several translations of one text are all given. */
export function fuzzyMatches(
  database: Database,
  query: MemoryQuery,
  limits: { readonly threshold: number; readonly limit: number },
): MemoryMatch[] {
  const text = normaliseText(query.text);
  if (text === '' || limits.limit <= 0) return [];
  const ids = findCandidates(database, query.source, query.target, text);
  const rows =
    ids.length === 0
      ? []
      : database
          .prepare(
            `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE entry.id IN (SELECT value FROM json_each(?))`,
          )
          .all(JSON.stringify(ids));
  return rankFuzzy(rows, query, limits);
}
