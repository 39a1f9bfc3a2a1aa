import type { TovmachError } from '../errors.js';
import type { Said, Values } from '../message.js';
import type { MemoryEntry, Term, TranslatedUnit, UnitContext } from '../model/contracts.js';
import type { AnswerStore, Spent } from './answer-store.js';
import type { Budget } from './budget.js';
import type { Clock } from './clock.js';
import type { BatchDesk } from './desk.js';
import type { TakeTurn } from './queue.js';

export type LineEvent =
  | {
      readonly type: 'request';
      readonly provider: string;
      readonly units: number;
      readonly characters: number;
    }
  | {
      readonly type: 'retry';
      readonly provider: string;
      readonly code: string;
      readonly attempt: number;
      readonly waitMs: number;
    }
  | {
      readonly type: 'provider-stopped';
      readonly provider: string;
      readonly code: string;
      readonly message: string;
      readonly messageId?: string;
      readonly values?: Values;
      /** What the user can do about it. */
      readonly hint?: Said | undefined;
    };

export interface LineParts {
  readonly budget: Budget;
  readonly clock: Clock;
  /** Puts answers and translations on disk. */
  readonly answers: AnswerStore;
  /** Where other processes ask the same services. */
  readonly takeTurn?: TakeTurn | undefined;
  readonly onSpend: (spent: Spent) => void;
  readonly onEvent: (event: LineEvent) => void;
  /** Where texts are gathered that can wait; absent: all are sent at once. */
  readonly desk?: BatchDesk | undefined;
  /** Whether texts of further articles may be about to come; absent: nobody knows, and nothing waits for them. */
  readonly comesMore?: () => boolean;
}

/** One text on its way to a provider, and what to do with the answer. */
export interface Parcel {
  readonly text: string;
  readonly context?: UnitContext;
  /** Terms of the text, for providers that take them. */
  readonly terms?: readonly Term[];
  readonly signal: AbortSignal;
  /** Asked for once more, because of what the checks said of the first answer. */
  readonly again?: boolean;
  /** Whether memory holds the whole text by now; then nothing else comes of this parcel. */
  isKnown(): Promise<boolean>;
  /** Whether nothing of its text is missing any more. */
  isWhole(): boolean;
  /** All parcels of its text, this one among them. */
  all(): readonly Parcel[];
  /** Takes the answer; returns what is to be stored once the unit is whole and good. */
  accept(answer: TranslatedUnit): MemoryEntry | undefined;
  /** Called when the batch is stored. */
  stored(): void;
  fail(error: TovmachError): void;
}
