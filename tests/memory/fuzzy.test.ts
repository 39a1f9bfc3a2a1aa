import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexWords, similarity } from '../../src/memory/fuzzy.js';
import { normaliseText } from '../../src/model/text.js';

const text = fc
  .array(fc.constantFrom('the', 'The', 'port', 'порт', '5', '6', ',', '.', '東京', 'reopened', 'reopens'), {
    maxLength: 12,
  })
  .map((words) => words.join(' '));

describe('similarity', () => {
  it('is 100 for the same normalised text and nothing else, the same both ways, 0 to 99 otherwise', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const score = similarity(a, b);
        expect(similarity(b, a)).toBe(score);
        expect(score === 100).toBe(normaliseText(a) === normaliseText(b));
        expect(score).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('falls when more words change', () => {
    const words = 'The council voted to rebuild the old bridge over the river next spring'.split(' ');
    const scores = words.map((_, count) =>
      similarity(words.join(' '), words.map((word, index) => (index < count ? 'xyzzy' : word)).join(' ')),
    );
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[0]).toBe(100);
    expect(scores.at(-1)).toBeLessThan(20);
  });

  it.each([
    ['a comma', 'In May the port reopened.', 'In May, the port reopened.', 90, 99],
    [
      'a number',
      'The port reopened after 5 days of repairs.',
      'The port reopened after 6 days of repairs.',
      88,
      96,
    ],
    ['an ending', 'Порт знову відкрили в понеділок.', 'Порти знову відкрили в понеділок.', 90, 99],
    [
      'one word of eight',
      'The council voted to rebuild the old bridge.',
      'The council voted to rebuild the stone bridge.',
      80,
      92,
    ],
    [
      'half the words',
      'The council voted to rebuild the bridge.',
      'The council met and left quickly again.',
      20,
      60,
    ],
    ['all of it', 'The council voted.', 'Порт знову відкрили.', 0, 15],
  ])('%s', (_, a, b, low, high) => {
    expect(similarity(a, b)).toBeGreaterThanOrEqual(low);
    expect(similarity(a, b)).toBeLessThanOrEqual(high);
  });
});

describe('indexWords', () => {
  it('gives words of any script, without numbers and marks', () => {
    expect(indexWords('П’ять портів, 5 ports: 5 PORTS!')).toEqual(['пять', 'портів', 'ports']);
    expect(indexWords('東京タワー')).toEqual(['東京', '京タ', 'タワ', 'ワー']);
  });
});
