import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Outputs that have another name than an earlier run gave them, and versions whose files say their languages. */

type Files = Readonly<Record<string, string>>;

function folderOf(files: Files): string {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

async function run(cwd: string, options: { targets?: string[]; prune?: boolean; jobs?: number } = {}) {
  const { targets = ['en', 'uk'], prune = false, jobs = 0 } = options;
  const config = { targets, languages: ['en', 'uk'], provider: 'pseudo' as const, out: 'out', jobs };
  const library = await createTovmach({ cwd, config });
  const summary = await library.run(['in'], { prune });
  const checked = await library.check(['in']);
  await library.close();
  return { summary, checked };
}

const outputs = (cwd: string): string[] =>
  readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:en|uk|de)\.md$|\.segments\.json$/.test(name))
    .sort();

const BRIDGE = 'Міст у місті відкрили вранці, повідомили в міській раді.';
const FERRY = 'Пором ходить щогодини, кажуть люди на березі.';
const record = (id: string, text: string): string => JSON.stringify({ id, title: `Новина ${id}`, text });

/** Names as 0.1.0 gave them: the record behind a hyphen. */
function asBefore(cwd: string): void {
  const lock = readFileSync(join(cwd, 'out/tovmach.lock'), 'utf8');
  for (const name of outputs(cwd)) {
    const old = name.replace('/', '-');
    const text = readFileSync(join(cwd, 'out', name), 'utf8');
    writeFileSync(join(cwd, 'out', old), name.endsWith('.json') ? text.replaceAll('news/', 'news-') : text);
  }
  rmSync(join(cwd, 'out/news'), { recursive: true });
  writeFileSync(
    join(cwd, 'out/tovmach.lock'),
    lock.replaceAll('"news/', '"news-').replace(/"ledgerHash":"[0-9a-f]+",/g, ''),
  );
}

describe('records of a file', () => {
  it('stand in a folder that is called like it, a thousand in each', async () => {
    const lines = Array.from({ length: 1002 }, (_, at) => record(`n${at + 1}`, `${BRIDGE} ${at}`));
    const cwd = folderOf({ 'in/news.ndjson': `${lines.join('\n')}\n` });
    await run(cwd, { targets: ['uk'] });
    expect(existsSync(join(cwd, 'out/news/n1000.uk.md'))).toBe(true);
    expect(readdirSync(join(cwd, 'out/news/1001-2000'))).toEqual([
      'n1001.segments.json',
      'n1001.uk.md',
      'n1002.segments.json',
      'n1002.uk.md',
    ]);
  });

  it.each([0, 1])(
    'whose outputs an earlier version named otherwise are moved, with what was changed by hand (jobs %i)',
    async (jobs) => {
      const cwd = folderOf({ 'in/news.ndjson': `${record('a', BRIDGE)}\n${record('b', FERRY)}\n` });
      await run(cwd);
      asBefore(cwd);
      expect(outputs(cwd)).toContain('news-a.en.md');
      // Nothing has changed: they stay where they are, and are known.
      const { checked } = await run(cwd, { jobs });
      expect([checked.stale, outputs(cwd).includes('news-a.en.md')]).toEqual([[], true]);
      const file = join(cwd, 'out/news-a.uk.md');
      writeFileSync(file, readFileSync(file, 'utf8').replace('вранці', 'опівночі'));
      const english = join(cwd, 'out/news-a.en.md');
      writeFileSync(english, `${readFileSync(english, 'utf8')}\nA line of the editor.\n`);
      writeFileSync(
        join(cwd, 'in/news.ndjson'),
        `${record('a', BRIDGE)}\n${record('b', `${FERRY} Квиток дешевий.`)}\n`,
      );
      const { summary } = await run(cwd, { jobs });
      expect(outputs(cwd)).toEqual([
        'news/a.en.md',
        'news/a.segments.json',
        'news/a.uk.md',
        'news/b.en.md',
        'news/b.segments.json',
        'news/b.uk.md',
      ]);
      expect(readFileSync(join(cwd, 'out/news/a.uk.md'), 'utf8')).toContain('опівночі');
      expect(readFileSync(join(cwd, 'out/news/a.en.md'), 'utf8')).toContain('A line of the editor.');
      expect([summary.orphans, summary.exitCode]).toEqual([[], 0]);
      const moved = summary.findings.worst.filter(({ check }) => check === 'moved');
      expect(moved.map(({ values }) => values?.to)).toContainEqual({ path: 'news/a.en.md' });
      expect((await run(cwd, { jobs })).summary).toMatchObject({ written: 0, unchanged: 2 });
    },
  );

  it('never take the place of a file in a folder that is called so', async () => {
    const cwd = folderOf({ 'in/news.ndjson': `${record('a', BRIDGE)}\n`, 'in/news/a.txt': FERRY });
    const one = `${record('a', BRIDGE)}\n${record('c', FERRY)}\n`;
    writeFileSync(join(cwd, 'in/news.ndjson'), one);
    const refused = await run(cwd).then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    expect(refused).toBe('INPUT_INVALID');
  });
});

