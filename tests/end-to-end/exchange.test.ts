import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readXliff } from '../../src/exchange/xliff/read.js';
import type { ReadXliffUnit } from '../../src/exchange/xliff/units.js';
import { readXmlTree } from '../../src/exchange/xml-tree.js';
import { violations, XLIFF_12, XLIFF_21 } from '../memory/xliff-grammar.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

const PORT = `Порт Південний знову приймає судна

У вівторок порт прийняв 14 суден із зерном, сказано на https://port.example.ua/news?id=7&lang=uk.

Роботу причалів відновили після двох днів шторму.

Nine ships were waiting at the roadstead, the pilots' union said.
`;

const tu = (source: string, target: string): string =>
  `<tu><tuv xml:lang="uk"><seg>${source}</seg></tuv><tuv xml:lang="en"><seg>${target}</seg></tuv></tu>`;
const MEMORY = `<tmx version="1.4"><header srclang="uk" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext"/><body>
${tu('Порт Південний знову приймає судна', 'Pivdennyi port takes ships again')}
${tu('Роботу причалів відновили після трьох днів шторму.', 'The berths work again after three days of storm.')}
</body></tmx>`;

/** A folder with one article and a memory beside it. */
function workplace(): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'articles'));
  writeFileSync(join(cwd, 'articles/port.txt'), PORT);
  writeFileSync(join(cwd, 'articles/memory.tmx'), MEMORY);
  return cwd;
}

async function unitsIn(path: string): Promise<readonly ReadXliffUnit[]> {
  return (await readXliff(path)).units;
}

/** What a translator does: a target for every segment that has none. */
function translate(path: string, texts: Readonly<Record<string, string>>): void {
  let content = readFileSync(path, 'utf8');
  for (const [source, target] of Object.entries(texts)) {
    const inUnit = `(?<=<(?:segment|trans-unit)[^>]*>\n)<source>${source}[\\s\\S]*?</source>\n`;
    const element = new RegExp(inUnit).exec(content)?.[0] ?? '';
    expect(element).not.toBe('');
    content = content.replace(element, `${element}<target>${target}</target>\n`);
  }
  writeFileSync(path, content);
}

