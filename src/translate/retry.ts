import { hintOf, ProviderError, TovmachError } from '../errors.js';
import { asValue, inEnglish, messages, withWords } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { visible } from '../model/visible.js';
import { abortedError } from './abort.js';
import type { Clock } from './clock.js';

const say = messages('translate', {
  unexpected: '{{provider}} failed in an unexpected way: {{reason}}',
  asksToWait: {
    one: '{{reason}}; it asks to come back in {{count}} minute',
    other: '{{reason}}; it asks to come back in {{count}} minutes',
  },
  runAgainThen: 'Run again then: what is translated by now is kept.',
});

export interface RetryPolicy {
  /** Tries after the first. */
  readonly retries: number;
  /** Wait before the first retry, in milliseconds; doubles with each further one. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** A limit on requests counts by the minute: who asks for fewer is asked again for that long at least. */
const PATIENCE_MS = 60_000;

/** Longest wait a service may ask for by `Retry-After`, in milliseconds. */
const LONGEST_WAIT_MS = 5 * 60_000;

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
  /** Tries after the first that an error deserves, where it deserves fewer. */
  readonly retriesFor?: (error: ProviderError) => number;
  /** Told before each wait. */
  readonly onRetry?: (error: ProviderError, attempt: number, waitMs: number) => void;
}

/**
 * Runs `task` until it succeeds, fails for good, or has failed `retries` times with an error that may pass.
 * Only the error's own word (`retryable`, `retryAfterMs`) counts; its message is never read.
 */
export async function withRetries<T>(task: () => Promise<T>, options: Retrying): Promise<T> {
  const { policy, clock, signal, onRetry, isHopeless, retriesFor } = options;
  let waited = 0;
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) throw abortedError(signal.reason);
    try {
      return await task();
    } catch (error) {
      if (!ProviderError.isInstance(error) || !error.retryable) throw error;
      const patient = error.code === 'RATE_LIMIT' && policy.retries > 0 && waited < PATIENCE_MS;
      const retries = Math.min(policy.retries, retriesFor?.(error) ?? policy.retries);
      if ((attempt >= retries && !patient) || isHopeless?.()) throw error;
      if (asksTooLong(error)) throw tooLong(error);
      const waitMs = Math.max(backoff(attempt, policy, clock.random), error.retryAfterMs ?? 0);
      waited += waitMs;
      onRetry?.(error, attempt + 1, waitMs);
      await pause(waitMs, clock, signal);
    }
  }
}

/** Whether a service wants to be left alone for longer than a run waits: for this run it is gone. */
export function asksTooLong(error: ProviderError): boolean {
  return (error.retryAfterMs ?? 0) > LONGEST_WAIT_MS;
}

function tooLong(error: ProviderError): ProviderError {
  const { provider, code, retryAfterMs = 0, status } = error;
  const count = Math.round(retryAfterMs / 60_000);
  return new ProviderError(provider, code, say.asksToWait({ reason: asValue(error), count }), {
    retryAfterMs,
    ...onlyDefined({ status }),
    hint: say.runAgainThen(),
  });
}

async function pause(milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    throw abortedError(error);
  }
}

/**
 * Whatever a provider threw, as an error of the family, in words that may be shown.
 * @param hide takes secrets out of a text
 */
export function asProviderError(
  error: unknown,
  provider: string,
  hide: (text: string) => string = (text) => text,
): TovmachError {
  const shown = (words: string): string => visible(hide(words).replace(/[\n\r\t]+/g, ' '));
  if (!TovmachError.isInstance(error)) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = shown(message);
    return new ProviderError(provider, 'BAD_RESPONSE', say.unexpected({ provider, reason }), {
      // The original would carry what was hidden.
      cause: new Error(reason),
    });
  }
  const said = withWords(error, shown);
  const known = hintOf(error);
  const hint = known === undefined ? undefined : withWords(known, shown);
  const isClean = inEnglish(said) === error.message && (hint === undefined || inEnglish(hint) === error.hint);
  if (isClean || !ProviderError.isInstance(error)) return error;
  const { code, status, retryAfterMs, unitIds, misaddressed, unreached, resend, usage } = error;
  const details = { hint, status, retryAfterMs, unitIds, misaddressed, unreached, resend, usage };
  const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  return new ProviderError(error.provider, code, said, given);
}
