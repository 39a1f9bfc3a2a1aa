import type { Awaitable, Provider, TranslateRequest } from '../model/contracts.js';
import type { Wanted } from './answer-store.js';
import type { Amount } from './budget.js';

/** Where texts go that are not sent now: a service answers them when it can, for less. */

/** A request for a batch, with what it may cost at most, which is taken out of the budgets by then. */
export interface LaterRequest {
  readonly provider: Provider;
  readonly request: Omit<TranslateRequest, 'signal' | 'previous'>;
  /** Keys of its texts, in the order of the units. */
  readonly wanted: readonly Wanted[];
  readonly amount: Amount;
}

/** Where requests are gathered that can wait. Errors: `STORE`, `LOCKED`. */
export interface BatchDesk {
  /** Durable when it resolves; its texts then wait. */
  add(later: LaterRequest): Awaitable<void>;
}
