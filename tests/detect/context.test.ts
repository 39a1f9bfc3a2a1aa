import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/compose.js';
import { contextCases, evaluateContext } from '../../src/evaluate/context.js';
import { parseGold } from '../../src/evaluate/gold.js';
import type { Segment, Tovmach } from '../../src/index.js';

const folder = new URL('../fixtures/languages/', import.meta.url);
const { texts } = parseGold('texts.tsv', readFileSync(new URL('texts.tsv', folder), 'utf8'));
const written = texts.filter(({ group }) => group === '6-12' || group === 'no-own-letters');
const { context: floors } = JSON.parse(readFileSync(new URL('floors.json', folder), 'utf8')) as {
  context: Record<string, Record<string, { found: number; exact: number; flagged: number }>>;
};

let tovmach: Tovmach;
beforeAll(async () => {
  tovmach = await createTovmach();
});
afterAll(() => tovmach.close());

describe('a short text of another language in an article', () => {
  for (const [pair, cells] of Object.entries(floors)) {
    const [host = '', guest = '', among = ''] = pair.split('>');
    it.each(Object.entries(cells))(`${guest} in ${host}: %s stays above its floors`, (cell, floor) => {
      const [form, length] = cell.split(' ') as ['line', '2-3'];
      const cases = contextCases(written, {
        pairs: [[host, guest]],
        forms: [form],
        lengths: [length],
        most: 120,
      });
      const languages =
        among === 'all' ? ['en', 'uk', 'ru', 'be', 'bg', 'pl', 'cs', 'de', 'fr'] : ['en', 'uk', 'ru'];
      const result = evaluateContext(cases, (text) => tovmach.detectText(text, { languages }).segments);
      const [one] = result.cells;
      expect(one?.total).toBeGreaterThanOrEqual(60);
      const total = one?.total ?? 1;
      expect((100 * (one?.found ?? 0)) / total, 'found %').toBeGreaterThanOrEqual(floor.found);
      expect((100 * (one?.exact ?? 0)) / total, 'exact %').toBeGreaterThanOrEqual(floor.exact);
      expect((100 * (one?.flagged ?? 0)) / total, 'own lines flagged %').toBeLessThanOrEqual(floor.flagged);
    });
  }
});

describe('confidence in a context test', () => {
  const cases = [
    ...contextCases(written, { pairs: [['uk', 'ru']], forms: ['colon'], lengths: ['3-6'], most: 20 }),
  ];
  it.each([
    [0.95, 20],
    [0.9, 0],
  ])(
    'a whole article called its own language with %d is surely wrong where the text is',
    (confidence, wrong) => {
      const [cell] = evaluateContext(cases, (text) =>
        [...text.matchAll(/[^\n]+/gu)].map(({ index, 0: line }) => ({
          start: index,
          end: index + line.length,
          lang: 'uk',
          confidence,
        })),
      ).cells;
      expect(cell).toMatchObject({
        total: 20,
        found: 0,
        sure: confidence > 0.9 ? 40 : 0,
        surelyWrong: wrong,
      });
    },
  );

  it.each([
    ['uk', 'ru'],
    ['ru', 'uk'],
    ['uk', 'en'],
    ['en', 'ru'],
  ])('of what is told surely hardly anything is wrong: %s with %s', (host, guest) => {
    const { cells } = evaluateContext(
      contextCases(written, { pairs: [[host, guest]], lengths: ['2-3', '3-6'], most: 60 }),
      (text) => tovmach.detectText(text, { languages: ['en', 'uk', 'ru'] }).segments,
    );
    const [sure, wrong] = (['sure', 'surelyWrong'] as const).map((key) =>
      cells.reduce((sum, cell) => sum + cell[key], 0),
    );
    expect(sure).toBeGreaterThan(300);
    expect((100 * (wrong ?? 0)) / (sure ?? 1)).toBeLessThanOrEqual(0.5);
  });
});

