import { describe, expect, it } from 'vitest';
import { type ContextCase, contextCases, evaluateContext } from '../../src/evaluate/context.js';
import type { LabelledSpan } from '../../src/index.js';

/** Scores of the context test, by answers whose score is known. */

const one = (more: Partial<ContextCase> = {}): ContextCase => ({
  host: 'en',
  guest: 'uk',
  form: 'line',
  length: '6-12',
  text: 'Calm sea.\nРада зібралася зранку.\nAn own line.\n',
  foreign: { start: 10, end: 32 },
  own: { start: 33, end: 45 },
  ...more,
});
const cell = (spans: readonly LabelledSpan[], more: Partial<ContextCase> = {}) =>
  evaluateContext([one(more)], () => spans).cells[0];

describe('a foreign text', () => {
  it.each([
    ['with its borders', [{ start: 10, end: 32, lang: 'uk' }], 1, 1, 0],
    ['but for its stop', [{ start: 10, end: 31, lang: 'uk' }], 1, 1, 0],
    [
      'in two halves',
      [
        { start: 10, end: 14, lang: 'uk' },
        { start: 15, end: 32, lang: 'uk' },
      ],
      1,
      1,
      0,
    ],
    ['to nine tenths', [{ start: 12, end: 32, lang: 'uk' }], 1, 0, 0],
    ['to less than that', [{ start: 13, end: 32, lang: 'uk' }], 0, 0, 0],
    [
      'in two halves that are apart',
      [
        { start: 10, end: 19, lang: 'uk' },
        { start: 24, end: 32, lang: 'uk' },
      ],
      0,
      0,
      0,
    ],
    ['in another language', [{ start: 10, end: 32, lang: 'ru' }], 0, 0, 0],
    ['and the line behind it', [{ start: 10, end: 45, lang: 'uk' }], 1, 0, 1],
    ['up to the line behind it', [{ start: 10, end: 33, lang: 'uk' }], 1, 1, 0],
    ['by no language', [{ start: 10, end: 32, lang: 'und' }], 0, 0, 0],
    ['not at all', [], 0, 0, 0],
    ['not, but the line of its own', [{ start: 33, end: 45, lang: 'uk' }], 0, 0, 1],
    [
      'and its own line rightly',
      [
        { start: 10, end: 32, lang: 'uk' },
        { start: 33, end: 45, lang: 'en' },
      ],
      1,
      1,
      0,
    ],
  ] as const)('found %s', (_, spans, found, exact, flagged) => {
    expect(cell(spans)).toMatchObject({ total: 1, found, exact, flagged });
  });
});

describe('what is shown', () => {
  const cases = Array.from({ length: 50 }, () => one());
  it('is what was missed, inexact and falsely flagged, forty of each', () => {
    const missed = evaluateContext(cases, () => []);
    expect([missed.missed.length, missed.inexact.length, missed.falselyFlagged.length]).toEqual([40, 0, 0]);
    const span = { start: 10, end: 45, lang: 'uk' };
    const rough = evaluateContext(cases, () => [span]);
    expect([rough.missed.length, rough.inexact.length, rough.falselyFlagged.length]).toEqual([0, 40, 40]);
    expect(rough.inexact[0]?.spans).toEqual([span]);
    expect(rough.cells[0]).toMatchObject({ total: 50, found: 50, exact: 0, flagged: 50 });
  });

  it('has an interval of what was found, and a cell for each pair, form and length', () => {
    const { cells } = evaluateContext(
      [
        one(),
        one({ guest: 'ru' }),
        one({ host: 'de' }),
        one({ form: 'quotes' }),
        one({ length: '1' }),
        one(),
      ],
      () => [{ start: 10, end: 32, lang: 'uk' }],
    );
    expect(
      cells.map(({ host, guest, form, length, total, found }) => [host, guest, form, length, total, found]),
    ).toEqual([
      ['en', 'uk', 'line', '6-12', 2, 2],
      ['en', 'ru', 'line', '6-12', 1, 0],
      ['de', 'uk', 'line', '6-12', 1, 1],
      ['en', 'uk', 'quotes', '6-12', 1, 1],
      ['en', 'uk', 'line', '1', 1, 1],
    ]);
    const [first, second] = cells;
    expect(first?.foundBetween[0]).toBeCloseTo(0.342, 3);
    expect(first?.foundBetween[1]).toBe(1);
    expect(second?.foundBetween[0]).toBe(0);
    expect(second?.foundBetween[1]).toBeCloseTo(0.793, 3);
  });
});

describe('articles of the context test', () => {
  const options = {
    pairs: [
      ['en', 'uk'],
      ['uk', 'en'],
    ],
    most: 5,
    seed: 7,
  } as const;
  const texts = [
    ...Array.from({ length: 40 }, (_, n) => ({
      lang: 'en',
      group: '6-12',
      text: `The council approved plan number ${n} after a long and heated debate.`,
    })),
    ...Array.from({ length: 40 }, (_, n) => ({
      lang: 'uk',
      group: '6-12',
      text: `Рада затвердила план номер ${n} після довгих і гарячих дебатів.`,
    })),
  ];
  it('are the same for the same seed, and other ones for another', () => {
    const made = [...contextCases(texts, options)];
    expect(made.length).toBeGreaterThan(20);
    expect([...contextCases(texts, options)]).toEqual(made);
    expect([...contextCases(texts, { ...options, seed: 8 })]).not.toEqual(made);
  });

  it('have the foreign text where they say, in its letters, and the own line in the host’s', () => {
    for (const { host, text, foreign, own } of contextCases(texts, options)) {
      const [guests, hosts] =
        host === 'en'
          ? [/\p{Script=Cyrillic}/u, /\p{Script=Latin}/u]
          : [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u];
      expect(text.slice(foreign.start, foreign.end)).toMatch(guests);
      expect(text.slice(foreign.start, foreign.end)).not.toMatch(hosts);
      expect(text.slice(own.start, own.end)).toMatch(hosts);
      expect(text.slice(own.start, own.end)).not.toMatch(guests);
    }
  });

  it('are no more a cell than asked for', () => {
    const counts = new Map<string, number>();
    for (const { host, guest, form, length } of contextCases(texts, options)) {
      const key = [host, guest, form, length].join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBe(5);
  });
});
