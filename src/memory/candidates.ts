import type { LanguageTag } from '../model/language.js';
import type { Database } from './database.js';
import { indexWords } from './fuzzy.js';
import { familyOf } from './languages.js';
import { hashOf } from './normalise.js';

/** A word in more entries than this says little; it is looked at only when there is nothing rarer. */
const COMMON = 1_000;
/** Entries looked at in one look-up, all words together. */
const BUDGET = 6_000;
/** Entries handed on to be scored. */
const CANDIDATES = 40;
/** Words of a query that are looked up, longest first. */
const QUERY_WORDS = 24;

/** The words of a text as the index has them: apart for each pair of languages. */
export function indexedWords(source: LanguageTag, target: LanguageTag, text: string): string {
  const prefix = prefixOf(source, target);
  return indexWords(text)
    .map((word) => prefix + word)
    .join(' ');
}

function prefixOf(source: LanguageTag, target: LanguageTag): string {
  return `${hashOf('pair', familyOf(source), familyOf(target)).toString(36).slice(0, 6)}_`;
}

/** Ids of the entries that share the rarest words with `text`, most promising first. */
export function findCandidates(
  database: Database,
  source: LanguageTag,
  target: LanguageTag,
  text: string,
): number[] {
  const prefix = prefixOf(source, target);
  const words = indexWords(text)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, QUERY_WORDS);
  const postings = database.prepare(
    'SELECT group_concat(rowid) AS ids FROM (SELECT rowid FROM word WHERE word MATCH ? LIMIT ?)',
  );
  const find = (query: string, limit: number): number[] => {
    const ids = postings.get(query, limit)?.ids;
    return typeof ids === 'string'
      ? ids.split(',').map(Number)
      : ids === null || ids === undefined
        ? []
        : [Number(ids)];
  };
  const votes = new Map<number, number>();
  const common: string[] = [];
  let budget = BUDGET;
  for (const word of words) {
    if (budget <= 0) break;
    const ids = find(`"${prefix}${word}"`, COMMON + 1);
    if (ids.length > COMMON) common.push(word);
    else vote(votes, ids);
    budget -= ids.length;
  }
  if (votes.size === 0 && common.length > 0) {
    // Only common words: those entries that have several of them together.
    const together = common.slice(0, 4).map((word) => `"${prefix}${word}"`);
    vote(votes, find(together.join(' AND '), COMMON));
  }
  return [...votes]
    .sort(([idA, a], [idB, b]) => b - a || idB - idA)
    .slice(0, CANDIDATES)
    .map(([id]) => id);
}

/** A rare word counts for more. */
function vote(votes: Map<number, number>, ids: readonly number[]): void {
  const weight = Math.log(1 + COMMON / Math.max(1, ids.length));
  for (const id of ids) votes.set(id, (votes.get(id) ?? 0) + weight);
}
