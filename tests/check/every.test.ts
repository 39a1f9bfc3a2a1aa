import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check as checkArticle, createChecks } from '../../src/check/check.js';
import type { Check } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import type { ManifestArticle } from '../../src/model/manifest.js';
import type { Translated } from '../../src/model/stages.js';
import { termsCheck } from '../../src/terms/check.js';
import { createTerms } from '../../src/terms/terms.js';
import { RelatedStories } from '../../src/write/related.js';

/** Twenty bad ones for the checks that need more than a source and a translation, and that every check has as many. */

const createAll = (): readonly Check[] =>
  createChecks({ detector: createCascade(), candidates: ['en', 'uk'] });
const all = createAll();
const unitOf = (source: string, target: string, text: string) => ({
  key: text,
  source,
  target,
  text,
  placeholders: [],
  role: 'paragraph' as const,
});

/** What two engines make of one sentence: what both may say, and what only one of them may. */
const VERIFY: readonly (readonly [same: string, same: string, other: string])[] = [
  ['15 deputies voted.', 'Voted: 15 deputies.', '50 deputies voted.'],
  ['It cost 52 million.', 'It was 52 million.', 'It cost 52 billion.'],
  ['He paid 500 dollars.', 'He paid $500.', 'He paid 500 euros.'],
  ['It grew by 5 percent.', 'It grew 5%.', 'It grew by 5 km.'],
  ['It begins in May.', 'In May it begins.', 'It begins in March.'],
  ['The mayor did not sign it.', 'The mayor never signed it.', 'The mayor signed it.'],
  ['It opens at 9 p.m.', 'It opens at 21:00.', 'It opens at 9 a.m.'],
  ['They met on Monday.', 'On Monday they met.', 'They met on Friday.'],
  ['There were 250,000 people.', 'There were 250 thousand people.', 'There were 25,000 people.'],
  ['It was 3.5 metres high.', 'Its height was 3.5 m.', 'It was 35 metres high.'],
  ['In 2019 it was closed.', 'It was closed in 2019.', 'In 2018 it was closed.'],
  ['They gave 40 hryvnias.', 'They gave UAH 40.', 'They gave 40 dollars.'],
  ['It is 10 kilometres away.', 'It is 10 km away.', 'It is 10 miles away.'],
  ['The court did not agree.', 'The court does not agree.', 'The court agreed.'],
  ['It lasts until July.', 'It lasts till July.', 'It lasts until August.'],
  ['It weighs 80 kilograms.', 'It weighs 80 kg.', 'It weighs 80 tonnes.'],
  ['1,200 homes lost power.', 'Power was lost in 1,200 homes.', '12,000 homes lost power.'],
  ['They returned on Sunday.', 'On Sunday they returned.', 'They returned on Thursday.'],
  ['He owes 7 billion.', 'His debt is 7 billion.', 'He owes 7 million.'],
  ['The road is 64 km long.', 'The road has 64 km.', 'The road is 46 km long.'],
];

describe('verify', () => {
  const check = createAll().find(({ name }) => name === 'verify');
  it.each(VERIFY)('%s / %s / %s', (one, same, other) => {
    const said = (a: string, b: string) =>
      check?.examine?.({
        unit: unitOf('uk', 'en', 'Про це повідомили у раді.'),
        translation: a,
        second: { provider: 'other', text: b },
      })?.check;
    expect([said(one, same), said(one, other)]).toEqual([undefined, 'verify']);
  });
});

/** Words left in another language, four and more of them. */
const LEFT = [
  'Міська рада затвердила новий бюджет.',
  'Рятувальники працювали всю ніч.',
  'Дорогу відкриють у понеділок вранці.',
  'Музей зачинено через ремонт даху.',
  'Учора в місті випав сніг.',
  'Фото прес-служби обласної державної адміністрації',
  'Ціни на хліб знову зросли.',
  'Суд заслухав свідків у справі.',
  'Лікарі оголосили про початок страйку.',
  'Діти посадили дерева біля школи.',
  'Трамваї курсують до самої півночі.',
  'Бджоли повернулися до міського парку.',
  'Das Museum bleibt wegen Umbau geschlossen.',
  'Der Stadtrat genehmigte den neuen Haushalt.',
  'Die Straße wird am Montag geöffnet.',
  'Le musée reste fermé pour travaux.',
  'El museo permanece cerrado por obras.',
  'Muzeum jest zamknięte z powodu remontu.',
  'Городской совет утвердил новый бюджет.',
  'Muzeum je kvůli opravě střechy zavřené.',
];