describe.each([
  ['2.1', XLIFF_21],
  ['1.2', XLIFF_12],
] as const)('tovmach export xliff --xliff-version %s', (version, grammar) => {
  it('writes one valid file a language pair, with states, suggestions and places, and sends nothing', async () => {
    const cwd = workplace();
    const { code, stdout, stderr } = await tovmach(
      ['export', 'xliff', 'articles', '--to', 'en,uk', '--xliff-version', version],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual([
      'xliff/articles.en-uk.xlf: 1 segment (1 to translate)',
      'xliff/articles.uk-en.xlf: 3 segments (2 to translate, 1 reviewed)',
    ]);
    for (const name of readdirSync(join(cwd, 'xliff'))) {
      const path = join(cwd, 'xliff', name);
      expect(violations(await readXmlTree(path, 'XLIFF'), grammar)).toEqual([]);
    }
    const [title, ships, berths] = await unitsIn(join(cwd, 'xliff/articles.uk-en.xlf'));
    expect(title).toMatchObject({
      articleId: 'port.txt',
      targetText: 'Pivdennyi port takes ships again',
      state: 'reviewed',
      notes: ['port.txt:1:1 title'],
    });
    expect(ships).toMatchObject({ state: 'initial', before: title?.sourceText, after: berths?.sourceText });
    expect(PORT.slice(ships?.start, ships?.end)).toBe(ships?.sourceText);
    expect(berths?.targetText).toBeUndefined();
    expect(berths?.suggestions).toMatchObject([
      {
        sourceText: 'Роботу причалів відновили після трьох днів шторму.',
        targetText: 'The berths work again after three days of storm.',
        origin: 'memory.tmx',
      },
    ]);
    expect(berths?.suggestions?.[0]?.score).toBeGreaterThanOrEqual(75);
    expect(existsSync(join(cwd, '.tovmach'))).toBe(false);
  });

  it('does not overwrite work that was not imported; imported it is in the next run', async () => {
    const cwd = workplace();
    const exportAll = ['export', 'xliff', 'articles', '--to', 'en,uk', '--xliff-version', version];
    await tovmach(exportAll, { cwd });
    const path = join(cwd, 'xliff/articles.uk-en.xlf');
    translate(path, { 'Роботу причалів': 'The berths are back after two days of storm.' });
    const worked = readFileSync(path, 'utf8');

    const refused = await tovmach(exportAll, { cwd });
    expect(refused.code).toBe(7);
    expect(refused.stderr).toContain('tovmach import xliff xliff/articles.uk-en.xlf');
    expect(readFileSync(path, 'utf8')).toBe(worked);

    const imported = await tovmach(['import', 'xliff', path, '--by', 'Olha'], { cwd });
    expect(imported).toMatchObject({ code: 0, stderr: expect.stringContaining('not translated') });
    expect(imported.stdout).toContain('3 units read, 1 new or changed');
    expect((await tovmach(exportAll, { cwd })).code).toBe(0);
    const units = await unitsIn(path);
    expect(units[2]).toMatchObject({
      targetText: 'The berths are back after two days of storm.',
      state: 'reviewed',
      origin: { kind: 'human', by: 'Olha' },
    });
    await tovmach(['run', 'articles', '--to', 'en,uk'], { cwd });
    expect(readFileSync(join(cwd, 'out/port.en.md'), 'utf8')).toContain(
      'The berths are back after two days of storm.',
    );
  });
});

describe('review', () => {
  it('holds only what needs eyes, and why', async () => {
    const cwd = workplace();
    writeFileSync(join(cwd, 'tovmach.config.yaml'), 'targets: [en, uk]\nmemory: { useFuzzyFrom: 75 }\n');
    const { stdout } = await tovmach(['run', 'articles', '--review'], { cwd });
    expect(stdout).toContain('out/review.en-uk.xlf: 1 segment (1 to translate)');
    const units = await unitsIn(join(cwd, 'out/review.uk-en.xlf'));
    expect(units.map(({ state, notes }) => ({ state, why: notes.slice(1) }))).toEqual([
      { state: 'initial', why: ['not translated'] },
      {
        state: 'needs-review',
        why: [
          expect.stringMatching(
            /^fuzzy match, \d\d %, made for: Роботу причалів відновили після трьох днів шторму\.$/,
          ),
          'numbers (minor): "2" of the source is "3" in the translation',
        ],
      },
    ]);
    expect(units[1]?.suggestions?.[0]?.targetText).toBe('The berths work again after three days of storm.');
  });

  it('shows what is not well, and is gone when all is', async () => {
    const cwd = workplace();
    const folder = ['--out', 'eyes', '--store', 'memory.db'];
    const review = ['export', 'xliff', 'articles', '--to', 'en,uk', '--review', ...folder];
    await tovmach(review, { cwd });
    const path = join(cwd, 'eyes/review.uk-en.xlf');
    translate(path, {
      // Without the address that its source names.
      'У вівторок': 'On Tuesday 14 ships came.',
      Роботу: 'The berths work after the storm.',
    });
    translate(join(cwd, 'eyes/review.en-uk.xlf'), { Nine: 'Дев’ять суден чекали на рейді.' });
    const files = [path, join(cwd, 'eyes/review.en-uk.xlf')];
    const imported = await tovmach(['import', 'xliff', ...files, '--store', 'memory.db', '--json'], { cwd });
    expect(JSON.parse(imported.stdout)).toMatchObject({
      reports: [
        { stored: 1, skipped: [{ reasonId: 'exchange.codeMissing', line: expect.any(Number), count: 1 }] },
        { stored: 1 },
      ],
    });

    expect(await tovmach(review, { cwd })).toMatchObject({
      code: 7,
      stderr: expect.stringContaining(path.slice(cwd.length + 1)),
    });
    await tovmach([...review, '--force'], { cwd });
    expect(readdirSync(join(cwd, 'eyes'))).toEqual(['review.uk-en.xlf']);
    const [ships, ...rest] = await unitsIn(path);
    expect(rest).toEqual([]);
    expect(ships?.state).toBe('initial');
  }, 90_000);
});

describe('a narrowed export', () => {
  it('leaves the files of other targets alone, and takes only what matches', async () => {
    const cwd = workplace();
    writeFileSync(join(cwd, 'articles/zoo.txt'), 'У зоопарку народилося жирафеня.\n');
    await tovmach(['export', 'xliff', 'articles', '--to', 'en,uk'], { cwd });
    const only = ['export', 'xliff', 'articles', '--to', 'en', '--only', 'zoo*'];
    const { stdout } = await tovmach(only, { cwd });
    expect(stdout.trim()).toBe('xliff/articles.uk-en.xlf: 1 segment (1 to translate)');
    expect(readdirSync(join(cwd, 'xliff')).sort()).toEqual(['articles.en-uk.xlf', 'articles.uk-en.xlf']);
  });
});

describe('errors', () => {
  it('name what is missing', async () => {
    const cwd = workplace();
    const noTarget = await tovmach(['export', 'xliff', 'articles'], { cwd });
    expect(noTarget).toMatchObject({ code: 2, stderr: expect.stringContaining('--to en,uk') });
    writeFileSync(join(cwd, 'bad.xlf'), '<xliff version="1.2"><file>');
    const files = await tovmach(['import', 'xliff', 'bad.xlf', 'nowhere.xlf'], { cwd });
    expect(files.code).toBe(3);
    expect(files.stderr).toContain('bad.xlf:1:');
    expect(files.stderr).toContain('nowhere.xlf');
  });
});

it('export needs no provider: nothing is sent', async () => {
  const cwd = workplace();
  const args = ['export', 'xliff', 'articles', '--to', 'en', '--languages', 'uk,en', '--provider', 'deepl'];
  const { code, stderr } = await tovmach(args, { cwd });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(readdirSync(join(cwd, 'xliff'))).toContain('articles.uk-en.xlf');
});
