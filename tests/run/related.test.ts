import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, type Manifest } from '../../src/index.js';
import type { ManifestArticle } from '../../src/model/manifest.js';
import { RelatedStories } from '../../src/write/related.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

const HEADLINE = 'У Луцьку відкрили новий міст через річку Стир';
const BODY = 'Рух мостом розпочався у вівторок зранку. Будівництво тривало два роки.';
const teaserIn = (text: string): string =>
  `The city council met on Monday.\n\nIt approved the budget for the next year.\n\n${text}08.07.24, 20:41\n\nThe next session is in a week.\n`;

function desk(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'in'), files);
  const sent: string[] = [];
  const run = async (): Promise<Manifest> => {
    const tovmach = await createTovmach({
      cwd: folder,
      config: { targets: ['en', 'uk'], languages: ['uk', 'en'], provider: 'desk', out: 'out' },
      providers: [
        defineProvider({
          kind: 'provider',
          name: 'desk',
          description: 'gives every text another number',
          settings: z.strictObject({}),
          create: () =>
            fakeProvider({
              name: 'desk',
              capabilities: { remote: false },
              translate: (text) => {
                sent.push(text);
                return text === HEADLINE
                  ? 'A new bridge over the Styr opens in Lutsk'
                  : `Text ${sent.length}`;
              },
            }),
        }),
      ],
    });
    await tovmach.run(['in']);
    await tovmach.close();
    return JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8')) as Manifest;
  };
  return { folder, run, sent, read: (name: string) => readFileSync(join(folder, 'out', name), 'utf8') };
}

describe('a headline and its article', () => {
  // The teaser comes before its article in one, and behind it in the other.
  it.each(['a-council.txt', 'z-council.txt'])(
    'are one text in %s: sent once, said alike, linked',
    async (name) => {
      const { run, sent, read } = desk({
        [name]: teaserIn(HEADLINE),
        'bridge.md': `# ${HEADLINE}\n\n${BODY}\n`,
      });
      const manifest = await run();
      expect(sent.filter((text) => text === HEADLINE)).toHaveLength(1);
      const said = 'A new bridge over the Styr opens in Lutsk';
      expect(read(name.replace('.txt', '.en.md'))).toContain(said);
      expect(read('bridge.en.md')).toContain(`# ${said}`);
      expect(manifest.relatedTo).toEqual([
        { article: name, segment: expect.any(String), relatedTo: 'bridge.md', by: 'title' },
      ]);
      expect(manifest.findings.filter(({ check }) => check === 'related-headline')).toEqual([]);
      expect((await run()).relatedTo).toEqual(manifest.relatedTo);
    },
  );

  it('stay one text when the title is edited in an output', async () => {
    const { folder, run, read } = desk({
      'a-council.txt': teaserIn(HEADLINE),
      'bridge.md': `# ${HEADLINE}\n\n${BODY}\n`,
    });
    await run();
    const path = join(folder, 'out/bridge.en.md');
    writeFileSync(path, read('bridge.en.md').replaceAll('A new bridge over', 'A bridge across'));
    await run();
    const manifest = await run();
    expect(read('a-council.en.md')).toContain('A bridge across the Styr');
    expect(manifest.findings.filter(({ check }) => check === 'related-headline')).toEqual([]);
  });

  const article = (id: string, rest: Partial<ManifestArticle>, outputs: object): ManifestArticle =>
    ({
      id,
      path: id,
      ...rest,
      outputs: [{ target: 'en', origins: {}, ...outputs }],
    }) as unknown as ManifestArticle;
  const teaser = { segment: 's1', title: HEADLINE, line: 5 };

  it('are told where they are called otherwise, with the place of the other, in either order', () => {
    const bridge = article('bridge.md', { title: HEADLINE }, { title: 'A new bridge opens' });
    const council = article(
      'council.txt',
      { related: [teaser] },
      { related: { s1: 'A new bridge was opened' } },
    );
    const [first, second] = [new RelatedStories(), new RelatedStories()];
    expect([...first.add(bridge), ...first.add(council)]).toMatchObject([
      { articleId: 'council.txt', line: 5, target: 'en', values: { place: 'bridge.md' } },
    ]);
    expect([...second.add(council), ...second.add(bridge)]).toMatchObject([
      {
        articleId: 'bridge.md',
        target: 'en',
        values: { here: 'A new bridge opens', place: 'council.txt:5' },
      },
    ]);
    expect(second.relations).toEqual(first.relations);
  });

  it('are linked by their address, whatever a feed added to it; not by a word or to itself', () => {
    const stories = new RelatedStories();
    const shown = { ...teaser, title: 'Відкрито міст' };
    stories.add(
      article('a', { related: [{ ...shown, url: 'https://www.example.org/n/7/?utm_source=x#top' }] }, {}),
    );
    stories.add(article('b', { title: HEADLINE, url: 'https://example.org/n/7', related: [teaser] }, {}));
    stories.add(article('c', { title: 'Новини', related: [{ ...teaser, title: 'Новини' }] }, {}));
    stories.add(article('d', { title: 'Новини' }, {}));
    expect(stories.relations).toEqual([{ article: 'a', segment: 's1', relatedTo: 'b', by: 'address' }]);
  });
});
