import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach, type RunEvent, type RunSummary } from '../../src/index.js';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';
import { hashesBelow, writeFiles } from '../support/corpus.js';

/** The state of the outputs has a place of its own, and what earlier versions left is moved there. */

const ARTICLE =
  'Міська рада ухвалила бюджет на рік.\n\nThe council will meet again in the spring of next year.\n';
const BOOKS = ['manifest.json', 'report.md', 'tovmach.lock'];

interface Ran {
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
}

async function run(folder: string, config: ConfigInput = {}): Promise<Ran> {
  const one = await createTovmach({
    cwd: folder,
    env: {},
    config: { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo', ...config },
  });
  const events: RunEvent[] = [];
  try {
    const summary = await one.run(['in'], { onEvent: (event) => events.push(event) });
    expect(await one.check(['in'])).toMatchObject({ stale: [], edited: [], exitCode: 0 });
    return { summary, events };
  } finally {
    await one.close();
  }
}

function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'in/news/a.txt': ARTICLE, ...files });
  return folder;
}

const books = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:manifest\.json|report\.md|tovmach\.lock|segments\.json)$/.test(name))
    .sort();

/** All but the memory, which SQLite touches when it is opened. */
const files = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(hashesBelow(folder)).filter(([name]) => !name.startsWith('.tovmach/')));

const moved = ({ events }: Ran): readonly RunEvent[] =>
  events.filter((event) => event.type === 'notice' && event.messageId === 'run.moved');

