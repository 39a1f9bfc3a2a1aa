import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createModels, createTovmach, openMemory } from '../../src/index.js';
import { ROOT, temporaryFolder } from '../support/command-line.js';

/** Folders that 0.1.0 wrote are read by every later version: what was paid for and what was edited stays. */

const FIXTURES = join(ROOT, 'tests/fixtures');

type Output = NonNullable<ConfigInput['output']>;
interface Place {
  readonly format: NonNullable<Output['format']>;
  readonly layout: NonNullable<Output['layout']>;
  /** A file changed by hand, and words of the change. */
  readonly edited?: readonly [string, string];
}

const PLACES: readonly Place[] = [
  { format: 'md', layout: 'hugo-file', edited: ['bridge.en.md', 'Cars crossed the bridge again'] },
  { format: 'txt', layout: 'hugo-file', edited: ['library.en.txt', 'now takes up the ground floor'] },
  { format: 'html', layout: 'hugo-file', edited: ['bridge.en.html', 'was back by six in the morning'] },
  { format: 'json', layout: 'hugo-file' },
  { format: 'md', layout: 'hugo-folder' },
  { format: 'md', layout: 'docusaurus' },
  { format: 'md', layout: 'astro' },
];

function project(): string {
  const folder = temporaryFolder();
  cpSync(join(FIXTURES, 'v0.1.0/project'), folder, { recursive: true });
  return folder;
}

const textsBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:md|txt|html|json)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

describe('what 0.1.0 left', () => {
  it.each(PLACES)(
    '$format in $layout: edits stay, nothing is paid, then all is up to date',
    async (place) => {
      const folder = project();
      const { format, layout, edited } = place;
      const out = join(folder, 'site', `${format}-${layout}`);
      const tovmach = await createTovmach({
        cwd: folder,
        // Nobody answers there: a sentence that is sent fails.
        env: { LIBRETRANSLATE_URL: 'http://127.0.0.1:9' },
        config: { out, output: { format, layout } },
      });
      try {
        const before = await tovmach.check(['articles']);
        expect(before.articles).toBe(4);
        expect(before.edited).toEqual(edited === undefined ? [] : [edited[0]]);
        // Another version may write other bytes; nothing else may be amiss.
        expect(before.stale.filter(({ reason }) => reason !== 'config-changed')).toEqual([]);
        const summary = await tovmach.run(['articles']);
        expect(summary).toMatchObject({ articles: 4, exitCode: 0, problems: [], orphans: [] });
        expect(summary.statistics.requests).toBe(0);
        expect(summary.counts.failed).toBe(0);
        if (edited !== undefined) expect(readFileSync(join(out, edited[0]), 'utf8')).toContain(edited[1]);
        // The edit an earlier run took in, and the sentence of the TMX file beside the articles.
        expect(textsBelow(out)).toContain('Readers sign up at');
        expect(textsBelow(out)).toContain('The works ended a week ahead of schedule.');
        expect(await tovmach.check(['articles'])).toMatchObject({ stale: [], edited: [], exitCode: 0 });
      } finally {
        await tovmach.close();
      }
    },
  );

  it('keeps its memory, with what people wrote', () => {
    const store = openMemory(join(project(), 'memory.db'), { mustExist: true });
    try {
      expect(store.verify()).toEqual([]);
      expect(store.search('Записатися можна на сайті', { limit: 5 })).toContainEqual(
        expect.objectContaining({
          targetText: 'Readers sign up at https://library.example/zapys or by phone.',
          origin: { kind: 'human' },
          state: 'reviewed',
        }),
      );
      expect(store.stats()).toMatchObject({ entries: 15 });
    } finally {
      store.close();
    }
  });

  it('keeps its models', async () => {
    const directory = join(temporaryFolder(), 'models');
    const build = join('en-uk', 'tiny@5ae23de35f26');
    mkdirSync(join(directory, build), { recursive: true });
    cpSync(join(FIXTURES, 'v0.1.0/models', build), join(directory, build), { recursive: true });
    for (const name of readdirSync(join(FIXTURES, 'models/en-uk'))) {
      const bytes = gunzipSync(readFileSync(join(FIXTURES, 'models/en-uk', name)));
      writeFileSync(join(directory, build, name.replace(/\.gz$/, '')), bytes);
    }
    const models = createModels({ env: {}, directory });
    try {
      expect(await models.store.list()).toMatchObject([
        { source: 'en', target: 'uk', architecture: 'tiny', licence: 'MPL-2.0' },
      ]);
      expect((await models.store.verify()).map(({ problems }) => problems)).toEqual([[]]);
    } finally {
      await models.close();
    }
  });
});
