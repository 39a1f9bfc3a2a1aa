import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimestampFinder } from '../../src/segment/timestamps.js';

const finder = createTimestampFinder(
  ['en', 'uk', 'ru', 'pl', 'de', 'fr', 'es'],
  'Europe/Kyiv',
  /^\s*(?:Published|Updated on|Оновлено)\s*:?\s*$/iu,
);

const stampsOf = (text: string, date?: string): (readonly [string, string | undefined])[] =>
  finder.find(text, date).map(({ start, end, value }) => [text.slice(start, end), value?.iso] as const);

describe('ways of writing a moment', () => {
  it.each([
    ['08.07.24, 20:41', '2024-07-08T20:41:00+03:00'],
    ['16.02.24, 23:33', '2024-02-16T23:33:00+02:00'],
    ['08.07.2024 20:41', '2024-07-08T20:41:00+03:00'],
    ['8/7/2024, 9:05', '2024-07-08T09:05:00+03:00'],
    ['07/28/24, 09:26 PM', '2024-07-28T21:26:00+03:00'],
    ['07/08/24, 09:26 PM', '2024-07-08T21:26:00+03:00'],
    ['2024.07.08 20:41', '2024-07-08T20:41:00+03:00'],
    ['20:41, 08.07.2024', '2024-07-08T20:41:00+03:00'],
    ['20:41 | 08.07.24', '2024-07-08T20:41:00+03:00'],
    ['8 липня 2024 року', '2024-07-08'],
    ['8 липня 2024, 20:41', '2024-07-08T20:41:00+03:00'],
    ['8 липня 2024 року о 20:41', '2024-07-08T20:41:00+03:00'],
    ['8 июля 2024 г., 20:41', '2024-07-08T20:41:00+03:00'],
    ['8 lipca 2024 r.', '2024-07-08'],
    ['8. Juli 2024 um 20:41', '2024-07-08T20:41:00+03:00'],
    ['8 de julio de 2024', '2024-07-08'],
    ['8 juillet 2024 à 20:41', '2024-07-08T20:41:00+03:00'],
    ['July 8, 2024', '2024-07-08'],
    ['July 8, 2024 at 8:41 p.m.', '2024-07-08T20:41:00+03:00'],
    ['Jul. 8, 2024, 12:05 AM', '2024-07-08T00:05:00+03:00'],
    ['20:41, 8 July 2024', '2024-07-08T20:41:00+03:00'],
    ['2024-07-08T20:41:00+03:00', '2024-07-08T20:41:00+03:00'],
    ['2024-07-08T20:41:30Z', '2024-07-08T20:41:30+00:00'],
    ['2024-07-08 20:41', '2024-07-08T20:41:00+03:00'],
    ['2024-07-08', '2024-07-08'],
    ['08.07.2024', '2024-07-08'],
    ['2024年7月8日', '2024-07-08'],
    ['Понеділок, 8 липня 2024, 20:41', '2024-07-08T20:41:00+03:00'],
    ['пн, 08/07/2024 - 20:41', '2024-07-08T20:41:00+03:00'],
    ['Monday, July 8, 2024 at 8:41 p.m.', '2024-07-08T20:41:00+03:00'],
    ['8. Juli 2024, 20.41 Uhr', '2024-07-08T20:41:00+03:00'],
    ['Mon, 08 Jul 2024 20:41:00 +0300', '2024-07-08T20:41:00+03:00'],
    ['Mon, 8 Jul 2024 17:41:00 GMT', '2024-07-08T17:41:00+00:00'],
    ['20:41 / 08.07.2024', '2024-07-08T20:41:00+03:00'],
    ['08.07.2024 / 20:41', '2024-07-08T20:41:00+03:00'],
    ['2024-07-08 20:41 UTC', '2024-07-08T20:41:00+00:00'],
    ['8 July 2024 at 20:41 (EEST)', '2024-07-08T20:41:00+03:00'],
    ['July 8, 2024 8:41 PM EDT', '2024-07-08T20:41:00-04:00'],
    ['July 8, 2024, 8:41 p.m. ET', '2024-07-08T20:41:00-04:00'],
    ['8 July 2024, 20:41 UTC+5:30', '2024-07-08T20:41:00+05:30'],
    ['8 липня 2024, 20:41 за Києвом', '2024-07-08T20:41:00+03:00'],
  ])('%s alone in its block', (text, iso) => {
    expect(stampsOf(text)).toEqual([[text, iso]]);
  });

  it('ends at PM, though the next headline touches it', () => {
    expect(stampsOf('Що подорожчає з липня09:10 PMUkraine wins gold').map(([stamp]) => stamp)).toEqual([
      '09:10 PM',
    ]);
  });

  it('has no moment for a time of day, nor for a day without a year', () => {
    expect(stampsOf('09:26 PM')).toEqual([['09:26 PM', undefined]]);
    expect(stampsOf('8 липня, 20:41')).toEqual([['8 липня, 20:41', undefined]]);
  });

  it.each(['Сьогодні, 14:05', 'Вчора, 09:12', 'Yesterday, 21:30', 'Heute, 07:15'])(
    '%s is one stamp',
    (text) => {
      expect(stampsOf(text)).toEqual([[text, undefined]]);
      expect(stampsOf(`${text} Шмигаль зустрівся з послами`)).toEqual([[text, undefined]]);
    },
  );

  it('leaves a day and an hour in their sentence', () => {
    expect(stampsOf('Сьогодні о 14:05 у місті пролунала сирена')).toEqual([]);
    expect(stampsOf('Зустріч призначили на понеділок, 8 липня 2024 року, у Львові')).toEqual([]);
  });

  it('stands between bullets', () => {
    expect(stampsOf('Київ • Агенція • 8 липня, 20:41 • 512 переглядів')).toEqual([
      ['8 липня, 20:41', undefined],
    ]);
  });

  it('takes the missing year from the date of the article', () => {
    expect(stampsOf('8 липня, 20:41', '2024-07-09')).toEqual([
      ['8 липня, 20:41', '2024-07-08T20:41:00+03:00'],
    ]);
    expect(stampsOf('31 грудня, 23:50', '2025-01-01T08:00:00Z')).toEqual([
      ['31 грудня, 23:50', '2024-12-31T23:50:00+02:00'],
    ]);
  });

  it('knows when clocks change', () => {
    // Kyiv: forward at 03:00 on 31 March 2024, back at 04:00 on 27 October 2024.
    expect(stampsOf('31.03.24, 02:30')[0]?.[1]).toBe('2024-03-31T02:30:00+02:00');
    expect(stampsOf('31.03.24, 04:30')[0]?.[1]).toBe('2024-03-31T04:30:00+03:00');
    expect(stampsOf('27.10.24, 02:30')[0]?.[1]).toBe('2024-10-27T02:30:00+03:00');
    expect(stampsOf('27.10.24, 03:30')[0]?.[1]).toBe('2024-10-27T03:30:00+03:00');
    expect(stampsOf('27.10.24, 04:30')[0]?.[1]).toBe('2024-10-27T04:30:00+02:00');
  });
});

