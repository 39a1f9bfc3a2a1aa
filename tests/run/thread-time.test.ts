import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { processorTime, threadNumber } from '../../src/crew/thread-time.js';

describe.skipIf(process.platform !== 'linux')('time of the processor that a thread has had', () => {
  it('passes while it works, and not while it waits', async () => {
    const thread = threadNumber();
    const before = processorTime(thread) ?? Number.NaN;
    await wait(1_000);
    const waited = processorTime(thread) ?? Number.NaN;
    expect(waited - before).toBeLessThan(500);
    const { user } = process.cpuUsage();
    while (process.cpuUsage().user - user < 300_000) Math.sqrt(user);
    expect((processorTime(thread) ?? 0) - waited).toBeGreaterThanOrEqual(200);
  });

  it('is not known of a thread that is not there', () => {
    expect(processorTime(0)).toBeUndefined();
    expect(processorTime(2 ** 30)).toBeUndefined();
  });
});
