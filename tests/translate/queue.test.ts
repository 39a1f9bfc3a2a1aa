import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import { ProviderQueue } from '../../src/translate/queue.js';
import { backoff, withRetries } from '../../src/translate/retry.js';
import { fakeClock, settle } from '../support/fake-clock.js';

const never = new AbortController().signal;

describe('ProviderQueue', () => {
  it('has no more requests under way than allowed', async () => {
    const queue = new ProviderQueue('fake', fakeClock(), { concurrency: 2 });
    const finish: (() => void)[] = [];
    let busiest = 0;
    let underWay = 0;
    const runs = Array.from({ length: 5 }, () =>
      queue.run(
        1,
        async () => {
          underWay += 1;
          busiest = Math.max(busiest, underWay);
          await new Promise<void>((resolve) => finish.push(resolve));
          underWay -= 1;
        },
        never,
      ),
    );
    await settle();
    expect(queue.isBusy).toBe(true);
    for (let done = 0; done < 5; done++) {
      finish.shift()?.();
      await settle();
    }
    await Promise.all(runs);
    expect(busiest).toBe(2);
    expect(queue.isBusy).toBe(false);
  });

  it('keeps to the characters of a minute, and lets a request larger than that through alone', async () => {
    const clock = fakeClock();
    const queue = new ProviderQueue('fake', clock, { charactersPerMinute: 100, timeoutMs: 1e9 });
    const started: [string, number][] = [];
    const send = (name: string, characters: number): Promise<unknown> =>
      queue.run(characters, async () => started.push([name, clock.now() - 1_000]), never);
    const all = [send('a', 60), send('b', 40), send('c', 30), send('d', 250), send('e', 10)];
    await clock.advance(0);
    expect(started.map(([name]) => name)).toEqual(['a', 'b']);
    await clock.advance(180_000);
    await Promise.all(all);
    expect(started).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 60_000],
      ['d', 120_000],
      ['e', 180_000],
    ]);
  });

  it('takes turns with others that ask the service, as far as either limit asks for', async () => {
    const clock = fakeClock();
    const asked: [string, number][] = [];
    let next = 0;
    const takeTurn = (service: string, seconds: number): number => {
      asked.push([service, seconds]);
      const wait = Math.max(0, next - clock.now());
      next = Math.max(next, clock.now()) + 1000 * seconds;
      return wait / 1000;
    };
    const pacing = { requestsPerSecond: 2, charactersPerMinute: 6_000, timeoutMs: 1e9 };
    const started: number[] = [];
    const all = [1, 2].map((name) => {
      const queue = new ProviderQueue('fake', clock, pacing, { takeTurn });
      const send = (characters: number) =>
        queue.run(characters, async () => started.push(clock.now() - 1_000), never);
      return Promise.all([send(name === 1 ? 10 : 100), send(10)]);
    });
    await clock.advance(10_000);
    await Promise.all(all);
    expect(started).toEqual([0, 500, 1_500, 2_000]);
    expect(asked).toEqual([
      ['fake', 0.5],
      ['fake', 1],
      ['fake', 0.5],
      ['fake', 0.5],
    ]);
  });

  it('holds everyone back during a pause', async () => {
    const clock = fakeClock();
    const queue = new ProviderQueue('fake', clock);
    queue.pause(5_000);
    queue.pause(1_000);
    let started = 0;
    const runs = [1, 2, 3].map(() =>
      queue.run(
        1,
        async () => {
          started += 1;
        },
        never,
      ),
    );
    await clock.advance(4_999);
    expect(started).toBe(0);
    await clock.advance(1);
    await Promise.all(runs);
    expect(started).toBe(3);
  });

  it.each(['goes on for ever', 'says it was stopped'])(
    'ends a request that is too slow and %s',
    async (manner) => {
      const clock = fakeClock();
      const queue = new ProviderQueue('fake', clock, { timeoutMs: 2_000 });
      const run = queue.run(
        1,
        (signal) =>
          new Promise((_, reject) => {
            if (manner === 'goes on for ever') return;
            signal.addEventListener('abort', () => reject(new ProviderError('fake', 'ABORTED', 'stopped')));
          }),
        never,
      );
      const result = expect(run).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringContaining('2 seconds'),
      });
      await clock.advance(2_000);
      await result;
    },
  );

  it('lets go of a caller that stops, also while it waits', async () => {
    const clock = fakeClock();
    const queue = new ProviderQueue('fake', clock);
    queue.pause(60_000);
    const controller = new AbortController();
    const run = queue.run(1, async () => 'sent', controller.signal);
    await settle();
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('lets a request that is under way come back after a stop, for a while', async () => {
    const clock = fakeClock();
    const queue = new ProviderQueue('fake', clock);
    const controller = new AbortController();
    let answer: (text: string) => void = () => {};
    const paid = queue.run(
      1,
      () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
      controller.signal,
    );
    let stopped = false;
    const hanging = queue.run(
      1,
      (signal) => {
        signal.addEventListener('abort', () => {
          stopped = true;
        });
        return new Promise<never>(() => {});
      },
      controller.signal,
    );
    await settle();
    controller.abort();
    const result = expect(hanging).rejects.toMatchObject({ code: 'ABORTED' });
    await clock.advance(9_000);
    answer('translated');
    expect(await paid).toBe('translated');
    expect(stopped).toBe(false);
    await clock.advance(1_000);
    await result;
    expect(stopped).toBe(true);
  });
});

describe('backoff', () => {
  const policy = { retries: 9, baseMs: 100, maxMs: 1_000 };

  it('doubles up to its ceiling', () => {
    expect([0, 1, 2, 3, 4, 5].map((attempt) => backoff(attempt, policy, () => 1))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it('is spread over the upper half', () => {
    expect([0, 0.5].map((chance) => backoff(2, policy, () => chance))).toEqual([200, 300]);
  });
});

describe('withRetries', () => {
  const policy = { retries: 3, baseMs: 100, maxMs: 10_000 };

  async function failing(
    errors: readonly ProviderError[],
  ): Promise<{ tries: number; slept: readonly number[] }> {
    const clock = fakeClock({ autoAdvanceUpTo: 1e9 });
    let tries = 0;
    await withRetries(
      async () => {
        const error = errors[tries++];
        if (error !== undefined) throw error;
      },
      { policy, clock, signal: never },
    ).catch(() => {});
    return { tries, slept: clock.slept };
  }

  const unavailable = new ProviderError('fake', 'UNAVAILABLE', 'down');

  it('tries again after what may pass, waiting longer each time', async () => {
    expect(await failing([unavailable, unavailable])).toEqual({ tries: 3, slept: [75, 150] });
  });

  it('waits exactly as long as the service asks', async () => {
    const limited = new ProviderError('fake', 'RATE_LIMIT', 'slow down', { retryAfterMs: 7_000 });
    expect(await failing([limited])).toEqual({ tries: 2, slept: [7_000] });
  });

  it('does not wait for hours because a service says so', async () => {
    const limited = new ProviderError('fake', 'RATE_LIMIT', 'slow down', { retryAfterMs: 2 * 3_600_000 });
    expect(await failing([limited])).toEqual({ tries: 1, slept: [] });
  });

  it('gives up after the last retry', async () => {
    expect((await failing(Array.from({ length: 9 }, () => unavailable))).tries).toBe(4);
  });

  it.each(['AUTH', 'QUOTA', 'BAD_RESPONSE', 'REJECTED', 'TOO_LARGE'] as const)(
    'does not repeat %s',
    async (code) => {
      expect((await failing([new ProviderError('fake', code, 'please try again later')])).tries).toBe(1);
    },
  );
});
