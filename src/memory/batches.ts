import { type ProcessName, processHere } from '../disk/process.js';
import { type KeptAnswer, keyOf, type Wanted } from './answers.js';
import type { Database, SqlRow } from './database.js';
import { recordSpend } from './spend.js';

export type { ProcessName };

/**
 * What services were asked to answer later. A text that waits is asked for by nobody else; what a request may cost counts
 * as spent from the moment it is gathered.
 */

/**
 * `gathering`: nothing was sent yet; `sending`: it may have arrived; `waiting`: the service has it; `over`: nothing more
 * comes of it.
 */
export type BatchStage = 'gathering' | 'sending' | 'waiting' | 'over';

/** A request as it goes into a batch. */
export interface NewBatchRequest {
  /** Id of the batch, ours; the first request makes it. */
  readonly batch: string;
  /** Name of the provider. */
  readonly provider: string;
  /** Unique in its batch. */
  readonly id: string;
  /** What is asked, as JSON. */
  readonly asked: string;
  /** Keys of its texts, in their order. */
  readonly wanted: readonly Wanted[];
  /** Characters it may be billed for at most. */
  readonly characters: number;
  /** What it may cost at most, in `currency`. */
  readonly cost: number;
  /** ISO 4217. */
  readonly currency: string;
  /** What it may cost was recorded as spent already. */
  readonly taken: boolean;
}

/** A batch, and how far it is. */
export interface BatchRecord {
  /** Ours. */
  readonly id: string;
  /** Name of the provider. */
  readonly provider: string;
  /** How far it is. */
  readonly stage: BatchStage;
  /** The service's name of it; empty until that is known. */
  readonly name: string;
  /** Who gathered it. */
  readonly process: ProcessName;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  /** Requests by what came of them. */
  readonly requests: { readonly open: number; readonly answered: number; readonly failed: number };
  /** Texts of the requests, by what came of these. */
  readonly texts: { readonly open: number; readonly answered: number; readonly failed: number };
  /** What its requests cost, or may cost at most as long as they are open. */
  readonly cost: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Why requests failed, one sentence each, the most frequent first; at most five. */
  readonly reasons: readonly string[];
}

/** A request nothing has come of yet. */
export interface OpenBatchRequest {
  /** Unique in its batch. */
  readonly id: string;
  /** What was asked, as JSON. */
  readonly asked: string;
}

/** What came of a request. */
export interface BatchOutcome {
  /** Of the request. */
  readonly id: string;
  /** In the order of its texts; absent: it failed. */
  readonly answers?: readonly KeptAnswer[] | undefined;
  /** Why it failed. */
  readonly reason?: string | undefined;
  /** Its texts may go into another batch; absent: by themselves only. */
  readonly again?: boolean | undefined;
  /** What it did cost, and the characters billed; absent: what was set aside for it stays spent. */
  readonly spent?: { readonly characters: number; readonly cost: number } | undefined;
}

/** Batches of one memory. */
export interface Batches {
  /** Puts a request into a batch that is being gathered: its texts wait from now on. */
  add(request: NewBatchRequest): void;
  /** All that are known, the oldest first; those that are over for 30 days. */
  list(): readonly BatchRecord[];
  /** From one stage to the next, unless somebody else has done so. @returns whether it was in `from` */
  move(id: string, from: BatchStage, to: BatchStage, name?: string): boolean;
  /** Requests nothing has come of yet. */
  open(id: string): readonly OpenBatchRequest[];
  /** Keeps answers, lets go of texts, and puts right what was spent: all or nothing. What is not open any more is left alone. */
  take(id: string, outcomes: readonly BatchOutcome[]): void;
  /** Lets go of a batch that came to nothing, and gives back what it was to cost. */
  drop(id: string): void;
}

const KEPT_MS = 30 * 86_400_000;

export function createBatches(database: Database, now: () => Date): Batches {
  const time = (): number => now().getTime();
  return {
    add: (request) => database.write(() => addRequest(database, request, now())),
    list() {
      database.write(() => forgetOld(database, time() - KEPT_MS));
      const rows = database.prepare('SELECT * FROM batch ORDER BY created_at, id').all();
      return rows.map((row) => recordOf(row, requestsOf(database, String(row.id))));
    },
    move: (id, from, to, name) =>
      database.write(
        () =>
          database
            .prepare('UPDATE batch SET stage = ?, name = coalesce(?, name) WHERE id = ? AND stage = ?')
            .run(to, name ?? null, id, from).changes > 0,
      ),
    open: (id) => openRequests(database, id).map((row) => ({ id: String(row.id), asked: String(row.asked) })),
    take: (id, outcomes) =>
      database.write(() => {
        const provider = providerOf(database, id);
        const open = database.prepare(
          "SELECT * FROM batch_request WHERE batch = ? AND id = ? AND stage = 'open'",
        );
        for (const outcome of outcomes) {
          const row = open.get(id, outcome.id);
          if (row === undefined) continue;
          const actual = outcome.spent ?? { characters: Number(row.characters), cost: Number(row.cost) };
          takeOne(database, { batch: id, ...outcome, spent: actual }, time());
          putRight(database, row, { provider, actual, requests: 1 });
        }
      }),
    drop: (id) =>
      database.write(() => {
        const provider = providerOf(database, id);
        for (const row of openRequests(database, id))
          putRight(database, row, { provider, actual: { characters: 0, cost: 0 }, requests: 0 });
        database.prepare('DELETE FROM pending WHERE batch = ?').run(id);
        database.prepare('DELETE FROM batch_request WHERE batch = ?').run(id);
        database.prepare('DELETE FROM batch WHERE id = ?').run(id);
      }),
  };
}

