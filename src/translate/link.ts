import type { Provider } from '../model/contracts.js';
import type { Price } from '../model/definition.js';
import type { BatchLimits } from './batch.js';
import type { Tariff } from './price.js';
import type { Pacing } from './queue.js';
import type { RetryPolicy } from './retry.js';

/** A provider with what its user allows it. */
export interface ProviderLink {
  readonly provider: Provider;
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