describe('the folder of the state', () => {
  it('is that of the outputs where these are no part of a site', async () => {
    const folder = project();
    await run(folder);
    expect(books(folder)).toEqual([...BOOKS, 'news/a.segments.json'].map((name) => `out/${name}`).sort());
  });

  it.each<[string, ConfigInput, string, Readonly<Record<string, string>>]>([
    ['the folders of Hugo', { out: 'content', output: { layout: 'hugo-folder' } }, 'content', {}],
    ['Docusaurus', { out: 'site', output: { layout: 'docusaurus' } }, 'site', {}],
    ['Astro', { out: 'site', output: { layout: 'astro' } }, 'site', {}],
    ['content of a site of Hugo', { out: 'content' }, 'content', { 'hugo.toml': '' }],
    ['pages of VitePress', { out: 'docs/news' }, 'docs/news', { 'docs/.vitepress/config.ts': '' }],
  ])('is one that no generator publishes: %s', async (_, config, out, site) => {
    const folder = project(site);
    await run(folder, config);
    const place = `${out}/.tovmach-state`;
    expect(books(folder)).toEqual(
      [...BOOKS, 'news/a.segments.json'].map((name) => `${place}/${name}`).sort(),
    );
  });

  it('is where the configuration says, relative to it', async () => {
    const folder = project();
    const { summary } = await run(folder, { stateDir: 'books/news' });
    expect(books(join(folder, 'books/news'))).toEqual([...BOOKS, 'news/a.segments.json'].sort());
    expect(books(join(folder, 'out'))).toEqual([]);
    expect(summary.written).toBeGreaterThan(0);
    const before = files(folder);
    expect((await run(folder, { stateDir: 'books/news' })).summary.unchanged).toBe(1);
    expect(files(folder)).toEqual(before);
  });

  it('keeps edits, and prunes what is gone with its ledger', async () => {
    const folder = project({ 'in/news/b.txt': ARTICLE });
    const config = { stateDir: 'books' };
    await run(folder, config);
    const output = join(folder, 'out/news/a.en.md');
    writeFileSync(output, `${readFileSync(output, 'utf8')}\nA note by hand.\n`);
    const one = await createTovmach({
      cwd: folder,
      env: {},
      config: { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo', ...config },
    });
    expect((await one.check(['in'])).edited).toEqual(['news/a.en.md']);
    renameSync(join(folder, 'in/news/b.txt'), join(folder, 'b.txt'));
    const { pruned } = await one.run(['in'], { prune: true });
    await one.close();
    expect(pruned).toEqual(['news/b.en.md', 'news/b.uk.md']);
    expect(existsSync(join(folder, 'books/news/b.segments.json'))).toBe(false);
    expect(readFileSync(output, 'utf8')).toContain('A note by hand.');
  });

  it('leads nowhere else: a link below it is refused before anything is written', async () => {
    const folder = project();
    mkdirSync(join(folder, 'books'));
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', join(folder, 'books/news'));
    const one = await createTovmach({
      cwd: folder,
      env: {},
      config: { targets: ['en'], languages: ['uk', 'en'], provider: 'pseudo', stateDir: 'books' },
    });
    const { problems } = await one.run(['in']);
    await one.close();
    expect(problems).toMatchObject([{ code: 'OUTPUT' }]);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
    expect(existsSync(join(folder, 'out/news/a.en.md'))).toBe(false);
  });
});

describe('state of a later version', () => {
  it.each([
    ['tovmach.lock', 'lock'],
    ['manifest.json', 'manifest'],
    ['news/a.segments.json', 'ledger'],
  ])('is refused, and left as it is: %s', async (name, kind) => {
    const folder = project();
    await run(folder);
    const path = join(folder, 'out', name);
    const later = readFileSync(path, 'utf8').replace(`tovmach/${kind}@1`, `tovmach/${kind}@2`);
    writeFileSync(path, later);
    writeFileSync(join(folder, 'in/news/a.txt'), `${ARTICLE}\nOne more sentence was added today.\n`);
    const { code, stderr } = await tovmach(
      ['run', 'in', '--to', 'uk,en', '--languages', 'uk,en', '-p', 'pseudo'],
      {
        cwd: folder,
      },
    );
    expect(code).toBe(7);
    expect(stderr).toContain(`out/${name}`);
    expect(stderr).toContain(`tovmach/${kind}@2`);
    expect(readFileSync(path, 'utf8')).toBe(later);
  });
});

describe('state in another place', () => {
  it.each(['books', 'out/.tovmach-state'])(
    'is moved to %s, once, and nothing is done again',
    async (stateDir) => {
      const folder = project();
      await run(folder);
      const outputs = hashesBelow(join(folder, 'out'));
      const first = await run(folder, { stateDir });
      expect(moved(first)).toHaveLength(1);
      expect(first.summary).toMatchObject({ unchanged: 1, written: 0 });
      expect(books(join(folder, stateDir))).toEqual([...BOOKS, 'news/a.segments.json'].sort());
      expect(books(folder).filter((name) => !name.startsWith(stateDir))).toEqual([]);
      const left = hashesBelow(join(folder, stateDir));
      for (const name of Object.keys(left)) expect(left[name]).toBe(outputs[name]);
      expect(moved(await run(folder, { stateDir }))).toEqual([]);
    },
  );

  it('a move that was cut short is gone on with', async () => {
    const folder = project({ 'in/news/b.txt': ARTICLE });
    await run(folder);
    mkdirSync(join(folder, 'books/news'), { recursive: true });
    renameSync(join(folder, 'out/news/a.segments.json'), join(folder, 'books/news/a.segments.json'));
    const again = await run(folder, { stateDir: 'books' });
    expect(again.summary).toMatchObject({ unchanged: 2, written: 0 });
    expect(books(join(folder, 'out'))).toEqual([]);
  });

  it('check and plan see it before it is moved, and move nothing', async () => {
    const folder = project();
    await run(folder);
    const before = files(folder);
    const one = await createTovmach({
      cwd: folder,
      env: {},
      config: { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo', stateDir: 'books' },
    });
    expect(await one.check(['in'])).toMatchObject({ stale: [], exitCode: 0 });
    expect(await one.plan(['in'])).toMatchObject({ unchanged: 1 });
    await one.close();
    expect(files(folder)).toEqual(before);
  });

  it.each(['hugo-folder', 'docusaurus', 'astro'] as const)('as 0.1.0 left it in %s', async (layout) => {
    const folder = temporaryFolder();
    cpSync(join(ROOT, 'tests/fixtures/v0.1.0/project'), folder, { recursive: true });
    const out = join(folder, 'site', `md-${layout}`);
    const before = books(out);
    const one = await createTovmach({
      cwd: folder,
      env: { LIBRETRANSLATE_URL: 'http://127.0.0.1:9' },
      config: { out, output: { format: 'md', layout } },
    });
    const { statistics } = await one.run(['articles']);
    await one.close();
    expect(statistics.requests).toBe(0);
    // The records of day.json have a folder of their own since.
    const now = before.map((name) => `.tovmach-state/${name.replace(/^day-/, 'day/')}`);
    expect(books(out)).toEqual(now);
  });
});