describe('the words and the context', () => {
  const around = 'Учора в місті відкрили нову школу, і діти вже пішли на перші уроки.';
  const line = (text: string): Segment | undefined =>
    tovmach.detectText(`${around}\n${text}\n${around}`, { languages: ['en', 'uk', 'ru'] }).segments[1];

  it.each([
    'Рада приняла бюджет',
    'Погода сегодня',
    'Происшествия',
    'Общество',
    'Новости спорта',
    'Лента новостей',
    'Подписаться',
  ])('words that only one language has outweigh any neighbour: %s', (text) =>
    expect(line(text)).toMatchObject({ lang: 'ru', flagged: true }),
  );

  it.each(['Increase', 'Protests', 'Intends'])('a word of the dictionary is no name: %s', (text) =>
    expect(line(text)).toMatchObject({ lang: 'en', flagged: true }),
  );

  it.each(['Weather', 'Advertisement', 'Subscribe', 'Details', 'Avatar'])(
    'a word of the interface is in its language: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'en', flagged: true }),
  );

  it.each(['contra spem spero', 'alea iacta est', '[views_19411]', 'AAPL 189.30 TSLA 244.10'])(
    'what is in no language that is known is undetermined: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'und', flagged: false }),
  );

  it.each(['Поч. о 18.30.', 'Див. стор. 12', 'тел. 044 123 45 67'])(
    'abbreviations lean on what stands around: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'uk', flagged: false }),
  );

  it('the alphabet of a third language is no evidence for it', () => {
    const { lang, segments } = tovmach.detectText(
      'Посол відповів людям біля входу мы не станем это обсуждать',
    );
    expect(lang).toBe('uk');
    expect(segments.map(({ text, lang }) => [lang, text])).toEqual([
      ['uk', 'Посол відповів людям біля входу'],
      ['ru', 'мы не станем это обсуждать'],
    ]);
  });

  it.each([
    [
      'Дід казав, що «це старе «разбитое корыто» нікому не треба».',
      [
        ['uk', 'Дід казав, що «це старе'],
        ['ru', '«разбитое корыто»'],
        ['uk', 'нікому не треба».'],
      ],
    ],
    [
      'Written by Olena ExampleЧитати далі українською',
      [
        ['en', 'Written by Olena Example'],
        ['uk', 'Читати далі українською'],
      ],
    ],
    [
      'за даними BLOOMBERGкомпанія зросла',
      [
        ['uk', 'за даними'],
        ['und', 'BLOOMBERG'],
        ['uk', 'компанія зросла'],
      ],
    ],
    [
      'Рада схвалила проєкт27 коментарів',
      [
        ['uk', 'Рада схвалила проєкт'],
        ['zxx', '27 коментарів'],
      ],
    ],
  ])('borders inside a line: %s', (text, parts) => {
    const { segments } = tovmach.detectText(`${around}\n\n${text}\n\n${around}`, {
      languages: ['en', 'uk', 'ru'],
    });
    expect(segments.slice(1, -1).map((segment) => [segment.lang, segment.text])).toEqual(parts);
  });

  it.each([
    'Мы вчора ходили на базар и купили там сиру і хліба для детей.',
    'Та шо ты такое кажеш, я ж тобі говорила шо нада было раньше прийти.',
  ])('mixed speech is one segment of its host, with the shares: %s', (text) => {
    const segment = line(text);
    expect(segment).toMatchObject({ lang: 'uk', text, flagged: false });
    expect(Object.keys(segment?.mixed ?? {})).toEqual(['uk', 'ru']);
    expect((segment?.mixed?.uk ?? 0) + (segment?.mixed?.ru ?? 0)).toBeCloseTo(1);
  });

  it.each(['Новий COVIDом хворіють', 'Він купив iPhoneи й пішов', 'Xерсон відбудували за рік'])(
    'an ending or a look-alike is no border: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'uk', text }),
  );

  it('accents of names are no vote among Latin languages', () => {
    const text = 'Jérôme Muñoz and João Łukasz both spoke to the council on Monday about the plan.';
    expect(tovmach.detectText(text, { languages: ['en', 'es', 'fr', 'de'] })).toMatchObject({ lang: 'en' });
  });

  it('a foreign line is no teaser by being foreign', () =>
    expect(line('The committee postponed its vote again')).toMatchObject({
      lang: 'en',
      flagged: true,
      role: 'paragraph',
    }));

  it.each(['Рада', 'Мир', 'Погода', 'Спорт', 'Наука', 'Культура'])(
    'a word that both languages have leans on its neighbours: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'uk', flagged: false }),
  );

  it.each(['Міністр', 'Кажуть', 'Лівія', 'Скандальна', 'Статуя', 'Заяви міністра'])(
    'a word that several alphabets hold is never in one that lacks its letters: %s',
    (text) => {
      const { segments } = tovmach.detectText(`${around}\n${text}\n${around}`, {
        languages: ['en', 'uk', 'ru', 'be', 'bg', 'sr', 'mk', 'pl', 'cs', 'de'],
      });
      expect(segments[1]).toMatchObject({ lang: 'uk', flagged: false });
      expect(segments[1]?.evidence).not.toContain('letters:most');
    },
  );

  it.each(['2 млрд', '7 год', '3 метра', '15 км'])(
    'a number with what two languages count alike is in the language around it: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'uk', flagged: false }),
  );

  it.each([
    ['Він сказав «earlier, Acme Works» і пішов додому.', 'en'],
    ['На плакаті було «Detained on Sunday», і всі сміялися.', 'en'],
    ['Вона написала «the Prime Minister» у щоденнику.', 'en'],
    ['Мер додав: Under new rules.', 'en'],
  ])('English that is no title is not the sentence around it: %s', (text, lang) => {
    const { segments } = tovmach.detectText(`${around}\n\n${text}\n\n${around}`, {
      languages: ['en', 'uk', 'ru'],
    });
    expect(segments.filter((segment) => segment.lang === lang)).toHaveLength(1);
  });

  it.each([
    ['“Wir brauchen mehr Luftabwehr”, said the Chancellor in Berlin.', 'Wir brauchen mehr Luftabwehr'],
    ['The minister said: nous devons agir maintenant.', 'nous devons agir maintenant'],
  ])('what is set off in a language that is no candidate is not the one around it: %s', (text, words) => {
    const before = 'The President arrived on Monday and met the Prime Minister.';
    const { segments } = tovmach.detectText(`${before}\n\n${text}`, { languages: ['en', 'uk', 'ru'] });
    const found = segments.filter(({ lang }) => lang === 'und');
    expect(found.map((segment) => segment.text)).toEqual([expect.stringContaining(words)]);
    expect(segments.filter(({ lang }) => lang === 'en').length).toBeGreaterThan(1);
  });

  it.each(['The party “Servant of the People” won again.', 'The group “Slava Ukraini” spoke to the press.'])(
    'a name in quotation marks is no such language: %s',
    (text) => {
      const { segments } = tovmach.detectText(text, { languages: ['en', 'uk', 'ru'] });
      expect(segments.map(({ lang }) => lang)).toEqual(['en']);
    },
  );

  it.each([
    'Серіал «The Last of Us» повернеться навесні на екрани.',
    'Видання «The New York Times» пише про вибори у громаді.',
    'Гурт «Imagine Dragons» знову виступить у нашому місті.',
    'Учора на екрани вийшов серіал «Game of Thrones» про королів.',
  ])('a title in Latin letters stays in its sentence: %s', (text) =>
    expect(line(text)).toMatchObject({ lang: 'uk', text, flagged: false }),
  );

  it.each(['МИД Польши', 'Посол Китая'])('a case of the name of a country tells Russian: %s', (text) =>
    expect(line(text)?.lang).toBe('ru'),
  );

  it.each(['Revaccination', 'Wednesday', 'Norwegian', 'The Kremlin'])(
    'what English alone writes so is no name: %s',
    (text) => expect(line(text)).toMatchObject({ lang: 'en', flagged: true }),
  );

  it.each(['и Acme Works', 'на Acme Field,'])('names in Latin letters do not outvote the rest: %s', (text) =>
    expect(tovmach.detectText(text, { languages: ['en', 'uk', 'ru'] }).lang).not.toBe('en'),
  );

  it.each(['status quo', 'in vino veritas'])('Latin that English dictionaries have is Latin: %s', (text) =>
    expect(line(text)).toMatchObject({ lang: 'und', flagged: false }),
  );

  it('among all languages those that keep each other company come first', () => {
    const languages = 'en uk ru be bg sr mk pl cs de fr'.split(' ');
    const text = 'Санкции';
    const { segments } = tovmach.detectText(`${around}\n${text}\n${around}`, { languages });
    expect(segments[1]).toMatchObject({ lang: 'ru', flagged: true });
  });

  it('cuts behind a colon, and says what spoke against it', () => {
    const { segments } = tovmach.detectText(`${around}\nКомандир крикнув по рації: всем отойти от моста.`, {
      languages: ['en', 'uk', 'ru'],
    });
    expect(segments.slice(1).map(({ lang, text }) => [lang, text])).toEqual([
      ['uk', 'Командир крикнув по рації:'],
      ['ru', 'всем отойти от моста.'],
    ]);
    expect(segments[2]?.evidence).toContain('set-off:colon');
  });

  it.each([
    ['Він відповів «безусловно» і вийшов.', 'ru', '«безусловно»'],
    ['Він відповів: «Спасибо!» Речниця зазначила, що слідчі вже працюють.', 'ru', '«Спасибо!»'],
  ])('one quoted word that the neighbour alone has is the neighbour’s: %s', (text, lang, word) => {
    const { segments } = tovmach.detectText(`${around}\n${text}`, { languages: ['en', 'uk', 'ru'] });
    expect(segments.filter((one) => one.lang === lang).map((one) => one.text)).toEqual([word]);
  });

  it.each([
    'Газета «Известия» написала про це першою.',
    'Компанія «Газпром» заявила про збитки.',
    'Він назвав це «провокацією» і вийшов.',
    'Слово «рада» має кілька значень.',
  ])('a name in quotation marks, or a word both have, stays with the sentence: %s', (text) => {
    const { segments } = tovmach.detectText(`${around}\n${text}`, { languages: ['en', 'uk', 'ru'] });
    expect(segments.filter(({ lang }) => lang !== 'uk')).toEqual([]);
  });

  it('leaves the words before a quotation in their own language', () => {
    const { segments } = tovmach.detectText(`${around}\nМер написав: «Все будет хорошо».`, {
      languages: ['en', 'uk', 'ru'],
    });
    expect(segments.slice(1).map(({ lang, text }) => [lang, text])).toEqual([
      ['uk', 'Мер написав:'],
      ['ru', '«Все будет хорошо».'],
    ]);
  });
});
