import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tovmach } from '../../src/index.js';
import { ARTICLE, CONFIG, FILES, tmx } from './news.js';
import { makeOutputs, type Outputs, openOutputs } from './outputs.js';

/** Where there are many articles a decision is a line of the journal until the books are written whole. */

const MANY = 260;
const name = (index: number): string => `Anniversary ${index}`;
const BRIEFS = {
  ...FILES,
  // One name, which the memory says in one way.
  'a-visit.txt': 'Minister Honcharenko arrived in the town on Monday.\n',
  'b-visit.txt': 'Minister Honcharenko left the town on Friday.\n',
  'briefs.ndjson': Array.from({ length: MANY }, (_, index) =>
    JSON.stringify({ id: name(index), text: `Сьогодні у місті відкрили школу номер ${index}.` }),
  ).join('\n'),
  'visits.tmx': tmx([
    [
      'Minister Honcharenko arrived in the town on Monday.',
      'Міністр Гончаренко прибув до міста в понеділок.',
    ],
    ['Minister Honcharenko left the town on Friday.', 'Міністр Гончаренко поїхав з міста в п’ятницю.'],
  ]),
};
const SETTINGS = {
  config: { ...CONFIG.config, targets: ['uk'], memory: { files: ['seeds/news.tmx', 'seeds/visits.tmx'] } },
};
const by = 'Olha';

