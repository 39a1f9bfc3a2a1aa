import { processHere } from '../../disk/process.js';
import { keyOf } from '../answers.js';
import { type BatchOutcome, recordOf } from '../batches.js';
import type { SqlRow } from '../database.js';
import type { SharedBatches } from '../translation-store.js';
import type { Server, Sql } from './connection.js';
import { recordShared } from './spend.js';

/** What services were asked to answer later, in a memory that many machines share. Each transaction may be run twice. */

const KEPT_MS = 30 * 86_400_000;

/** Batches of a memory on PostgreSQL. */
export function createSharedBatches(server: Server, now: () => Date): SharedBatches {
  return {
    add: (request) => server.transaction((sql) => addRequest(sql, request, now())),
    async list() {
      await forgetOld(server, now().getTime() - KEPT_MS);
      const rows = await server.all('SELECT * FROM tovmach.batch ORDER BY created_at, id');
      const requests = await server.all(
        'SELECT batch, stage, texts, cost, currency, reason FROM tovmach.batch_request',
      );
      return rows.map((row) =>
        recordOf(
          row,
          requests.filter(({ batch }) => batch === row.id),
        ),
      );
    },
    async move(id, from, to, name) {
      const moved = await server.all(
        'UPDATE tovmach.batch SET stage = $3, name = coalesce($4, name) WHERE id = $1 AND stage = $2 RETURNING id',
        [id, from, to, name ?? null],
      );
      return moved.length > 0;
    },
    async open(id) {
      const rows = await server.all(
        "SELECT id, asked FROM tovmach.batch_request WHERE batch = $1 AND stage = 'open' ORDER BY id",
        [id],
      );
      return rows.map((row) => ({ id: String(row.id), asked: String(row.asked) }));
    },
    take: (id, outcomes) =>
      server.transaction(async (sql) => {
        const provider = await providerOf(sql, id);
        for (const outcome of outcomes) {
          const [row] = await sql.all(
            "SELECT * FROM tovmach.batch_request WHERE batch = $1 AND id = $2 AND stage = 'open' FOR UPDATE",
            [id, outcome.id],
          );
          if (row === undefined) continue;
          const actual = outcome.spent ?? { characters: Number(row.characters), cost: Number(row.cost) };
          await takeOne(sql, { batch: id, ...outcome, spent: actual });
          await putRight(sql, { row, provider, actual, requests: 1 });
        }
      }),
    drop: (id) =>
      server.transaction(async (sql) => {
        const provider = await providerOf(sql, id);
        const open = await sql.all(
          "SELECT * FROM tovmach.batch_request WHERE batch = $1 AND stage = 'open' FOR UPDATE",
          [id],
        );
        for (const row of open)
          await putRight(sql, { row, provider, actual: { characters: 0, cost: 0 }, requests: 0 });
        for (const [table, column] of TABLES)
          await sql.all(`DELETE FROM tovmach.${table} WHERE ${column} = $1`, [id]);
      }),
  };
}

/** Sets down a request, the texts that wait for it, and what it will cost; once, however often it is sent. */
async function addRequest(
  sql: Sql,
  {
    batch,
    provider,
    id,
    asked,
    wanted,
    characters,
    cost,
    currency,
    taken,
  }: Parameters<SharedBatches['add']>[0],
  now: Date,
): Promise<void> {
  await sql.all(
    `INSERT INTO tovmach.batch (id, provider, stage, name, process, created_at)
     VALUES ($1, $2, 'gathering', '', $3, $4) ON CONFLICT DO NOTHING`,
    [batch, provider, JSON.stringify(processHere()), now.getTime()],
  );
  const made = await sql.all(
    `INSERT INTO tovmach.batch_request (batch, id, stage, asked, texts, characters, cost, currency, day, reason)
     VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, '') ON CONFLICT DO NOTHING RETURNING id`,
    [batch, id, asked, wanted.length, characters, cost, currency, now.toISOString().slice(0, 10)],
  );
  if (made.length === 0) return;
  const rows = wanted.map(({ claim, answer }, at) => ({
    key: keyOf(claim),
    answer: keyOf(answer),
    at,
  }));
  await sql.all(
    `INSERT INTO tovmach.pending (key, batch, request, at, stage)
     SELECT DISTINCT ON (key) key, $2, $3, at, 'waiting'
     FROM jsonb_to_recordset($1::jsonb) AS given (key text, at integer) ORDER BY key, at
     ON CONFLICT (key) DO UPDATE SET batch = excluded.batch,
       request = excluded.request, at = excluded.at, stage = excluded.stage`,
    [JSON.stringify(rows), batch, id],
  );
  if (!taken) await recordShared(sql, { provider, characters, cost, currency, requests: 0 }, now);
}