describe('where a stamp stands', () => {
  it.each([
    ['Переговори тривають - Reuters08.07.24, 20:41', ['08.07.24, 20:41']],
    ['20:41Headline of the hour', ['20:41']],
    ['переговори16:42Read more', ['16:42']],
    ['16:42 • 101575 переглядiв', ['16:42']],
    ['Прем’єр прибув до Києва (відео)16.02.24, 23:33', ['16.02.24, 23:33']],
    ['Перший заголовок19.05.22, 5:05 Другий заголовок20.05.22, 15:05', ['19.05.22, 5:05', '20.05.22, 15:05']],
    ['Заголовок без крапки 08.07.24, 20:41', ['08.07.24, 20:41']],
    ['08.07.24, 20:41 | Заголовок', ['08.07.24, 20:41']],
    ['July 8, 2024 | Kyiv', ['July 8, 2024']],
    ['Суд виніс вирок • 8 липня 2024', ['8 липня 2024']],
    ['20:41, 8 липня Рятувальники ліквідували пожежу', ['20:41, 8 липня']],
    ['Drones were shot down - Air Force09:15 AM, July 11 2024', ['09:15 AM, July 11 2024']],
    ['The talks began at 09:15, July 11 was their third day.', []],
    ['8 липня, 20:41 Рятувальники ліквідували пожежу', ['8 липня, 20:41']],
    ['Міністри зустрілися в Польщі 8 липня, 20:41', ['8 липня, 20:41']],
    ['Порт Одеси знову працює 08.07.2024', ['08.07.2024']],
    ['Published July 8, 2024', ['July 8, 2024']],
    ['Updated on: 8 July 2024 at 20:41', ['8 July 2024 at 20:41']],
    ['Оновлено 8 липня 2024', ['8 липня 2024']],
    ['Дата: 08.07.2024', ['08.07.2024']],
  ])('%s', (text, expected) => {
    expect(stampsOf(text).map(([stamp]) => stamp)).toEqual(expected);
  });

  it.each([
    'On July 8, 2024 the minister said so.',
    'The law of July 8, 2024 is in force.',
    '8 липня 2024 року, у понеділок, відкрили міст.',
    '8 липня 2024 року відкрили міст.',
    'Курс валют на понеділок, 8 липня',
    'О 20:41 пролунала сирена.',
    'Потяг прибуде до Львова 8 липня о 20:41',
    'Графік відключень на 08.07.2024',
    'Суд прийшов. Рішення підписано 08.07.2024',
    'The port reopens July 8, 2024',
    'Курс валют на 9 липня 20:15',
    'The siren sounded at 20:41.',
    'Станом на 08.07.24, 20:41 не було світла.',
    'Київ переміг Львів 2:1',
    'Рахунок у сетах: 25:20, 25:18, 21:15.',
    'Версія 1.2.2024.3 вийшла.',
    'Адреса 10.10.20.24 недоступна.',
    'Ціна 12.50 за кілограм',
    'Телефон 044-278-30-30',
    'Співвідношення 1:500',
    'Закон № 2024-07 діє.',
    'The office closed 2 hours ago because of the storm.',
    'He left 3 years ago and came back',
    'вчора, 2 дні тому',
    '31.02.2024',
    'In May 5 people came.',
    'Гра тривала 99:61',
  ])('leaves alone: %s', (text) => {
    expect(stampsOf(text)).toEqual([]);
  });
});

