import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, BlockKind, Placeholder } from '../../src/index.js';

import type { Piece } from '../../src/model/segment.js';
import { findPlaceholders } from '../../src/segment/placeholders.js';
import { createSegmenter } from '../../src/segment/segment.js';

const segmenter = createSegmenter({
  timeZone: 'Europe/Kyiv',
  languages: ['en', 'uk', 'ru'],
  counters: [/(?<!\d)\d[\d\s]{0,20}\s?(?:перегляд[iі]в|views)(?!\p{L})/giu],
});

function block(
  text: string,
  placeholders: readonly Placeholder[] = [],
  kind: BlockKind = 'paragraph',
): Block {
  return { id: 'b1', kind, text, anchors: [[0, 0]], end: text.length, placeholders };
}

const piecesOf = (text: string): Piece[] => segmenter.pieces(block(text));
const textsOf = (text: string): string[] => piecesOf(text).map(({ start, end }) => text.slice(start, end));

/** Pieces of one sentence with their joints shown. */
const sentencesOf = (text: string): string[] => {
  const sentences = new Map<number, Piece[]>();
  for (const piece of piecesOf(text)) {
    const list = sentences.get(piece.sentence) ?? [];
    list.push(piece);
    sentences.set(piece.sentence, list);
  }
  return [...sentences.values()].map((list) => text.slice(list[0]?.start, list.at(-1)?.end));
};

describe('sentences', () => {
  it.each([
    ['en', 'Mr. Smith met Sen. J. B. Kelly at 9 a.m. in Washington. They talked for 2.5 hours.', 2],
    ['uk', 'На вул. Хрещатик, 1 чекав А. П. Коваль. Було 12 тис. 500 людей і 3 млн грн. Потім усі пішли.', 3],
    ['ru', 'В г. Киеве живёт И. И. Петров. Он купил 5 тыс. 300 книг, т.е. почти всё.', 2],
    ['pl', 'Prof. Nowak mieszka przy ul. Długiej, tj. w centrum. Pracuje tam m.in. jego brat.', 2],
    ['de', 'Dr. Weber kam z.B. aus Berlin. Er blieb ca. 3 Tage.', 2],
    ['dots', 'Він подумав... а потім пішов. Усе.', 2],
    ['quotes', '"We won." He smiled. «Так!» Вона теж.', 4],
    ['acronym', 'The firm is under U.S. sanctions. It denies that.', 2],
    ['currency', 'Фермерам дали 3,2 млн дол. США за рік. Ще 5 дол. Потім скінчилося.', 3],
    ['page', 'Див. стор. 14 та тел. 044 555 12 12. Нова редакція вже є.', 2],
    ['zone', 'It opens at 9 a.m. Eastern on Friday. It closes at 6 p.m. Nobody stays.', 3],
    ['states', 'The U.S. President met the U.N. Secretary General. He left the U.S. The talks go on.', 3],
    ['glued', 'Аварія лишила без світла тисячі споживачів.Про це каже обленерго.', 2],
    ['file name', 'Їх зібрали на сторінці readme.md і example.com без пробілів.', 1],
    ['dateline uk', 'ЛЬВІВ. 3 травня. УНІАН. Міська рада зібралася. Сесія триває.', 2],
    ['dateline ru', 'МИНСК, 14 июня. /БелТА/. Совет собрался утром. Сессия продолжается.', 2],
    ['no dateline', 'ООН. Рада зібралася вранці. Сесія триває.', 3],
    ['japanese', '東京で会議が開かれた。首相も出席した。', 2],
  ])('%s', (_, text, count) => {
    expect(sentencesOf(text)).toHaveLength(count);
  });

  it('keeps a link whole, however many stops it has', () => {
    expect(textsOf('See https://example.org/a.b?c=1. Next one.')).toEqual([
      'See https://example.org/a.b?c=1.',
      'Next one.',
    ]);
  });
});

