import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, type Manifest, type RunSummary } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

/** Related headlines lead to the files of their articles, in the language of the file they stand in. */

const HEADLINE = 'У Луцьку відкрили новий міст через річку Стир';
const ARTICLE = `# ${HEADLINE}\n\nРух мостом розпочався у вівторок зранку. Будівництво тривало два роки.\n`;
const council = (teaser: string): string =>
  `# Міська рада затвердила бюджет на наступний рік\n\nДепутати зібралися у понеділок, щоб обговорити видатки міста.\n\n${teaser}\n\nНаступна сесія відбудеться за тиждень, повідомили у міській раді.\n`;

interface Settings {
  readonly out?: string;
  readonly [key: string]: unknown;
}

function desk(files: Readonly<Record<string, string>>, { out = 'out', ...output }: Settings = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  const run = async (paths: readonly string[] = ['in']): Promise<RunSummary> => {
    const tovmach = await createTovmach({
      cwd: folder,
      config: { targets: ['en', 'uk'], languages: ['uk', 'en'], provider: 'desk', out, output },
      providers: [
        defineProvider({
          kind: 'provider',
          name: 'desk',
          description: 'translates the headline',
          settings: z.strictObject({}),
          create: () =>
            fakeProvider({
              name: 'desk',
              capabilities: { remote: false },
              translate: (text) => {
                if (text.includes('не перекладено')) throw new Error('no');
                return text === HEADLINE
                  ? 'A new bridge over the Styr opens in Lutsk'
                  : `In English: ${text.length}`;
              },
            }),
        }),
      ],
    });
    try {
      return await tovmach.run(paths);
    } finally {
      await tovmach.close();
    }
  };
  const read = (name: string): string => readFileSync(join(folder, out, name), 'utf8');
  const manifest = (): Manifest => JSON.parse(read('manifest.json')) as Manifest;
  /** Where the line with the headline leads, as a path in the output folder; it has to be there. */
  const leadsTo = (name: string, words: string): string | undefined => {
    const text = read(name);
    const line = text.split('\n').find((each) => each.includes(words) && /\]\(|<a |url: /.test(each)) ?? '';
    const href = /\]\(<?([^)>]+)>?\)|<a href="([^"]+)"/
      .exec(line)
      ?.slice(1)
      .find((each) => each !== undefined);
    if (href === undefined || /^https?:/.test(href)) return href;
    const path = normalize(join(dirname(name), decodeURIComponent(href)));
    expect(existsSync(join(folder, out, path)), `${name} leads to ${path}`).toBe(true);
    return path;
  };
  return { folder, run, read, leadsTo, manifest };
}

const ENGLISH = 'A new bridge over the Styr opens';

