import type { Database, SqlRow } from './database.js';

/** Money and characters that went to a provider. */
export interface Spend {
  /** Name of the provider that was asked. */
  readonly provider: string;
  /** Characters as the provider billed them, or as sent where it does not say. */
  readonly characters: number;
  /** In `currency`; 0 where no price is configured. */
  readonly cost?: number;
  /** ISO 4217; default `USD`. */
  readonly currency?: string;
  /** Names the run, for budgets of one run. */
  readonly run?: string;
  /** Requests made; default 1. */
  readonly requests?: number;
}

/** What to add up. */
export interface SpendFilter {
  /** From the start of this UTC day on (ISO 8601 date or date-time). */
  readonly since?: string;
  /** Only what went to this provider, by name; absent: all. */
  readonly provider?: string;
  /** Only what this run spent, by the name it gave; absent: all. */
  readonly run?: string;
}

/** Sums over some requests. */
export interface SpendTotal {
  /** How many requests. */
  readonly requests: number;
  /** Characters as the providers billed them, or as sent where they do not say. */
  readonly characters: number;
  /** By currency; empty where nothing was spent. */
  readonly cost: Readonly<Record<string, number>>;
}

/** What was spent with one provider in one month. */
export interface MonthlySpend extends SpendTotal {
  /** Name of the provider. */
  readonly provider: string;
  /** `2024-07` */
  readonly month: string;
}

/** First day of the UTC month of a moment, as `SpendFilter.since` takes it: budgets of a month. */
export function monthOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 7)}-01`;
}

/** What may be spent from a day on, by everybody who uses this memory. */
export interface SpendLimit {
  /** First UTC day that counts. */
  readonly since: string;
  /** UTF-16 units of source text, as billed. */
  readonly maxCharacters?: number | undefined;
  /** In the currency of what is spent. */
  readonly maxCost?: number | undefined;
}

/** What was taken out of a limit before it was spent; it counts as spent until it is settled, whatever becomes of its process. */
export interface SpendReservation {
  /** Puts what it came to in its place, on the day it was reserved. */
  settle(actual: { readonly characters: number; readonly cost: number }): void;
}

/**
 * Takes an amount out of a limit, in one transaction with the look at what is left: processes that use the same memory
 * cannot go over it together.
 * @returns which of the two limits does not allow it, where one does not
 */
export function reserveSpend(
  database: Database,
  spend: Spend & { readonly cost: number },
  { since, maxCharacters, maxCost }: SpendLimit,
  now: Date,
): SpendReservation | 'characters' | 'cost' {
  const { characters, cost, currency = 'USD' } = spend;
  const exceeded = database.write(() => {
    const spent = spentSince(database, { since });
    if (maxCharacters !== undefined && spent.characters + characters > maxCharacters) return 'characters';
    // Sums of prices carry rounding errors far below anything a provider bills.
    if (maxCost !== undefined && (spent.cost[currency] ?? 0) + cost > maxCost + 1e-9) return 'cost';
    recordSpend(database, { ...spend, requests: 0 }, now);
    return undefined;
  });
  if (exceeded !== undefined) return exceeded;
  let settled = false;
  return {
    settle(actual) {
      if (settled) return;
      settled = true;
      const difference = { characters: actual.characters - characters, cost: actual.cost - cost };
      if (difference.characters === 0 && difference.cost === 0) return;
      recordSpend(database, { ...spend, ...difference, requests: 0 }, now);
    },
  };
}

export function recordSpend(database: Database, spend: Spend, now: Date): void {
  database.write(() => {
    database
      .prepare(
        `INSERT INTO spend (provider, run, day, currency, requests, characters, cost)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (provider, run, day, currency) DO UPDATE SET
           requests = requests + excluded.requests,
           characters = characters + excluded.characters,
           cost = cost + excluded.cost`,
      )
      .run(
        spend.provider,
        spend.run ?? '',
        now.toISOString().slice(0, 10),
        spend.currency ?? 'USD',
        spend.requests ?? 1,
        spend.characters,
        spend.cost ?? 0,
      );
  });
}

/** Takes over what another memory had recorded; rows that make no sense are left out. */
export function copySpend(rows: readonly SqlRow[], database: Database): void {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO spend (provider, run, day, currency, requests, characters, cost)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  database.write(() => {
    for (const { provider, run, day, currency, requests, characters, cost } of rows) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(String(day)) || typeof characters !== 'number') continue;
      const amounts = [requests, characters, cost].map((amount) => Number(amount) || 0);
      insert.run(String(provider), String(run), String(day), String(currency), ...amounts);
    }
  });
}

export function spentSince(database: Database, filter: SpendFilter): SpendTotal {
  const rows = database
    .prepare(
      `SELECT currency, sum(requests) AS requests, sum(characters) AS characters, sum(cost) AS cost FROM spend
       WHERE day >= ? AND (? = '' OR provider = ?) AND (? = '' OR run = ?) GROUP BY currency ORDER BY currency`,
    )
    .all(
      (filter.since ?? '').slice(0, 10),
      filter.provider ?? '',
      filter.provider ?? '',
      filter.run ?? '',
      filter.run ?? '',
    );
  const cost: Record<string, number> = {};
  let [requests, characters] = [0, 0];
  for (const row of rows) {
    requests += Number(row.requests);
    characters += Number(row.characters);
    if (Number(row.cost) !== 0) cost[String(row.currency)] = Number(row.cost);
  }
  return { requests, characters, cost };
}

/** Every provider and month, oldest first. */
export function spendByMonth(database: Database): MonthlySpend[] {
  const rows = database
    .prepare('SELECT DISTINCT provider, substr(day, 1, 7) AS month FROM spend ORDER BY month, provider')
    .all();
  return rows.map((row) => {
    const [provider, month] = [String(row.provider), String(row.month)];
    const totals = database
      .prepare(
        `SELECT currency, sum(requests) AS requests, sum(characters) AS characters, sum(cost) AS cost FROM spend
         WHERE provider = ? AND day LIKE ? GROUP BY currency ORDER BY currency`,
      )
      .all(provider, `${month}-%`);
    const total = (column: string): number => totals.reduce((sum, each) => sum + Number(each[column]), 0);
    const cost = Object.fromEntries(
      totals
        .filter((each) => Number(each.cost) !== 0)
        .map((each) => [String(each.currency), Number(each.cost)]),
    );
    return { provider, month, requests: total('requests'), characters: total('characters'), cost };
  });
}
