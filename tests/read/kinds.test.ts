import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import type { Article } from '../../src/index.js';

import { formatDefinitions } from '../../src/read/formats.js';
import { openBytes } from '../../src/read/read.js';
import { brokenFormatCases, declareCases } from '../../src/testing/index.js';
import { testFormat } from '../support/format-suite.js';

const FOLDER = new URL('../fixtures/kinds/', import.meta.url);
const fixture = (name: string): Uint8Array => readFileSync(new URL(name, FOLDER));

const host = { directory: '.', notice: () => undefined };
const formats = await Promise.all(
  formatDefinitions().map((each) => each.create(each.settings.parse({}), host)),
);

function formatNamed(name: string): (typeof formats)[number] {
  const found = formats.find((format) => format.name === name);
  if (found === undefined) throw new Error(`no format ${name}`);
  return found;
}

interface Read {
  readonly articles: Article[];
  readonly broken: TovmachError[];
}

/** What all formats together make of a file. */
async function read(bytes: Uint8Array | string, path = 'a.xml'): Promise<Read> {
  const given: Read = { articles: [], broken: [] };
  const options = { formats, maxBytes: 20_000_000 };
  for await (const record of openBytes(path, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, options)
    .records) {
    if ('article' in record) given.articles.push(record.article);
    else if ('broken' in record && TovmachError.isInstance(record.broken)) given.broken.push(record.broken);
  }
  return given;
}

const lines = ({ blocks }: Article): string[] => blocks.map(({ kind, text }) => `${kind}: ${text}`);
const checks = ({ findings }: Article): string[] => findings.map(({ check }) => check);

/** Format -> its sample, and how many articles are in it. */
const SAMPLES: readonly (readonly [format: string, file: string, articles: number])[] = [
  ['feed', 'rss.xml', 2],
  ['feed', 'atom.xml', 2],
  ['wordpress', 'wp.xml', 1],
  ['news-sitemap', 'sitemap.xml', 1],
  ['nitf', 'nitf.xml', 1],
  ['newsml', 'g2.xml', 1],
];

for (const [name, file, articles] of SAMPLES) {
  testFormat({
    name: `${name} (${file})`,
    create: () => formatNamed(name),
    sample: { path: file, bytes: fixture(file), articles },
  });
}
for (const [file, articles] of [
  ['telegram.json', 1],
  ['discourse.json', 2],
  ['ghost.json', 1],
] as const) {
  testFormat({
    name: file,
    create: () => formatNamed('json'),
    sample: { path: file, bytes: fixture(file), articles },
    byNameOnly: true,
  });
}

declareCases(
  'the suite for formats',
  brokenFormatCases({
    name: 'feed',
    create: () => formatNamed('feed'),
    sample: { path: 'rss.xml', bytes: fixture('rss.xml'), articles: 2 },
  }),
  { describe, it },
);

describe('feeds', () => {
  it('give title, text, address, date, author and language of an entry, in whatever encoding', async () => {
    const { articles } = await read(fixture('rss.xml'));
    const [first, second] = articles;
    expect(first?.encoding.name).toBe('windows-1251');
    expect(first && lines(first)).toEqual([
      'title: Міст «Північний» відкрили',
      'lead: Коротко про міст, який чекали три роки.',
      'paragraph: Міст відкрили у вівторок вранці. [Будівництво](https://example.org/about) тривало три роки.',
      'quote: Ми чекали довго.',
      'list-item: Перша смуга',
      'list-item: Друга & третя',
    ]);
    expect(first).toMatchObject({
      id: 'a.xml#701-mist',
      outputStem: 'a/701-mist',
      declaredLanguage: 'uk',
      metadata: { url: 'https://example.org/news/701-mist.html', author: 'Олена', extent: 'full' },
    });
    expect(second && [lines(second)[0], checks(second), second.metadata.extent]).toEqual([
      'title: Rain – and snow',
      ['extent'],
      'summary',
    ]);
  });

  it('Atom: XHTML as it stands, relative addresses, another prefix', async () => {
    const { articles } = await read(fixture('atom.xml'));
    expect(articles.map(lines)).toEqual([
      [
        'title: The river rose',
        'lead: The river rose two metres & more.',
        'paragraph: See [the map](https://example.org/blog/map.html) for details.',
      ],
      ['title: Second', 'lead: A short note…'],
    ]);
    const prefixed = Buffer.from(fixture('atom.xml'))
      .toString()
      .replace('xmlns="http://www.w3.org/2005/Atom"', 'xmlns:a="http://www.w3.org/2005/Atom"')
      .replace(
        /<(\/?)(feed|title|link|updated|entry|id|published|author|name|content|summary)\b/g,
        '<$1a:$2',
      );
    expect((await read(prefixed)).articles.map(lines)).toEqual(articles.map(lines));
  });

  it('RSS 1.0 (RDF)', async () => {
    const rdf = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>News</title></channel>
<item rdf:about="https://example.org/1"><title>Ferry stops</title><link>https://example.org/1</link><description>The ferry stops for a week.</description><dc:date>2024-07-16T10:00:00Z</dc:date></item></rdf:RDF>`;
    const [article] = (await read(rdf)).articles;
    expect(article && lines(article)).toEqual(['title: Ferry stops', 'lead: The ferry stops for a week.']);
    expect(article?.metadata.date).toBe('2024-07-16T10:00:00Z');
  });

  it('name an entry that holds nothing or is cut off, and read the others', async () => {
    const feed =
      '<rss><channel><item><title>One</title><description>First text here.</description></item>\n<item></item>\n<item><title>Two</title><description>Second text here.</description></item>\n<item><title>Thr';
    const { articles, broken } = await read(feed);
    expect(articles.map(({ metadata }) => metadata.title)).toEqual(['One', 'Two']);
    expect(broken.map(({ messageId, line }) => [messageId, line])).toEqual([
      ['read.noTextInRecord', 2],
      ['read.cutOff', 4],
    ]);
  });

  it('are read although a bare ampersand or an unknown entity stands in them', async () => {
    const feed =
      '<rss><channel><item><title>Caf&eacute; R&amp;D</title><description>Coffee for two&nbsp;hryvnias.</description></item></channel></rss>';
    const [article] = (await read(feed)).articles;
    expect(article && lines(article)).toEqual(['title: Café R&D', 'lead: Coffee for two\u00A0hryvnias.']);
  });

  it('a headline that the text begins with again is said once', async () => {
    const feed =
      '<rss><channel><item><title>Ferry “stops”</title><description>&lt;h1&gt;Ferry "stops"&lt;/h1&gt;&lt;p&gt;The ferry stops for a week.&lt;/p&gt;</description></item></channel></rss>';
    const [article] = (await read(feed)).articles;
    expect(article?.blocks.map(({ kind }) => kind)).toEqual(['title', 'boilerplate', 'lead']);
  });

  it('entries behind the first thousand go into folders of a thousand', async () => {
    const items = Array.from(
      { length: 1001 },
      (_, n) => `<item><title>Line ${n} of it</title><description>Some text.</description></item>`,
    );
    const { articles } = await read(`<rss><channel>${items.join('')}</channel></rss>`, 'in/feed.xml');
    expect([articles[999]?.outputStem, articles[1000]?.outputStem]).toEqual([
      'in/feed/1000',
      'in/feed/1001-2000/1001',
    ]);
  });
});