describe('a related headline whose article is in the batch', () => {
  it.each([
    ['with its address elsewhere', `Читайте також: [${HEADLINE}](https://example.org/n/7)`],
    ['with the address of its source', 'Читайте також: [Відкрито міст через Стир](../city/bridge.md)'],
    ['without any', `Читайте також: ${HEADLINE}`],
  ])('leads to its file in the language of the output, %s', async (_, teaser) => {
    const { run, read, leadsTo, manifest } = desk({
      'in/news/council.md': council(teaser),
      'in/city/bridge.md': ARTICLE,
    });
    await run();
    const words = teaser.includes(HEADLINE) ? [ENGLISH, HEADLINE] : ['In English: 24', 'Відкрито міст'];
    expect(leadsTo('news/council.en.md', words[0] ?? '')).toBe('city/bridge.en.md');
    expect(leadsTo('news/council.uk.md', words[1] ?? '')).toBe('city/bridge.uk.md');
    expect(manifest().relatedTo).toMatchObject([{ article: 'news/council.md', relatedTo: 'city/bridge.md' }]);
    const [output] = manifest().articles.find(({ id }) => id === 'news/council.md')?.outputs ?? [];
    expect(Object.values(output?.links ?? {})).toEqual(['city/bridge.en.md']);
    // Nothing is done again for it.
    const before = read('manifest.json');
    expect((await run()).written).toBe(0);
    expect(read('manifest.json')).toBe(before);
  });

  it.each(['hugo-folder', 'docusaurus', 'astro'])('leads there in the layout %s', async (layout) => {
    const { run, leadsTo } = desk(
      {
        'in/news/council.md': council(`Читайте також: [${HEADLINE}](https://example.org/n/7)`),
        'in/my city/bridge.md': ARTICLE,
      },
      { layout, prefix: 'site' },
    );
    const { outputs } = await run().then(() => ({ outputs: layout }));
    const place = {
      'hugo-folder': 'site/en/',
      docusaurus: 'site/blog/',
      astro: 'site/src/content/blog/en/',
    }[outputs as 'astro'];
    expect(leadsTo(`${place}news/council.md`, ENGLISH)).toMatch(`${place}my city/bridge.md`);
  });

  it('leads there on pages', async () => {
    const page = (title: string, body: string): string =>
      `<!doctype html><html lang="uk"><head><title>${title}</title></head><body><article><h1>${title}</h1>${body}</article></body></html>`;
    const { run, read } = desk(
      {
        'in/news/council.html': page(
          'Міська рада затвердила бюджет на наступний рік',
          `<p>Депутати зібралися у понеділок, щоб обговорити видатки міста на рік.</p><p>Читайте також: <a href="https://example.org/n/7">${HEADLINE}</a></p><p>Наступна сесія відбудеться за тиждень, повідомили у міській раді.</p>`,
        ),
        'in/city/bridge.html': page(
          HEADLINE,
          '<p>Рух мостом розпочався у вівторок зранку, повідомили в мерії.</p>',
        ),
      },
      { format: 'html' },
    );
    await run();
    expect(read('news/council.en.html')).toContain('href="../city/bridge.en.html"');
    expect(read('news/council.uk.html')).toContain('href="../city/bridge.uk.html"');
  });

  it('leads to the version beside it, or to the source itself, where sources are translated in place', async () => {
    const english =
      '# A story of another town and its old library\n\nThe library was opened again on Friday after two years of work.\n\nRead also: [The bridge is open](../city/bridge.md)\n\nMore than 300 people came to see it on the first day.\n';
    const { run, leadsTo } = desk(
      {
        'content/news/council.md': council(`Читайте також: [${HEADLINE}](https://example.org/n/7)`),
        'content/news/library.md': english,
        'content/city/bridge.md': ARTICLE,
      },
      { out: 'content' },
    );
    await run(['content']);
    expect(leadsTo('news/council.en.md', ENGLISH)).toBe('city/bridge.en.md');
    expect(leadsTo('news/library.uk.md', 'In English')).toBe('city/bridge.md');
    expect((await run(['content'])).written).toBe(0);
  });

  it('leads there once its article comes, back where the source led once it is gone, and stays meanwhile', async () => {
    const teaser = `Читайте також: [${HEADLINE}](https://example.org/n/7)`;
    const { folder, run, leadsTo } = desk({ 'in/council.md': council(teaser) });
    await run();
    expect(leadsTo('council.en.md', ENGLISH)).toBe('https://example.org/n/7');
    writeFiles(folder, { 'in/bridge.md': ARTICLE });
    await run();
    expect(leadsTo('council.en.md', ENGLISH)).toBe('bridge.en.md');
    // The other is not named, but it is there.
    expect((await run(['in/council.md'])).written).toBe(0);
    writeFiles(folder, { 'in/council.md': council(`${teaser}\n\nДо міста приїхали гості з Польщі.`) });
    await run(['in/council.md']);
    expect(leadsTo('council.en.md', ENGLISH)).toBe('bridge.en.md');
  });

  it('leads where the source led on wish', async () => {
    const { run, leadsTo, manifest } = desk(
      {
        'in/council.md': council(`Читайте також: [${HEADLINE}](https://example.org/n/7)`),
        'in/bridge.md': ARTICLE,
      },
      { relatedLinks: 'source' },
    );
    await run();
    expect(leadsTo('council.en.md', ENGLISH)).toBe('https://example.org/n/7');
    expect(manifest().relatedTo).toHaveLength(1);
  });

  it('says so where that file was held back', async () => {
    const { run, manifest } = desk(
      {
        'in/council.md': council(`Читайте також: [${HEADLINE}](https://example.org/n/7)`),
        'in/bridge.md': `${ARTICLE}\nЦе речення не перекладено.\n`,
      },
      { untranslated: 'hold' },
    );
    await run();
    expect(manifest().findings.filter(({ check }) => check === 'related-headline')).toMatchObject([
      { path: 'council.md', target: 'en', values: { file: { path: 'bridge.en.md' } }, severity: 'minor' },
    ]);
  });
});
