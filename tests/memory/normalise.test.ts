import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generalise, transferValues } from '../../src/memory/normalise.js';

interface Case {
  readonly why: string;
  readonly pair: readonly [string, string];
  readonly entry: readonly [string, string];
  readonly text: string;
  readonly result: string | undefined;
}

const CASES: readonly Case[] = [
  {
    why: 'decimals in the target language',
    pair: ['en', 'uk'],
    entry: ['Prices rose by 2.5% in May.', 'У травні ціни зросли на 2,5 %.'],
    text: 'Prices rose by 3.7% in May.',
    result: 'У травні ціни зросли на 3,7 %.',
  },
  {
    why: 'decimals the other way round',
    pair: ['uk', 'en'],
    entry: ['Інфляція склала 2,5 %.', 'Inflation was 2.5%.'],
    text: 'Інфляція склала 10,25%.',
    result: 'Inflation was 10.25%.',
  },
  {
    why: 'groups of digits',
    pair: ['en', 'de'],
    entry: ['It cost 1,500 dollars.', 'Es kostete 1.500 Dollar.'],
    text: 'It cost 1,250,000 dollars.',
    result: 'Es kostete 1.250.000 Dollar.',
  },
  {
    why: 'the spaces the translator used between groups',
    pair: ['en', 'uk'],
    entry: ['The bridge cost $12,000 to mend.', 'Ремонт мосту коштував 12 000 доларів.'],
    text: 'The bridge cost $345,000 to mend.',
    result: 'Ремонт мосту коштував 345 000 доларів.',
  },
  {
    why: 'values that change places',
    pair: ['en', 'uk'],
    entry: ['On July 8, 2024 the port was shut.', 'Порт закрили 8 липня 2024 року.'],
    text: 'On July 22, 2025 the port was shut.',
    result: 'Порт закрили 22 липня 2025 року.',
  },
  {
    why: 'clock times and numeric dates as they are',
    pair: ['uk', 'pl'],
    entry: ['Оновлено 08.07.2024 о 20:41', 'Zaktualizowano 08.07.2024 o 20:41'],
    text: 'Оновлено 09.11.2025 о 07:05',
    result: 'Zaktualizowano 09.11.2025 o 07:05',
  },
  {
    why: 'addresses and handles',
    pair: ['en', 'uk'],
    entry: ['Read more at https://a.example/x?y=1.', 'Докладніше: https://a.example/x?y=1.'],
    text: 'Read more at https://b.example/z.',
    result: 'Докладніше: https://b.example/z.',
  },
  {
    why: 'the same plural form',
    pair: ['en', 'uk'],
    entry: ['It lasted 5 days.', 'Це тривало 5 днів.'],
    text: 'It lasted 17 days.',
    result: 'Це тривало 17 днів.',
  },
  {
    why: 'no guess at another plural form',
    pair: ['en', 'uk'],
    entry: ['It lasted 5 days.', 'Це тривало 5 днів.'],
    text: 'It lasted 3 days.',
    result: undefined,
  },
  {
    why: 'no guess where a value stands twice',
    pair: ['en', 'uk'],
    entry: ['From 5 to 5.', 'Від 5 до 5.'],
    text: 'From 6 to 7.',
    result: undefined,
  },
  {
    why: 'no guess where the target lacks the value',
    pair: ['en', 'uk'],
    entry: ['It lasted 5 days.', "Це тривало п'ять днів."],
    text: 'It lasted 6 days.',
    result: undefined,
  },
  {
    why: 'no guess where the target converts the value',
    pair: ['en', 'uk'],
    entry: ['It is 5 miles away.', 'Це за 5 миль (8 км).'],
    text: 'It is 6 miles away.',
    result: undefined,
  },
  {
    why: 'other words are another sentence',
    pair: ['en', 'uk'],
    entry: ['It lasted 5 days.', 'Це тривало 5 днів.'],
    text: 'It lasted 5 weeks.',
    result: undefined,
  },
  {
    why: 'groups that the translator made are made again',
    pair: ['uk', 'en'],
    entry: ['Кількість: 1000000.', 'Number: 1,000,000.'],
    text: 'Кількість: 2500000.',
    result: 'Number: 2,500,000.',
  },
  {
    why: 'numbers inside names are words',
    pair: ['en', 'uk'],
    entry: ['The F-16 landed.', 'F-16 приземлився.'],
    text: 'The F-35 landed.',
    result: undefined,
  },
  {
    why: 'ordinals are words',
    pair: ['en', 'uk'],
    entry: ['It was the 5th attempt.', 'Це була 5-та спроба.'],
    text: 'It was the 3rd attempt.',
    result: undefined,
  },
];

describe('transferValues', () => {
  it.each(CASES)('$why', ({ pair: [source, target], entry: [sourceText, targetText], text, result }) => {
    expect(transferValues({ sourceText, targetText }, text, source, target)).toBe(result);
  });

  it('leaves no old value behind and brings every new one, in the notation of the target', () => {
    const amount = fc.integer({ min: 2100, max: 9_999_999 });
    const percent = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 10, max: 99 }));
    fc.assert(
      fc.property(amount, percent, amount, percent, (amountA, [wholeA, partA], amountB, [wholeB, partB]) => {
        const source = (n: number, whole: number, part: number): string =>
          `Revenue of $${n.toLocaleString('en')}, up ${whole}.${part}%, was reported.`;
        const target = (n: number, whole: number, part: number): string =>
          `Виторг становив ${n.toLocaleString('uk')} дол., на ${whole},${part} % більше.`;
        const entry = {
          sourceText: source(amountA, wholeA, partA),
          targetText: target(amountA, wholeA, partA),
        };
        const result = transferValues(entry, source(amountB, wholeB, partB), 'en', 'uk');
        const plural = new Intl.PluralRules('uk');
        if (plural.select(amountA) === plural.select(amountB))
          expect(result).toBe(target(amountB, wholeB, partB));
        else expect(result).toBeUndefined();
      }),
    );
  });

  it('gives the entry back for its own source whenever it gives anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('зросла', 'на', '%', 'о', 'ціна'), fc.integer().map(String))),
        (words) => {
          const text = words.join(' ');
          const result = transferValues({ sourceText: text, targetText: text }, text, 'uk', 'uk');
          if (result !== undefined) expect(result).toBe(text);
        },
      ),
    );
  });
});

describe('generalise', () => {
  it('gives ranges that hold the values, in order and apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('en', 'uk', 'de', 'fr'),
        (text, language) => {
          let last = 0;
          for (const value of generalise(text, language).values) {
            expect(value.start).toBeGreaterThanOrEqual(last);
            expect(text.slice(value.start, value.end)).toBe(value.text);
            last = value.end;
          }
        },
      ),
    );
  });

  it.each([
    ['1,500.75', 'en', '1500.75'],
    ['1 500,75', 'uk', '1500.75'],
    ['1\u202F500', 'fr', '1500'],
    ['2.5', 'uk', '2.5'],
    ['044', 'uk', '044'],
  ])('reads %s in %s', (text, language, canonical) => {
    expect(generalise(`a ${text} b`, language).values.map((value) => value.canonical)).toEqual([canonical]);
  });

  it.each([
    ['1.500', 'uk'],
    ['2,5', 'en'],
    ['10km', 'en'],
    ['COVID-19', 'en'],
  ])('does not guess what %s is in %s', (text, language) => {
    expect(generalise(`a ${text} b`, language).values).toEqual([]);
  });
});