describe('exports', () => {
  it('WordPress: paragraphs of empty lines, no shortcodes, no attachments, no comments', async () => {
    const [article] = (await read(fixture('wp.xml'))).articles;
    expect(article && lines(article)).toEqual([
      'title: Перший запис',
      'lead: Перший абзац тексту.',
      'paragraph: Другий абзац, [sic] так.',
      'paragraph: З нового рядка.',
      'paragraph: Підпис фото',
      'list-item: Раз',
      'list-item: Два',
    ]);
    expect(article).toMatchObject({
      outputStem: 'a/pershyi-zapys',
      metadata: { date: '2024-05-01T10:00:00Z' },
    });
    expect(article?.findings.map(({ check, values }) => [check, values?.kinds])).toEqual([
      ['records', 'attachment 1'],
    ]);
  });

  it('Telegram: a message is a text, its links are links', async () => {
    const [article] = (await read(fixture('telegram.json'), 'result.json')).articles;
    expect(article && lines(article)).toEqual([
      'paragraph: Міст відкрили',
      'lead: Рух дозволено з вівторка, подробиці на [сайті](https://example.org/a) & тут.',
    ]);
    expect(article).toMatchObject({
      id: 'result.json#2',
      metadata: { date: '2024-07-16T07:15:00.000Z', author: 'Канал' },
    });
  });

  it('Discourse and Ghost', async () => {
    expect((await read(fixture('discourse.json'), 'topic.json')).articles.map(lines)).toEqual([
      ['title: Bridge works', 'lead: The bridge is open.'],
      ['lead: Good news.'],
    ]);
    expect((await read(fixture('ghost.json'), 'ghost.json')).articles.map(lines)).toEqual([
      ['title: Hello town', 'lead: The bridge is open again.'],
    ]);
  });
});

describe('agencies', () => {
  it('NITF: headlines, lead, captions; no datelines and media data', async () => {
    const [article] = (await read(fixture('nitf.xml'))).articles;
    expect(article && lines(article)).toEqual([
      'title: River floods the lower town',
      'heading: Two bridges closed',
      'lead: Water came at night.',
      'paragraph: The Uzh rose by two metres.',
      'caption: A closed bridge.',
      'paragraph: Schools are closed.',
    ]);
    expect(article?.metadata).toMatchObject({ date: '2024-07-16T10:15:00+03:00', author: 'Ann Miller' });
  });

  it('NewsML-G2: an item of a message; pictures are counted', async () => {
    const { articles } = await read(fixture('g2.xml'));
    expect(articles.map(lines)).toEqual([
      ['title: Річка піднялася', 'lead: Вода прийшла вночі.', 'paragraph: Школи зачинено.'],
    ]);
    expect(articles[0]).toMatchObject({ outputStem: 'a/flood-8', declaredLanguage: 'uk' });
    expect(articles[0]?.findings.map(({ values }) => values?.kinds)).toEqual(['picture 1']);
  });

  it('a news sitemap gives headlines, and says that there is no more', async () => {
    const [article] = (await read(fixture('sitemap.xml'))).articles;
    expect(article && [lines(article), checks(article)]).toEqual([
      ['title: Bridge opens & closes'],
      ['extent'],
    ]);
  });
});

it('docs/ingest.md has the table of the formats, as their definitions say', () => {
  const rows = formatDefinitions().map(
    ({ name, description, peer }) =>
      `| \`${name}\` | ${description}${peer === undefined ? '' : `; needs \`npm install ${peer}\``} |`,
  );
  const table = ['| format | what it reads |', '|---|---|', ...rows].join('\n');
  expect(readFileSync(new URL('../../docs/ingest.md', import.meta.url), 'utf8')).toContain(table);
});
