import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Awaitable, Provider, TranslateRequest } from '../model/contracts.js';
import type { Wanted } from './answer-store.js';
import type { Amount, Budget } from './budget.js';
import type { Outcome } from './claims.js';
import { requestOf } from './paid-request.js';
import type { Parcel } from './parcel.js';
import { costOf, type Tariff } from './price.js';

const say = messages('translate', {
  waits: 'a batch of {{provider}} has this text and is not answered yet',
  collect: 'Run "tovmach batch collect" later, and this again.',
});

/** Texts that are not sent now: a service answers them when it can, for less. */

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

/** Why a text has no translation yet. */
export function pendingError(provider: string): TovmachError {
  return new TovmachError('PENDING', say.waits({ provider }), { hint: say.collect() });
}

/**
 * Gathers what nobody has answered and nobody else asks for; what a batch failed over before is left to be sent by itself.
 * @param sorted what became of each text so far
 * @returns the same, with `pending` for what was gathered
 */
export async function gather(
  { source, target }: Pick<TranslateRequest, 'source' | 'target'>,
  parcels: readonly Parcel[],
  sorted: readonly (Outcome | undefined)[],
  {
    desk,
    provider,
    tariff,
    budget,
    signal,
    wantedOf,
  }: {
    readonly desk: BatchDesk;
    readonly provider: Provider;
    /** What the provider asks for a batch. */
    readonly tariff: Tariff | undefined;
    readonly budget: Budget;
    readonly signal: AbortSignal;
    readonly wantedOf: (parcel: Parcel) => Wanted;
  },
): Promise<readonly (Outcome | undefined)[]> {
  const claims = new Set<string>();
  const sent = parcels.filter((parcel, index) => {
    if (sorted[index] !== undefined) return false;
    // One translation serves both.
    const { claim } = wantedOf(parcel);
    return !claims.has(claim) && claims.add(claim) !== undefined;
  });
  if (sent.length > 0) {
    const made = requestOf({ source, target }, sent, { all: sent, signal, previous: undefined });
    const { signal: _, previous: __, ...request } = made;
    const characters = sent.reduce((sum, { text }) => sum + text.length, 0);
    const amount = { characters, cost: costOf(tariff, { ...provider.estimate?.(made), characters }) };
    await budget.reserve(amount, provider.name);
    await desk.add({ provider, request, wanted: sent.map(wantedOf), amount });
  }
  return sorted.map((outcome) => (outcome === undefined ? 'pending' : outcome));
}
