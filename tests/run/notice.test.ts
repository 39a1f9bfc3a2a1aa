import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConfigInput, createTovmach, defineProvider } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

/** What readers are told of machine translation, and outputs that are written from the right. */

const SAID: Readonly<Record<string, string>> = {
  'Новий міст': 'جسر جديد',
  'Компанія Apple Inc. відкрила новий міст у Львові.': 'افتتحت شركة Apple Inc. جسرا جديدا في Lviv (C++).',
  'Рада проголосує за бюджет у понеділок уранці.': 'سيصوت المجلس على الميزانية صباح الاثنين.',
};
const SOURCE = `---
title: Новий міст
source_url: https://example.org/mist_novyi
---

Компанія Apple Inc. відкрила новий міст у Львові.

Рада проголосує за бюджет у понеділок уранці.
`;

async function run(folder: string, output: ConfigInput['output'], source = SOURCE): Promise<void> {
  writeFiles(join(folder, 'in'), { 'a.md': source });
  const tovmach = await createTovmach({
    cwd: folder,
    env: {},
    config: {
      targets: ['ar', 'uk'],
      languages: ['uk', 'en', 'ar'],
      provider: 'desk',
      out: 'out',
      ...{ output },
    },
    providers: [
      defineProvider({
        kind: 'provider',
        name: 'desk',
        description: 'knows some sentences',
        settings: z.strictObject({}),
        create: () =>
          fakeProvider({
            name: 'desk',
            capabilities: { remote: false },
            translate: (text) => SAID[text] ?? text,
          }),
      }),
    ],
  });
  try {
    await tovmach.run(['in']);
  } finally {
    await tovmach.close();
  }
}
const read = (folder: string, name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
const body = (text: string): string => text.replace(/^---\n[\s\S]*?\n---\n/, '');

const NOTICE = { ar: '*ترجمة آلية من {{language}} ({{engine}}): <{{source}}>*', '*': 'Never seen' };
const SHOWN = '*ترجمة آلية من الأوكرانية (desk): <https://example.org/mist_novyi>*';

describe('a notice of machine translation', () => {
  it('is not there unless asked for, nor where no machine wrote anything', async () => {
    const folder = temporaryFolder();
    await run(folder, {});
    expect(read(folder, 'a.ar.md')).not.toContain('ترجمة');
    await run(folder, { notice: NOTICE });
    expect(body(read(folder, 'a.uk.md'))).toBe(body(SOURCE));
  });

  it('stands above the text, in the words of its language, and comes back when memory knows everything', async () => {
    const folder = temporaryFolder();
    await run(folder, { notice: NOTICE });
    expect(body(read(folder, 'a.ar.md'))).toMatch(
      new RegExp(`^\\n${SHOWN.replace(/[*(){}.]/g, '\\$&')}\\n\\n\\S`),
    );
    await run(folder, { notice: NOTICE }, SOURCE.replace('уранці', 'увечері'));
    expect(read(folder, 'a.ar.md').split(SHOWN)).toHaveLength(2);
  });

  it('stands below a heading that is the title, and takes the words of the locale', async () => {
    const folder = temporaryFolder();
    const source = `# Новий міст\n${body(SOURCE)}`;
    await run(folder, { notice: { ar: 'Notice' } }, source);
    expect(read(folder, 'a.ar.md')).toMatch(/\n# جسر جديد\n\nNotice\n\n\S/);
    await run(folder, { notice: true }, source);
    expect(read(folder, 'a.ar.md')).toContain('\n\n*Machine translation*\n\n');
  });

  it.each([
    ['html', /<p class="notice"><em>ترجمة آلية من الأوكرانية \(desk\): <a href="https:[^"]*">/],
    ['txt', /^ترجمة آلية من الأوكرانية \(desk\): https:\S+\n\n/],
    ['json', /"notice": "ترجمة آلية من الأوكرانية \(desk\): https:[^"]*",\n/],
  ] as const)('is in %s as well', async (format, expected) => {
    const folder = temporaryFolder();
    await run(folder, { notice: NOTICE, format });
    expect(read(folder, `a.ar.${format}`)).toMatch(expected);
  });
});

describe('an output that is written from the right', () => {
  it('says so, and isolates names of the other direction', async () => {
    const folder = temporaryFolder();
    await run(folder, {});
    const text = read(folder, 'a.ar.md');
    expect(text).toMatch(/^lang: ar\ndir: rtl$/m);
    expect(text).toContain('شركة \u2068Apple Inc\u2069. جسرا جديدا في \u2068Lviv\u2069 (\u2068C++\u2069).');
    expect(read(folder, 'a.uk.md')).not.toMatch(/^dir:|[\u2066-\u2069]/m);
    expect(read(folder, 'a.segments.json')).toContain('"افتتحت شركة Apple Inc. جسرا جديدا في Lviv (C++).');
  });

  it('gives what a person changed in it to memory, without the isolates', async () => {
    const folder = temporaryFolder();
    await run(folder, {});
    const file = join(folder, 'out', 'a.ar.md');
    writeFileSync(file, read(folder, 'a.ar.md').replace('جسرا جديدا', 'جسرا كبيرا'));
    await run(folder, {}, SOURCE.replace('уранці', 'увечері'));
    expect(read(folder, 'a.ar.md')).toContain('جسرا كبيرا');
    expect(read(folder, 'a.segments.json')).toContain('"افتتحت شركة Apple Inc. جسرا كبيرا في Lviv (C++).');
  });
});
