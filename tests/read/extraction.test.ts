import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/index.js';

import { decodeBytes } from '../../src/read/encoding.js';
import { createHtmlFormat } from '../../src/read/html.js';
import { createJsonFormat } from '../../src/read/json.js';
import { expectPlaces, only, shape } from './parsing.js';

/** The article of a page is found wherever it stands, and a page without one says so. */

const format = createHtmlFormat();
const TEXT = [
  'The harbour board voted on Tuesday to rebuild the old customs pier before the winter storms arrive.',
  'Divers found that two of its nine pillars had moved by a hand since they were measured in spring.',
  'Fishermen will moor at the eastern wall until June, and the board will pay for the longer way to the market.',
  'Work begins as soon as the ministry has approved the drawings, which the engineers sent in last week.',
];
const [FIRST = '', SECOND = ''] = TEXT;
const P = TEXT.map((text) => `<p>${text}</p>`).join('');
const MENU = '<nav><ul><li><a href="/v">Video</a></li><li>Photo</li></ul></nav>';
const FOOTER =
  '<footer><h3>Details</h3><p>All rights of the Harbour Herald are reserved in every country.</p></footer>';

const checks = ({ findings }: Article): string[] => findings.map(({ check }) => check);
const prose = (article: Article): string[] =>
  article.blocks.filter(({ kind }) => kind === 'lead' || kind === 'paragraph').map(({ text }) => text);

describe('the text is found', () => {
  it.each([
    ['directly in a box, parted by breaks', `<div><div>${TEXT.join('<br><br>')}</div></div>`],
    ['in boxes alone', TEXT.map((text) => `<section><div>${text}</div></section>`).join('')],
    ['in a form around the whole page', `<form id="aspnetForm"><div>${P}</div></form>`],
    ['in a box called read-more-content', `<div class="read-more-content">${P}</div>`],
    ['in a box called newsletter-content', `<div class="newsletter-content">${P}</div>`],
    ['in a box called recommended-reading', `<div class="recommended-reading">${P}</div>`],
    ['in sections beside each other', TEXT.map((text) => `<div class="part"><p>${text}</p></div>`).join('')],
    ['in a cell of a layout table', `<table><tr><td>${TEXT.join('<br><br>')}</td></tr></table>`],
    ['in a body that is called paywalled', `<div class="article-body paywall-article">${P}</div>`],
  ])('%s', (_, html) => {
    const article = only(format, `${MENU}<div><h1>Pier will be rebuilt</h1>${html}</div>${FOOTER}`);
    expect(prose(article)).toEqual(TEXT);
    expect(shape(article)).toContain('title: Pier will be rebuilt');
    expect(checks(article)).toEqual([]);
    expectPlaces(article);
  });

  it('without labels of menus and footers as headings', () => {
    const article = only(format, `${MENU}<article><h1>Pier will be rebuilt</h1>${P}</article>${FOOTER}`);
    expect(article.blocks.filter(({ kind }) => kind === 'heading')).toEqual([]);
    expect(shape(article)).toContain('boilerplate: Details');
  });

  it.each([
    ['comments', `<div id="comments"><p>${'I was there and saw how it moved. '.repeat(6)}</p></div>`],
    [
      'a notice of cookies without a name',
      '<div class="x9"><p>We use cookies to remember what you have chosen on this website before.</p><p>Some cookies are needed for it to work at all, others measure visits.</p></div>',
    ],
    [
      'teasers with a text each',
      `<div>${['a', 'b', 'c'].map((name) => `<div class="card"><h3><a href="/${name}">Ferry ${name} sails again</a></h3><p>The ferry was repaired in the yard and sails on Sunday with all its cars.</p></div>`).join('')}</div>`,
    ],
    [
      'another article beside it',
      `<article><h2>Ferry sails again</h2><p>The ferry was repaired in the yard and sails on Sunday with all its cars.</p></article>`,
    ],
  ])('without %s', (_, html) => {
    const article = only(format, `<div><article><h1>Pier will be rebuilt</h1>${P}</article>${html}</div>`);
    expect(prose(article)).toEqual(TEXT);
  });

  it('in what the page declares, where it shows less', () => {
    const data = JSON.stringify({ '@type': 'NewsArticle', articleBody: TEXT.join('\n') });
    const article = only(
      format,
      `<body><h1>Pier will be rebuilt</h1><p>${FIRST.slice(0, 40)}</p><script type="application/ld+json">${data}</script></body>`,
    );
    expect(prose(article)).toEqual(TEXT);
    expect(shape(article)[0]).toBe('title: Pier will be rebuilt');
  });

  it('and what is shown twice is there once', () => {
    const article = only(
      format,
      `<article><h1>Pier will be rebuilt</h1><div class="lead"><p>${FIRST}</p></div><div>${P}<p>Pier will be rebuilt</p></div></article>`,
    );
    expect(prose(article)).toEqual(TEXT);
  });
});

