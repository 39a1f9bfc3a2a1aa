import type { MemoryMatch, MemoryQuery } from '../model/contracts.js';
import { serves } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { normaliseText } from '../model/text.js';
import { compareMatches, isWelcome } from './choice.js';
import type { SqlRow } from './database.js';
import { similarity } from './fuzzy.js';
import { transferValues } from './normalise.js';
import { entryOf, neighbourHash } from './rows.js';

/** Rows of a store to matches of a query, the best first: the same wherever the rows come from. */

/** What a match in values only scores: not the same text, yet nothing left to edit. */
const GENERAL_SCORE = 99;
/** Entries of one text that are weighed against each other, newest first. */
export const ALTERNATIVES = 1_000;
/** Entries that differ in values are tried one by one; few fail. */
export const GENERAL_ALTERNATIVES = 100;

interface Ranked {
  readonly match: MemoryMatch;
  /** Imported as the translation of another place: what is meant for all places goes first. */
  readonly elsewhere: boolean;
  readonly sameRole: boolean;
  readonly sameTags: boolean;
  readonly updated: number;
  readonly id: number;
}

/** The best of the entries with the text of a query. */
export function bestExact(
  rows: readonly SqlRow[],
  query: MemoryQuery,
  identities?: readonly string[],
): MemoryMatch | undefined {
  return best(exactMatches(rows, query), identities);
}

/** The best of the entries whose text is that of a query but for its values. */
export function bestGeneral(
  rows: readonly SqlRow[],
  query: MemoryQuery,
  identities?: readonly string[],
): MemoryMatch | undefined {
  return best(generalMatches(rows, query), identities);
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

/** Entries that share words with a query, as fuzzy matches, best first. Several translations of one text are all given. */
export function rankFuzzy(
  rows: readonly SqlRow[],
  query: MemoryQuery,
  { threshold, limit }: { readonly threshold: number; readonly limit: number },
): MemoryMatch[] {
  const text = normaliseText(query.text);
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
      ...onlyDefined({ identity: entry.identity }),
      state: entry.state,
      ...onlyDefined({ notes: entry.notes }),
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