describe('what holds for every text', () => {
  it('stamps are ordered, disjoint and inside the text; a moment is valid ISO 8601', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '08.07.24, 20:41',
        '8 липня 2024',
        ' ',
        '20:41',
        ', ',
        'Слово',
        '.',
        '2024-07-08',
        '31.02.24',
        '–',
        'May 5',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.integer({ min: 0, max: 3000 }).map(String),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const text = parts.join('');
        let at = 0;
        for (const { start, end, value } of finder.find(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          if (value !== undefined) expect(Number.isNaN(Date.parse(value.iso))).toBe(false);
          at = end;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('month names beside a headline', () => {
  it.each([
    ['Нацбанк купив долариJuly 8, 06:12 PM', ['July 8, 06:12 PM', '2024-07-08T18:12:00+03:00']],
    ['Council opens a new parkJuly 8, 2024', ['July 8, 2024', '2024-07-08']],
    ['12 березня 2024, 14:05 У місті відкрили парк', ['12 березня 2024, 14:05', '2024-03-12T14:05:00+02:00']],
    ['Zamknięto most nad rzeką 31 marca 2024, 12:30', ['31 marca 2024, 12:30', '2024-03-31T12:30:00+03:00']],
    ['Stand: 29.03.2024, 14:30 Uhr', ['29.03.2024, 14:30 Uhr', '2024-03-29T14:30:00+02:00']],
  ])('%s', (text, stamp) => {
    expect(stampsOf(text, '2024-07-09')).toEqual([stamp]);
  });

  it.each([
    '31 березня 2024 року о 12:30 Україна перевела годинники',
    'Концерт почнеться 31 березня 2024 року о 12:30',
    'Версія NewsMay 8 вийшла у травні',
  ])('%s is prose', (text) => {
    expect(stampsOf(text, '2024-07-09')).toEqual([]);
  });
});
