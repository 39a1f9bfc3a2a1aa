import { createHash, randomUUID } from 'node:crypto';
import { hasEnded, type ProcessName, processHere } from '../disk/process.js';
import type { LanguageTag } from '../model/language.js';
import type { NewEntry } from '../model/memory-entry.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Database } from './database.js';
import { insertEntries } from './insert.js';
import { recordSpend, type Spend } from './spend.js';

/**
 * What services answered, kept before anybody looks at it, and which run is asking for what, so that runs that share a
 * memory ask once.
 */

/** A text as a service gave it back, markup of protection still in it. */
export interface KeptAnswer {
  /** The text as the service gave it, before placeholders are put back. */
  readonly text: string;
  /** Of the service, where it said. */
  readonly model?: string;
  /** The language it went over, where it did. */
  readonly pivot?: LanguageTag;
  /** Words it did not know and left as they are. */
  readonly unknown?: readonly string[];
}

/** One text that is about to be asked for. Both keys may be of any length. */
export interface Wanted {
  /** Equal where one translation would serve both. */
  readonly claim: string;
  /** Equal where the service is asked exactly the same. */
  readonly answer: string;
}

/**
 * This run may ask; another run is asking; a batch has asked and is not answered yet; this run may ask, and by itself, for
 * a batch failed over it; or the answer is here already.
 */
export type Claimed = 'ours' | 'elsewhere' | 'pending' | 'apart' | KeptAnswer;

/** Answers and claims of one memory. */
export interface Answers {
  /**
   * Keeps answers, by their key, and what they cost: both or neither. They outlive the process at once, and a power cut when
   * it resolves.
   */
  keep(
    answers: readonly { readonly key: string; readonly answer: KeptAnswer }[],
    spend: Spend,
  ): Promise<void>;
  /** Takes what no other run is asking for. As many results as texts. */
  claim(wanted: readonly Wanted[]): readonly Claimed[];
  /** Which claims another run holds. */
  heldElsewhere(claims: readonly string[]): readonly boolean[];
  /** Puts entries in the place of the answers they were made of, and lets go of them: all or nothing. */
  settle(entries: readonly NewEntry[], done: readonly Wanted[]): void;
  /** Lets go of what came to nothing. */
  release(claims: readonly string[]): void;
  /** Whether anybody else has written to the memory since it was opened. */
  othersWrote(): boolean;
  /** Lets go of everything. */
  close(): void;
}

/** A claim nobody renewed for so long is free: its run was killed, on another machine, or hangs. */
const LEASE_MS = 45_000;
const RENEW_MS = 10_000;
/** Answers nobody came back for. */
const KEPT_MS = 30 * 86_400_000;

export function createAnswers(database: Database, now: () => Date): Answers {
  const claimant = new Claimant(database, () => now().getTime());
  const first = dataVersion(database);
  let wrote: boolean | undefined;
  return {
    // Not flushed here and now: for as long, nobody would read the answers that come meanwhile.
    async keep(answers, spend) {
      database.writeSoon(() => {
        const insert = database.prepare(
          'INSERT OR REPLACE INTO answer (key, answer, kept_at) VALUES (?, ?, ?)',
        );
        for (const { key, answer } of answers)
          insert.run(keyOf(key), JSON.stringify(answer), now().getTime());
        recordSpend(database, spend, now());
      });
      await database.flushed();
    },
    claim: (wanted) => database.writeSoon(() => claimAll(database, claimant, wanted)),
    heldElsewhere(claims) {
      const alive = new Map<string, boolean>();
      return database.read(() =>
        claims.map((claim) => claimant.otherHolder(keyOf(claim), alive) !== undefined),
      );
    },
    // The answers are on disk: after a power cut they are looked at once more.
    settle: (entries, done) =>
      database.writeSoon(() => {
        insertEntries(database, entries, now());
        const drop = database.prepare('DELETE FROM answer WHERE key IN (?, ?)');
        const spared = database.prepare('DELETE FROM pending WHERE key = ?');
        for (const { answer, claim } of done) {
          drop.run(keyOf(answer), keyOf(claim));
          spared.run(keyOf(claim));
        }
        claimant.forget(done.map(({ claim }) => claim));
      }),
    release: (claims) => database.writeSoon(() => claimant.forget(claims)),
    othersWrote() {
      // What a batch answered serves several texts, and the first that takes it puts it into memory.
      wrote ??= database.prepare('SELECT 1 FROM batch LIMIT 1').get() !== undefined;
      wrote ||= dataVersion(database) !== first;
      return wrote;
    },
    close: () => claimant.leave(),
  };
}

