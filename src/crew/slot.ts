import type { Worker } from 'node:worker_threads';
import type { TovmachError } from '../errors.js';
import type { WorkerLost } from './lost.js';
import type { FileOrder, Notice, Step, Stub } from './protocol.js';

/** A worker as the main thread knows it, and what it gives. */

export interface Pending {
  /** It is about reading: nobody waits for it when the run is stopped. */
  readonly reads: boolean;
  hear(notice: Notice): void;
  lose(why: WorkerLost): void;
}

export interface Slot {
  readonly worker: Worker;
  readonly place: Int32Array;
  readonly pending: Map<number, Pending>;
  /** What it was at when it was last looked, and since when. */
  stamp: number;
  since: number;
  /** Time of the processor it had had by then, in milliseconds; 0 where the system does not say. */
  used: number;
  gone: boolean;
}

/** What a file gives, one after the other. */
export type CrewStep =
  | { readonly type: 'hash'; readonly hash: string }
  | Extract<Step, { type: 'more' | 'ledger' }>
  | { readonly type: 'article'; readonly index: number; readonly task: Task }
  | {
      readonly type: 'problem';
      readonly id?: string;
      readonly record: boolean;
      readonly problem: TovmachError;
    };

/** An article in work. */
export interface Task extends Stub, FileOrder {
  readonly slot: Slot;
  readonly index: number;
}