describe('scripts', () => {
  it.each([
    'Літаки F-16 і танки Leopard 2A4 прибули, пише Reuters.',
    'Агентство The Washington Post повідомило про вакцину від COVID-19 та COVID-ом.',
    'Країни НАТО (NATO) обговорили план, – Politico',
    'Режисер зняв фільм "Unclenching the Fists" торік.',
    'Слово (англ. Hello to all of you) означає вітання.',
    'Компанія Meta (Facebook, Instagram) купила Blue Heron Technologies Inc.',
    'Microsoft представила Windows 12',
    'Фото: Reuters',
    'Пісня "Stefania" гурту Kalush Orchestra перемогла',
    'У блозі на open source платформі він написав про це.',
    'Серіал The Last of Us повернеться навесні.',
    'Google Chrome та Microsoft Edge оновлено',
    'Netflix зняв серіал Stranger Things 5',
    'Рада ЄС (англ. Council of the European Union) ухвалила рішення.',
    'Деталі на сайті example.ua/novyny та @tsn_ua',
  ])('leaves names in Latin letters in %s', (text) => {
    expect(textsOf(text)).toEqual([text]);
  });

  it('takes words in quotation marks for speech where most of them are small', () => {
    expect(textsOf('Мер відповів: «Other families get two», – і пішов.')).toEqual([
      'Мер відповів:',
      '«Other families get two»',
      ', –',
      'і пішов.',
    ]);
  });

  it('cuts where one text ends and another begins', () => {
    expect(textsOf('The talks ended on Monday Переговори завершилися в понеділок')).toEqual([
      'The talks ended on Monday',
      'Переговори завершилися в понеділок',
    ]);
  });

  it('judges a name apart from the quotation beside it', () => {
    expect(
      textsOf('Він також написав у X: "We are grateful to every driver and every port worker."'),
    ).toEqual(['Він також написав у X:', '"We are grateful to every driver and every port worker."']);
  });

  it('cuts a word of another script out of a Latin text, with its brackets', () => {
    expect(textsOf('The mayor (Кличко) resigned.')).toEqual(['The mayor', '(Кличко)', 'resigned.']);
  });

  it('keeps a word with letters of two scripts in one piece', () => {
    expect(textsOf('Xерсон має 15 переглядiв, а СШA – ні')).toEqual(['Xерсон має 15 переглядiв, а СШA – ні']);
  });
});

describe('quotations', () => {
  const quoted = (text: string): string[] =>
    piecesOf(text)
      .filter((piece) => piece.quoted)
      .map(({ start, end }) => text.slice(start, end));

  it.each([
    ['Він сказав: «Мы идём домой», – і пішов.', ['«Мы идём домой»']],
    ['He said “we go home” and left.', ['“we go home”']],
    ['Er sagte „wir gehen nach Hause“ und ging.', ['„wir gehen nach Hause“']],
    ['He said "we go" and "they stay".', ['"we go"', '"they stay"']],
    ["The film 'Night Train' opened the festival's day.", ["'Night Train'"]],
    ['Він додав: «Мы никуда не пойдём. Потом вийшов.', ['«Мы никуда не пойдём.']],
    ['Книга «Про „нове“ життя» вийшла.', ['«Про „нове“ життя»']],
    ["It's Ukraine's day, isn't it", []],
  ])('%s', (text, expected) => {
    expect(quoted(text)).toEqual(expected);
  });
});

describe('stamps and counters', () => {
  it('are cut off even when glued', () => {
    const text = 'Переговори тривають - Reuters08.07.24, 20:41 • 101575 переглядiв';
    expect(piecesOf(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['text', 'Переговори тривають - Reuters'],
      ['timestamp', '08.07.24, 20:41'],
      ['counter', '101575 переглядiв'],
    ]);
  });

  it('leaves a number of views in a sentence alone', () => {
    const text = 'Відео набрало 101575 переглядів за добу.';
    expect(piecesOf(text).map((piece) => piece.kind)).toEqual(['text']);
  });
});

