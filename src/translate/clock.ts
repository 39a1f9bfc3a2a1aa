import { setImmediate, setTimeout } from 'node:timers/promises';

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
  sleep: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, { signal });
  },
  tick: async () => {
    await setImmediate();
  },
  random: () => Math.random(),
};
