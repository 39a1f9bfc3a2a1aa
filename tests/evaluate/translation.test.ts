import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bleu,
  chrf,
  compareSystems,
  sentenceCounts,
  summed,
  tokens13a,
} from '../../src/evaluate/translation.js';

/**
 * Figures of sacreBLEU's own tests (mjpost/sacrebleu, test/test_bleu.py and test/test_chrf.py). Those of chrF for single
 * sentences were made with another smoothing, which changes the fourth digit behind the point.
 */

const corpus = (translations: readonly string[], ...references: (readonly string[])[]) =>
  summed(
    translations.map((translation, index) =>
      sentenceCounts(
        translation,
        references.map((each) => each[index] ?? ''),
      ),
    ),
  );

const REFERENCES = [
  ['The dog bit the man.', 'It was not unexpected.', 'The man bit him first.'],
  ['The dog had bit the man.', 'No one was surprised.', 'The man had bitten the dog.'],
] as const;
const TRANSLATIONS = ['The dog bit the man.', "It wasn't surprising.", 'The man had just bitten him.'];

describe('BLEU', () => {
  it('is what sacreBLEU says it is', () => {
    expect(bleu(corpus(TRANSLATIONS, ...REFERENCES))).toBeCloseTo(48.530827, 5);
    expect(bleu(corpus(['', '', ''], ...REFERENCES))).toBe(0);
  });

  it('is 100 for the reference itself and 0 where no word fits', () => {
    const text = ['Niemand hat die Absicht, eine Mauer zu errichten'];
    expect(bleu(corpus(text, text))).toBeCloseTo(100, 8);
    expect(bleu(corpus(['eins zwei drei vier fünf'], ['a b c d e']))).toBe(0);
  });

  it('cuts as mteval-v13a does', () => {
    expect(tokens13a('It cost 1,000.5 (about) $3-4, "they" said: no-one.')).toEqual(
      'It cost 1,000.5 ( about ) $ 3 - 4 , " they " said : no-one .'.split(' '),
    );
    expect(tokens13a('Київ, 5&amp;6 м.')).toEqual(['Київ', ',', '5', '&', '6', 'м', '.']);
  });
});

describe('chrF', () => {
  it.each([
    [
      'Co nás nejvíc trápí, protože lékaři si vybírají, kdo bude žít a kdo zemře.',
      'Nejvíce smutní jsme z toho, že musíme rozhodovat o tom, kdo bude žít a kdo zemře.',
      39.14078509,
    ],
    [
      'Nebo prostě nemají vybavení, které by jim pomohlo, uvedli lékaři.',
      'A někdy nemáme ani potřebný materiál, abychom jim pomohli, popsali lékaři.',
      31.22557079,
    ],
    [
      'Lapali po dechu, jejich životy skončily dřív, než skutečně začaly.',
      'Lapali po dechu a pak jejich život skončil - dřív, než skutečně mohl začít, připomněli.',
      57.15704367,
    ],
  ])('is what sacreBLEU says it is: %s', (translation, reference, expected) => {
    expect(chrf(corpus([translation], [reference]))).toBeCloseTo(expected, 2);
  });

  it.each([
    [['a'], ['a'], 100],
    [[''], ['reference'], 0],
    [['a b c'], ['abc'], 100],
    [['a', 'b'], ['a', 'c'], 50],
    [['aa'], ['ab'], 25],
  ])('counts only orders that are there: %j and %j', (translations, references, expected) => {
    expect(chrf(corpus(translations, references))).toBeCloseTo(expected, 6);
  });
});

describe('the comparison', () => {
  const texts = Array.from(
    { length: 60 },
    (_, index) => `The council met on day ${index} and agreed on point ${index * 7}.`,
  );
  const counts = (change: (text: string, index: number) => string) =>
    texts.map((text, index) => sentenceCounts(change(text, index), [text]));
  const good = counts((text) => text.replace('agreed', 'decided'));
  const bad = counts((text) =>
    text.replace('The council met', 'Council has sat together').replace('agreed', 'was glad'),
  );

  it('says of a clear difference that it is none of chance, and the same every time', () => {
    const compared = compareSystems([bad, good], bleu);
    expect(compared).toEqual(compareSystems([bad, good], bleu));
    expect(compared.chance[0]).toBeLessThan(0.01);
    expect(compared.chance[1]).toBeUndefined();
  });

  it('says of the same answers that chance alone makes the order', () => {
    expect(compareSystems([good, good], chrf).chance[1]).toBe(1);
  });

  it('has every score inside its interval', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...texts), { minLength: 3, maxLength: 20 }), (answers) => {
        const system = answers.map((answer, index) => sentenceCounts(answer, [texts[index] ?? '']));
        for (const { score, low, high } of compareSystems([system], chrf, 200).intervals) {
          expect(low).toBeLessThanOrEqual(high);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100.000001);
        }
      }),
      { numRuns: 20 },
    );
  });
});
