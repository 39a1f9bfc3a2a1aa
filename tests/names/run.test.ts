import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

/** Sentences, and what an engine makes of them: it spells one name in several ways. */
const SAID: Readonly<Record<string, string>> = {
  'Сьогодні міністр Петро Гончаренко відкрив новий міст.':
    'Today Minister Petro Honcharenko opened the new bridge.',
  'Учора про міст говорили з Гончаренком у Вінниці.':
    'Yesterday they spoke of the bridge with Goncharenko in Vinnytsia.',
  'Ввечері журналісти чекали на Гончаренка біля мосту.':
    'In the evening reporters waited for Honcharenko at the bridge.',
  'Місто не забуде, що тут був Гончаренко.': "The town will not forget Goncharenko's visit.",
};
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = ''] = Object.keys(SAID);

function folderOf(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'in'), files);
  const sent: string[] = [];
  const open = (extra = {}) =>
    createTovmach({
      cwd: folder,
      config: { targets: ['en'], languages: ['uk', 'en'], provider: 'engine', out: 'out', ...extra },
      providers: [
        defineProvider({
          kind: 'provider',
          name: 'engine',
          description: 'spells as it likes',
          settings: z.strictObject({}),
          create: () => ({
            ...fakeProvider({
              name: 'engine',
              capabilities: { remote: false },
              translate: (text) => {
                sent.push(text);
                return SAID[text] ?? text;
              },
            }),
          }),
        }),
      ],
    });
  const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
  return { folder, open, read, sent };
}

const findingsIn = (manifest: string) =>
  (
    JSON.parse(manifest) as {
      findings: { check: string; severity: string; path: string; line: number; message: string }[];
    }
  ).findings.filter(({ check }) => check === 'names');

describe('names over a batch', () => {
  it('are found in two spellings, with both places, whichever run wrote the articles', async () => {
    const { folder, open, read } = folderOf({ 'a.txt': `${FIRST}\n`, 'b.txt': `${SECOND}\n` });
    const tovmach = await open();
    const { findings } = await tovmach.run(['in']);
    const told = findingsIn(read('manifest.json'));
    expect(told.map(({ severity, path, line, message }) => [severity, path, line, message])).toEqual([
      ['minor', 'b.txt', 1, '"Гончаренком" is "Goncharenko" here and "Honcharenko" in a.txt:1'],
    ]);
    expect(findings.bySeverity.minor).toBe(1);
    const once = read('manifest.json');
    // Only one of the two is done again.
    writeFileSync(join(folder, 'in', 'b.txt'), `${THIRD}\n`);
    await tovmach.run(['in']);
    expect(findingsIn(read('manifest.json'))).toEqual([]);
    writeFileSync(join(folder, 'in', 'b.txt'), `${SECOND}\n`);
    await tovmach.run(['in']);
    expect(read('manifest.json')).toBe(once);
    expect((await tovmach.checkNames()).findings).toMatchObject([{ path: 'b.txt', line: 1, target: 'en' }]);
    await tovmach.close();
    const silent = await open({ checks: { names: 'off' } });
    await silent.run(['in']);
    expect(findingsIn(read('manifest.json'))).toEqual([]);
    await silent.close();
  });

  it('are found in one article, with the line of the other', async () => {
    const { open, read } = folderOf({ 'a.txt': `${FIRST}\n\n${SECOND}\n` });
    const tovmach = await open();
    await tovmach.run(['in']);
    await tovmach.close();
    expect(findingsIn(read('manifest.json')).map(({ severity, message }) => [severity, message])).toEqual([
      ['major', '"Гончаренком" is "Goncharenko" here and "Honcharenko" in line 1'],
    ]);
  });
});

