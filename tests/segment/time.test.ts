import { describe, expect, it } from 'vitest';
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
const MOST = 18;

/** Of the processor, the best of some, in milliseconds. */
function timeOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const { user, system } = process.cpuUsage();
    work();
    const now = process.cpuUsage();
    best = Math.min(best, (now.user + now.system - user - system) / 1_000);
  }
  return best;
}

function growth(textOf: (size: number) => string, work: (text: string) => void): number {
  const [short, long] = [textOf(SHORT), textOf(SHORT * TIMES)];
  work(short);
  // What takes next to nothing is measured as that.
  return (
    timeOf(() => work(long)) /
    Math.max(
      timeOf(() => work(short)),
      10,
    )
  );
}

const repeated =
  (unit: string, head = '') =>
  (size: number): string =>
    head + unit.repeat(Math.ceil(size / unit.length));
const segment = (text: string): void => void segmenter.pieces(block(text));
const placeholders = (text: string): void => void findPlaceholders(text);
describe('one endless sentence', () => {
  it.each([
    ['two scripts between amounts', repeated('$1 їжа cat '), segment],
    ['quotations in two scripts', repeated('«їжак ліс» cat dog $5 '), segment],
    ['counters beside stamps', repeated('5 views · '), segment],
    ['brackets behind an address', repeated(')', 'see http://a.b/'), placeholders],
    ['addresses between variables', repeated('{{a}} http://a.b/c{{d}} '), placeholders],
  ])('%s', (_, textOf, work) => {
    expect(growth(textOf, work)).toBeLessThan(MOST);
  });
});
