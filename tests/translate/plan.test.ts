import { describe, expect, it } from 'vitest';
import { plan, unitKey } from '../../src/translate/plan.js';
import { summarisePlan } from '../../src/translate/summarise.js';
import { article, listMemory, segment } from './parts.js';

const treatments = (planned: ReturnType<typeof plan>, target: string): string[] =>
  planned.targets.find((each) => each.target === target)?.segments.map((each) => each.treatment) ?? [];

describe('plan', () => {
  const mixed = article([
    segment('Рада ухвалила бюджет.'),
    segment('“We are ready,” he said.', { lang: 'en', flagged: true }),
    segment('12:40', { lang: 'zxx', role: 'timestamp' }),
    segment('Хм', { lang: 'und' }),
    segment('Детальніше', { role: 'section-label', label: 'details' }),
    segment('Bridge reopens after repairs', { lang: 'en', role: 'related-headline', action: 'related' }),
    segment('Підписуйтесь на нас', { role: 'boilerplate', action: 'drop' }),
    segment('Reuters', { lang: 'en', role: 'byline', action: 'keep' }),
  ]);

  it('gives every target a treatment for every segment', () => {
    const planned = plan(mixed, { targets: ['uk', 'en', 'de'] });
    expect(treatments(planned, 'uk')).toEqual([
      'native',
      'translate',
      'copy',
      'copy',
      'native',
      'related',
      'drop',
      'keep',
    ]);
    expect(treatments(planned, 'en')).toEqual([
      'translate',
      'native',
      'copy',
      'copy',
      'label',
      'related',
      'drop',
      'native',
    ]);
    expect(treatments(planned, 'de')).toEqual([
      'translate',
      'translate',
      'copy',
      'copy',
      'label',
      'related',
      'drop',
      'keep',
    ]);
  });

  it('makes units of what is foreign, each from its own language, and of nothing else', () => {
    const { units, targets } = plan(mixed, { targets: ['uk', 'en', 'de'] });
    expect(units.map(({ source, target, text }) => [source, target, text])).toEqual([
      ['en', 'uk', '“We are ready,” he said.'],
      ['en', 'uk', 'Bridge reopens after repairs'],
      ['uk', 'en', 'Рада ухвалила бюджет.'],
      ['uk', 'de', 'Рада ухвалила бюджет.'],
      ['en', 'de', '“We are ready,” he said.'],
      ['en', 'de', 'Bridge reopens after repairs'],
    ]);
    const keys = new Set(units.map((unit) => unit.key));
    for (const { segments } of targets)
      for (const { treatment, unitKey: key } of segments) {
        const isNative = treatment === 'related' && key === undefined;
        expect(keys.has(key ?? '')).toBe((treatment === 'translate' || treatment === 'related') && !isNative);
      }
  });

  it('leaves an article alone whose own language is the only target', () => {
    const own = plan(mixed, { targets: ['uk'] });
    expect(treatments(own, 'uk').filter((_, index) => mixed.segments[index]?.lang === 'uk')).toEqual([
      'native',
      'native',
      'native',
    ]);
  });

  it('takes regions for one language and scripts for two', () => {
    const british = article([segment('Harbour closed', { lang: 'en-GB' })], 'en-GB');
    expect(plan(british, { targets: ['en'] }).units).toEqual([]);
    const serbian = article([segment('Лука је затворена', { lang: 'sr-Cyrl' })], 'sr-Cyrl');
    expect(plan(serbian, { targets: ['sr-Latn'] }).units).toHaveLength(1);
  });

  it('makes one unit of texts that differ in what carries no meaning', () => {
    const english = () => segment('The vote was close.', { lang: 'en' });
    const twice = article([
      segment('Рада  ухвалила\u00AD бюджет'),
      english(),
      segment('Рада ухвалила бюджет'),
    ]);
    const { units, targets } = plan(twice, { targets: ['en'] });
    expect(units).toHaveLength(1);
    const [first, , second] = targets[0]?.segments.map((each) => each.unitKey) ?? [];
    expect([first, second]).toEqual([units[0]?.key, units[0]?.key]);
    expect(unitKey('uk', 'en', 'Рада')).not.toBe(unitKey('uk', 'de', 'Рада'));
  });

  it('tells repetitions between other neighbours apart, and counts them once', async () => {
    const texts = ['Квитки дешеві.', 'Рушає опівдні.', 'Їдьте поїздом.', 'Рушає опівдні.'];
    const planned = plan(article(texts.map((text) => segment(text))), { targets: ['en'] });
    expect(planned.units.map(({ sharedKey }) => sharedKey)).toEqual([
      undefined,
      undefined,
      undefined,
      planned.units[1]?.key,
    ]);
    expect(new Set(planned.units.map(({ key }) => key)).size).toBe(4);
    expect(await summarisePlan([planned])).toMatchObject({ toProvider: 3 });
  });

  it('copies what is nothing but placeholders', () => {
    const url = 'https://example.org/news';
    const only = article([segment(url, { placeholders: [{ start: 0, end: url.length, kind: 'url' }] })]);
    expect(treatments(plan(only, { targets: ['en'] }), 'en')).toEqual(['copy']);
  });

  it('translates a label that the target has no word for', () => {
    const label = article([segment('Детальніше', { label: 'details' })]);
    expect(treatments(plan(label, { targets: ['fi'], hasLabel: () => false }), 'fi')).toEqual(['translate']);
  });

  it('gives a unit the neighbours that are in its language', () => {
    const { units } = plan(
      article([
        segment('Перше.'),
        segment('12:40', { lang: 'zxx' }),
        segment('Друге.'),
        segment('Third.', { lang: 'en' }),
      ]),
      { targets: ['de'] },
    );
    expect(units.map(({ text, before, after }) => [text, before, after])).toEqual([
      ['Перше.', undefined, 'Друге.'],
      ['Друге.', 'Перше.', undefined],
      ['Third.', undefined, undefined],
    ]);
  });

  it('translates the mended text where asked to, its placeholders moved along', () => {
    const broken = 'Ñлово @desk';
    const damaged = segment(broken, {
      repaired: 'слово @desk!',
      repair: 'mojibake',
      placeholders: [{ start: broken.indexOf('@'), end: broken.length, kind: 'handle' }],
    });
    const [unit] = plan(article([damaged]), { targets: ['en'], repair: ['mojibake'] }).units;
    expect(unit).toMatchObject({
      text: 'слово @desk!',
      placeholders: [{ start: 6, end: 11, kind: 'handle' }],
    });
    expect(plan(article([damaged]), { targets: ['en'] }).units[0]?.text).toBe(broken);
  });
});

