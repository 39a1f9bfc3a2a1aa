import type { TovmachError } from '../errors.js';
import type { Said, Values } from '../message.js';
import type { MemoryEntry, Term, TranslatedUnit, UnitContext } from '../model/contracts.js';
import type { Budget } from './budget.js';
import type { Clock } from './clock.js';
import type { ProviderStatistics } from './statistics.js';

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
  /** Puts a batch's accepted translations on disk; returns when they are safe. */
  readonly store: (entries: readonly MemoryEntry[]) => Promise<void>;
  readonly onSpend: (provider: string, spent: ProviderStatistics) => void;
  readonly onEvent: (event: LineEvent) => void;
}

/** One text on its way to a provider, and what to do with the answer. */
export interface Parcel {
  readonly text: string;
  readonly context?: UnitContext;
  /** Terms of the text, for providers that take them. */
  readonly terms?: readonly Term[];
  readonly signal: AbortSignal;
  /** Takes the answer; returns what is to be stored once the unit is whole and good. */
  accept(answer: TranslatedUnit): MemoryEntry | undefined;
  /** Called when the batch is stored. */
  stored(): void;
  fail(error: TovmachError): void;
}