const TABLES = [
  ['pending', 'batch'],
  ['batch_request', 'batch'],
  ['batch', 'id'],
] as const;

async function forgetOld(server: Server, before: number): Promise<void> {
  await server.transaction(async (sql) => {
    await sql.all(
      `DELETE FROM tovmach.batch_request WHERE batch IN
         (SELECT id FROM tovmach.batch WHERE stage = 'over' AND created_at < $1)`,
      [before],
    );
    await sql.all("DELETE FROM tovmach.batch WHERE stage = 'over' AND created_at < $1", [before]);
    await sql.all(
      "DELETE FROM tovmach.pending WHERE stage = 'apart' AND batch NOT IN (SELECT id FROM tovmach.batch)",
    );
  });
}

async function providerOf(sql: Sql, id: string): Promise<string> {
  const [row] = await sql.all('SELECT provider FROM tovmach.batch WHERE id = $1', [id]);
  return String(row?.provider ?? '');
}

/** What it came to in the place of what was set aside, on the day that was done. */
function putRight(
  sql: Sql,
  {
    row,
    provider,
    actual,
    requests,
  }: {
    readonly row: SqlRow;
    readonly provider: string;
    readonly actual: { readonly characters: number; readonly cost: number };
    readonly requests: number;
  },
): Promise<void> {
  return recordShared(
    sql,
    {
      provider,
      currency: String(row.currency),
      requests,
      characters: actual.characters - Number(row.characters),
      cost: actual.cost - Number(row.cost),
    },
    new Date(`${String(row.day)}T00:00:00Z`),
  );
}

async function takeOne(
  sql: Sql,
  { batch, id, answers, reason = '', again = false, spent }: BatchOutcome & { readonly batch: string },
): Promise<void> {
  const waiting = await sql.all(
    "SELECT key, at FROM tovmach.pending WHERE batch = $1 AND request = $2 AND stage = 'waiting'",
    [batch, id],
  );
  const kept = waiting.flatMap((row) => {
    const answer = answers?.[Number(row.at)];
    // Under its claim: by the time somebody comes for it, it may stand in other surroundings.
    return answer === undefined ? [] : [{ key: row.key, answer: JSON.stringify(answer) }];
  });
  await sql.all(
    `INSERT INTO tovmach.answer (key, answer) SELECT DISTINCT ON (key) key, answer
     FROM jsonb_to_recordset($1::jsonb) AS given (key text, answer text) ORDER BY key
     ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, kept_at = now()`,
    [JSON.stringify(kept)],
  );
  await sql.all(
    answers === undefined && !again
      ? "UPDATE tovmach.pending SET stage = 'apart' WHERE batch = $1 AND request = $2"
      : 'DELETE FROM tovmach.pending WHERE batch = $1 AND request = $2',
    [batch, id],
  );
  await sql.all(
    `UPDATE tovmach.batch_request SET stage = $3, asked = '', reason = $4, characters = $5, cost = $6
     WHERE batch = $1 AND id = $2`,
    [
      batch,
      id,
      answers === undefined ? 'failed' : 'answered',
      reason,
      spent?.characters ?? 0,
      spent?.cost ?? 0,
    ],
  );
}
