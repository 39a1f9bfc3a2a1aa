import { describe, expect, it } from 'vitest';
import { testFormat } from '../support/format-suite.js';
import { formatNamed, linesOf, readBytes } from '../support/reading.js';

const DOC = `<doc sitename="News" title="Ferry stops &amp; starts" author="Ann Miller; Bo Ek" date="2024-07-16" source="https://example.org/news/ferry.html" hostname="example.org" language="en" fingerprint="77f0">
  <main><head rend="h1">Ferry stops &amp; starts</head><p>The ferry across the strait stops <hi rend="#b">for a week</hi>, the <ref target="https://example.org/o">harbour office</ref> said on Monday.</p>
  <list rend="ol"><item>Wait.</item><item>Take a bus.</item></list><quote><p>We wait.</p></quote>
  <table><row span="2"><cell role="head">Ferry</cell><cell>stopped</cell></row></table><graphic src="a.png" alt="Boat"/></main>
  <comments><p>First!</p></comments>
</doc>`;

const TEI = `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">Порт зачинено</title><author>Олена</author></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><bibl>Порт зачинено, 2024-07-16</bibl><biblFull><titleStmt><title type="main">Порт зачинено</title></titleStmt><publicationStmt><ptr type="URL" target="https://example.org/uk/port"/><date>2024-07-16</date></publicationStmt></biblFull></sourceDesc></fileDesc><profileDesc><langUsage><language ident="uk"/></langUsage></profileDesc></teiHeader>
<text><body><div type="entry"><p>Порт зачинено до п’ятниці &lt;через шторм&gt;.</p><ab rend="h2" type="header">Що далі</ab><p>Чекати.<lb/>Не плисти.</p></div><div type="comments"><p>Перший!</p></div></body></text></TEI>
`;

testFormat({
  name: 'tei (trafilatura)',
  create: () => formatNamed('tei'),
  sample: { path: 'a.xml', bytes: Buffer.from(DOC), articles: 1 },
});
testFormat({
  name: 'tei',
  create: () => formatNamed('tei'),
  sample: { path: 'a.tei', bytes: Buffer.from(TEI), articles: 1 },
});

