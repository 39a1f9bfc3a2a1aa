import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach, type Tovmach } from '../../src/index.js';
import type { Block } from '../../src/model/article.js';
import { findPlaceholders } from '../../src/segment/placeholders.js';
import { createSegmenter } from '../../src/segment/segment.js';

/** Time grows with the text, not with its square, where one sentence is all of it. */

const segmenter = createSegmenter({
  timeZone: 'Europe/Kyiv',
  languages: ['en', 'uk', 'ru'],
  counters: [/(?<!\d)\d{1,7} views(?!\p{L})/gu],
});

const block = (text: string): Block => ({
  id: 'b1',
  kind: 'paragraph',
  text,
  anchors: [[0, 0]],
  end: text.length,
  placeholders: [],
});

const SHORT = 30_000;
const TIMES = 6;
/** With the square it is 36. */
const MOST = 12;

/** Of the processor, the best of some, in milliseconds. */
async function timeOf(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const { user, system } = process.cpuUsage();
    await work();
    const now = process.cpuUsage();
    best = Math.min(best, (now.user + now.system - user - system) / 1_000);
  }
  return best;
}

async function growth(textOf: (size: number) => string, work: (text: string) => unknown): Promise<number> {
  const [short, long] = [textOf(SHORT), textOf(SHORT * TIMES)];
  await work(short);
  const before = await timeOf(() => work(short));
  // What takes next to nothing is measured as that.
  return (await timeOf(() => work(long))) / Math.max(before, 10);
}

const repeated =
  (unit: string, head = '') =>
  (size: number): string =>
    head + unit.repeat(Math.ceil(size / unit.length));
const segment = (text: string): void => void segmenter.pieces(block(text));
const placeholders = (text: string): void => void findPlaceholders(text);
/** What takes less than a clock can tell. */
const manyTimes =
  (work: (text: string) => void) =>
  (text: string): void => {
    for (let time = 0; time < 20; time++) work(text);
  };

let tovmach: Tovmach;
beforeAll(async () => {
  tovmach = await createTovmach({ config: { languages: ['en', 'uk', 'ru'] } });
});
afterAll(() => tovmach.close());
const detect = (text: string): unknown => tovmach.detectText(text);

describe('one endless sentence', () => {
  it.each([
    ['bars between amounts', repeated('cat $5 | '), detect],
    ['colons between amounts', repeated('cat $5: їжа '), detect],
    ['two scripts between amounts', repeated('$1 їжа cat '), segment],
    ['counters beside stamps', repeated('5 views · '), segment],
    ['brackets behind an address', repeated(')'.repeat(50), 'see http://a.b/'), manyTimes(placeholders)],
  ])('%s', { timeout: 120_000 }, async (_, textOf, work) => {
    expect(await growth(textOf, work)).toBeLessThan(MOST);
  });
});
