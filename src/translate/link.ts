import type { Provider } from '../model/contracts.js';
import type { Price } from '../model/definition.js';
import type { BatchLimits } from './batch.js';
import type { Tariff } from './price.js';
import type { Pacing } from './queue.js';
import type { RetryPolicy } from './retry.js';

/** The calls of one request. */
export interface Errand {
  /** Does them. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** What was answered is kept, or came to nothing. */
  done(): void;
}

/** Where requests are written down with what is answered to them, the moment it is here. */
export interface RequestNotes {
  /** @param note what it takes to make sense of the answers, and to ask the same again */
  begin(note: unknown): Errand;
  /** Requests that runs which died had answers to, and whose note is wanted; each is given once. */
  take(isWanted: (note: unknown) => boolean): readonly (Errand & { readonly note: unknown })[];
}

/** A provider with what its user allows it. */
export interface ProviderLink {
  readonly provider: Provider;
  /** Absent: nothing is written down before the memory has it. */
  readonly notes?: RequestNotes | undefined;
  readonly pacing?: Pacing;
  readonly retry?: Partial<RetryPolicy>;
  /** Tighter limits than the provider declares; looser ones are ignored. */
  readonly limits?: { readonly [Limit in keyof BatchLimits]?: number | undefined };
  /** Absent: it costs nothing, as far as is known. */
  readonly tariff?: Tariff;
  /** What it asks where it may take its time; absent: it cannot, or costs nothing. */
  readonly batchTariff?: Tariff;
  /** The price list the tariff is from, or would be in another currency, where nobody configured a price. */
  readonly listed?: Price;
  /** Asked only where `routes` or `verify` of the configuration name it. */
  readonly reserved?: boolean;
  /** What it gives is no translation, on purpose. */
  readonly pretends?: boolean;
  /** Takes secrets out of what it says; absent: it has none. */
  readonly hide?: (text: string) => string;
}
