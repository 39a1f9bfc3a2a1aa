import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import { evaluateSpans, evaluateTexts, trimSpan } from '../../src/evaluate/evaluate.js';
import { parseGold, parseGoldJson, parseGoldTsv } from '../../src/evaluate/gold.js';
import { createTovmach } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import { primaryLanguage } from '../../src/model/language.js';
import { EVALUATION_FORMATS, formatEvaluation } from '../../src/report/evaluation-report.js';

const folder = new URL('../fixtures/languages/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const floors = JSON.parse(read('floors.json')) as {
  accuracy: Record<string, Record<string, number>>;
  confidentlyWrong: Record<string, number>;
  nameConfidence: number;
  characterF1: number;
  exactF1: number;
};
const { texts } = parseGold('texts.tsv', read('texts.tsv'));
const { paragraphs } = parseGold('paragraphs.json', read('paragraphs.json'));
const cascade = createCascade();

describe('detection on our own labelled texts', () => {
  for (const [list, classes] of Object.entries(floors.accuracy)) {
    const candidates = list.split(',');
    const chosen = texts.filter(({ lang }) => candidates.includes(primaryLanguage(lang)));
    const result = evaluateTexts(chosen, (text) => cascade.identify(text, candidates));

    it.each(Object.entries(classes))(`among ${list}: %s is right in at least %d %%`, (group, floor) => {
      const tally = result.byGroup[group];
      expect(tally?.total).toBeGreaterThanOrEqual(40);
      expect((100 * (tally?.right ?? 0)) / (tally?.total ?? 1)).toBeGreaterThanOrEqual(floor);
    });

    it(`among ${list}: is seldom surely wrong`, () => {
      expect(result.confidentlyWrong).toBeLessThanOrEqual(floors.confidentlyWrong[list] ?? 0);
    });
  }

  it('has forty texts of every language and class', () => {
    const counts = new Map<string, number>();
    for (const { lang, group } of texts)
      counts.set(`${lang} ${group}`, (counts.get(`${lang} ${group}`) ?? 0) + 1);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(40);
    expect(paragraphs.length).toBeGreaterThanOrEqual(40);
  });

  it('is sure of no name that both languages spell alike', () => {
    for (const name of read('names.txt').trim().split('\n')) {
      const { confidence } = cascade.identify(name, ['en', 'uk', 'ru']);
      expect(confidence, name).toBeLessThanOrEqual(floors.nameConfidence);
    }
  });
});

describe('spans of mixed paragraphs', () => {
  it('stay above their floors on the whole path', async () => {
    const tovmach = await createTovmach({ cwd: new URL('.', folder).pathname, env: {} });
    const languages = ['en', 'uk', 'ru', 'pl', 'de', 'fr'];
    const result = evaluateSpans(paragraphs, (text) => tovmach.detectText(text, { languages }).segments);
    await tovmach.close();
    for (const [lang, { f1 }] of Object.entries(result.characters)) {
      expect(100 * f1, lang).toBeGreaterThanOrEqual(floors.characterF1);
    }
    expect(100 * result.exact.f1).toBeGreaterThanOrEqual(floors.exactF1);
  });
});

describe('the measures themselves', () => {
  const gold = [
    {
      text: 'Так. Yes, «no».',
      kind: 'two',
      spans: [
        { start: 0, end: 4, lang: 'uk' },
        { start: 5, end: 15, lang: 'en' },
      ],
    },
  ];

  it('give full marks to the gold itself, whatever punctuation is at the ends', () => {
    const exact = evaluateSpans(gold, () => [
      { start: 0, end: 3, lang: 'uk' },
      { start: 5, end: 15, lang: 'en' },
    ]);
    expect(exact.exact.f1).toBe(1);
    expect(evaluateSpans(gold, () => gold[0]?.spans ?? []).macroF1).toBe(1);
  });

  it('join neighbours of one language inside a gold span, and only there', () => {
    const joined = evaluateSpans(gold, () => [
      { start: 0, end: 4, lang: 'uk' },
      { start: 5, end: 9, lang: 'en' },
      { start: 10, end: 15, lang: 'en' },
    ]);
    expect(joined.exact.f1).toBe(1);
    const across = evaluateSpans(gold, () => [{ start: 0, end: 15, lang: 'en' }]);
    expect(across.exact.f1).toBe(0);
    expect(across.characters.en?.precision).toBeLessThan(1);
  });

  it('count a wrong answer with confidence over 0.9, and not an und', () => {
    const texts = [
      { text: 'a', lang: 'en', group: 'x' },
      { text: 'b', lang: 'en', group: 'x' },
      { text: 'c', lang: 'sr', group: 'x' },
    ];
    const answers = { a: ['de', 0.95], b: ['und', 0.2], c: ['sr-Latn', 0.99] } as const;
    const result = evaluateTexts(texts, (text) => {
      const [lang, confidence] = answers[text as 'a'];
      return { lang, confidence, evidence: [] };
    });
    expect(result).toMatchObject({ confidentlyWrong: 1, undetermined: 1, all: { right: 1, total: 3 } });
    expect(result.worst.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(result.confusion.en).toEqual({ de: 1, und: 1 });
  });

  it('trim ends of spans', () => {
    expect(trimSpan(' «Так», ', { start: 0, end: 8 })).toEqual([2, 5]);
    expect(trimSpan('…', { start: 0, end: 1 })).toEqual([1, 1]);
  });

  it('come out as text, Markdown and JSON', () => {
    const report = {
      candidates: ['en', 'uk'],
      texts: evaluateTexts([{ text: 'так | ні', lang: 'uk', group: 'x' }], () => ({
        lang: 'en',
        confidence: 0.5,
        evidence: [],
      })),
      spans: evaluateSpans(gold, () => []),
    };
    const [text = '', json = '', markdown = ''] = EVALUATION_FORMATS.map((format) =>
      formatEvaluation(report, format),
    );
    expect(text).toContain('Worst texts');
    expect(JSON.parse(json)).toMatchObject({ schema: 'tovmach/evaluation@1', candidates: ['en', 'uk'] });
    expect(markdown).toMatch(/^\| uk \| en \| 0\.50 \|.*\| так {3}ні \|$/m);
  });
});

describe('gold files', () => {
  it('name file, line and remedy when something is wrong', () => {
    const failure = (act: () => unknown): TovmachError => {
      try {
        act();
      } catch (error) {
        if (TovmachError.isInstance(error)) return error;
      }
      throw new Error('nothing was thrown');
    };
    expect(failure(() => parseGoldTsv('a.tsv', 'lang\ttext\nua\tТак'))).toMatchObject({
      file: 'a.tsv',
      line: 2,
      hint: 'Did you mean "uk"?',
    });
    expect(failure(() => parseGoldTsv('a.tsv', 'x\ty'))).toMatchObject({ code: 'INPUT_INVALID', line: 1 });
    expect(failure(() => parseGoldTsv('a.tsv', 'lang\ttext\nuk')).line).toBe(2);
    for (const bad of ['{', '{}', '[1]', '[{"text":"a","spans":[{"start":0,"end":2,"lang":"en"}]}]']) {
      expect(failure(() => parseGoldJson('a.json', bad)).file).toBe('a.json');
    }
  });
});
