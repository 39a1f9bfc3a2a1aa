import {
  PROVIDER_PROMISES,
  type ProviderCandidate,
  type ProviderPromise,
  type Stage,
} from './provider-promises.js';
import { TranslationService } from './service.js';
import type { ConformanceCase } from './suite.js';

/** The suite for providers. */

/** Tries one promise on a fresh adapter with a fresh service. @throws when it is broken */
export async function tryPromise(candidate: ProviderCandidate, { keeps }: ProviderPromise): Promise<void> {
  const { dialect } = candidate;
  const service = dialect === undefined ? undefined : await TranslationService.open(dialect);
  const provider = candidate.create(service?.url ?? '');
  try {
    const stage: Stage = {
      candidate,
      provider,
      get service() {
        if (service === undefined) throw new Error(`${candidate.name} has no service`);
        return service;
      },
    };
    await keeps(stage);
  } finally {
    await provider.close?.();
    await service?.close();
  }
}

/**
 * The suite for an adapter. Promises about services are left out for one that has none, and so is what it does not offer.
 * @throws Error for a promise under `notOffered` that there is not
 */
export function providerCases(candidate: ProviderCandidate): readonly ConformanceCase[] {
  const { notOffered = {}, dialect } = candidate;
  const known = PROVIDER_PROMISES.map(({ promise }) => promise);
  const unknown = Object.keys(notOffered).filter((promise) => !known.includes(promise));
  if (unknown.length > 0) throw new Error(`no such promise of a provider: ${unknown.join(', ')}`);
  return PROVIDER_PROMISES.filter(
    ({ promise, needsService, thorough = false }) =>
      notOffered[promise] === undefined &&
      (!needsService || dialect !== undefined) &&
      (!thorough || candidate.thorough === true),
  ).map((each) => ({ name: each.promise, run: () => tryPromise(candidate, each) }));
}
