import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** A site whose content is translated in place, and sources that are named by their language. */

const TEXT = 'Міський голова відкрив новий міст через річку сьогодні вранці.';
const ENGLISH = 'The mayor opened the new bridge over the river this morning.';

class Place {
  readonly folder = temporaryFolder();

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Names of Markdown files below a folder. */
  names(below: string): string[] {
    return readdirSync(join(this.folder, below), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.mdx?$/.test(name) && name !== 'report.md')
      .sort();
  }

  async with<T>(
    work: (tovmach: Awaited<ReturnType<typeof createTovmach>>) => Promise<T>,
    config: ConfigInput = {},
  ): Promise<T> {
    const tovmach = await createTovmach({
      cwd: this.folder,
      env: {},
      config: {
        targets: ['uk', 'en'],
        languages: ['uk', 'en'],
        provider: 'pseudo',
        out: 'content',
        ...config,
      },
    });
    try {
      return await work(tovmach);
    } finally {
      await tovmach.close();
    }
  }
}

describe('links to pages by their files', () => {
  const LINKS =
    'Більше про [новий міст через річку](b.md#a "Міст") і [інше](sub/c.uk.md), не [тут](nowhere.md), не `[код](b.md)`, не {{< x "](b.md" >}}.\n\n[d]: <../a.md>\n';

  it('lead to the page of the same language where names tell it', async () => {
    const place = new Place({
      'in/a.md': `${TEXT}\n\n${LINKS}`,
      'in/b.md': `${TEXT}\n`,
      'in/sub/c.uk.md': `${TEXT}\n`,
      'in/sub/d.md': `${TEXT} [Звідси](../a.md?x=1).\n\n[e]: ../b.md\n`,
    });
    await place.with((tovmach) => tovmach.run(['in']), { out: 'out' });
    for (const lang of ['uk', 'en']) {
      const text = place.read(`out/a.${lang}.md`);
      for (const there of [
        `](b.${lang}.md#a `,
        `](sub/c.${lang}.md)`,
        '](nowhere.md)',
        '`[код](b.md)`',
        '{{< x "](b.md" >}}',
      ])
        expect(text).toContain(there);
      const other = place.read(`out/sub/d.${lang}.md`);
      expect(other).toContain(`](../a.${lang}.md?x=1)`);
      expect(other).toContain(`[e]: ../b.${lang}.md`);
    }
    await place.with((tovmach) => tovmach.run(['in']), { out: 'folders', output: { layout: 'hugo-folder' } });
    expect(place.read('folders/en/a.md')).toContain('](b.md#a ');
  });

  it('stay in place where the page is the version in its own language', async () => {
    const place = new Place({
      'content/a.md': `${TEXT} [Там](b.md), [тут](c.uk.md).\n`,
      'content/b.md': `${TEXT}\n`,
      'content/c.uk.md': `${TEXT}\n`,
    });
    await place.with((tovmach) => tovmach.run(['content']));
    expect(place.read('content/a.en.md')).toContain('](b.md)');
    expect(place.read('content/a.en.md')).toContain('](c.en.md)');
  });
});

describe('content translated in place', () => {
  const FILES = {
    'content/a.md': `---\ntitle: Міст\n---\n\n${TEXT}\n`,
    'content/posts/demo.uk.md': `${TEXT}\n`,
    'content/both.md': `${TEXT}\n`,
    'content/both.en.md': `---\ntitle: Bridge\n---\n\n${ENGLISH}\n`,
  };

  it('has versions beside the sources; sources and versions by other hands stay as they are', async () => {
    const place = new Place(FILES);
    const summary = await place.with((tovmach) => tovmach.run(['content']));
    expect(summary.problems).toEqual([]);
    expect(place.names('content')).toEqual([
      'a.en.md',
      'a.md',
      'both.en.md',
      'both.md',
      'posts/demo.en.md',
      'posts/demo.uk.md',
    ]);
    for (const [name, text] of Object.entries(FILES)) expect(place.read(name), name).toBe(text);
    expect(place.read('content/a.en.md')).toContain('translationKey: a\n');
  });

  it('takes nothing it wrote for a source, and has nothing to do the second time', async () => {
    const place = new Place(FILES);
    await place.with((tovmach) => tovmach.run(['content']));
    const again = await place.with((tovmach) => tovmach.run(['content']));
    expect([again.articles, again.written, again.problems]).toEqual([3, 0, []]);
    const checked = await place.with((tovmach) => tovmach.check(['content']));
    expect(checked.stale).toEqual([]);
    place.write('content/a.md', FILES['content/a.md'].replace('вранці', 'увечері'));
    const changed = await place.with((tovmach) => tovmach.run(['content']));
    // The others were its copies, and their ledgers said so.
    expect(changed.unchanged).toBe(0);
    expect(place.names('content')).toHaveLength(6);
    expect(place.read('content/a.md')).toContain('увечері');
  });

  it('never removes a source with the outputs that are gone', async () => {
    const place = new Place(FILES);
    await place.with((tovmach) => tovmach.run(['content']));
    rmSync(join(place.folder, 'content/a.md'));
    await place.with((tovmach) => tovmach.run(['content'], { prune: true }));
    expect(existsSync(join(place.folder, 'content/a.en.md'))).toBe(false);
    expect(place.names('content')).toEqual(['both.en.md', 'both.md', 'posts/demo.en.md', 'posts/demo.uk.md']);
  });
});

describe('a source named by its language', () => {
  it('has outputs without it, in another folder', async () => {
    const place = new Place({ 'in/demo.uk.md': `${TEXT}\n`, 'in/node.ts.md': `${TEXT}\n` });
    await place.with((tovmach) => tovmach.run(['in']), { out: 'out' });
    expect(place.names('out')).toEqual(['demo.en.md', 'demo.uk.md', 'node.ts.en.md', 'node.ts.uk.md']);
  });

  it('is one article with the version beside it', async () => {
    const place = new Place({ 'in/demo.uk.md': `${TEXT}\n`, 'in/demo.en.md': `${ENGLISH}\n` });
    const summary = await place.with((tovmach) => tovmach.run(['in']), { out: 'out' });
    expect(summary.problems).toEqual([]);
    expect(place.names('out')).toEqual(['demo.en.md', 'demo.uk.md']);
  });
});
