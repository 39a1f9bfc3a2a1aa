import { TovmachError } from '../errors.js';
import { messages } from '../message.js';

const say = messages('translate', { stopped: 'stopped before it was done' });

/** The error of work that was stopped from outside. */
export function abortedError(cause?: unknown): TovmachError {
  return new TovmachError('ABORTED', say.stopped(), cause === undefined ? {} : { cause });
}

/** Settles as `work` does, or rejects with `ABORTED` as soon as the signal aborts. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => {});
    throw abortedError(signal.reason);
  }
  let stop: (() => void) | undefined;
  const abort = new Promise<never>((_, reject) => {
    stop = () => reject(abortedError(signal.reason));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, abort]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** A signal that aborts once all of `signals` have: a shared request goes on while one party still waits. */
export function whenAllAborted(signals: readonly AbortSignal[]): { signal: AbortSignal; release(): void } {
  const unique = [...new Set(signals)];
  const [only] = unique;
  if (only !== undefined && unique.length === 1) return { signal: only, release() {} };
  const controller = new AbortController();
  const check = (): void => {
    if (unique.every((signal) => signal.aborted)) controller.abort();
  };
  for (const signal of unique) signal.addEventListener('abort', check, { once: true });
  check();
  return {
    signal: controller.signal,
    release() {
      for (const signal of unique) signal.removeEventListener('abort', check);
    },
  };
}
