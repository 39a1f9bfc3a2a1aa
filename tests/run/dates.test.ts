import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Runs over files, and gives the folder of outputs and what was found. */
async function run(
  files: Readonly<Record<string, string>>,
  targets = ['en', 'uk'],
): Promise<{ output: (name: string) => string; checks: readonly string[] }> {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'in', name), text);
  const instance = await createTovmach({
    cwd,
    config: { targets, languages: ['en', 'uk'], provider: 'pseudo', out: 'out' },
  });
  await instance.run(['in']);
  const checks: string[] = [];
  for await (const { findings } of (await instance.detect(['in'])).articles)
    checks.push(...findings.map(({ check }) => check));
  await instance.close();
  return {
    output: (name) => readFileSync(join(cwd, 'out', name), 'utf8'),
    checks,
  };
}

const matter = (text: string): Record<string, unknown> =>
  parse(/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') as Record<string, unknown>;

describe('the date of an article', () => {
  /** As written -> as it stands in `date`; absent: it is not understood. */
  const DATES: Readonly<Record<string, string | undefined>> = {
    '08.07.2024, 20:41': '2024-07-08T20:41:00+03:00',
    '8 липня 2024, 20:41': '2024-07-08T20:41:00+03:00',
    'вівторок, 16 липня 2024 р. 10:15': '2024-07-16T10:15:00+03:00',
    'Tue, 16 Jul 2024 10:15:00 +0300': '2024-07-16T10:15:00+03:00',
    'Wed, 17 Jan 24 08:00 GMT': '2024-01-17T08:00:00Z',
    'Fri Apr 28 19:20:36 CEST 2023': '2023-04-28T19:20:36+02:00',
    'July 16, 2024 at 10:15 AM': '2024-07-16T10:15:00+03:00',
    '16 Jul 2024 10:15 AM': '2024-07-16T10:15:00+03:00',
    'Published: 16 July 2024': '2024-07-16',
    '2024-12-16 10:15': '2024-12-16T10:15:00+02:00',
    '20240716T101500Z': '2024-07-16T10:15:00Z',
    '16.07.2024': '2024-07-16',
    '31/07/2024': '2024-07-31',
    '07/08/2024': undefined,
    '2024-02-31': undefined,
    'last week': undefined,
    'Tue, 16 Jul 2024 10:15:00 QQT': undefined,
  };

  it('is ISO 8601 with its zone, and what was written stands beside it', async () => {
    const records = Object.keys(DATES).map((date, n) => ({
      id: `r${n}`,
      date,
      body: 'The bridge is open again.',
    }));
    const { output, checks } = await run({ 'a.json': JSON.stringify(records) });
    const found = records.map(({ id }) => matter(output(`a/${id}.en.md`)));
    expect(found.map(({ date_original, date }) => [date_original, date])).toEqual(Object.entries(DATES));
    expect(checks.filter((check) => check === 'date').length).toBe(
      Object.values(DATES).filter((date) => date === undefined).length,
    );
  });

  it('stays as it is where it is right already', async () => {
    for (const date of ['2024-07-16', '2024-07-16T10:15:00.000Z', '2024-07-16T10:15:00+03:00']) {
      const { output } = await run({ 'a.json': JSON.stringify({ date, body: 'The bridge is open again.' }) });
      expect(matter(output('a.en.md'))).toMatchObject({ date });
      expect(matter(output('a.en.md'))).not.toHaveProperty('date_original');
    }
  });

  it('is mended in front matter that sites could not read, and only there', async () => {
    const page = (date: string): string =>
      `---\ntitle: Bridge\ndate: ${date}\n---\n\nThe bridge is open again.\n`;
    const { output, checks } = await run({
      'a.md': page('8 липня 2024, 20:41'),
      'b.md': page('2024-07-08 20:41:00'),
      'c.md': page('some day'),
    });
    expect(matter(output('a.uk.md'))).toMatchObject({
      date: '2024-07-08T20:41:00+03:00',
      date_original: '8 липня 2024, 20:41',
    });
    expect(output('b.uk.md')).toContain('\ndate: 2024-07-08 20:41:00\n');
    expect(matter(output('c.en.md'))).toMatchObject({ date_original: 'some day' });
    expect(matter(output('c.en.md'))).not.toHaveProperty('date');
    expect(checks).toEqual(['date']);
  });
});

describe('a date that stands in the text for itself', () => {
  const UKRAINIAN =
    'Міст знову відкрили для всіх.\n16 травня 2024 р. 22:31\nРух дозволено зранку для всіх машин.\n';

  it('is written as readers of the target write it, and stays in its own language', async () => {
    const { output } = await run({ 'a.txt': UKRAINIAN });
    expect(output('a.en.md')).toMatch(/\nMay 16, 2024 at 10:31\sPM\n/u);
    expect(output('a.uk.md')).toContain('\n16 травня 2024 р. 22:31\n');
  });

  it('in another language than its article is written in that of the article', async () => {
    const { output } = await run({
      'a.txt':
        'Міст знову відкрили для всіх.\nSeptember 12, 2024, 09:26 AM\nРух дозволено зранку для всіх машин.\n',
    });
    expect(output('a.uk.md')).toMatch(/\n12 вересня 2024\sр\. о 09:26\n/u);
    expect(output('a.en.md')).toContain('\nSeptember 12, 2024, 09:26 AM\n');
  });

  it('stays byte for byte where there is no other version', async () => {
    const text = 'Міст знову відкрили для всіх.\nSeptember 12, 2024, 09:26 AM\n';
    expect((await run({ 'a.txt': text }, ['uk'])).output('a.uk.md')).toContain(
      '\nSeptember 12, 2024, 09:26 AM\n',
    );
  });
});