describe('residue', () => {
  const languageOf = (text: string): string =>
    /Das|Der|Die/.test(text) ? 'de' : /\p{Script=Cyrillic}/u.test(text) ? 'uk' : 'fr';
  it.each(LEFT)('%s', (text) => {
    const body = 'The town council approved the new budget after a long debate. '.repeat(20);
    const judged = (lang: string) => {
      const article = {
        id: 'a',
        path: 'a.md',
        findings: [],
        units: [],
        segments: [
          { id: 's0', text: body, lang: 'en', role: 'paragraph' },
          { id: 's1', text, lang, role: 'caption' },
        ],
        targets: [
          {
            target: 'en',
            segments: [
              { segmentId: 's0', treatment: 'native' },
              { segmentId: 's1', treatment: 'keep' },
            ],
          },
        ],
        translations: new Map(),
      } as unknown as Translated;
      return checkArticle(article, all).findings.find(({ check }) => check === 'residue')?.severity;
    };
    expect([judged(languageOf(text)), judged('en')]).toEqual(['major', undefined]);
  });
});

const FORMS =
  'бюджет бюджету бюджетові бюджетом бюджеті бюджети бюджетів бюджетам бюджетами бюджетах міністр міністра міністрові міністром міністрі міністри міністрів міністрам міністрами міністрах'.split(
    ' ',
  );

describe('terms', () => {
  const word = (text: string) => [{ text, status: 'preferred' as const }];
  const check = termsCheck(
    createTerms({
      concepts: [
        { id: 'budget', words: { uk: word('бюджет'), en: word('spending plan') } },
        { id: 'minister', words: { uk: word('міністр'), en: word('secretary') } },
      ],
    }),
  );
  it.each(FORMS)('%s', (form) => {
    const [right, wrong] = form.startsWith('бюджет')
      ? ['spending plan', 'budget']
      : ['secretary', 'minister'];
    const said = (translation: string) =>
      check?.examine?.({ unit: unitOf('uk', 'en', `Тут ідеться про ${form} області.`), translation })?.check;
    expect(said(`It is about the ${right} of the region.`)).toBeUndefined();
    expect(said(`It is about the ${wrong} of the region.`)).toBe('terms');
  });
});

describe('related-headline', () => {
  const article = (id: string, rest: Partial<ManifestArticle>, outputs: object): ManifestArticle =>
    ({
      id,
      path: id,
      ...rest,
      outputs: [{ target: 'en', origins: {}, ...outputs }],
    }) as unknown as ManifestArticle;
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))('of story %i', (number) => {
    const title = `У місті відкрили новий міст номер ${number}`;
    const told = (there: string): number => {
      const stories = new RelatedStories();
      stories.add(article('bridge', { title }, { title: `Bridge ${number} opens in town` }));
      return stories.add(
        article('teaser', { related: [{ segment: 's', title, line: 3 }] }, { related: { s: there } }),
      ).length;
    };
    expect([told(`Bridge ${number} opens in town`), told(`Town opens bridge ${number}`)]).toEqual([0, 1]);
  });
});

describe('unknown-words', () => {
  const check = all.find(({ name }) => name === 'unknown-words');
  it.each(LEFT)('%s', (text) => {
    const words = text.match(/\p{L}+/gu) ?? [];
    const last = (words.at(-1) ?? '').toLowerCase();
    const said = (unknown: readonly string[], reviewed?: true) =>
      check?.examine?.({
        unit: unitOf('ru', 'uk', text),
        translation: text,
        origin: { kind: 'provider', provider: 'apertium', unknown, ...(reviewed && { reviewed }) },
      })?.severity;
    // Words with a capital stay as they are in any case, and what somebody has read is theirs.
    expect([said([]), said(['Київ']), said([last], true)]).toEqual([undefined, undefined, undefined]);
    expect(said([last])).toBe(1 / words.length < 0.25 ? 'minor' : 'major');
    expect(said([last, words.at(-2)?.toLowerCase() ?? ''])).toBe(2 / words.length < 0.25 ? 'minor' : 'major');
  });
});

it('every check has twenty bad ones somewhere', () => {
  const tests = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n');
  // `testCheck` counts what it is given; the others are counted where they are written.
  const counted = [...tests.matchAll(/^testCheck\('([a-z-]+)'/gm)].map(([, name]) => name ?? '');
  const here = ['verify', 'residue', 'terms', 'related-headline', 'unknown-words'];
  for (const list of [VERIFY, LEFT, FORMS] as readonly (readonly unknown[])[])
    expect(new Set(list).size).toBeGreaterThanOrEqual(20);
  const whole = ['names', 'same-answer'];
  for (const name of whole) expect(tests).toContain(`describe('${name}'`);
  const names = createAll().map(({ name }) => name);
  expect([...new Set([...counted, ...here, ...whole])].sort()).toEqual(
    [...new Set([...names, 'names', 'residue', 'related-headline', 'terms'])].sort(),
  );
});
