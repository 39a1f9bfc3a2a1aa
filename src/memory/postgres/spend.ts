import { randomUUID } from 'node:crypto';
import type { SqlRow } from '../database.js';
import type { MonthlySpend, Spend, SpendFilter, SpendLimit, SpendTotal } from '../spend.js';
import type { SharedReservation } from '../translation-store.js';
import type { Server, Sql } from './connection.js';

/** What was spent by all who share a memory, and what they may. */

/** Who holds it looks at a limit and takes something out of it: the bytes `spnd`. */
const LIMIT_LOCK = 0x73706e64;

/** Values of `RECORD_ONCE`, from $2 on. */
export function recordValues(id: string, spend: Spend, now: Date): unknown[] {
  const { provider, run = '', currency = 'USD', requests = 1, characters, cost = 0 } = spend;
  return [id, provider, run, now.toISOString().slice(0, 10), currency, requests, characters, cost];
}

/** The end of a statement that records an amount, once for each id however often it is sent; parameters from $2 on. */
export const RECORD_ONCE = `
  once AS (INSERT INTO tovmach.recorded (id) VALUES ($2::uuid) ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO tovmach.spend AS spend (provider, run, day, currency, requests, characters, cost)
  SELECT $3::text, $4::text, $5::text, $6::text, $7::bigint, $8::bigint, $9::double precision FROM once
  ON CONFLICT (provider, run, day, currency) DO UPDATE SET requests = spend.requests + excluded.requests,
    characters = spend.characters + excluded.characters, cost = spend.cost + excluded.cost`;

export async function recordShared(
  sql: Sql,
  spend: Spend,
  now: Date,
  id: string = randomUUID(),
): Promise<void> {
  await sql.all(`WITH nothing AS (SELECT $1::text), ${RECORD_ONCE}`, ['', ...recordValues(id, spend, now)]);
}

/** Takes an amount out of a limit, as `reserveSpend` does for a file: workers cannot go over it together. */
export async function reserveShared(
  server: Server,
  spend: Spend & { readonly cost: number },
  { since, maxCharacters, maxCost }: SpendLimit,
  now: Date,
): Promise<SharedReservation | 'characters' | 'cost'> {
  const { characters, cost, currency = 'USD' } = spend;
  const id = randomUUID();
  const exceeded = await server.transaction(async (sql) => {
    await sql.all('SELECT pg_advisory_xact_lock($1)', [LIMIT_LOCK]);
    const [known] = await sql.all('SELECT 1 AS known FROM tovmach.recorded WHERE id = $1', [id]);
    if (known !== undefined) return undefined;
    const spent = await spentShared(sql, { since });
    if (maxCharacters !== undefined && spent.characters + characters > maxCharacters) return 'characters';
    // Sums of prices carry rounding errors far below anything a provider bills.
    if (maxCost !== undefined && (spent.cost[currency] ?? 0) + cost > maxCost + 1e-9) return 'cost';
    await recordShared(sql, { ...spend, requests: 0 }, now, id);
    return undefined;
  });
  if (exceeded !== undefined) return exceeded;
  let settled = false;
  return {
    async settle(actual) {
      if (settled) return;
      settled = true;
      const difference = { characters: actual.characters - characters, cost: actual.cost - cost };
      if (difference.characters === 0 && difference.cost === 0) return;
      await recordShared(server, { ...spend, ...difference, requests: 0 }, now);
    },
  };
}

export async function spentShared(
  sql: Sql,
  { since = '', provider = '', run = '' }: SpendFilter,
): Promise<SpendTotal> {
  const rows = await sql.all(
    `SELECT currency, sum(requests)::bigint AS requests, sum(characters)::bigint AS characters, sum(cost) AS cost
     FROM tovmach.spend WHERE day >= $1 AND ($2 = '' OR provider = $2) AND ($3 = '' OR run = $3)
     GROUP BY currency ORDER BY currency`,
    [since.slice(0, 10), provider, run],
  );
  return totalOf(rows);
}

export async function spendByMonthShared(sql: Sql): Promise<MonthlySpend[]> {
  const rows = await sql.all(
    `SELECT provider, substr(day, 1, 7) AS month, currency, sum(requests)::bigint AS requests,
       sum(characters)::bigint AS characters, sum(cost) AS cost
     FROM tovmach.spend GROUP BY 1, 2, 3 ORDER BY month, provider, currency`,
  );
  const groups = new Map<string, SqlRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.provider, row.month]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    provider: String(group[0]?.provider),
    month: String(group[0]?.month),
    ...totalOf(group),
  }));
}

function totalOf(rows: readonly SqlRow[]): SpendTotal {
  const sum = (column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);
  const costs = rows.filter((row) => Number(row.cost) !== 0);
  return {
    requests: sum('requests'),
    characters: sum('characters'),
    cost: Object.fromEntries(costs.map((row) => [String(row.currency), Number(row.cost)])),
  };
}
