import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hintOf } from '../../src/errors.js';
import { createTexts } from '../../src/i18n.js';
import { createTovmach, TovmachError } from '../../src/index.js';
import { inEnglish } from '../../src/message.js';

const folder = mkdtempSync(join(tmpdir(), 'tovmach-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inUkrainian = createTexts().messages('uk');

type Options = Parameters<typeof createTovmach>[0];

/** What is said of a configuration file, with its place. */
async function refusal(file: string, more: Options = {}) {
  writeFileSync(join(folder, 'tovmach.config.yaml'), file);
  const error = await createTovmach({ cwd: folder, ...more }).then(
    (made) => made.close(),
    (thrown: unknown) => thrown,
  );
  if (!TovmachError.isInstance(error)) throw new Error('nothing was refused');
  const { code, line, column } = error;
  return {
    code,
    place: line === undefined ? undefined : `${line}:${column}`,
    english: inEnglish(error),
    ukrainian: inUkrainian(error),
    hint: inUkrainian(hintOf(error) ?? ''),
  };
}

describe('what is wrong with a configuration', () => {
  it.each([
    ['targets: 5', '1:1', 'targets: expected a list, found a number', 'очікується список, а є число'],
    [
      'output:\n  format: docx',
      '2:3',
      'output.format: "docx" is none of md, txt, html, json',
      '«docx» не підходить; можна: md',
    ],
    // What is longer than a word of a list is not repeated: a key may have got into the wrong place.
    [
      `output:\n  format: ${'k'.repeat(30)}`,
      '2:3',
      'output.format: expected one of md, txt, html, json',
      'очікується одне з',
    ],
    ['budget: { maxCostPerRun: 0 }', '1:11', 'budget.maxCostPerRun: has to be more than 0', 'більше ніж 0'],
    ['concurrency: 1.5', '1:1', 'concurrency: expected a whole number, found a number', 'ціле число'],
    [
      'input: { timeZone: Europe/Kyjiv }',
      '1:10',
      'input.timeZone: "Europe/Kyjiv" is not a time zone',
      'часовий пояс',
    ],
    ['targets: [en, zz-q-]', '1:1', 'targets.1: "zz-q-" is not a language code', 'не код мови'],
    [
      'memory: { store: "mysql://host/desk" }',
      '1:11',
      'memory.store: a memory is in a file or at postgres://…, not at mysql://',
      'зберігається у файлі',
    ],
    ['outptu: x', '1:1', 'unknown configuration key "outptu"', 'невідомий ключ'],
    ['output: { baseUrl: here }', '1:11', 'output.baseUrl: expected an address', 'очікується адреса'],
    ['provider: []', '1:1', 'provider: may not be empty', 'не може бути порожньо'],
  ])('%s', async (file, place, english, ukrainian) => {
    const said = await refusal(file);
    expect(said.place).toBe(place);
    expect(said.english).toContain(english);
    expect(said.ukrainian).toContain(ukrainian);
    expect(said.hint).toMatch(/\p{Script=Cyrillic}/u);
  });

  it('never shows the value: it may be a key', async () => {
    const { english, ukrainian } = await refusal('providers: { deepl: { retries: sk-secret } }');
    expect(english + ukrainian).not.toContain('sk-secret');
  });

  it('one item is a list', async () => {
    writeFileSync(
      join(folder, 'tovmach.config.yaml'),
      'targets: en\nlanguages: uk\ninput: { fields: { title: kop } }',
    );
    const tovmach = await createTovmach({ cwd: folder });
    expect(tovmach.config).toMatchObject({ targets: ['en'], languages: ['uk'] });
    expect(tovmach.config.input.fields.title).toEqual(['kop']);
    await tovmach.close();
  });

  it('is blamed on the caller where the caller said it, and on no line of a file', async () => {
    const file = 'targets: [en]\npolicy: { quote: keep }';
    const configNames = { targets: '--to', policy: '--policy' };
    const to = await refusal(file, { config: { targets: ['xx-bad--'] }, configNames });
    expect(to).toMatchObject({ place: undefined, english: '--to: "xx-bad--" is not a language code' });
    const policy = await refusal(file, { config: { policy: { quote: 'zzz' as 'keep' } }, configNames });
    expect(policy.english).toMatch(/^--policy quote: "zzz" is none of keep/);
    expect(policy.hint).toContain('--help');
    const near = await refusal(file, { config: { policy: { quote: 'trnslate' as 'keep' } }, configNames });
    expect(near.hint).toContain('«translate»');
    // The same key, wrong in the file alone.
    expect(await refusal('targets: 5', { configNames })).toMatchObject({ place: '1:1' });
  });
});
