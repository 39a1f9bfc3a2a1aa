import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionFor, createRoleFinder, type RoleRules } from '../../src/detect/roles.js';
import type { Block, BlockKind } from '../../src/index.js';

const rules = parse(readFileSync(new URL('../../config/roles.yaml', import.meta.url), 'utf8')) as RoleRules;
const words = parse(
  readFileSync(new URL('../../config/interface.yaml', import.meta.url), 'utf8'),
) as Partial<RoleRules>;
const roles = createRoleFinder({ ...rules, ...words });

const roleOf = (text: string, kind: BlockKind = 'paragraph') =>
  roles.roleOf({
    id: 'b1',
    kind,
    text,
    anchors: [[0, 0]],
    end: text.length,
    placeholders: [],
  } satisfies Block);

describe('words of a site around its articles', () => {
  it.each([
    ['Show more →', 'en'],
    ['Comments', 'en'],
    ['COPY LINK', 'en'],
    ['Поділитися:', 'uk'],
    ['Читать в источнике', 'ru'],
    ['Чытаць далей', 'be'],
    ['Czytaj dalej »', 'pl'],
    ['Weiterlesen…', 'de'],
    ['Lire la suite', 'fr'],
    ['Leer más', 'es'],
    ['Leggi tutto', 'it'],
    ['Číst dál', 'cs'],
    ['Прочети още', 'bg'],
    ['Прочитај још', 'sr'],
    ['Citește și', 'ro'],
    ['Leia mais', 'pt'],
    ['EnglishENG', 'en'],
    ['УкраїнськаУКР', 'uk'],
  ])('%s is furniture, and %s', (text, language) =>
    expect(roleOf(text)).toMatchObject({ role: 'boilerplate', listed: expect.arrayContaining([language]) }),
  );

  it.each(['Українська | Русский | English', 'Укр Рус Українська', '72.8K subscribers', '1 хвилина'])(
    '%s is furniture',
    (text) => expect(roleOf(text).role).toBe('boilerplate'),
  );

  it.each(['Weather', 'Происшествия', 'Wirtschaft'])('%s keeps its role, for it may be a heading', (text) =>
    expect(roleOf(text, 'heading')).toMatchObject({ role: 'heading', listed: expect.anything() }),
  );

  it.each(['Показати більше зброї обіцяє міністр', 'Close talks with Kyiv', 'Далі буде важче'])(
    'a sentence that begins with one is not: %s',
    (text) => expect(roleOf(text).role).toBe('paragraph'),
  );

  it('a title is a title, whatever it says', () =>
    expect(roleOf('Weather forecast', 'title').role).toBe('title'));

  it('no word is listed twice in one language', () => {
    for (const lists of [words.interface, words.sections]) {
      for (const [tag, list] of Object.entries(lists ?? {})) {
        const folded = list.map((word) => word.toLowerCase());
        expect(
          folded.filter((word, at) => folded.indexOf(word) !== at),
          tag,
        ).toEqual([]);
      }
    }
  });
});

describe('section labels', () => {
  it.each([
    ['Details', 'details'],
    ['Деталі', 'details'],
    ['Подробности:', 'details'],
    ['ДЕТАЛІ', 'details'],
    ['Addendum', 'addendum'],
    ['Доповнення', 'addendum'],
    ['Нагадаємо', 'recall'],
    ['Recall', 'recall'],
    ['Напомним', 'recall'],
    ['Довідково', 'reference'],
    ['What happened', 'what_happened'],
    ["What's next", 'what_next'],
    ['What’s next', 'what_next'],
    ['Kontekst', 'context'],
    ['Оновлено', 'updated'],
  ])('%s is %s', (text, label) => {
    expect(roleOf(text)).toMatchObject({ role: 'section-label', label });
  });

  it('has a text in the locale files for every key', () => {
    for (const language of ['de', 'en', 'es', 'fr', 'pl', 'ru', 'uk']) {
      const labels = JSON.parse(
        readFileSync(new URL(`../../locales/${language}/labels.json`, import.meta.url), 'utf8'),
      ) as Record<string, string>;
      expect(Object.keys(rules.labels).filter((key) => labels[key] === undefined)).toEqual([]);
    }
  });

  it('spells no two labels alike', () => {
    const spellings = Object.values(rules.labels)
      .flat()
      .map((spelling) => spelling.toLowerCase());
    expect(spellings.filter((spelling, index) => spellings.indexOf(spelling) !== index)).toEqual([]);
  });

  it('a sentence that begins like a label is a paragraph', () => {
    expect(roleOf('Details of the deal were not disclosed.').role).toBe('paragraph');
    expect(roleOf('Нагадаємо, що торік міст закрили.').role).toBe('paragraph');
  });
});

