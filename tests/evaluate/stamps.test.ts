import { describe, expect, it } from 'vitest';
import { evaluateStamps, stampCases, trapCases } from '../../src/index.js';

/** Scores of finders whose mistakes are known. */

const cases = stampCases(200, 7);
const traps = trapCases(200, 7);
const places = new Map(cases.map(({ text, stamp }) => [text, [stamp]]));

describe('stamps that are found', () => {
  it('all: every line is right, none is shown', () => {
    const score = evaluateStamps(cases, traps, (text) => places.get(text) ?? []);
    expect(score).toMatchObject({ total: cases.length, exact: cases.length, traps: traps.length, cut: 0 });
    expect([score.missed, score.falselyCut]).toEqual([[], []]);
    expect(Object.values(score.byForm).every(({ exact, total }) => exact === total)).toBe(true);
    expect(score.exactBetween[1]).toBeCloseTo(1);
    expect(score.exactBetween[0]).toBeLessThan(1);
  });

  it('none: every line is missed, and some of them are shown with what was found', () => {
    const score = evaluateStamps(cases, traps, () => []);
    expect(score).toMatchObject({ exact: 0, cut: 0 });
    expect(score.missed.length).toBeGreaterThan(0);
    expect(score.missed.length).toBeLessThan(cases.length);
    expect(score.missed[0]).toEqual({ case: cases[0], found: [] });
  });

  it('everywhere: traps are cut, and one stamp more makes a line wrong', () => {
    const score = evaluateStamps(cases, traps, (text) => [...(places.get(text) ?? []), { start: 0, end: 1 }]);
    expect(score).toMatchObject({ exact: 0, cut: traps.length });
    expect(score.falselyCut[0]).toEqual({ case: traps[0], found: [{ start: 0, end: 1 }] });
  });

  it('a sign too far on either side is wrong', () => {
    for (const [from, to] of [
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      const score = evaluateStamps(cases, [], (text) =>
        (places.get(text) ?? []).map(({ start, end }) => ({ start: start + from, end: end + to })),
      );
      expect(score.exact).toBe(0);
    }
  });
});