describe('versions whose files say their languages', () => {
  it('are one article: each is the version in its language, and other languages are made of the first', async () => {
    const cwd = folderOf({
      'in/demo.uk.md': `# Міст відкрили\n\n${BRIDGE}\n`,
      'in/demo.en.md': '# The bridge was opened\n\nThe bridge was opened in the morning, the council said.\n',
    });
    const { summary, checked } = await run(cwd, { targets: ['en', 'uk', 'de'] });
    expect(outputs(cwd).filter((name) => name.endsWith('.md'))).toEqual([
      'demo.de.md',
      'demo.en.md',
      'demo.uk.md',
    ]);
    expect(readFileSync(join(cwd, 'out/demo.uk.md'), 'utf8')).toContain(BRIDGE);
    expect(readFileSync(join(cwd, 'out/demo.en.md'), 'utf8')).toContain('in the morning');
    const said = summary.findings.worst.filter(({ check }) => check === 'same-story');
    expect(said.map(({ path, messageId }) => [path, messageId])).toEqual([
      ['demo.en.md', 'run.pairedWith'],
      ['demo.uk.md', 'run.pairedWith'],
    ]);
    expect([checked.stale, checked.exitCode]).toEqual([[], 0]);
    expect((await run(cwd, { targets: ['en', 'uk', 'de'] })).summary).toMatchObject({
      written: 0,
      unchanged: 2,
    });
  });

  it.each(['in/demo.en.md', 'in/demo.md'])(
    'a version that comes later (%s) takes the place of the machine; what was changed in that is kept beside',
    async (later) => {
      const cwd = folderOf({ 'in/demo.uk.md': `# Міст відкрили\n\n${BRIDGE}\n` });
      await run(cwd);
      expect(outputs(cwd)).toEqual(['demo.en.md', 'demo.segments.json', 'demo.uk.md']);
      const machine = join(cwd, 'out/demo.en.md');
      writeFileSync(machine, `${readFileSync(machine, 'utf8')}\nA line of the editor.\n`);
      writeFileSync(
        join(cwd, later),
        '# The bridge was opened\n\nThe bridge was opened in the morning, the council said.\n',
      );
      const { summary, checked } = await run(cwd);
      expect(summary.problems).toEqual([]);
      expect(readFileSync(machine, 'utf8')).toContain('in the morning');
      expect(readFileSync(join(cwd, 'out/demo.uk.md'), 'utf8')).toContain(BRIDGE);
      const kept = readdirSync(join(cwd, 'out')).filter((name) => name.startsWith('demo.en.md.kept-'));
      expect(kept).toHaveLength(1);
      expect(readFileSync(join(cwd, 'out', kept[0] ?? ''), 'utf8')).toContain('A line of the editor.');
      expect(checked.stale).toEqual([]);
      expect((await run(cwd)).summary).toMatchObject({ written: 0, unchanged: 2, orphans: [] });
    },
  );
});