describe('lines that lead elsewhere', () => {
  it.each([
    'Read also: Scientists print a heart valve',
    'Читайте також: У трьох областях відкрили центри',
    'ЧИТАЙТЕ ТАКОЖ: У трьох областях відкрили центри',
    'Читайте также: В трёх областях открыли центры',
    'See also — Two bridges reopened',
    'Czytaj także: Nowy most otwarty',
  ])('%s', (text) => {
    const { role, prefix = 0 } = roleOf(text);
    expect(role).toBe('related-headline');
    expect(text.slice(0, prefix)).toMatch(/[:—]\s$/);
  });

  it('a prefix alone is furniture', () => {
    expect(roleOf('Читайте також:').role).toBe('boilerplate');
    expect(roleOf('Read more').role).toBe('boilerplate');
    expect(roleOf('Zobacz również').role).toBe('boilerplate');
  });
});

describe('furniture', () => {
  it.each([
    'Підписуйтесь на наш Telegram-канал',
    'Подписывайтесь на нас в Facebook',
    'Subscribe to our Telegram channel',
    'Follow us on X',
    'Sign up for our newsletter',
    'Поділитися',
    'Share this article on Facebook',
    'Реклама',
    'We use cookies to improve your experience.',
    'Ми використовуємо файли cookie, щоб сайт працював краще',
    'Якщо ви знайшли помилку, виділіть її та натисніть Ctrl+Enter',
    'Теги: міст, ремонт',
    '© 2024 Dnipro Observer',
    'Фото: Олена Гнатюк',
    'Bild: dpa',
    'Zdjęcie: PAP',
    'Image copyright Getty Images',
    'Copyright 2024 Dnipro Observer',
    'Story continues below advertisement',
    'Час читання: 3 хв',
    '3 min read',
    '5 хвилин тому',
    'Posted 2 hours ago',
    'Опубліковано:',
    'Teilen Sie den Artikel',
  ])('%s', (text) => {
    expect(roleOf(text).role).toBe('boilerplate');
  });

  it.each([
    'The new law on cookies takes effect on Monday.',
    'Subscribers of the service lost access for two days.',
    'Sharing the stage with the band was a dream, she said.',
    'Follow-up talks will be held in Geneva.',
    'Стежте, щоб діти не виходили на лід, попереджають рятувальники.',
    'Advertisement spending grew by a third last year.',
    'Photographers from ten countries came to the festival.',
    'Subscribe was the word of the year.',
    'Copyright holders sued the platform in March.',
    'Published in Kyiv, the book sold out in a week.',
    '5 хвилин тому сирена замовкла.',
  ])('is not: %s', (text) => {
    expect(roleOf(text).role).toBe('paragraph');
  });

  it.each(['Автор: Олена Гнатюк', 'By Martin Hale', 'Author: Ivan Petrenko'])('%s is a byline', (text) => {
    expect(roleOf(text).role).toBe('byline');
  });

  it('a title is never furniture', () => {
    expect(roleOf('Details', 'title').role).toBe('title');
  });
});

describe('actions', () => {
  it('follow the defaults, a role, and a language within a role, in rising order', () => {
    expect(actionFor({}, 'paragraph', 'uk')).toBe('translate');
    expect(actionFor({}, 'related-headline', 'uk')).toBe('related');
    expect(actionFor({ paragraph: 'keep' }, 'paragraph', 'uk')).toBe('keep');
    expect(actionFor({ quote: { ru: 'keep', '*': 'drop' } }, 'quote', 'ru')).toBe('keep');
    expect(actionFor({ quote: { ru: 'keep', '*': 'drop' } }, 'quote', 'pl')).toBe('drop');
    expect(actionFor({ boilerplate: { ru: 'keep' } }, 'boilerplate', 'uk')).toBe('drop');
  });
});
