import type { Standing } from '../model/contracts.js';
import type { ProviderLink } from '../translate/link.js';

/** Longest wait for what a service says of itself, in milliseconds: nothing hangs on it. */
const PATIENCE_MS = 10_000;

/** What a service says of the account before any work; absent: it says nothing. @throws what the provider throws */
export async function standingOf(
  { provider }: ProviderLink,
  signal: AbortSignal | undefined,
): Promise<Standing | undefined> {
  if (provider.standing === undefined) return undefined;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return provider.standing({ signal: signal === undefined ? patience : AbortSignal.any([signal, patience]) });
}
