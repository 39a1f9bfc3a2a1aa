import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, ProviderError } from '../../src/index.js';

/** Engines side by side, on texts that people have translated. */

const SENTENCES: readonly (readonly [string, string])[] = [
  ['Міська рада відкрила новий міст через річку.', 'The city council opened a new bridge over the river.'],
  ['Школа отримала 12 комп’ютерів від області.', 'The school received 12 computers from the region.'],
  ['Лікарня прийме пацієнтів уже в понеділок.', 'The hospital will take patients as early as Monday.'],
  ['Порт відновив роботу після ремонту причалу.', 'The port is working again after the pier was repaired.'],
  ['Бюджет міста зросте на 5 відсотків торік.', 'The city budget will grow by 5 percent next year.'],
];
const answers = new Map(SENTENCES);

/** An engine that changes what people wrote. */
const engine = (name: string, change: (text: string, index: number) => string) =>
  defineProvider({
    kind: 'provider',
    name,
    description: name,
    settings: z.strictObject({}),
    prices: () => [
      { perMillionCharacters: 20, currency: 'USD', asOf: '2026-01-01', source: 'https://example.org' },
    ],
    create: () => ({
      name,
      identity: name,
      capabilities: {
        maxUnits: 50,
        maxCharacters: 10_000,
        maxUnitCharacters: 10_000,
        placeholders: 'token',
        context: false,
        deterministic: true,
        remote: false,
      },
      supports: async () => true,
      translate: async ({ units }) => ({
        units: units.map(({ id, text }) => {
          const index = SENTENCES.findIndex(([source]) => source === text);
          const answer = change(answers.get(text) ?? text, index);
          if (answer === '') throw new ProviderError(name, 'REJECTED', 'will not');
          return { id, text: answer };
        }),
      }),
    }),
  });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-engines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = engine('good', (text) => text);
const poor = engine('poor', (text) => text.split(' ').reverse().join(' ').replace('12', '21'));
const stubborn = engine('stubborn', (text, index) => (index === 2 ? '' : text));

async function compare(file: string, content: string, names: readonly string[], more = {}) {
  writeFileSync(join(folder, file), content);
  const tovmach = await createTovmach({
    cwd: folder,
    providers: [good, poor, stubborn],
    config: { targets: ['en'], languages: ['en', 'uk'] },
  });
  try {
    return await tovmach.evaluateTranslation({ gold: file, providers: names, ...more });
  } finally {
    await tovmach.close();
  }
}

const tsv = (head: string): string => `${head}${SENTENCES.map((pair) => pair.join('\t')).join('\n')}\n`;

describe('engines side by side', () => {
  it('are told apart by score, findings and what they made worst', async () => {
    const result = await compare('pairs.tsv', tsv('uk\ten\n'), ['poor', 'good']);
    expect(result).toMatchObject({ from: 'uk', to: 'en', pairs: 5 });
    const [bad, best] = result.systems;
    expect(best).toMatchObject({ provider: 'good', failed: 0, bleu: { score: expect.closeTo(100, 6) } });
    expect(best?.chrf.score).toBeCloseTo(100, 6);
    expect(best?.bleuChance).toBeUndefined();
    expect(bad?.chrf.score).toBeLessThan(90);
    expect(bad?.bleuChance).toBeLessThan(0.05);
    expect(bad?.chrf.low).toBeLessThanOrEqual(bad?.chrf.score ?? 0);
    // 12 computers became 21.
    expect(Object.values(bad?.findings ?? {}).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    expect(best?.requests).toBe(1);
    expect(bad?.worst[0]?.chrf).toBeLessThanOrEqual(bad?.worst[1]?.chrf ?? 0);
  });

  it('are asked anew each time: nothing is recalled', async () => {
    for (let round = 0; round < 2; round += 1) {
      const result = await compare('pairs.tsv', tsv('uk\ten\n'), ['good']);
      expect(result.systems[0]?.characters).toBeGreaterThan(100);
    }
  });

  it('have what they would not translate counted as nothing', async () => {
    const { systems } = await compare('pairs.tsv', tsv(''), ['stubborn', 'good'], { from: 'uk', to: 'en' });
    expect(systems[0]).toMatchObject({ failed: 1 });
    expect(systems[0]?.worst[0]).toMatchObject({ translation: '', chrf: 0 });
    expect(systems[0]?.chrf.score).toBeLessThan(systems[1]?.chrf.score ?? 0);
  });

  it('take pairs of a TMX', async () => {
    const units = SENTENCES.map(
      ([source, target]) =>
        `<tu><tuv xml:lang="uk"><seg>${source}</seg></tuv><tuv xml:lang="en"><seg>${target}</seg></tuv></tu>`,
    );
    const header =
      '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="uk" datatype="plaintext"/>';
    const file = `<?xml version="1.0"?><tmx version="1.4">${header}<body>${units.join('')}</body></tmx>`;
    expect(await compare('pairs.tmx', file, ['good'])).toMatchObject({ from: 'uk', to: 'en', pairs: 5 });
  });

  it('want pairs, with their languages', async () => {
    await expect(compare('pairs.tsv', tsv(''), ['good'])).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      hint: expect.stringContaining('--from'),
    });
    await expect(compare('pairs.tsv', 'uk\ten\nЛише текст\n', ['good'])).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      line: 2,
    });
    await expect(compare('pairs.tsv', 'uk\ten\n', ['good'])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
