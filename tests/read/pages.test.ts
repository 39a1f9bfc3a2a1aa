import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/index.js';

import { createHtmlFormat } from '../../src/read/html.js';
import { openBytes } from '../../src/read/read.js';
import { createTextFormat } from '../../src/read/text.js';
import { collectRecords } from '../../src/read/text-format.js';
import { expectPlaces, only, shape } from './parsing.js';

/** Pages as content management systems make them. */

const format = createHtmlFormat();

const FIRST = 'The city museum opened its doors again on Thursday, four years after a fire damaged its roof.';
const SECOND =
  'Visitors queued from early morning, and the first hundred of them were given tickets for free.';
const TEXT = `<p>${FIRST}</p><p>${SECOND}</p>`;

describe('what belongs to the article', () => {
  it('has the caption of the picture above the text, but not those of teasers', () => {
    const article = only(
      format,
      `<main><article><header><h1>Museum reopens</h1></header>
<figure><img src="a.jpg"><figcaption>The hall after the repairs</figcaption></figure><div class="content">${TEXT}</div></article>
<section><article><figure><img src="b.jpg"><figcaption>A boat in the harbour</figcaption></figure><h3><a href="/b">Boats return</a></h3></article></section></main>`,
    );
    expect(shape(article)).toEqual([
      'title: Museum reopens',
      'caption: The hall after the repairs',
      `lead: ${FIRST}`,
      `paragraph: ${SECOND}`,
      'boilerplate: A boat in the harbour',
      'boilerplate: Boats return',
    ]);
  });

  it('has not the head of the page, landmarks and invitations to subscribe', () => {
    const article = only(
      format,
      `<div id="page"><header id="masthead"><a href="/">City Herald</a></header><div role="search"><p>Find in all our news</p></div>
<article><header><h1>Museum reopens</h1><p>The hall is whole again.</p></header>${TEXT}
<div class="post__subscribe"><p>Read us in Telegram every day</p></div></article></div>`,
    );
    expect(shape(article)).toEqual([
      'boilerplate: City Herald',
      'boilerplate: Find in all our news',
      'title: Museum reopens',
      'lead: The hall is whole again.',
      `paragraph: ${FIRST}`,
      `paragraph: ${SECOND}`,
      'boilerplate: Read us in Telegram every day',
    ]);
  });

  it.each(['jp-relatedposts', 'related-articles', 'relatedNews'])('has related headlines in %s', (name) => {
    const article = only(
      format,
      `<article><h1>Museum reopens</h1>${TEXT}<div class="${name}"><p><a href="/b">Boats return to the harbour</a></p></div></article>`,
    );
    expect(shape(article).at(-1)).toBe('related: Boats return to the harbour');
  });

  it('is text also where a heading was never closed', () => {
    const article = only(format, `<h1>Museum reopens<p>${FIRST}<p>${SECOND}<div>Дах полагодили влітку.`);
    expect(shape(article)).toEqual([
      'title: Museum reopens',
      `lead: ${FIRST}`,
      `paragraph: ${SECOND}`,
      'paragraph: Дах полагодили влітку.',
    ]);
    expect(shape(only(format, `<h1><p>Museum reopens</p></h1>${TEXT}`))[0]).toBe('title: Museum reopens');
  });

  it('is text, not cells, in a page that is laid out in a table', () => {
    const page = `<table><tr><td><h1>Museum reopens</h1>${FIRST}<br><br>${SECOND}</td></tr></table>`;
    expect(shape(only(format, page))).toEqual([
      'title: Museum reopens',
      `lead: ${FIRST}`,
      `paragraph: ${SECOND}`,
    ]);
  });

  it('keeps the marks of <q>, each at its tag', () => {
    const page = `<article><h1>Museum reopens</h1>${TEXT}<p>The guide said: <q lang="uk">Музей <b>живе</b></q>, and smiled.</p></article>`;
    const article = only(format, page);
    expect(shape(article).at(-1)).toBe('paragraph: The guide said: “Музей живе”, and smiled.');
    expectPlaces(article);
  });
});

describe('what stands in a line', () => {
  const page = (html: string): Article => only(format, `<article>${html}${TEXT}</article>`);

  it('parts no heading at <br>', () => {
    const article = page('<h1>Museum<br>reopens <span>after<br/>\nrepairs</span></h1>');
    expect(shape(article)[0]).toBe('title: Museum reopens after repairs');
    expectPlaces(article);
  });

  it('has no hidden words', () => {
    const article = page(
      `<h1>Museum reopens</h1><p>${SECOND} <span style="display: none">a1b2</span>All <b hidden>x</b>went well.</p>`,
    );
    expect(shape(article)[1]).toBe(`lead: ${SECOND} All went well.`);
  });

  it('keeps the lines of <pre>', () => {
    const article = page('<h1>Museum reopens</h1><pre>one  1\n\ntwo &amp; 2\n</pre>');
    expect(shape(article)[1]).toBe('code: one  1\n\ntwo & 2');
    expectPlaces(article);
  });
});