/** Text as news has it, with everything that could trip a cutter. */
const newsText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Reuters08.07.24, 20:41',
        'https://example.org/a.b/(c)?d=1,2.',
        'https://example.org/ ',
        'me@site.com.ua',
        '@handle.name',
        '#тег_2024',
        '15,5 %',
        '$3.2 млн',
        '«Мы дома»',
        '"quoted',
        'F-16',
        'Xерсон',
        '101575 переглядiв',
        '20:41',
        '8 липня 2024 року',
        '. ',
        '… ',
        ' • ',
        ' (',
        ')',
        '。',
        '\n',
        'І. П. Коваль',
        'The end',
        'Кінець.',
        'שלום',
        '你好',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

describe('what holds for every text', () => {
  it('pieces are ordered, disjoint, without white space at their ends, and nothing but separators is left over', () => {
    fc.assert(
      fc.property(newsText, (text) => {
        const pieces = piecesOf(text);
        let at = 0;
        let sentence = 0;
        let left = '';
        for (const piece of pieces) {
          expect(piece.start).toBeGreaterThanOrEqual(at);
          expect(piece.end).toBeGreaterThan(piece.start);
          expect(piece.sentence).toBeGreaterThanOrEqual(sentence);
          expect(text.slice(piece.start, piece.end)).toMatch(/^\S/);
          expect(text.slice(piece.start, piece.end)).toMatch(/\S$/);
          left += text.slice(at, piece.start);
          at = piece.end;
          sentence = piece.sentence;
        }
        left += text.slice(at);
        expect(left).toMatch(/^[\s\u0085\u180e•·|—–\-/,;:()]*$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('no border lies inside a placeholder', () => {
    fc.assert(
      fc.property(newsText, fc.nat(40), fc.nat(12), (text, from, length) => {
        const start = Math.min(from, text.length);
        const end = Math.min(start + length, text.length);
        const markup: Placeholder[] = end > start ? [{ start, end, kind: 'tag' }] : [];
        const places = findPlaceholders(text, markup);
        for (const piece of segmenter.pieces(block(text, markup))) {
          for (const place of places) {
            for (const border of [piece.start, piece.end]) {
              const inside = place.start < border && border < place.end;
              const blank =
                text.slice(border, place.end).trim() === '' || text.slice(place.start, border).trim() === '';
              expect(inside && !blank, `${JSON.stringify(text)} at ${border}`).toBe(false);
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['Повний текст на president.gov.ua/news та в Telegram.', ['president.gov.ua/news']],
    ['За даними Booking.com та Lenta.ru, ціни зросли.', ['Booking.com', 'Lenta.ru']],
    ['Канал t.me/tsn_ua має 1.5 млн підписників.', ['t.me/tsn_ua']],
    ['The talks ended.By the way, no U.S. aid came at 9 a.m. or p.m.', []],
  ])('addresses without a scheme are links in «%s»', (text, expected) => {
    expect(findPlaceholders(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it('placeholders are ordered and disjoint', () => {
    fc.assert(
      fc.property(newsText, (text) => {
        let at = 0;
        for (const { start, end } of findPlaceholders(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
      }),
    );
  });
});

describe('long blocks', () => {
  it.each([
    ['marks left open', '«'.repeat(100_000)],
    ['digits', '1'.repeat(100_000)],
    ['letters of two scripts', 'aб'.repeat(50_000)],
    ['sentences', 'Він пішов. "Мы дома" сказав він. '.repeat(5_000)],
    ['numbers', '15 % '.repeat(20_000)],
  ])('%s do not hold the segmenter up', (_, text) => {
    const pieces = piecesOf(text);
    expect(pieces[0]?.start).toBe(0);
    expect(pieces.at(-1)?.end).toBe(text.trimEnd().length);
  });
});
