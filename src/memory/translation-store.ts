import type { Awaitable, Memory, MemoryMatch, MemoryQuery } from '../model/contracts.js';
import type { NewEntry, StoredEntry } from '../model/memory-entry.js';
import type { Claimed, KeptAnswer, Wanted } from './answers.js';
import type { BatchOutcome, BatchRecord, BatchStage, NewBatchRequest, OpenBatchRequest } from './batches.js';
import type { Forgotten } from './forget.js';
import type { PruneFilter, SearchOptions, StoreStats } from './maintenance.js';
import type { MonthlySpend, Spend, SpendFilter, SpendLimit, SpendTotal } from './spend.js';

/** What runs ask of the place where translations are kept, wherever that is: a file answers at once, a server when it can. */
export interface TranslationStore extends Memory {
  /** The file, or the address of the server with no password in it. */
  readonly path: string;
  /** As `findAll`, of one query. */
  find(query: MemoryQuery, identities?: readonly string[]): Awaitable<MemoryMatch | undefined>;
  /** Durable when it returns, or when what it returned has resolved. */
  put(entries: readonly NewEntry[]): Awaitable<void>;
  /** As `put`, and says how many entries were new or changed. */
  add(entries: readonly NewEntry[]): Awaitable<number>;
  /** Forgets one translation of a sentence, however often it is there. @returns how many entries that were */
  forget(entry: Forgotten): Awaitable<number>;
  /** Entries that contain a text in their source or target, whatever the case; the newest first. */
  search(text: string, options: SearchOptions): Awaitable<StoredEntry[]>;
  /** Counts entries and adds up what was spent. */
  stats(): Awaitable<StoreStats>;
  /** Deletes machine entries (others only where asked) and gives back how many; with `dryRun` only counts. */
  prune(filter: PruneFilter): Awaitable<number>;
  /** Reviewed entries put or changed after a moment (milliseconds since 1970), oldest first. */
  reviewedSince(moment: number, limit: number): Awaitable<StoredEntry[]>;
  /** When the last reviewed entry was put or changed here, whatever its own date; 0 when there is none. */
  lastReviewed(): Awaitable<number>;
  /** A number somebody keeps here under a name; 0 when there is none. */
  mark(name: string): Awaitable<number>;
  /** Keeps a number here under a name, in place of the one before; see `mark`. */
  setMark(name: string, value: number): Awaitable<void>;
  /** What services answered, before anybody has looked at it, and who asks for what. */
  readonly answers: SharedAnswers;
  /** What services were asked to answer later. */
  readonly batches: SharedBatches;
  /** Adds requests, characters and cost to what this day and run have spent. */
  recordSpend(spend: Spend): Awaitable<void>;
  /** Takes an amount out of a limit before it is spent, or says which limit does not allow it. */
  reserveSpend(
    spend: Spend & { readonly cost: number },
    limit: SpendLimit,
  ): Awaitable<SharedReservation | 'characters' | 'cost'>;
  /**
   * Takes the next turn at a service that all who share this memory ask, and says how many seconds it is away; the one after
   * it is so many `seconds` later. Absent: nobody shares it from another machine, and each process keeps its own pace.
   */
  takeTurn?(service: string, seconds: number): Awaitable<number>;
  /** Adds up what was spent; with an empty filter, everything. */
  spentSince(filter: SpendFilter): Awaitable<SpendTotal>;
  /** Sums by month and provider; the earliest first. */
  spendByMonth(): Awaitable<MonthlySpend[]>;
}

/** As `Answers`, of a store that may be far away. */
export interface SharedAnswers {
  /** Keeps answers, by their key, and what they cost: both or neither. */
  keep(
    answers: readonly { readonly key: string; readonly answer: KeptAnswer }[],
    spend: Spend,
  ): Awaitable<void>;
  /** Takes what no other run is asking for. As many results as texts. */
  claim(wanted: readonly Wanted[]): Awaitable<readonly Claimed[]>;
  /** Which claims another run holds. */
  heldElsewhere(claims: readonly string[]): Awaitable<readonly boolean[]>;
  /** Puts entries in the place of the answers they were made of, and lets go of them: all or nothing. */
  settle(entries: readonly NewEntry[], done: readonly Wanted[]): Awaitable<void>;
  /** Lets go of what came to nothing. */
  release(claims: readonly string[]): Awaitable<void>;
  /** Whether anybody else has written to the memory since it was opened. */
  othersWrote(): boolean;
  /** Lets go of everything. */
  close(): Awaitable<void>;
}

/** As `SpendReservation`, of a store that may be far away. */
export interface SharedReservation {
  /** Puts what it came to in its place, on the day it was reserved. */
  settle(actual: { readonly characters: number; readonly cost: number }): Awaitable<void>;
}

/** As `Batches`, of a store that may be far away. */
export interface SharedBatches {
  /** Puts a request into a batch that is being gathered: its texts wait from now on. */
  add(request: NewBatchRequest): Awaitable<void>;
  /** All that are known, the oldest first; those that are over for 30 days. */
  list(): Awaitable<readonly BatchRecord[]>;
  /** From one stage to the next, unless somebody else has done so. @returns whether it was in `from` */
  move(id: string, from: BatchStage, to: BatchStage, name?: string): Awaitable<boolean>;
  /** Requests nothing has come of yet. */
  open(id: string): Awaitable<readonly OpenBatchRequest[]>;
  /** Keeps answers, lets go of texts, and puts right what was spent: all or nothing. */
  take(id: string, outcomes: readonly BatchOutcome[]): Awaitable<void>;
  /** Lets go of a batch that came to nothing, and gives back what it was to cost. */
  drop(id: string): Awaitable<void>;
}