it.each(['h1', 'h2'])(
  'the name of the site is no title, where the page declares what its %s says',
  (name) => {
    const article = only(
      format,
      `<html><head><meta property="og:title" content="Museum reopens"></head><body><div><h1>City Herald</h1></div>
<article><${name}>Museum  reopens</${name}>${TEXT}</article></body></html>`,
    );
    expect(shape(article)).toEqual([
      'boilerplate: City Herald',
      'title: Museum reopens',
      `lead: ${FIRST}`,
      `paragraph: ${SECOND}`,
    ]);
    expect(article.metadata.title).toBe('Museum reopens');
  },
);

it.each([
  ['<span class="kicker">Culture</span><span>: </span><span>Museum reopens</span>', 'Museum reopens'],
  ['<span class="kicker">Culture</span> - <span>«Museum reopens»</span>', '«Museum reopens»'],
  ['– Museum reopens', '– Museum reopens'],
])('a title is not begun by what parts it from its kicker: %s', (heading, title) => {
  const article = only(format, `<html><body><article><h1>${heading}</h1>${TEXT}</article></body></html>`);
  expect(article.blocks.find(({ kind }) => kind === 'title')?.text).toBe(title);
  expect(article.metadata.title).toBe(title);
  expectPlaces(article);
});

describe('a title without <h1>', () => {
  const page = (above: string): Article =>
    only(
      format,
      `<html><head><meta property="og:title" content="Museum &amp; park reopen"><title>\nMuseum &amp; park reopen | Herald</title></head><body><div>${above}<div>${TEXT}</div></div></body></html>`,
    );

  it('is the line above the text that says the same', () => {
    const article = page('<div class="t">Museum &amp; park reopen</div>');
    expect(shape(article)).toEqual(['title: Museum & park reopen', `lead: ${FIRST}`, `paragraph: ${SECOND}`]);
  });

  it('or what <title> has of it, so that it is translated like any text', () => {
    const article = page('');
    expect(shape(article)).toEqual(['title: Museum & park reopen', `lead: ${FIRST}`, `paragraph: ${SECOND}`]);
    expect(article.blocks.map(({ id }) => id)).toEqual(['b1', 'b2', 'b3']);
    expectPlaces(article);
  });

  it('is not invented', () => {
    expect(shape(only(format, TEXT))).toEqual([`lead: ${FIRST}`, `paragraph: ${SECOND}`]);
  });
});

it('is known by its beginning, whatever stands before the first tag', async () => {
  const text = `<?xml version="1.0"?>\n<!-- made by hand -->\n<html><body>${TEXT}</body></html>`;
  const formats = [createTextFormat(), format];
  const { articles } = await collectRecords(
    openBytes('page', Buffer.from(text), { formats, maxBytes: 1e6 }).records,
  );
  expect(articles[0]?.format).toBe('html');
});

describe('what a page says of itself', () => {
  const page = (head: string, body = ''): string =>
    `<html><head>${head}</head><body><h1>Museum reopens</h1>${body}${TEXT}</body></html>`;

  it('JSON-LD of a live blog: when it began, whose it is and where', () => {
    const data = {
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'WebSite', name: 'City Herald' },
        {
          '@type': 'LiveBlogPosting',
          datePublished: '2024-06-11T06:00:00Z',
          author: [{ '@type': 'Person', name: 'Ann Stone' }, { name: 'Petro Kozak' }],
          mainEntityOfPage: { '@type': 'WebPage', '@id': 'https://example.org/live' },
        },
      ],
    };
    const script = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
    const { metadata } = only(format, page(script, '<time datetime="2024-06-11T12:10:00Z">12.10</time>'));
    expect(metadata).toMatchObject({ date: '2024-06-11T06:00:00Z', url: 'https://example.org/live' });
    expect(metadata.author).toContain('Ann Stone');
  });

  it('the time marked as that of publication goes before others', () => {
    const times =
      '<time datetime="2024-06-12">today</time><time itemprop="datePublished" datetime="2024-06-01">1 June</time>';
    expect(only(format, page('', times)).metadata.date).toBe('2024-06-01');
  });
});