describe('summarisePlan', () => {
  const articles = [
    plan(article([segment('Рада ухвалила бюджет.'), segment('Погода')]), { targets: ['en', 'uk'] }),
    plan(article([segment('Погода'), segment('Fine weather', { lang: 'en' })]), { targets: ['en', 'uk'] }),
  ];

  it('counts before and after de-duplication over all articles', async () => {
    expect(await summarisePlan(articles)).toMatchObject({
      articles: 2,
      segmentsByLanguage: { uk: 3, en: 1 },
      native: 4,
      kept: 4,
      dropped: 0,
      fromMemory: 0,
      toProvider: 3,
      charactersBefore: 21 + 6 + 6 + 12,
      charactersAfter: 21 + 6 + 12,
      charactersToSend: 21 + 6 + 12,
    });
  });

  it('takes off what memory holds, and prices the rest', async () => {
    const memory = listMemory([
      {
        source: 'uk',
        target: 'en',
        sourceText: 'Рада ухвалила бюджет.',
        targetText: 'The council adopted the budget.',
        origin: { kind: 'human' },
        state: 'reviewed',
      },
    ]);
    const providerFor = async () => ({ name: 'paid', pricePerMillionCharacters: 20 });
    const summary = await summarisePlan(articles, { memory, providerFor });
    expect(summary).toMatchObject({
      fromMemory: 1,
      toProvider: 2,
      charactersToSend: 18,
      cost: expect.closeTo(0.000_36, 9),
    });
    expect(summary.pairs).toEqual([
      { source: 'en', target: 'uk', provider: 'paid', units: 1, characters: 12, cost: 0.000_24 },
      { source: 'uk', target: 'en', provider: 'paid', units: 1, characters: 6, cost: 0.000_12 },
    ]);
  });

  it('names no cost where one of the providers has no price', async () => {
    const summary = await summarisePlan(articles, {
      providerFor: async ({ source }) =>
        source === 'uk' ? { name: 'paid', pricePerMillionCharacters: 20 } : undefined,
    });
    expect(summary.cost).toBeUndefined();
    expect(summary.pairs[0]).not.toHaveProperty('provider');
  });
});