describe('what crawlers write', () => {
  it('XML of trafilatura: the title at its place, once; no comments of readers', async () => {
    const [article] = (await readBytes(DOC, 'in/a.xml')).articles;
    expect(article && linesOf(article)).toEqual([
      'title: Ferry stops & starts',
      'boilerplate: Ferry stops & starts',
      'lead: The ferry across the strait stops for a week, the [harbour office](https://example.org/o) said on Monday.',
      'list-item: Wait.',
      'list-item: Take a bus.',
      'quote: We wait.',
      'table-cell: Ferry',
      'table-cell: stopped',
    ]);
    expect(article).toMatchObject({
      outputStem: 'in/a/ferry',
      declaredLanguage: 'en',
      metadata: {
        url: 'https://example.org/news/ferry.html',
        date: '2024-07-16',
        author: 'Ann Miller, Bo Ek',
      },
    });
    const [title] = article?.blocks ?? [];
    expect(article?.text.slice(title?.anchors[0]?.[1], title?.end)).toBe('Ferry stops &amp; starts');
  });

  it('TEI', async () => {
    const [article] = (await readBytes(TEI, 'a.xml')).articles;
    expect(article && linesOf(article)).toEqual([
      'title: Порт зачинено',
      'lead: Порт зачинено до п’ятниці <через шторм>.',
      'heading: Що далі',
      'paragraph: Чекати.',
      'paragraph: Не плисти.',
    ]);
    expect(article).toMatchObject({
      outputStem: 'a/port',
      declaredLanguage: 'uk',
      metadata: { url: 'https://example.org/uk/port', date: '2024-07-16', author: 'Олена' },
    });
  });

  it('a corpus of documents, one of which is empty', async () => {
    const corpus = `<documents>${DOC}<doc title="Empty" hostname="x"><main/></doc>${DOC.replace('ferry.html', 'other.html')}</documents>`;
    const { articles, broken } = await readBytes(corpus, 'a.xml');
    expect([articles.map(({ outputStem }) => outputStem), broken.map(({ messageId }) => messageId)]).toEqual([
      ['a/ferry', 'a/other'],
      ['read.noTextInRecord'],
    ]);
  });

  it('JSON of trafilatura, news-please and Scrapy', async () => {
    const trafilatura = {
      title: 'Ferry stops',
      author: 'Ann',
      hostname: 'example.org',
      date: '2024-07-16',
      fingerprint: 'f',
      id: null,
      comments: 'First!',
      raw_text: 'Ferry stops for a week. Buses run.',
      text: 'Ferry stops for a week.\nBuses run.',
      language: 'en',
      source: 'https://example.org/a',
      'source-hostname': 'News',
      excerpt: 'Stops.',
    };
    const newsPlease = {
      authors: ['Ann', 'Bo'],
      date_download: '2024-07-17 00:00:00',
      date_publish: '2024-07-16 10:15:00',
      description: 'Stops.',
      filename: 'x.json',
      language: 'en',
      maintext: 'Ferry stops for a week.\nBuses run.',
      source_domain: 'example.org',
      text: null,
      title: 'Ferry stops',
      title_page: null,
      url: 'https://example.org/a',
    };
    const scrapy = {
      title: ['Ferry stops'],
      text: ['Ferry stops for a week.', 'Buses run.'],
      date: ['2024-07-16'],
      url: 'https://example.org/a',
      author: ['Ann', 'Bo'],
    };
    for (const [path, text] of [
      ['t.json', JSON.stringify(trafilatura)],
      ['n.json', JSON.stringify(newsPlease)],
      ['s.jl', JSON.stringify(scrapy)],
    ] as const) {
      const [article] = (await readBytes(text, path)).articles;
      expect([path, article && linesOf(article)]).toEqual([
        path,
        ['title: Ferry stops', 'lead: Ferry stops for a week.', 'paragraph: Buses run.'],
      ]);
      expect(article?.metadata.url).toBe('https://example.org/a');
      expect(article?.metadata.date).toMatch(/^2024-07-16/);
      expect(article?.metadata.author).toMatch(/^Ann/);
    }
  });
});

describe('Ghost', () => {
  const post = {
    id: 'p1',
    title: 'Міст відкрито',
    slug: 'mist',
    html: '<p>Міст <a href="__GHOST_URL__/port/">біля порту</a> відкрито знову, і рух дозволено.</p>',
    custom_excerpt: 'Рух дозволено з вівторка.',
    status: 'published',
    type: 'post',
    published_at: '2024-07-01T00:00:00.000Z',
    canonical_url: null,
  };
  const data = {
    posts: [
      post,
      { id: 'p2', title: 'Лише фото', slug: 'foto', html: null, type: 'page' },
      {
        id: 'p3',
        title: 'Чернетка',
        slug: 'draft',
        plaintext: 'Слова чернетки.',
        status: 'draft',
        author_id: 'u1',
      },
    ],
    users: [
      { id: 'u1', name: 'Олена' },
      { id: 'u2', name: 'Іван' },
    ],
    posts_authors: [
      { post_id: 'p1', author_id: 'u2', sort_order: 1 },
      { post_id: 'p1', author_id: 'u1', sort_order: 0 },
    ],
  };

  it('posts with their authors, standfirst and links; posts without text are counted', async () => {
    for (const exported of [{ db: [{ meta: { version: '5.0' }, data }] }, { meta: { version: '2' }, data }]) {
      const { articles, broken } = await readBytes(JSON.stringify(exported), 'ghost.json');
      expect(broken).toEqual([]);
      expect(articles.map(linesOf)).toEqual([
        [
          'title: Міст відкрито',
          'lead: Міст [біля порту](/port/) відкрито знову, і рух дозволено.',
          'paragraph: Рух дозволено з вівторка.',
        ],
        ['title: Чернетка', 'lead: Слова чернетки.'],
      ]);
      expect(articles.map(({ metadata, outputStem }) => [metadata.author, outputStem])).toEqual([
        ['Олена, Іван', 'ghost/mist'],
        ['Олена', 'ghost/draft'],
      ]);
      expect(articles[0]?.findings.map(({ values }) => values?.kinds)).toEqual(['page without text 1']);
    }
  });
});