/** Call it inside one transaction. */
function claimAll(database: Database, claimant: Claimant, wanted: readonly Wanted[]): Claimed[] {
  claimant.renew();
  const alive = new Map<string, boolean>();
  const take = database.prepare('INSERT OR REPLACE INTO claim (key, claimant) VALUES (?, ?)');
  const kept = database.prepare('SELECT answer FROM answer WHERE key = ?');
  const pending = database.prepare('SELECT stage FROM pending WHERE key = ?');
  return wanted.map(({ claim, answer }): Claimed => {
    const key = keyOf(claim);
    if (claimant.otherHolder(key, alive) !== undefined) return 'elsewhere';
    // A batch's answer serves every text that its translation would serve.
    const found = parsedAnswer((kept.get(keyOf(answer)) ?? kept.get(key))?.answer);
    const stage = pending.get(key)?.stage;
    if (found === undefined && stage === 'waiting') return 'pending';
    take.run(key, claimant.id);
    return found ?? (stage === 'apart' ? 'apart' : 'ours');
  });
}

/** Who claims texts here, and says to the others every few seconds that it lives. */
class Claimant {
  readonly id = randomUUID();
  readonly #database: Database;
  readonly #time: () => number;
  #renewing: NodeJS.Timeout | undefined;

  constructor(database: Database, time: () => number) {
    this.#database = database;
    this.#time = time;
  }

  /** Call it inside one transaction; the first time what is left of the dead goes. */
  renew(): void {
    if (this.#renewing === undefined) this.#start();
    this.#say();
  }

  /** Who else holds a claim and is alive; what the dead held is given free. */
  otherHolder(key: string, alive: Map<string, boolean>): string | undefined {
    const row = this.#database
      .prepare(
        `SELECT claim.claimant AS id, claimant.process AS process, claimant.until AS until
         FROM claim LEFT JOIN claimant ON claimant.id = claim.claimant WHERE claim.key = ?`,
      )
      .get(key);
    if (row === undefined || row.id === this.id) return undefined;
    const other = String(row.id);
    let isAlive = alive.get(other);
    if (isAlive === undefined) {
      isAlive = Number(row.until) > this.#time() && !isOver(row.process);
      alive.set(other, isAlive);
    }
    return isAlive ? other : undefined;
  }

  forget(claims: readonly string[]): void {
    const drop = this.#database.prepare('DELETE FROM claim WHERE key = ? AND claimant = ?');
    for (const claim of claims) drop.run(keyOf(claim), this.id);
  }

  /** Gives every claim free. */
  leave(): void {
    if (this.#renewing === undefined) return;
    clearInterval(this.#renewing);
    this.#renewing = undefined;
    try {
      this.#database.writeSoon(() => {
        this.#database.prepare('DELETE FROM claim WHERE claimant = ?').run(this.id);
        this.#database.prepare('DELETE FROM claimant WHERE id = ?').run(this.id);
      });
    } catch {
      // The process ends, and with it the claims.
    }
  }

  #start(): void {
    this.#renewing = setInterval(() => {
      try {
        this.#database.writeSoon(() => this.#say());
      } catch {
        // Somebody else is writing: there are several more chances before the claims lapse.
      }
    }, RENEW_MS).unref();
    this.#database.prepare('DELETE FROM answer WHERE kept_at < ?').run(this.#time() - KEPT_MS);
    this.#database.prepare('DELETE FROM claimant WHERE until <= ?').run(this.#time());
    this.#database.exec('DELETE FROM claim WHERE claimant NOT IN (SELECT id FROM claimant)');
  }

  #say(): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO claimant (id, process, until) VALUES (?, ?, ?)')
      .run(this.id, JSON.stringify(processHere()), this.#time() + LEASE_MS);
  }
}

/** Changes whenever another connection has written. */
function dataVersion(database: Database): number {
  return Number(database.prepare('PRAGMA data_version').get()?.data_version ?? 0);
}

function isOver(process: unknown): boolean {
  try {
    return hasEnded(JSON.parse(String(process)) as ProcessName);
  } catch {
    return true;
  }
}

/** An answer as it was kept; `undefined` for what is none. */
export function parsedAnswer(json: unknown): KeptAnswer | undefined {
  if (typeof json !== 'string') return undefined;
  try {
    const { text, model, pivot, unknown } = JSON.parse(json) as Partial<KeptAnswer>;
    if (typeof text !== 'string') return undefined;
    return { text, ...onlyDefined({ model, pivot, unknown }) };
  } catch {
    return undefined;
  }
}

/** What a text of any length is kept under. */
export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
