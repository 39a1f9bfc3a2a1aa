import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider, TranslateRequest } from '../model/contracts.js';
import type { Pair, Wanted } from './answer-store.js';
import type { Budget } from './budget.js';
import type { Claims, Outcome } from './claims.js';
import type { BatchDesk } from './desk.js';
import { requestOf } from './paid-request.js';
import type { Parcel } from './parcel.js';
import { costOf, type Tariff } from './price.js';

const say = messages('translate', {
  waits: 'a batch of {{provider}} has this text and is not answered yet',
  collect: 'Run "tovmach batch collect" later, and this again.',
});

/** Texts that are not sent now: a service answers them when it can, for less. */

/** Why a text has no translation yet. */
export function pendingError(provider: string): TovmachError {
  return new TovmachError('PENDING', say.waits({ provider }), { hint: say.collect() });
}

/**
 * Gathers what nobody has answered and nobody else asks for; what a batch failed over before is left to be sent by itself.
 * @param sorted what became of each text so far
 * @returns the same, with `pending` for what was gathered
 */
async function gather(
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

/** Texts that are about to be sent, sorted; those that can wait are gathered for a batch, and pending then. */
export async function sorted(
  pair: Pair,
  parcels: readonly Parcel[],
  {
    claims,
    desk,
    ...more
  }: {
    readonly claims: Claims;
    readonly desk: BatchDesk | undefined;
    readonly provider: Provider;
    readonly tariff: Tariff | undefined;
    readonly budget: Budget;
    readonly signal: AbortSignal;
  },
): Promise<readonly (Outcome | undefined)[]> {
  const found = await claims.sort(pair, parcels);
  const wantedOf = (parcel: Parcel) => claims.wanted(pair, parcel);
  const outcomes =
    desk === undefined ? found : await gather(pair, parcels, found, { desk, wantedOf, ...more });
  return outcomes.map((outcome) => (outcome === 'apart' ? undefined : outcome));
}
