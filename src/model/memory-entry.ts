import type { Awaitable, MemoryEntry } from './contracts.js';
import type { LanguageTag } from './language.js';
import type { Origin } from './translation.js';

/** What goes into a memory, what comes out of it, and which of it is asked for. */

/**
 * What can be put: an entry, whose neighbours may be given as hashes where their texts are not at hand (an
 * earlier export).
 */
export interface NewEntry extends MemoryEntry {
  /** Hash of the normalised previous segment, 13 hex digits; for entries without `before`. */
  readonly beforeHash?: string;
  /** Hash of the normalised next segment, 13 hex digits; for entries without `after`. */
  readonly afterHash?: string;
  /** ISO 8601; now where absent. */
  readonly updatedAt?: string;
}

/** An entry as stored. Neighbours are kept as hashes only. */
export interface StoredEntry extends Omit<MemoryEntry, 'before' | 'after' | 'createdAt'> {
  /** Stable while the entry lives. */
  readonly id: number;
  /** Hash of the normalised previous segment, 13 hex digits. */
  readonly beforeHash?: string;
  /** Hash of the normalised next segment, 13 hex digits. */
  readonly afterHash?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** When it was last changed; ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** Narrows what is read or exported; nothing given, everything. */
export interface EntryFilter {
  /** Only entries from this language, a BCP 47 tag. */
  readonly source?: LanguageTag;
  /** Only entries into this language, a BCP 47 tag. */
  readonly target?: LanguageTag;
  /** Only entries that a person, a provider or an imported file gave. */
  readonly origin?: Origin['kind'];
  /** Only entries nobody looked at (`machine`), or that a person approved or wrote (`reviewed`). */
  readonly state?: 'machine' | 'reviewed';
}

/** Where entries can be put: a memory, as what is read from a file needs it. */
export interface EntrySink {
  /** Durable when it returns, or when what it returned has resolved. @returns how many entries were new or changed */
  add(entries: readonly NewEntry[]): Awaitable<number>;
}

/** Where entries can be read, in a fixed order: a memory, as what is written to a file needs it. */
export interface EntrySource {
  /** The entries a filter leaves; with nothing in it, all. */
  entries(filter?: EntryFilter): Iterable<StoredEntry>;
}
