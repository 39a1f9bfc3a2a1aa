import { ProviderError, TovmachError } from '../errors.js';
import { abortedError } from './abort.js';
import type { Clock } from './clock.js';

export interface RetryPolicy {
  /** Tries after the first. */
  readonly retries: number;
  /** Wait before the first retry, in milliseconds; doubles with each further one. */
  readonly baseMs: number;
  readonly maxMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { retries: 4, baseMs: 500, maxMs: 30_000 };

/**
 * Milliseconds to wait before retry `attempt` (from 0): exponential with full jitter over its upper half, so
 * that callers that failed together do not come back together.
 */
export function backoff(attempt: number, policy: RetryPolicy, random: () => number): number {
  const ceiling = Math.min(policy.maxMs, policy.baseMs * 2 ** attempt);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Others have found out meanwhile that waiting will not help. */
  readonly isHopeless?: () => boolean;
  /** Told before each wait. */
  readonly onRetry?: (error: ProviderError, attempt: number, waitMs: number) => void;
}

/**
 * Runs `task` until it succeeds, fails for good, or has failed `retries` times with an error that may pass.
 * Only the error's own word (`retryable`, `retryAfterMs`) counts; its message is never read.
 */
export async function withRetries<T>(task: () => Promise<T>, options: Retrying): Promise<T> {
  const { policy, clock, signal, onRetry, isHopeless } = options;
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) throw abortedError(signal.reason);
    try {
      return await task();
    } catch (error) {
      if (!ProviderError.isInstance(error) || !error.retryable) throw error;
      if (attempt >= policy.retries || isHopeless?.()) throw error;
      const waitMs = error.retryAfterMs ?? backoff(attempt, policy, clock.random);
      onRetry?.(error, attempt + 1, waitMs);
      await pause(waitMs, clock, signal);
    }
  }
}

async function pause(milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    throw abortedError(error);
  }
}

/** Whatever a provider threw, as an error of the family. */
export function asProviderError(error: unknown, provider: string): TovmachError {
  if (TovmachError.isInstance(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ProviderError(provider, 'BAD_RESPONSE', `${provider} failed in an unexpected way: ${message}`, {
    cause: error,
  });
}