describe('a page that lost its article says so', () => {
  it('when there is a title and no text', () => {
    const article = only(
      format,
      '<html><head><title>Pier</title></head><body><h1>Pier will be rebuilt</h1></body></html>',
    );
    expect(article.findings).toMatchObject([{ check: 'no-text', severity: 'critical', path: 'sub/a.html' }]);
  });

  it('and still has what the page shows', () => {
    const article = only(format, '<h1>Pier will be rebuilt</h1><div>wait a moment</div>');
    expect(checks(article)).toEqual(['no-text']);
    expect(prose(article)).toEqual(['wait a moment']);
  });

  it('when only a little of its running text was taken', () => {
    // Each box holds nearly all of the one around it, the innermost hardly anything of the whole.
    let html = P;
    for (let level = 0; level < 9; level++)
      html = `<div>${html}<div><p>${'x'.repeat(0.23 * html.replace(/<[^>]*>/g, '').length)}.</p></div></div>`;
    const article = only(format, `<h1>Pier will be rebuilt</h1>${html}`);
    expect(checks(article)).toEqual(['little-text']);
    expect(article.findings[0]).toMatchObject({ severity: 'major', messageId: 'read.littleText' });
  });

  it('in a record as well as in a file of its own', () => {
    const record = JSON.stringify([{ id: 'a', title: 'Pier', body: '<div><a href="/x">More</a></div>' }]);
    expect(checks(only(createJsonFormat(), record))).toEqual(['no-text']);
  });
});

describe('titles', () => {
  const page = (heading: string, head = ''): Article =>
    only(format, `<html><head>${head}</head><body><article>${heading}${P}</article></body></html>`);

  it.each([
    [
      'a kicker by its class',
      '<h1><span class="kicker">Harbour</span><span>Pier will be rebuilt</span></h1>',
      '',
    ],
    [
      'a kicker by what is declared',
      '<h1><span>Harbour</span><span>Pier will be rebuilt</span></h1>',
      '<meta property="og:title" content="Pier will be rebuilt">',
    ],
    [
      'the name of the site',
      '<h1>Pier will be rebuilt</h1>',
      '<title>Pier will be rebuilt | Harbour Herald</title>',
    ],
    [
      'the name of the site where no heading says it',
      '',
      '<meta property="og:site_name" content="Harbour Herald"><title>Pier will be rebuilt - Harbour Herald</title>',
    ],
  ])('are without %s', (_, heading, head) => {
    const article = page(heading, head);
    expect(article.metadata.title).toBe('Pier will be rebuilt');
    expect(article.blocks.filter(({ kind }) => kind === 'title').map(({ text }) => text)).toEqual([
      'Pier will be rebuilt',
    ]);
    expectPlaces(article);
  });
});

it('words of inline elements side by side are not glued', () => {
  const html = `<article><h1>Pier will be rebuilt</h1><p><strong>Summary</strong><span>${FIRST}</span></p><p>H<sub>2</sub>O, <em>un</em><b>believable</b>, <span>T</span><span>HE</span>: ${SECOND}</p>${P}</article>`;
  const article = only(format, html);
  expect(prose(article)[0]).toBe(`Summary ${FIRST}`);
  expect(prose(article)[1]).toBe(`H2O, unbelievable, THE: ${SECOND}`);
  expectPlaces(article);
});

describe('hostile pages', () => {
  it('nested ten thousand deep are read', () => {
    const article = only(format, `<h1>Pier will be rebuilt</h1>${'<div>'.repeat(10_000)}<p>${FIRST}</p>`);
    expect(prose(article)).toEqual([FIRST]);
  });

  it('never come out with nothing and no word', () => {
    const tag = fc.constantFrom(
      'div',
      'p',
      'ul',
      'li',
      'form',
      'aside',
      'article',
      'h1',
      'h2',
      'a',
      'table',
      'td',
      'span',
    );
    const name = fc.constantFrom(
      '',
      ' class="promo"',
      ' class="comments"',
      ' hidden',
      ' class="article-body"',
      ' href="/x"',
    );
    const text = fc.constantFrom('', 'word', FIRST, SECOND);
    const piece = fc.tuple(tag, name, text).map(([t, n, x]) => `<${t}${n}>${x}`);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const html = `${pieces.join('')}<p>end</p>`;
        let article: Article;
        try {
          article = only(format, html);
        } catch (error) {
          // A page that shows nothing at all is refused by name, which is a word as well.
          expect(error).toMatchObject({ code: 'INPUT_INVALID', messageId: 'read.noText' });
          return;
        }
        const written = article.blocks.some(
          ({ kind }) => kind !== 'title' && kind !== 'boilerplate' && kind !== 'related',
        );
        expect(written || checks(article).includes('no-text')).toBe(true);
      }),
      { numRuns: 300, examples: [[['<p>', '<a hidden>']]] },
    );
  });
});

it('a byte that is no UTF-8 reads as U+FFFD and is a finding', () => {
  const bytes = Buffer.concat([
    Buffer.from(`<h1>Pier — rebuilt</h1><p>“${FIRST}”`),
    Buffer.from([0x9d]),
    Buffer.from(`</p>${P}`),
  ]);
  const { text, encoding } = decodeBytes(bytes, 'a.html');
  const [article] = format.parse({ path: 'a.html', text, hash: 'h', encoding }).articles;
  expect(encoding.name).toBe('utf-8');
  expect(text).toContain('\uFFFD');
  expect(article?.findings).toMatchObject([{ check: 'byte-errors', severity: 'major', line: 1 }]);
});

it('a declared name wins where few bytes speak', () => {
  const page =
    '<meta charset="iso-8859-1"><p>Die Br\u00fccke \u00fcber die Elbe bleibt gesperrt, sagte die Beh\u00f6rde.</p>';
  const { text, encoding } = decodeBytes(Buffer.from(page, 'latin1'), 'a.html');
  expect(encoding.name).toBe('windows-1252');
  expect(text).toBe(page);
});
