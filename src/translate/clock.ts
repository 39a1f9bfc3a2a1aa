import { setImmediate } from 'node:timers/promises';

/** Time and chance, as far as translating needs them; injected, so that tests take no time. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Resolves after `milliseconds`; rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Resolves when everything that is ready now had its turn. */
  tick(): Promise<void>;
  /** 0 (inclusive) to 1 (exclusive). */
  random(): number;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      if (signal?.aborted === true) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    }),
  tick: async () => {
    await setImmediate();
  },
  random: () => Math.random(),
};

/** One after the other: everything that is ready has its turn between two who wait. */
export function turnsOf(clock: Clock): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => clock.tick());
    return last;
  };
}
