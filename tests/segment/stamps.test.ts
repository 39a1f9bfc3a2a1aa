import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/compose.js';
import { evaluateStamps, stampCases, trapCases } from '../../src/evaluate/stamps.js';
import type { Tovmach } from '../../src/index.js';
import { createTimestampFinder } from '../../src/segment/timestamps.js';

let tovmach: Tovmach;
beforeAll(async () => {
  tovmach = await createTovmach();
});
afterAll(() => tovmach.close());

const stampsIn = (text: string): { start: number; end: number; text: string }[] =>
  tovmach
    .detectText(text)
    .segments.filter(({ role }) => role === 'timestamp')
    .map(({ start, end, text }) => ({ start, end, text }));

describe('stamps of seven languages, whatever they are glued to', () => {
  // Other seeds than the one development looked at.
  it.each([11, 12])('are cut at their borders, and nothing else is (seed %d)', (seed) => {
    const result = evaluateStamps(stampCases(500, seed), trapCases(2_000, seed), stampsIn);
    expect(
      (100 * result.exact) / result.total,
      JSON.stringify(result.missed.slice(0, 5)),
    ).toBeGreaterThanOrEqual(98);
    expect(
      (100 * result.cut) / result.traps,
      JSON.stringify(result.falselyCut.slice(0, 5)),
    ).toBeLessThanOrEqual(0.1);
  });

  it.each([
    ['Exports grow to 730.04.24, 07:58', '30.04.24, 07:58'],
    ['За добу зафіксовано: 120012.07.2024, 08:00', '12.07.2024, 08:00'],
    ['Ціна зросла до 8212:40', '12:40'],
    ['Council approves budget2 hours ago', '2 hours ago'],
    ['Рада ухвалила бюджет2 години тому', '2 години тому'],
    ['Council approves budgetYesterday at 8:41 pm', 'Yesterday at 8:41 pm'],
    ['Рада ухвалила бюджетВчора, 20:41', 'Вчора, 20:41'],
    ['Суд скасував арешт 08.07.2024 20:41 6152', '08.07.2024 20:41'],
    ['Суд скасував арешт | 03.12 11:53', '03.12 11:53'],
    ['Council approves budgetTuesday, 26 September 2023', 'Tuesday, 26 September 2023'],
    ['Sejm przyjął budżet8 lipca 2024, 20:41', '8 lipca 2024, 20:41'],
    ['2 hours ago', '2 hours ago'],
    ['5 min agoРада ухвалила бюджет', '5 min ago'],
  ])('%s', (text, stamp) => expect(stampsIn(text).map((one) => one.text)).toEqual([stamp]));
});

describe('a time that is told from the article’s', () => {
  const finder = createTimestampFinder(['en', 'uk'], 'Europe/Kyiv');
  const said = (text: string, date?: string): string | undefined => finder.find(text, date)[0]?.value?.iso;

  it('has the article’s date as its origin', () => {
    expect(said('2 hours ago', '2024-07-08T20:41:00+03:00')).toBe('2024-07-08T18:41:00+03:00');
    expect(said('3 дні тому', '2024-07-08')).toBe('2024-07-05');
    expect(said('Вчора, 20:41', '2024-07-08')).toBe('2024-07-07T20:41:00+03:00');
  });

  it('has no value where the article has no date, or one too coarse', () => {
    expect(said('2 hours ago')).toBeUndefined();
    expect(said('2 hours ago', '2024-07-08')).toBeUndefined();
  });
});
