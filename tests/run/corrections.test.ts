import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, type Tovmach } from '../../src/index.js';
import { formatChanges } from '../../src/report/formats.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

const SAID: Readonly<Record<string, string>> = {
  'У пожежі постраждали троє людей.': 'Three people were hurt in the fire.',
  'У пожежі постраждали п’ятеро людей.': 'Five people were hurt in the fire.',
  'Рятувальники працювали всю ніч.': 'Rescuers worked all night.',
  'Причину пожежі з’ясовують слідчі.': 'Investigators are looking into the cause of the fire.',
  'Будинок стояв порожній.': 'The house stood empty.',
};
const [THREE = '', FIVE = '', NIGHT = '', CAUSE = '', EMPTY = ''] = Object.keys(SAID);
const article = (...sentences: string[]): string => `${sentences.join('\n\n')}\n`;
const TODAY = new Date().toISOString().slice(0, 10);

function newsroom(output: object) {
  const folder = temporaryFolder();
  const put = (text: string): void => writeFiles(join(folder, 'in'), { 'fire.txt': text });
  put(article(THREE, NIGHT, EMPTY));
  const open = (): Promise<Tovmach> =>
    createTovmach({
      cwd: folder,
      config: { targets: ['en'], languages: ['uk', 'en'], provider: 'desk', out: 'out', output },
      providers: [
        defineProvider({
          kind: 'provider',
          name: 'desk',
          description: 'knows five sentences',
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
  const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
  return { folder, put, open, read };
}

const CHANGED = [
  { role: 'lead', line: 1, before: SAID[THREE], after: SAID[FIVE] },
  { role: 'paragraph', line: 5, before: SAID[EMPTY], after: SAID[CAUSE] },
];

describe('corrections', () => {
  it('are told by the run that makes them, in the language of the readers', async () => {
    const { put, open, read } = newsroom({});
    const desk = await open();
    expect((await desk.run(['in'])).changes).toEqual([]);
    put(article(FIVE, NIGHT, CAUSE));
    const { changes } = await desk.run(['in']);
    expect(changes).toEqual([
      { path: 'fire.txt', article: 'fire.txt', target: 'en', date: TODAY, segments: CHANGED },
    ]);
    expect(formatChanges(changes)).toBe(
      `# What changed for readers\n\n## fire.txt (en, ${TODAY})\n\n| line | before | now |\n|---:|---|---|\n` +
        '| 1 | Three people were hurt in the fire. | Five people were hurt in the fire. |\n' +
        '| 5 | The house stood empty. | Investigators are looking into the cause of the fire. |\n',
    );
    expect(formatChanges(changes, 'uk')).toContain('| рядок | було | стало |');
    expect((await desk.run(['in'])).changes).toEqual([]);
    // Outputs do not depend on what was there before.
    expect(read('fire.segments.json')).not.toContain('"changes"');
    expect(read('fire.en.md')).not.toContain('Three');
    await desk.close();
  });

  it('say what is new and what is gone', async () => {
    const { put, open } = newsroom({});
    const desk = await open();
    await desk.run(['in']);
    put(article(THREE, CAUSE, NIGHT));
    const { changes } = await desk.run(['in']);
    expect(changes[0]?.segments).toEqual([
      { role: 'paragraph', line: 3, after: SAID[CAUSE] },
      { role: 'paragraph', line: 5, before: SAID[EMPTY] },
    ]);
    await desk.close();
  });

  it('are kept in the ledger on wish, with those of before', async () => {
    const { put, open, read } = newsroom({ corrections: 'record' });
    const desk = await open();
    await desk.run(['in']);
    put(article(FIVE, NIGHT, CAUSE));
    await desk.run(['in']);
    put(article(FIVE, NIGHT));
    await desk.run(['in']);
    const { changes } = JSON.parse(read('fire.segments.json')) as { changes: unknown[] };
    expect(changes).toEqual([
      { target: 'en', date: TODAY, segments: CHANGED },
      { target: 'en', date: TODAY, segments: [{ role: 'paragraph', line: 5, before: SAID[CAUSE] }] },
    ]);
    expect(read('fire.en.md')).not.toContain('Corrected');
    await desk.close();
  });

  it.each([
    [
      'md',
      'fire.en.md',
      /\n\*Corrected on .+ 20\d\d\. An earlier version said: Three people were hurt in the fire\. … The house stood empty\.\*\n$/,
    ],
    ['txt', 'fire.en.txt', /\nCorrected on .+ An earlier version said: Three people .+\n$/],
    [
      'html',
      'fire.en.html',
      /<p class="correction">Corrected on .+Three people .+<\/p>\n<\/(?:article|main)>/,
    ],
    ['json', 'fire.en.json', /"corrections": \[\s+"Corrected on .+Three people/],
  ])('are told to readers on wish: %s', async (format, name, note) => {
    const { folder, put, open, read } = newsroom({ corrections: 'note', format });
    const desk = await open();
    await desk.run(['in']);
    expect(read(name)).not.toMatch(note);
    put(article(FIVE, NIGHT, CAUSE));
    await desk.run(['in']);
    expect(read(name)).toMatch(note);
    const once = read(name);
    // The note stays where the article is written again for another reason.
    writeFileSync(join(folder, 'out', 'tovmach.lock'), '');
    await desk.run(['in']);
    expect(read(name)).toBe(once);
    expect((await desk.run(['in'])).edits).toBe(0);
    await desk.close();
  });
});
