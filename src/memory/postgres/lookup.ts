import type { MemoryMatch, MemoryQuery } from '../../model/contracts.js';
import type { LanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import { normaliseText } from '../../model/text.js';
import type { SqlRow } from '../database.js';
import { indexWords } from '../fuzzy.js';
import { familyOf } from '../languages.js';
import { hashOf } from '../normalise.js';
import { ALTERNATIVES, bestExact, bestGeneral, GENERAL_ALTERNATIVES, rankFuzzy } from '../ranking.js';
import { generalHash, sourceHash } from '../rows.js';
import type { Server } from './connection.js';
import { gathering } from './gather.js';
import { byColumn, storable, UNIT_COLUMNS } from './texts.js';

/** Words of an entry that are kept, longest first: the rare ones are among them. */
const INDEXED_WORDS = 12;
/** A word in more entries than this says little; it is looked at only when there is nothing rarer. */
const COMMON = 1_000;
/** Entries handed on to be scored. */
const CANDIDATES = 40;
/** Common words that an entry must have together, where there is nothing rarer. */
const TOGETHER = 4;

/** The words an entry is found by, as numbers: apart for each pair of languages. */
export function wordsOf(source: LanguageTag, target: LanguageTag, text: string): number[] {
  const words = indexWords(text)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, INDEXED_WORDS);
  const numbers = words.map((word) => hashOf('word', familyOf(source), familyOf(target), word) | 0);
  return [...new Set(numbers)];
}

export interface Lookup {
  /** As `Memory.findAll`. */
  findAll(
    queries: readonly MemoryQuery[],
    identities?: readonly string[],
  ): Promise<(MemoryMatch | undefined)[]>;
  /** As `Memory.fuzzy`. */
  fuzzy(query: MemoryQuery, limits: { threshold: number; limit: number }): Promise<MemoryMatch[]>;
}

export function createLookup(server: Server): Lookup {
  const byHash = (column: 'hash' | 'general_hash', limit: number) =>
    gathering<number, readonly SqlRow[]>(async (hashes) => {
      const rows = await server.all(
        `SELECT wanted, ${UNIT_COLUMNS} FROM unnest($1::bigint[]) AS wanted CROSS JOIN LATERAL (
           SELECT * FROM tovmach.unit WHERE unit.${column} = wanted ORDER BY unit.id DESC LIMIT ${limit}
         ) AS unit`,
        [hashes],
      );
      return byColumn<number>(rows, 'wanted');
    });
  const same = byHash('hash', ALTERNATIVES);
  const similar = byHash('general_hash', GENERAL_ALTERNATIVES);

  const findOne = async (
    query: MemoryQuery,
    identities: readonly string[] | undefined,
  ): Promise<MemoryMatch | undefined> => {
    const { source, target, text } = query;
    if (normaliseText(text) === '') return undefined;
    const exact = bestExact((await same(sourceHash(source, target, text))) ?? [], query, identities);
    const hash = exact === undefined ? generalHash(source, target, text) : null;
    return hash === null ? exact : bestGeneral((await similar(hash)) ?? [], query, identities);
  };

  return {
    findAll: (queries, identities) =>
      Promise.all(queries.map((query) => findOne(storableQuery(query), identities))),
    async fuzzy(asked, limits) {
      const query = storableQuery(asked);
      if (normaliseText(query.text) === '' || limits.limit <= 0) return [];
      const words = wordsOf(query.source, query.target, query.text);
      return words.length === 0 ? [] : rankFuzzy(await candidates(server, words), query, limits);
    },
  };
}

/** Entries that share the rarest words, each word counting for more the rarer it is. */
async function candidates(server: Server, words: readonly number[]): Promise<SqlRow[]> {
  const rare = await server.all(
    `WITH posting AS (
       SELECT wanted, found.unit FROM unnest($1::integer[]) AS wanted CROSS JOIN LATERAL (
         SELECT unit FROM tovmach.word WHERE word = wanted ORDER BY unit DESC LIMIT ${COMMON + 1}
       ) AS found
     ), rarity AS (SELECT wanted, count(*) AS entries FROM posting GROUP BY wanted),
     vote AS (
       SELECT unit, sum(ln(1 + ${COMMON}.0 / entries)) AS weight FROM posting JOIN rarity USING (wanted)
       WHERE entries <= ${COMMON} GROUP BY unit ORDER BY weight DESC, unit DESC LIMIT ${CANDIDATES}
     )
     SELECT ${UNIT_COLUMNS} FROM vote JOIN tovmach.unit ON unit.id = vote.unit`,
    [words],
  );
  if (rare.length > 0) return rare;
  // Only common words: those entries that have several of them together.
  return server.all(
    `SELECT ${UNIT_COLUMNS} FROM (
       SELECT unit FROM tovmach.word WHERE word = ANY ($1::integer[])
       GROUP BY unit HAVING count(*) = cardinality($1::integer[]) ORDER BY unit DESC LIMIT ${CANDIDATES}
     ) AS found JOIN tovmach.unit ON unit.id = found.unit`,
    [words.slice(0, TOGETHER)],
  );
}

function storableQuery(query: MemoryQuery): MemoryQuery {
  const { text, before, after } = query;
  return {
    ...query,
    text: storable(text),
    ...onlyDefined({
      before: before === undefined ? undefined : storable(before),
      after: after === undefined ? undefined : storable(after),
    }),
  };
}