describe('a decided name', () => {
  it('wins over what the engine says, and costs nothing where memory has the text', async () => {
    const { folder, open, read, sent } = folderOf({
      'a.txt': `${FIRST}\n`,
      'b.txt': `${SECOND}\n\n${FOURTH}\n`,
    });
    const first = await open();
    await first.run(['in']);
    const requests = sent.length;
    expect(
      await first.setName('Гончаренко', {
        say: { en: 'Goncharenko' },
        forbid: { en: ['Gontscharenko'] },
        kind: 'person',
      }),
    ).toMatchObject({ added: true, name: { id: 'Гончаренко' } });
    await first.close();
    expect(readFileSync(join(folder, 'names.yaml'), 'utf8')).toBe(
      'names:\n  Гончаренко:\n    kind: person\n    en: { preferred: Goncharenko, forbidden: [Gontscharenko] }\n    uk: Гончаренко\n',
    );
    const second = await open();
    const plan = await second.plan(['in']);
    // What says it already stays as it is, but rests on the decision from now on.
    expect(plan.termChanges.map(({ output, concepts }) => [output, concepts])).toEqual([
      ['a.en.md', ['names/Гончаренко']],
      ['b.en.md', ['names/Гончаренко']],
    ]);
    await second.run(['in']);
    expect(read('a.en.md')).toContain('Petro Goncharenko opened');
    expect(sent).toHaveLength(requests);
    expect(findingsIn(read('manifest.json'))).toEqual([]);
    expect(await second.checkNames()).toMatchObject({ decided: 1, findings: [], exitCode: 0 });
    await second.setName('Goncharenko', { say: { en: 'Honcharenko' } });
    await second.close();
    const third = await open();
    expect((await third.checkNames()).findings).toMatchObject(
      [1, 1, 3].map((line) => ({ line, severity: 'major', messageId: 'terms.forbiddenInstead' })),
    );
    await third.run(['in']);
    expect(read('b.en.md')).toContain("forget Honcharenko's visit");
    expect(read('b.en.md')).not.toContain('Goncharenko');
    await third.close();
  });

  it('is a mistake in names.yaml named with its line', async () => {
    const { folder, open } = folderOf({ 'a.txt': `${FIRST}\n` });
    writeFileSync(join(folder, 'names.yaml'), 'names:\n  Київ:\n    kind: place\n    enn1: Kyiv\n');
    await expect(open()).rejects.toMatchObject({ code: 'INPUT_INVALID', line: 4 });
  });
});

describe('the register', () => {
  it('lays the forms of a name together, and says what outputs and CLDR call it', async () => {
    const { open } = folderOf({ 'a.txt': `${FIRST}\n\n${SECOND}\n\n${THIRD}\n`, 'b.txt': `${FOURTH}\n` });
    const tovmach = await open();
    await tovmach.run(['in']);
    const { names, articles } = await tovmach.names([], { min: 1 });
    expect(articles).toBe(2);
    const surname = names.find(({ name }) => name === 'Гончаренко');
    expect(surname).toMatchObject({
      language: 'uk',
      count: 3,
      articles: 2,
      unsettled: ['en'],
      forms: [
        { text: 'Гончаренка', path: 'a.txt', line: 5 },
        { text: 'Гончаренко', path: 'b.txt', line: 1 },
        { text: 'Гончаренком', path: 'a.txt', line: 3 },
      ],
      transliterations: { 'kmu-2010': 'Honcharenko' },
    });
    expect(surname?.renderings.en).toMatchObject([
      { text: 'Goncharenko', count: 2 },
      { text: 'Honcharenko', count: 1, path: 'a.txt', line: 5 },
    ]);
    expect(names.find(({ name }) => name === 'Петро Гончаренко')).toMatchObject({ kind: 'person' });
    const only = await tovmach.names(['in'], { min: 1 });
    expect(only.names.find(({ name }) => name === 'Гончаренко')).toMatchObject({ count: 3, renderings: {} });
    await tovmach.close();
  });

  it('knows countries and cities by CLDR', async () => {
    const { open } = folderOf({
      'a.txt':
        'Делегація поїхала до Відня, а потім до Польщі.\n\nДругого дня у Відні знову говорили про Польщу.\n',
    });
    const tovmach = await open();
    const { names } = await tovmach.names(['in']);
    expect(names.map(({ name, kind, count, known }) => [name, kind, count, known.en])).toEqual([
      ['Відень', 'place', 2, 'Vienna'],
      ['Польща', 'place', 2, 'Poland'],
    ]);
    await tovmach.close();
  });
});
