import { randomUUID } from 'node:crypto';
import type { NewEntry } from '../../model/memory-entry.js';
import { type Claimed, keyOf, parsedAnswer, type Wanted } from '../answers.js';
import type { SharedAnswers } from '../translation-store.js';
import type { Server, Sql } from './connection.js';
import { insertUnits } from './insert.js';
import { RECORD_ONCE, recordValues } from './spend.js';

/** A claim nobody renewed for so long is free: its worker was killed, or is cut off. By the clock of the server. */
const LEASE = "interval '20 seconds'";
const RENEW_MS = 5_000;
/** Answers nobody came back for, and records nobody sends again. */
const KEPT = "interval '30 days'";

/** Answers and claims of a memory that many machines share. */
export function createSharedAnswers(server: Server, now: () => Date): SharedAnswers {
  const claimant = new Claimant(server);
  return {
    async keep(answers, spend) {
      const kept = answers.map(({ key, answer }) => ({ key: keyOf(key), answer: JSON.stringify(answer) }));
      await server.all(
        `WITH kept AS (
           INSERT INTO tovmach.answer (key, answer) SELECT DISTINCT ON (key) key, answer
           FROM jsonb_to_recordset($1::jsonb) AS given (key text, answer text) ORDER BY key
           ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, kept_at = now()
         ), ${RECORD_ONCE}`,
        [JSON.stringify(kept), ...recordValues(randomUUID(), spend, now())],
      );
    },
    claim: (wanted) => claimant.claim(wanted),
    async heldElsewhere(claims) {
      const keys = claims.map(keyOf);
      const rows = await server.all(
        'SELECT key FROM tovmach.claim WHERE key = ANY ($1::text[]) AND claimant <> $2 AND until >= now()',
        [keys, claimant.id],
      );
      const held = new Set(rows.map((row) => row.key));
      return keys.map((key) => held.has(key));
    },
    // The answers are durable: after a power cut they are looked at once more.
    settle: (entries, done) =>
      settle(server, { entries, done }, now(), (sql) =>
        claimant.forget(
          sql,
          done.map(({ claim }) => claim),
        ),
      ),
    release: (claims) => claimant.forget(server, claims),
    // Somebody may at any time: what was claimed is looked up once more before it is paid for.
    othersWrote: () => true,
    close: () => claimant.leave(),
  };
}

/** Who claims texts here, and says to the others every few seconds that it lives. */
class Claimant {
  readonly id = randomUUID();
  readonly #server: Server;
  #renewing: NodeJS.Timeout | undefined;

  constructor(server: Server) {
    this.#server = server;
  }

  async claim(wanted: readonly Wanted[]): Promise<Claimed[]> {
    if (wanted.length === 0) return [];
    if (this.#renewing === undefined) await this.#start();
    const claims = wanted.map(({ claim }) => keyOf(claim));
    const answers = wanted.map(({ answer }) => keyOf(answer));
    const rows = await this.#server.all(CLAIM, [this.id, claims, answers]);
    return rows.map((row): Claimed => {
      const stage = row.stage as unknown;
      const answer = parsedAnswer(row.answer);
      if ((row.ours as unknown) === true) return answer ?? (stage === 'apart' ? 'apart' : 'ours');
      return stage === 'waiting' && answer === undefined ? 'pending' : 'elsewhere';
    });
  }

  async forget(sql: Sql, claims: readonly string[]): Promise<void> {
    await sql.all('DELETE FROM tovmach.claim WHERE claimant = $1 AND key = ANY ($2::text[])', [
      this.id,
      claims.map(keyOf),
    ]);
  }

  /** Gives every claim free. */
  async leave(): Promise<void> {
    if (this.#renewing === undefined) return;
    clearInterval(this.#renewing);
    this.#renewing = undefined;
    await this.#server.all('DELETE FROM tovmach.claim WHERE claimant = $1', [this.id]).catch(() => {
      // They lapse.
    });
  }

  async #start(): Promise<void> {
    this.#renewing = setInterval(() => {
      this.#server
        .all(`UPDATE tovmach.claim SET until = now() + ${LEASE} WHERE claimant = $1`, [this.id])
        .catch(() => {
          // Work on the memory will say so.
        });
    }, RENEW_MS).unref();
    await this.#server.all(`DELETE FROM tovmach.answer WHERE kept_at < now() - ${KEPT}`);
    await this.#server.all(`DELETE FROM tovmach.recorded WHERE at < now() - ${KEPT}`);
  }
}

/** Takes what is free of claims, and finds the answers there are to them: claimant, claims, keys of answers. */
const CLAIM = `WITH wanted AS (
     SELECT * FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS wanted (claim, answer, at)
   ), taken AS (
     INSERT INTO tovmach.claim AS claim (key, claimant, until)
     SELECT DISTINCT claim, $1, now() + ${LEASE} FROM wanted
     -- What a batch was asked for is nobody's, until it is answered.
     WHERE NOT EXISTS (SELECT FROM tovmach.pending WHERE pending.key = wanted.claim AND stage = 'waiting')
       OR EXISTS (SELECT FROM tovmach.answer WHERE answer.key IN (wanted.answer, wanted.claim))
     ORDER BY 1
     ON CONFLICT (key) DO UPDATE SET claimant = excluded.claimant, until = excluded.until
     WHERE claim.claimant = excluded.claimant OR claim.until < now()
     RETURNING key
   )
   SELECT taken.key IS NOT NULL AS ours, coalesce(kept.answer, batched.answer) AS answer, pending.stage
   FROM wanted
   LEFT JOIN taken ON taken.key = wanted.claim LEFT JOIN tovmach.answer AS kept ON kept.key = wanted.answer
   LEFT JOIN tovmach.answer AS batched ON batched.key = wanted.claim
   LEFT JOIN tovmach.pending ON pending.key = wanted.claim
   ORDER BY wanted.at`;

function settle(
  server: Server,
  { entries, done }: { readonly entries: readonly NewEntry[]; readonly done: readonly Wanted[] },
  now: Date,
  letGo: (sql: Sql) => Promise<unknown>,
): Promise<void> {
  return server.transaction(
    async (sql) => {
      await insertUnits(sql, entries, now);
      const claims = done.map(({ claim }) => keyOf(claim));
      const answers = [...claims, ...done.map(({ answer }) => keyOf(answer))];
      await sql.all('DELETE FROM tovmach.answer WHERE key = ANY ($1::text[])', [answers]);
      await sql.all('DELETE FROM tovmach.pending WHERE key = ANY ($1::text[])', [claims]);
      await letGo(sql);
    },
    { soon: true },
  );
}