/** Sets down a request, the texts that wait for it, and what it will cost. */
function addRequest(
  database: Database,
  { batch, provider, id, asked, wanted, characters, cost, currency, taken }: Parameters<Batches['add']>[0],
  now: Date,
): void {
  database
    .prepare(
      'INSERT OR IGNORE INTO batch (id, provider, stage, name, process, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(batch, provider, 'gathering', '', JSON.stringify(processHere()), now.getTime());
  database
    .prepare(
      `INSERT INTO batch_request (batch, id, stage, asked, texts, characters, cost, currency, day, reason)
       VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, '')`,
    )
    .run(batch, id, asked, wanted.length, characters, cost, currency, now.toISOString().slice(0, 10));
  const wait = database.prepare(
    `INSERT OR REPLACE INTO pending (key, batch, request, at, stage) VALUES (?, ?, ?, ?, 'waiting')`,
  );
  for (const [at, { claim }] of wanted.entries()) wait.run(keyOf(claim), batch, id, at);
  if (!taken) recordSpend(database, { provider, characters, cost, currency, requests: 0 }, now);
}

/** Batches that were over before a moment. */
function forgetOld(database: Database, before: number): void {
  database
    .prepare(
      "DELETE FROM batch_request WHERE batch IN (SELECT id FROM batch WHERE stage = 'over' AND created_at < ?)",
    )
    .run(before);
  database.prepare("DELETE FROM batch WHERE stage = 'over' AND created_at < ?").run(before);
  database.prepare("DELETE FROM pending WHERE stage = 'apart' AND batch NOT IN (SELECT id FROM batch)").run();
}

function providerOf(database: Database, batch: string): string {
  return String(database.prepare('SELECT provider FROM batch WHERE id = ?').get(batch)?.provider ?? '');
}

function openRequests(database: Database, batch: string): SqlRow[] {
  return database
    .prepare("SELECT * FROM batch_request WHERE batch = ? AND stage = 'open' ORDER BY id")
    .all(batch);
}

/** Puts the spending of the day a request was made right: from what it was to cost to what it did. */
function putRight(
  database: Database,
  row: SqlRow,
  {
    provider,
    actual,
    requests,
  }: {
    readonly provider: string;
    readonly actual: { readonly characters: number; readonly cost: number };
    readonly requests: number;
  },
): void {
  recordSpend(
    database,
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

function takeOne(
  database: Database,
  { batch, id, answers, reason = '', again = false, spent }: BatchOutcome & { readonly batch: string },
  at: number,
): void {
  const waiting = database
    .prepare("SELECT key, at FROM pending WHERE batch = ? AND request = ? AND stage = 'waiting'")
    .all(batch, id);
  const keep = database.prepare('INSERT OR REPLACE INTO answer (key, answer, kept_at) VALUES (?, ?, ?)');
  for (const row of waiting) {
    const answer = answers?.[Number(row.at)];
    // Under its claim: by the time somebody comes for it, it may stand in other surroundings.
    if (answer !== undefined) keep.run(String(row.key), JSON.stringify(answer), at);
  }
  database
    .prepare(
      answers === undefined && !again
        ? "UPDATE pending SET stage = 'apart' WHERE batch = ? AND request = ?"
        : 'DELETE FROM pending WHERE batch = ? AND request = ?',
    )
    .run(batch, id);
  database
    .prepare(
      "UPDATE batch_request SET stage = ?, asked = '', reason = ?, characters = ?, cost = ? WHERE batch = ? AND id = ?",
    )
    .run(
      answers === undefined ? 'failed' : 'answered',
      reason,
      spent?.characters ?? 0,
      spent?.cost ?? 0,
      batch,
      id,
    );
}

function requestsOf(database: Database, batch: string): SqlRow[] {
  return database
    .prepare('SELECT stage, texts, cost, currency, reason FROM batch_request WHERE batch = ?')
    .all(batch);
}

const REASONS = 5;

/** A batch as it is told, by its row and those of its requests. */
export function recordOf(row: SqlRow, requests: readonly SqlRow[]): BatchRecord {
  const of = (stage: string): readonly SqlRow[] => requests.filter((each) => each.stage === stage);
  const sum = (rows: readonly SqlRow[], column: string): number =>
    rows.reduce((total, each) => total + Number(each[column]), 0);
  const reasons = new Map<string, number>();
  for (const { reason } of requests)
    if (reason !== '') reasons.set(String(reason), (reasons.get(String(reason)) ?? 0) + 1);
  const [open, answered, failed] = [of('open'), of('answered'), of('failed')];
  return {
    id: String(row.id),
    provider: String(row.provider),
    stage: String(row.stage) as BatchStage,
    name: String(row.name),
    process: JSON.parse(String(row.process)) as ProcessName,
    createdAt: Number(row.created_at),
    requests: { open: open.length, answered: answered.length, failed: failed.length },
    texts: { open: sum(open, 'texts'), answered: sum(answered, 'texts'), failed: sum(failed, 'texts') },
    cost: sum(requests, 'cost'),
    currency: String(requests[0]?.currency ?? 'USD'),
    reasons: [...reasons]
      .sort((a, b) => b[1] - a[1])
      .slice(0, REASONS)
      .map(([reason]) => reason),
  };
}
