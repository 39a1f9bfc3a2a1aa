import { normaliseText } from '../model/text.js';
import type { Database } from './database.js';

/**
 * Finding a stretch of text in source or target, whatever its case, without reading every entry: the words of an entry
 * lead to it (`found`), and the spellings of all words are indexed by three letters (`spelling_part`), so that a
 * part of a word leads to the words that have it.
 */

/** A run of letters, marks, digits and apostrophes; one character in scripts that put no spaces. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]/u;
const WORD = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+`, 'gu');
/** Longest run of trigrams: a shorter part of a word is looked for among all spellings. */
const GRAM = 3;
/** Words that hold a part of the query: with more of them the part tells too little to be asked for. */
const SPELLINGS = 4_000;
/** Entries of an older memory that are given their words in one transaction. */
const BATCH = 2_000;
/** `mark` of the last entry that was stored before there was this index. */
const BEHIND = 'text-index-behind';

/** In a fixed case that lower case alone does not give: `İ`, final sigma, `ß` written large. */
const folded = (text: string): string => normaliseText(text).toUpperCase().toLowerCase();

interface QueryWord {
  readonly text: string;
  /** Something stands before it in the query: the entry's word begins there. */
  readonly whole: { readonly start: boolean; readonly end: boolean };
}

function wordsOf(text: string): string[] {
  return [...new Set(Array.from(folded(text).matchAll(WORD), ([word]) => word))];
}

function queryWords(text: string): QueryWord[] {
  const query = folded(text);
  return Array.from(query.matchAll(WORD), (match) => {
    const unspaced = UNSPACED.test(match[0]);
    const end = match.index + match[0].length;
    return {
      text: match[0],
      whole: { start: unspaced || match.index > 0, end: unspaced || end < query.length },
    };
  });
}

export interface TextIndex {
  /** Adds the words of an entry that is not in it. */
  add(id: number, ...texts: readonly string[]): void;
}

/** Puts words of entries into the index; make one for each transaction. */
export function createTextIndex(database: Database): TextIndex {
  const known = new Set<string>();
  const spell = (word: string): void => {
    if (known.has(word)) return;
    known.add(word);
    const { changes, id } = database.prepare('INSERT OR IGNORE INTO spelling (word) VALUES (?)').run(word);
    if (changes > 0 && word.length >= GRAM)
      database.prepare('INSERT INTO spelling_part (rowid, word) VALUES (?, ?)').run(id, word);
  };
  return {
    add(id, ...texts) {
      const words = wordsOf(texts.join('\n'));
      for (const word of words) spell(word);
      database.prepare('INSERT INTO found (rowid, words) VALUES (?, ?)').run(id, words.join(' '));
    },
  };
}

/** Takes entries out of the index. @param ids JSON array of numbers */
export function removeFromTextIndex(database: Database, ids: string): void {
  database.prepare('DELETE FROM found WHERE rowid IN (SELECT value FROM json_each(?))').run(ids);
}

/** Gives entries that are older than the index their words; once in the life of a memory. */
function catchUp(database: Database): void {
  for (;;) {
    const behind = Number(database.prepare('SELECT value FROM mark WHERE name = ?').get(BEHIND)?.value ?? 0);
    if (behind === 0) return;
    database.write(() => {
      const index = createTextIndex(database);
      const rows = database
        .prepare(
          `SELECT id, source_text, target_text FROM entry WHERE id <= ? AND id NOT IN (SELECT rowid FROM found)
           ORDER BY id DESC LIMIT ${BATCH}`,
        )
        .all(behind);
      for (const row of rows) index.add(Number(row.id), String(row.source_text), String(row.target_text));
      const rest = rows.length < BATCH ? 0 : Number(rows.at(-1)?.id) - 1;
      if (rest > 0) database.prepare('UPDATE mark SET value = ? WHERE name = ?').run(rest, BEHIND);
      else database.prepare('DELETE FROM mark WHERE name = ?').run(BEHIND);
    });
  }
}

/** An expression of FTS5 that every entry with `text` in it fulfils; `undefined` when nothing narrows the search. */
function expressionOf(database: Database, text: string): string | undefined | 'none' {
  const parts: string[] = [];
  for (const { text: word, whole } of queryWords(text)) {
    const spellings = whole.start && whole.end ? [word] : spellingsOf(database, word, whole);
    if (spellings.length === 0) return 'none';
    if (spellings.length <= SPELLINGS) parts.push(`(${spellings.map((each) => `"${each}"`).join(' OR ')})`);
  }
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function spellingsOf(database: Database, part: string, whole: QueryWord['whole']): string[] {
  const characters = [...part];
  const fits = (word: string): boolean =>
    (!whole.start || word.startsWith(part)) && (!whole.end || word.endsWith(part)) && word.includes(part);
  const rows =
    characters.length < GRAM
      ? database
          .prepare('SELECT word FROM spelling WHERE instr(word, ?) > 0 LIMIT ?')
          .all(part, SPELLINGS + 1)
      : database
          .prepare(
            `SELECT word FROM spelling WHERE id IN (SELECT rowid FROM spelling_part WHERE spelling_part MATCH ? LIMIT ?)`,
          )
          .all(gramsOf(characters), 4 * SPELLINGS);
  return rows.map((row) => String(row.word)).filter(fits);
}

function gramsOf(characters: readonly string[]): string {
  const grams = characters.slice(0, 1 - GRAM).map((_, at) => characters.slice(at, at + GRAM).join(''));
  return [...new Set(grams)].map((gram) => `"${gram}"`).join(' AND ');
}

/**
 * Ids of entries that may hold `text`, a superset of those that do, newest first, in portions; `undefined` when all may.
 */
export function entriesWith(database: Database, text: string): Iterable<readonly number[]> | undefined {
  catchUp(database);
  const expression = expressionOf(database, text);
  if (expression === undefined) return undefined;
  if (expression === 'none') return [];
  return portions(database, expression);
}

function* portions(database: Database, expression: string): Generator<readonly number[]> {
  const find = database.prepare(
    'SELECT rowid AS id FROM found WHERE found MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  );
  let before = Number.MAX_SAFE_INTEGER;
  for (let size = 200; ; size = Math.min(size * 4, 20_000)) {
    const ids = find.all(expression, before, size).map((row) => Number(row.id));
    if (ids.length > 0) yield ids;
    if (ids.length < size) return;
    before = ids.at(-1) ?? 0;
  }
}
