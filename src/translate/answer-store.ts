import type { Awaitable, MemoryEntry, TranslatedUnit } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { ProviderStatistics } from './statistics.js';

/** A text as its service gave it back. */
type KeptAnswer = Omit<TranslatedUnit, 'id' | 'billedCharacters'>;

export interface Wanted {
  /** Equal where one translation would serve both. */
  readonly claim: string;
  /** Equal where the service is asked exactly the same. */
  readonly answer: string;
}

/** What one request cost, reported the moment it is known. */
export interface Spent extends ProviderStatistics {
  readonly provider: string;
}

/** Where answers are kept before anything else is done with them, and where runs see what others ask for. Errors: `STORE`, `LOCKED`. */
export interface AnswerStore {
  /** Keeps answers and what they cost, both or neither; on disk when it returns. */
  keep(
    answers: readonly { readonly key: string; readonly answer: KeptAnswer }[],
    spent: Spent,
  ): Awaitable<void>;
  /**
   * Takes what no other run asks for; an answer that is there already is given instead of `ours`. `pending`: a batch has the
   * text; `apart`: it is ours, and a batch failed over it. As many results as texts.
   */
  claim(
    wanted: readonly Wanted[],
  ): Awaitable<readonly ('ours' | 'elsewhere' | 'pending' | 'apart' | KeptAnswer)[]>;
  heldElsewhere(claims: readonly string[]): Awaitable<readonly boolean[]>;
  /** Puts entries in the place of the answers they were made of, and lets go of the claims. */
  settle(entries: readonly MemoryEntry[], done: readonly Wanted[]): Awaitable<void>;
  release(claims: readonly string[]): Awaitable<void>;
  /** Whether other runs have written to the memory since it was opened. */
  othersWrote(): boolean;
}

export interface Pair {
  readonly source: LanguageTag;
  readonly target: LanguageTag;
}

/** Keeps nothing and knows of nobody. */
export function lonelyStore(put: (entries: readonly MemoryEntry[]) => Awaitable<void>): AnswerStore {
  return {
    keep: () => {},
    claim: (wanted) => wanted.map(() => 'ours'),
    heldElsewhere: (claims) => claims.map(() => false),
    settle: (entries) => (entries.length === 0 ? undefined : put(entries)),
    release: () => {},
    othersWrote: () => false,
  };
}
