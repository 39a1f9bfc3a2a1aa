import { serves } from '../../model/language.js';
import type { EntryFilter, StoredEntry } from '../../model/memory-entry.js';
import type { Origin } from '../../model/translation.js';
import type { Forgotten } from '../forget.js';
import type { PruneFilter, SearchOptions, StoreStats } from '../maintenance.js';
import { entryOf, sourceHash } from '../rows.js';
import type { Server, Sql } from './connection.js';
import { spendByMonthShared } from './spend.js';
import { storable, UNIT_COLUMNS } from './texts.js';

/** What is looked up, counted and deleted by hand, and what is new since somebody last looked. */

export async function reviewedSinceShared(sql: Sql, moment: number, limit: number): Promise<StoredEntry[]> {
  const rows = await sql.all(
    `SELECT ${UNIT_COLUMNS} FROM tovmach.unit WHERE state = 'reviewed' AND stored_at > $1 ORDER BY stored_at, id LIMIT $2`,
    [moment, limit],
  );
  return rows.map(entryOf);
}

export async function lastReviewedShared(sql: Sql): Promise<number> {
  const [row] = await sql.all("SELECT max(stored_at) AS last FROM tovmach.unit WHERE state = 'reviewed'");
  return Number(row?.last ?? 0);
}

export async function markShared(sql: Sql, name: string): Promise<number> {
  const [row] = await sql.all('SELECT value FROM tovmach.mark WHERE name = $1', [name]);
  return Number(row?.value ?? 0);
}

export async function setMarkShared(sql: Sql, name: string, value: number): Promise<void> {
  await sql.all(
    'INSERT INTO tovmach.mark (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  );
}

export async function forgetShared(sql: Sql, entry: Forgotten): Promise<number> {
  const { source, target, sourceText, targetText, origin = '' } = entry;
  const [row] = await sql.all(removing("hash = $1 AND target_text = $2 AND ($3 = '' OR kind = $3)"), [
    sourceHash(source, target, storable(sourceText)),
    storable(targetText),
    origin,
  ]);
  return Number(row?.entries ?? 0);
}

/** Removes units, and the words they are found by; says how many. */
const removing = (which: string): string => `
  WITH gone AS (DELETE FROM tovmach.unit WHERE ${which} RETURNING id, words), unindexed AS (
    DELETE FROM tovmach.word USING gone CROSS JOIN unnest(gone.words) AS own
    WHERE word.word = own AND word.unit = gone.id
  )
  SELECT count(*) AS entries FROM gone`;

/** Pairs of languages that a filter lets through. */
async function pairsOf(sql: Sql, { source, target }: EntryFilter): Promise<string[]> {
  const rows = await sql.all('SELECT DISTINCT source, target FROM tovmach.unit');
  return rows
    .filter(
      (row) =>
        (source === undefined || serves(String(row.source), source)) &&
        (target === undefined || serves(String(row.target), target)),
    )
    .map((row) => `${row.source} ${row.target}`);
}

export async function searchShared(sql: Sql, text: string, options: SearchOptions): Promise<StoredEntry[]> {
  const { origin = '', state = '', limit } = options;
  const pattern = `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql.all(
    `SELECT ${UNIT_COLUMNS} FROM tovmach.unit
     WHERE (source_text ILIKE $1 OR target_text ILIKE $1) AND ($2 = '' OR kind = $2) AND ($3 = '' OR state = $3)
     AND source || ' ' || target = ANY ($4::text[]) ORDER BY id DESC LIMIT $5`,
    [pattern, origin, state, await pairsOf(sql, options), limit],
  );
  return rows.map(entryOf);
}

export async function pruneShared(server: Server, filter: PruneFilter): Promise<number> {
  const { origin = 'provider', before, identity = '', reviewed = false, dryRun = false } = filter;
  return server.transaction(async (sql) => {
    const which = `kind = $1 AND updated_at < $2 AND ($3 = '' OR identity = $3) AND (state = 'machine' OR $4)
      AND source || ' ' || target = ANY ($5::text[])`;
    const values = [
      origin,
      before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before),
      identity,
      origin !== 'provider' || reviewed,
      await pairsOf(sql, filter),
    ];
    const [row] = await sql.all(
      dryRun ? `SELECT count(*) AS entries FROM tovmach.unit WHERE ${which}` : removing(which),
      values,
    );
    return Number(row?.entries ?? 0);
  });
}

export async function statsShared(sql: Sql): Promise<StoreStats> {
  const [size] = await sql.all(
    `SELECT (SELECT count(*) FROM tovmach.unit) AS entries, sum(pg_total_relation_size(oid))::bigint AS bytes
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'tovmach'::regnamespace`,
  );
  const pairs = await sql.all(
    'SELECT source, target, count(*) AS entries FROM tovmach.unit GROUP BY 1, 2 ORDER BY 1, 2',
  );
  const origins = await sql.all(
    `SELECT kind, coalesce(nullif(identity, ''), detail::jsonb ->> 'file', '') AS name, state, count(*) AS entries
     FROM tovmach.unit GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  return {
    entries: Number(size?.entries ?? 0),
    bytes: Number(size?.bytes ?? 0),
    pairs: pairs.map((row) => ({
      source: String(row.source),
      target: String(row.target),
      entries: Number(row.entries),
    })),
    origins: origins.map((row) => ({
      origin: String(row.kind) as Origin['kind'],
      name: String(row.name),
      state: row.state === 'reviewed' ? 'reviewed' : 'machine',
      entries: Number(row.entries),
    })),
    spend: await spendByMonthShared(sql),
  };
}
