import type { MemoryMatch, MemoryQuery } from '../model/contracts.js';
import { normaliseText } from '../model/text.js';
import { findCandidates } from './candidates.js';
import { compareMatches, isWelcome } from './choice.js';
import type { Database, SqlRow, SqlValue } from './database.js';
import { similarity } from './fuzzy.js';
import { serves } from './languages.js';
import { transferValues } from './normalise.js';
import { ENTRY_COLUMNS, ENTRY_TABLES, entryOf, generalHash, neighbourHash, sourceHash } from './rows.js';

/** What a match in values only scores: not the same text, yet nothing left to edit. */
const GENERAL_SCORE = 99;
/** Entries of one text that are weighed against each other, newest first. */
const ALTERNATIVES = 1_000;
/** Entries that differ in values are tried one by one; few fail. */
const GENERAL_ALTERNATIVES = 100;

interface Ranked {
  readonly match: MemoryMatch;
  /** Imported as the translation of another place: what is meant for all places goes first. */
  readonly elsewhere: boolean;
  readonly sameRole: boolean;
  readonly sameTags: boolean;
  readonly updated: number;
  readonly id: number;
}

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
  const exact = queries.map((query, index) => best(exactMatches(same[index] ?? [], query), identities));
  const similar = rowsByHash(
    database,
    { column: 'general_hash', limit: GENERAL_ALTERNATIVES },
    queries.map(({ source, target, text }, index) =>
      isEmpty[index] || exact[index] !== undefined ? null : generalHash(source, target, text),
    ),
  );
  return queries.map(
    (query, index) => exact[index] ?? best(generalMatches(similar[index] ?? [], query), identities),
  );
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

function best(matches: readonly Ranked[], identities?: readonly string[]): MemoryMatch | undefined {
  return matches
    .filter(({ match }) => isWelcome(match, identities))
    .sort(
      (a, b) =>
        compareMatches(a.match, b.match, identities) ||
        Number(a.elsewhere) - Number(b.elsewhere) ||
        Number(b.sameTags) - Number(a.sameTags) ||
        Number(b.sameRole) - Number(a.sameRole) ||
        b.updated - a.updated ||
        b.id - a.id,
    )[0]?.match;
}

function exactMatches(rows: readonly SqlRow[], query: MemoryQuery): Ranked[] {
  if (rows.length === 0) return [];
  const text = normaliseText(query.text);
  const before = neighbourHash(query.before);
  const after = neighbourHash(query.after);
  const isContext = (row: SqlRow): boolean =>
    (before !== null || after !== null) &&
    row.before_hash === before &&
    row.after_hash === after &&
    (row.role === null || query.role === undefined || row.role === query.role);
  return rows
    .filter((row) => isServed(row, query) && normaliseText(String(row.source_text)) === text)
    .map((row) => ranked(row, query, { match: isContext(row) ? 'context' : 'exact', score: 100 }));
}

function generalMatches(rows: readonly SqlRow[], query: MemoryQuery): Ranked[] {
  return rows
    .filter((row) => isServed(row, query))
    .flatMap((row) => {
      const entry = { sourceText: String(row.source_text), targetText: String(row.target_text) };
      const text = transferValues(entry, query.text, query.source, query.target);
      return text === undefined ? [] : [ranked(row, query, { match: 'general', score: GENERAL_SCORE, text })];
    });
}

/** Fuzzy matches, best first; see `Memory.fuzzy`. Several translations of one text are all given. */
export function fuzzyMatches(
  database: Database,
  query: MemoryQuery,
  { threshold, limit }: { readonly threshold: number; readonly limit: number },
): MemoryMatch[] {
  const text = normaliseText(query.text);
  if (text === '' || limit <= 0) return [];
  const ids = findCandidates(database, query.source, query.target, text);
  const rows =
    ids.length === 0
      ? []
      : database
          .prepare(
            `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE entry.id IN (SELECT value FROM json_each(?))`,
          )
          .all(JSON.stringify(ids));
  const scores = new Map<string, number>();
  const score = (sourceText: string): number => {
    const known = scores.get(sourceText) ?? similarity(text, sourceText);
    scores.set(sourceText, known);
    return known;
  };
  const seen = new Set<string>();
  return rows
    .filter((row) => isServed(row, query) && normaliseText(String(row.source_text)) !== text)
    .map((row) => ranked(row, query, { match: 'fuzzy', score: score(String(row.source_text)) }))
    .filter(({ match }) => match.score >= threshold)
    .sort((a, b) => compareMatches(a.match, b.match) || b.updated - a.updated || b.id - a.id)
    .map(({ match }) => match)
    .filter((match) => {
      const key = JSON.stringify([match.sourceText, match.text]);
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .slice(0, limit);
}

function isServed(row: SqlRow, query: MemoryQuery): boolean {
  return serves(String(row.source), query.source) && serves(String(row.target), query.target);
}

function ranked(
  row: SqlRow,
  query: MemoryQuery,
  found: { readonly match: MemoryMatch['match']; readonly score: number; readonly text?: string },
): Ranked {
  const entry = entryOf(row);
  return {
    match: {
      text: found.text ?? entry.targetText,
      match: found.match,
      score: found.score,
      sourceText: entry.sourceText,
      origin: entry.origin,
      ...(entry.identity === undefined ? {} : { identity: entry.identity }),
      state: entry.state,
      ...(entry.notes === undefined ? {} : { notes: entry.notes }),
    },
    elsewhere:
      entry.origin.kind === 'memory' &&
      found.match !== 'context' &&
      (entry.beforeHash !== undefined || entry.afterHash !== undefined),
    sameRole: entry.role !== undefined && entry.role === query.role,
    sameTags: entry.source === query.source && entry.target === query.target,
    updated: Number(row.updated_at),
    id: entry.id,
  };
}
