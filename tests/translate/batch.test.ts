import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideLong, divideText, pack } from '../../src/translate/batch.js';
import { protect, restore } from '../../src/translate/protect.js';

const length = (text: string): number => text.length;

describe('pack', () => {
  it('keeps to both limits and to the order', () => {
    expect(pack(['aaa', 'bb', 'c', 'dddd'], { maxUnits: 2, maxCharacters: 5 }, length)).toEqual([
      ['aaa', 'bb'],
      ['c', 'dddd'],
    ]);
  });

  it('gives an item that is too large a request of its own', () => {
    expect(pack(['a', 'bbbbbbbb', 'c'], { maxUnits: 9, maxCharacters: 4 }, length)).toEqual([
      ['a'],
      ['bbbbbbbb'],
      ['c'],
    ]);
  });

  it('loses nothing and exceeds nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 12 })),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        (items, maxUnits, maxCharacters) => {
          const batches = pack(items, { maxUnits, maxCharacters }, length);
          expect(batches.flat()).toEqual(items);
          for (const batch of batches) {
            expect(batch.length).toBeLessThanOrEqual(maxUnits);
            if (batch.length > 1) expect(batch.join('').length).toBeLessThanOrEqual(maxCharacters);
          }
        },
      ),
    );
  });
});

describe('divideText', () => {
  it('cuts at sentences first', () => {
    expect(divideText('One sentence. And a second one. A third.', 32, 'en')).toEqual([
      'One sentence. And a second one. ',
      'A third.',
    ]);
  });

  it('cuts a sentence that is too long at a space', () => {
    expect(divideText('Дуже довге речення без кінця', 12, 'uk')).toEqual([
      'Дуже довге ',
      'речення без ',
      'кінця',
    ]);
  });

  it('cuts a word that is too long between characters, never within one', () => {
    expect(divideText('👩‍👩‍👧👩‍👩‍👧', 8, 'en')).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
  });

  it('gives back the text, in stretches within the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 12, max: 40 }),
        (text, limit) => {
          expect(divideText(text, limit, 'en').join('')).toBe(text);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (text, limit) => {
        for (const stretch of divideText(text, limit, 'en'))
          expect(stretch.length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe('divideLong', () => {
  it.each(['xml', 'token', 'split'] as const)(
    'never cuts a token, and restores exactly, in %s style',
    (style) => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('Word ', 'речення. ', '<tag> ', '& ', 'А. ', '\n', '@desk '), {
            maxLength: 30,
          }),
          fc.integer({ min: 4, max: 30 }),
          (words, limit) => {
            const text = words.join('');
            const placeholders = [...text.matchAll(/@desk/g)].map((match) => ({
              start: match.index,
              end: match.index + 5,
              kind: 'handle' as const,
            }));
            const divided = divideLong(protect(text, placeholders, style), limit, 'uk');
            const prose = divided.parts.flatMap((part) => ('prose' in part ? [part.prose] : []));
            for (const each of prose) expect(each).not.toMatch(/^[^<]*\/>|<x[^>]*$/);
            expect(restore(divided, prose)).toEqual({ ok: true, text });
          },
        ),
      );
    },
  );
});