let outputs: Outputs;
let tovmach: Tovmach;
beforeAll(async () => {
  outputs = await makeOutputs(BRIEFS, SETTINGS);
  tovmach = outputs.tovmach;
}, 240_000);
afterAll(async () => {
  await tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

const path = (file: string): string => join(outputs.folder, 'out', file);
const read = (file: string): string => readFileSync(path(file), 'utf8');
const JOURNAL = 'tovmach.journal';
async function place(words: string, article = ARTICLE, from = tovmach) {
  const { segments } = await from.article(article, 'uk');
  const segment = segments.find(({ text }) => text.includes(words))?.id;
  if (segment === undefined) throw new Error(`no segment with ${words}`);
  return { article, target: 'uk', segment };
}
async function edit(words: string, text: string, article = ARTICLE): Promise<void> {
  await tovmach.decide(await place(words, article), { kind: 'edit', text }, { by });
}
/** What anybody is told of the outputs. */
async function truth(from: Tovmach) {
  const { stale, edited, findings } = await from.check(['seeds']);
  const { problems } = await from.verifyOutputs();
  const { articles } = await from.overview();
  return { stale, edited, findings, problems, articles };
}
const manifestEntry = (id: string): string =>
  read('manifest.json')
    .split('\n')
    .find((line) => line.startsWith(`{"id":${JSON.stringify(id)}`)) ?? '';

describe('a decision among many articles', () => {
  it('leaves lock and manifest, and is told by everybody at once', async () => {
    const books = [read('manifest.json'), read('tovmach.lock')];
    const text = 'Унаслідок ударів по місту в понеділок загинуло 12 людей.';
    await edit('killed 12', text);
    expect([read('manifest.json'), read('tovmach.lock')]).toEqual(books);
    expect(read('news.uk.md')).toContain(text);
    expect(read(JOURNAL).trimEnd().split('\n')).toHaveLength(1);
    const mine = await truth(tovmach);
    expect(mine).toMatchObject({ stale: [], edited: [], problems: [] });
    expect(mine.findings.filter(({ articleId }) => articleId === ARTICLE)).toEqual([]);
    const row = mine.articles.find(({ id }) => id === ARTICLE);
    expect(row?.outputs[0]?.counts.human).toBe(1);
    const another = await openOutputs(outputs.folder, SETTINGS);
    expect(await truth(another)).toEqual(mine);
    await another.close();
    // Who only looked has written nothing.
    expect(existsSync(path(JOURNAL))).toBe(true);
  });

  it('is seen by another window, which may decide upon it and not upon what was before', async () => {
    const other = await openOutputs(outputs.folder, SETTINGS);
    const seen = await other.article(ARTICLE, 'uk');
    await edit('mayor', 'Мер подякував кожному.');
    const at = await place('mayor');
    await expect(
      other.decide(at, { kind: 'approve' }, { by: 'Petro', version: seen.version }),
    ).rejects.toMatchObject({ code: 'STALE' });
    const now = await other.article(ARTICLE, 'uk');
    expect(now.segments.find(({ id }) => id === at.segment)?.translation).toBe('Мер подякував кожному.');
    await other.decide(
      at,
      { kind: 'edit', text: 'Мер подякував усім людям.' },
      { by: 'Petro', version: now.version },
    );
    expect(
      (await tovmach.article(ARTICLE, 'uk')).segments.find(({ id }) => id === at.segment)?.translation,
    ).toBe('Мер подякував усім людям.');
    await other.close();
    // Who decided and is done has put it into the books.
    expect(existsSync(path(JOURNAL))).toBe(false);
    expect(manifestEntry(ARTICLE)).toContain('"human":2');
  });

  it('is put into the books by the next run, which has nothing else to do', async () => {
    await edit('mayor', 'Мер подякував усім без винятку.');
    const before = await truth(tovmach);
    const summary = await tovmach.run(['seeds']);
    expect(summary.written).toBe(0);
    expect(existsSync(path(JOURNAL))).toBe(false);
    expect(await truth(tovmach)).toEqual(before);
    const books = [read('manifest.json'), read('tovmach.lock'), read('report.md')];
    expect((await tovmach.run(['seeds'])).written).toBe(0);
    expect([read('manifest.json'), read('tovmach.lock'), read('report.md')]).toEqual(books);
  });

  it('that spells a name otherwise is found in the other article at once, as the books find it', async () => {
    const found = async (): Promise<string[]> =>
      (await tovmach.check(['seeds'])).findings
        .filter(({ messageId }) => messageId === 'names.twoWaysInBatch')
        .map(({ path: file, message }) => `${file}: ${message}`);
    expect(await found()).toEqual([]);
    // The one that comes first is changed: the finding is in the one behind it.
    await edit('arrived', 'Міністр Хончаренко прибув до міста в понеділок.', 'a-visit.txt');
    const told = await found();
    expect(told).toEqual([expect.stringMatching(/^b-visit\.txt: /)]);
    expect(
      (await tovmach.overview()).articles.find(({ id }) => id === 'b-visit.txt')?.findings,
    ).toContainEqual({
      check: 'names',
      severity: 'minor',
      count: 1,
    });
    expect(existsSync(path(JOURNAL))).toBe(true);
    await tovmach.run(['seeds']);
    expect(await found()).toEqual(told);
    await tovmach.decide(await place('arrived', 'a-visit.txt'), { kind: 'undo' }, { by });
    expect(await found()).toEqual([]);
  });
});

describe('a journal', () => {
  it('that outlived the books it went into says nothing new', async () => {
    await edit('mayor', 'Мер подякував першим.');
    const aside = join(outputs.folder, 'journal.aside');
    copyFileSync(path(JOURNAL), aside);
    const decided = await truth(tovmach);
    await tovmach.run(['seeds']);
    // Killed between the last book and the journal.
    copyFileSync(aside, path(JOURNAL));
    const again = await openOutputs(outputs.folder, SETTINGS);
    expect(await truth(again)).toEqual(decided);
    await again.close();
    await tovmach.run(['seeds']);
    expect(existsSync(path(JOURNAL))).toBe(false);
    // Killed there by a run that made the article anew: the books are newer.
    appendFileSync(join(outputs.folder, 'seeds', ARTICLE), '\nThe mayor thanked everybody who helped.\n');
    await tovmach.run(['seeds']);
    const newer = await truth(tovmach);
    expect(newer).not.toEqual(decided);
    copyFileSync(aside, path(JOURNAL));
    const late = await openOutputs(outputs.folder, SETTINGS);
    expect(await truth(late)).toEqual(newer);
    await late.close();
    rmSync(path(JOURNAL));
  });

  it('with half a line at its end is read up to there, and goes on', async () => {
    await edit('mayor', 'Мер подякував другим.');
    const whole = read(JOURNAL);
    writeFileSync(path(JOURNAL), `${whole}${whole.slice(0, 300)}`);
    const again = await openOutputs(outputs.folder, SETTINGS);
    expect(await truth(again)).toMatchObject({ stale: [], edited: [], problems: [] });
    await again.close();
    await edit('mayor', 'Мер подякував третім.');
    expect(await truth(tovmach)).toMatchObject({ stale: [], edited: [], problems: [] });
    expect(
      (await tovmach.article(ARTICLE, 'uk')).segments.some(
        ({ translation }) => translation === 'Мер подякував третім.',
      ),
    ).toBe(true);
  });

  it('of a later version, or with a path of its own, is refused', async () => {
    await edit('mayor', 'Мер подякував четвертим.');
    const whole = read(JOURNAL);
    const refused = async (text: string): Promise<void> => {
      writeFileSync(path(JOURNAL), text);
      const again = await openOutputs(outputs.folder, SETTINGS);
      await expect(again.check(['seeds'])).rejects.toMatchObject({ code: 'OUTPUT' });
      await again.close();
    };
    await refused(whole.replaceAll('tovmach/journal@1', 'tovmach/journal@2'));
    await refused(whole.replaceAll('"path":"news.uk.md"', '"path":"../../secrets.uk.md"'));
    writeFileSync(path(JOURNAL), whole);
  });
});

describe('with a chain of provenance', () => {
  it('a decision is in the chain before the books are written', async () => {
    const settings = { config: { ...SETTINGS.config, output: { provenance: 'chain' as const } } };
    const chained = await openOutputs(outputs.folder, settings);
    await chained.run(['seeds']);
    const entries = (await chained.verifyOutputs()).entries;
    const at = await place('mayor', ARTICLE, chained);
    await chained.decide(at, { kind: 'edit', text: 'Мер подякував із ланцюгом.' }, { by });
    expect(existsSync(path(JOURNAL))).toBe(true);
    expect(await chained.verifyOutputs()).toMatchObject({ problems: [], entries: entries + 1 });
    await chained.run(['seeds']);
    expect(existsSync(path(JOURNAL))).toBe(false);
    expect(await chained.verifyOutputs()).toMatchObject({ problems: [], entries: entries + 1 });
    await chained.close();
  });
});
