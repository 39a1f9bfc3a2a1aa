import type { Clock } from '../../src/translate/clock.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export interface FakeClock extends Clock {
  /** Waits that were asked for, in milliseconds, in order. */
  readonly slept: readonly number[];
  /** Lets everything settle, then moves time on and wakes who is due; repeats step by step. */
  advance(milliseconds: number): Promise<void>;
}

export interface FakeClockOptions {
  /** Waits up to this long pass by themselves, at once: retries and pauses, but not timeouts. */
  readonly autoAdvanceUpTo?: number;
  readonly random?: () => number;
}

/** Settles all promises that need no time. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) await new Promise((resolve) => setImmediate(resolve));
}

/** Time that passes only when a test says so. */
export function fakeClock({ autoAdvanceUpTo = -1, random = () => 0.5 }: FakeClockOptions = {}): FakeClock {
  let now = 1_000;
  let sleepers: Sleeper[] = [];
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    random,
    tick: () => new Promise((resolve) => setImmediate(resolve)),
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        const stop = (): void => reject(signal?.reason ?? new Error('aborted'));
        if (signal?.aborted) return stop();
        signal?.addEventListener('abort', stop, { once: true });
        if (milliseconds <= autoAdvanceUpTo) {
          slept.push(milliseconds);
          now += milliseconds;
          setImmediate(resolve);
          return;
        }
        sleepers.push({
          until: now + milliseconds,
          wake: () => {
            if (!signal?.aborted) slept.push(milliseconds);
            resolve();
          },
        });
      });
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        await settle();
        const due = sleepers.filter((sleeper) => sleeper.until <= end).sort((a, b) => a.until - b.until)[0];
        if (due === undefined) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== due);
        now = Math.max(now, due.until);
        due.wake();
      }
      now = end;
      await settle();
    },
  };
}
