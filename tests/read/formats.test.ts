import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import type { Article, ParsedFile } from '../../src/index.js';
import { fileOffset } from '../../src/model/article.js';

import { createHtmlFormat } from '../../src/read/html.js';
import { createJsonFormat } from '../../src/read/json.js';
import { createMarkdownFormat } from '../../src/read/markdown.js';
import { createTextFormat } from '../../src/read/text.js';
import type { TextFormat as Format } from '../../src/read/text-format.js';

const ENCODING = { name: 'utf-8', confidence: 1, bom: false };

function parse(format: Format, text: string, path = `sub/a${format.extensions[0]}`): ParsedFile {
  return format.parse({ path, text, hash: 'h', encoding: ENCODING });
}

function only(format: Format, text: string): Article {
  const [article] = parse(format, text).articles;
  if (article === undefined) throw new Error('no article');
  return article;
}

function failure(action: () => unknown): TovmachError {
  try {
    action();
  } catch (error) {
    if (TovmachError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const shape = (article: Article): string[] => article.blocks.map((block) => `${block.kind}: ${block.text}`);

/** Blocks are ordered, disjoint, and exactly where they say they are. */
function expectExactRanges(article: Article): void {
  let at = 0;
  for (const block of article.blocks) {
    const start = fileOffset(block, 0);
    // Words inside of markup stand in the block around it.
    if (block.attribute === undefined) expect(start).toBeGreaterThanOrEqual(at);
    expect(article.text.slice(start, block.end)).toBe(block.text);
    for (const place of block.placeholders) {
      expect(place.start).toBeLessThan(place.end);
      expect(place.end).toBeLessThanOrEqual(block.text.length);
    }
    if (block.attribute === undefined) at = block.end;
  }
}

describe('plain text', () => {
  const format = createTextFormat();

  it('a line is a block, the first is the lead, and no title is invented', () => {
    const article = only(format, 'Перший абзац.\r\n\r\n  Details  \nДругий\u00A0абзац\u00AD.\n');
    expect(shape(article)).toEqual([
      'lead: Перший абзац.',
      'paragraph: Details',
      'paragraph: Другий\u00A0абзац\u00AD.',
    ]);
    expect(article.metadata.title).toBeUndefined();
    expect(article.outputStem).toBe('sub/a');
  });

  it('whatever the text, ranges are exact and nothing but white space lies between', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('а', 'b', '\n', '\r\n', ' ', '\u00A0', '́', '😀', '.') }),
        (text) => {
          fc.pre(text.trim() !== '');
          const article = only(format, text);
          expectExactRanges(article);
          let rest = text;
          for (const block of [...article.blocks].reverse())
            rest = rest.slice(0, fileOffset(block, 0)) + rest.slice(block.end);
          expect(rest.trim()).toBe('');
        },
      ),
    );
  });
});

describe('Markdown', () => {
  const format = createMarkdownFormat();
  const SOURCE = `---
title: "Заголовок: новий" # a comment
date: 2024-05-18
lang: uk
---

# Заголовок: *новий*

Перший абзац із [посиланням](https://example.org/?a=1) і \`кодом\`.
Другий рядок.

> Цитата
> на два рядки.

- пункт
- ще пункт

| а | б |
|---|---|
| 1 | два |

\`\`\`js
code();
\`\`\`
`;

  it('finds its blocks at their exact places, with front matter', () => {
    const article = only(format, SOURCE);
    expectExactRanges(article);
    expect(shape(article).slice(0, 5)).toEqual([
      'title: Заголовок: *новий*',
      'lead: Перший абзац із [посиланням](https://example.org/?a=1) і `кодом`.\nДругий рядок.',
      'quote: Цитата\n> на два рядки.',
      'list-item: пункт',
      'list-item: ще пункт',
    ]);
    expect(article.blocks.some((block) => block.text.includes('code()'))).toBe(false);
    expect(article.metadata).toMatchObject({ title: 'Заголовок: новий', date: '2024-05-18' });
    expect(article.declaredLanguage).toBe('uk');
  });

  it('inline markup is a placeholder, in pairs', () => {
    const block = only(format, SOURCE).blocks[1];
    const marks = block?.placeholders.map((place) => [place.kind, block.text.slice(place.start, place.end)]);
    expect(marks).toEqual([
      ['tag', '['],
      ['tag', '](https://example.org/?a=1)'],
      ['code', '`кодом`'],
    ]);
  });

  it('whatever the Markdown, ranges are exact', () => {
    const pieces = [
      '# ',
      '> ',
      '- ',
      '1. ',
      '**',
      '_',
      '`',
      '[a](b)',
      'слово',
      ' ',
      '\n',
      '\n\n',
      '<b>',
      '|',
      '\\',
      '![x](y)',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 }), (parts) => {
        const text = `слово ${parts.join('')}`;
        expectExactRanges(only(format, text));
      }),
    );
  });

  it('names the line of front matter that is no YAML', () => {
    const error = failure(() => parse(format, '---\nlang: uk\ntitle: a: b\n---\nТекст.\n'));
    expect([error.code, error.line]).toEqual(['INPUT_INVALID', 3]);
  });
});

describe('HTML', () => {
  const format = createHtmlFormat();
  it('knows boxes around the text by their class; a kicker, byline or reading time is no lead', () => {
    const page = `<html lang="en"><body class="cookie-accepted"><article><span class="kicker">Ports</span>
<h1>Corridor moves more cargo</h1><p class="byline">By Ann Stone and Petro Kozak</p><p class="read-time">3 min read</p>
<p>The corridor moved a record volume of cargo in March, officials of the ministry said in a statement on Sunday.</p>
<p>More than half of it went through one port, which worked day and night in spite of attacks on its piers.</p>
<div class="author-box"><p>Ann Stone writes about ports and the sea.</p></div>
<div class="article__newsletter"><p>Get our letter every morning</p></div></article></body></html>`;
    const kinds = only(createHtmlFormat(), page).blocks.map(
      ({ kind, text }) => `${kind}: ${text.slice(0, 12)}`,
    );
    expect(kinds).toEqual([
      'boilerplate: Ports',
      'title: Corridor mov',
      'byline: By Ann Stone',
      'boilerplate: 3 min read',
      'lead: The corridor',
      'paragraph: More than ha',
      'boilerplate: Ann Stone wr',
      'boilerplate: Get our lett',
    ]);
  });

  const PAGE = `<html lang="en-GB"><head><title>T | Site</title><meta property="article:published_time" content="2024-09-12T09:26:00Z">
<link rel="canonical" href="https://example.org/a"></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Bridges &amp; roads</h1>
<p>The   council met on <b>Monday</b> &ndash; and approved the plan for the new bridge over the river in the old town.</p>
<blockquote lang="uk"><p>Міст потрібен усім.</p></blockquote>
<p>Building begins in May, and the engineers expect to finish before the first snow falls on the region.</p>
<div class="related"><a href="/b">Нова школа у Львові</a> <time datetime="2024-09-10T18:05:00+03:00">10.09.24, 18:05</time></div>
</article><script>var x = "no text";</script><footer>© Site</footer></body></html>`;

  it('tells the article from its furniture, and loses neither', () => {
    const article = only(format, PAGE);
    expect(shape(article)).toEqual([
      'boilerplate: Home',
      'title: Bridges & roads',
      'lead: The council met on Monday – and approved the plan for the new bridge over the river in the old town.',
      'quote: Міст потрібен усім.',
      'paragraph: Building begins in May, and the engineers expect to finish before the first snow falls on the region.',
      'related: Нова школа у Львові 10.09.24, 18:05',
      'boilerplate: © Site',
    ]);
    expect(article.metadata).toMatchObject({
      title: 'Bridges & roads',
      date: '2024-09-12T09:26:00Z',
      url: 'https://example.org/a',
    });
    expect(article.declaredLanguage).toBe('en-GB');
    const related = article.blocks.find((block) => block.kind === 'related');
    expect([related?.url, related?.time]).toEqual(['https://example.org/b', '2024-09-10T18:05:00+03:00']);
    expect(article.blocks.find((block) => block.kind === 'quote')?.language).toBe('uk');
  });

  it('every character is where it says in the file', () => {
    const article = only(format, PAGE);
    for (const block of article.blocks) {
      for (let offset = 0; offset < block.text.length; offset++) {
        const letter = block.text[offset] ?? '';
        const found = article.text.slice(fileOffset(block, offset), fileOffset(block, offset) + 7);
        if (/[\p{L}\p{N}]/u.test(letter)) expect(found.startsWith(letter)).toBe(true);
      }
      expect(fileOffset(block, 0)).toBeLessThan(block.end);
    }
  });

  const linked = (inner: string): readonly [string | undefined, boolean | undefined] => {
    const { blocks } = only(
      format,
      `<link rel="canonical" href="https://ex.org/news/a"><p>${inner} and some more words that are no link</p>`,
    );
    return [blocks[0]?.text.replace(/ and some more words that are no link$/, ''), blocks[0]?.linked];
  };

  it.each([
    ['See <a href="/b?x=1&amp;y=2">the plan</a>', 'See [the plan](https://ex.org/b?x=1&y=2)'],
    ['See<a href="c"> the &laquo;plan&raquo; </a>today', 'See [the «plan»](https://ex.org/news/c) today'],
    [
      '<a href="https://ex.org/a_(b)">A</a>, <a href="mailto:desk@ex.org">B</a>',
      '[A](https://ex.org/a_%28b%29), [B](mailto:desk@ex.org)',
    ],
    ['See <a href="#top"><b>above</b></a>, <a href="javascript:run()">here</a>', undefined],
    ['See <a href="https://ex.org/">https://ex.org/</a> or <a href="/u">@desk</a>', undefined],
    ['See <a href="/b">the plan</a> for 5 * 5', undefined],
    ['See <a href="/b"><img src="x"></a>', undefined],
  ])('links of a paragraph are inline Markdown: %s', (inner, expected) => {
    const [text, isLinked] = linked(inner);
    if (expected === undefined) expect(text).not.toContain('](');
    else expect(text).toBe(expected);
    expect(isLinked).toBe(expected === undefined ? undefined : true);
  });

  it('links are placeholders, and the words around them stay in their places', () => {
    const word = fc.constantFrom('міст', 'the', 'plan,', '&amp;', 'Київ', '–', '«так»');
    const link = fc.tuple(word, word).map(([a, b]) => `<a href="/x">${a} ${b}</a>`);
    fc.assert(
      fc.property(fc.array(fc.oneof(word, link), { minLength: 1, maxLength: 8 }), (parts) => {
        const article = only(
          format,
          `<p>Довгий початок речення без посилань, щоб їх не було більше: ${parts.join(' ')}</p>`,
        );
        const [block] = article.blocks;
        if (block === undefined) throw new Error('no block');
        let plain = '';
        let at = 0;
        for (const { start, end } of block.placeholders) {
          plain += block.text.slice(at, start);
          at = end;
        }
        plain += block.text.slice(at);
        const bare = parts
          .join(' ')
          .replace(/<[^>]*>/g, '')
          .replace(/&amp;/g, '&');
        expect(plain).toBe(`Довгий початок речення без посилань, щоб їх не було більше: ${bare}`);
        for (let offset = 0; offset < block.text.length; offset++) {
          if (block.placeholders.some(({ start, end }) => start <= offset && offset < end)) continue;
          const letter = block.text[offset] ?? '';
          if (/\p{L}/u.test(letter)) expect(article.text[fileOffset(block, offset)]).toBe(letter);
        }
      }),
    );
  });

  it('broken markup never stops it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<p>',
            '</p>',
            '<b',
            '>',
            '<div class="',
            '"',
            '&',
            '&amp',
            '<!--',
            'текст ',
            '<br>',
            '</html>',
            '<script>',
          ),
          { maxLength: 20 },
        ),
        (parts) => {
          const { articles } = parse(format, `<p>слово</p>${parts.join('')}`);
          expect(articles[0]?.blocks[0]?.text).toContain('слово');
        },
      ),
    );
  });
});

describe('JSON', () => {
  const format = createJsonFormat();

  it('maps the usual fields, and every character to its place in the file', () => {
    const text = JSON.stringify({
      headline: 'Новий "міст"',
      text: 'Перший абзац.\nДругий\tабзац.',
      link: 'https://example.org',
      lang: 'uk',
    });
    const article = only(format, text);
    expect(shape(article)).toEqual([
      'title: Новий "міст"',
      'lead: Перший абзац.',
      'paragraph: Другий\tабзац.',
    ]);
    expect(article.metadata).toEqual({ title: 'Новий "міст"', url: 'https://example.org' });
    for (const block of article.blocks)
      expect(JSON.parse(`"${text.slice(fileOffset(block, 0), block.end)}"`)).toBe(block.text);
  });

  it('reads every good line of NDJSON and names the bad ones', () => {
    const text =
      '{"id":"one","title":"A","body":"First."}\n{"body": oops}\n{"title":"no text"}\n{"body":"Last."}\n';
    const { articles, broken } = parse(format, text, 'feed.ndjson');
    expect(articles.map((article) => [article.id, article.outputStem])).toEqual([
      ['feed.ndjson#one', 'feed/one'],
      ['feed.ndjson#4', 'feed/4'],
    ]);
    expect(broken.map((error) => TovmachError.isInstance(error) && [error.code, error.line])).toEqual([
      ['INPUT_INVALID', 2],
      ['INPUT_INVALID', 3],
    ]);
  });

  it('takes field names of the user, and HTML in a body', () => {
    const custom = createJsonFormat({ body: ['inhalt'] });
    const article = only(custom, '{"inhalt":"<p>Ein &Uuml;berblick.</p><p>Zweiter Absatz.</p>"}');
    expect(article.blocks.map((block) => block.text)).toEqual(['Ein Überblick.', 'Zweiter Absatz.']);
  });

  it('names the line of broken JSON', () => {
    const error = failure(() => parse(format, '{\n  "title": "x",\n  "body": \n}'));
    expect([error.code, error.line, error.hint !== undefined]).toEqual(['INPUT_INVALID', 4, true]);
  });
});

describe('a title in front matter', () => {
  it.each([
    ['plain', 'title: Міст відкрито', 'Міст відкрито'],
    ['double quotes', 'title: "Мер: \\"Міст відкрито\\""', 'Мер: "Міст відкрито"'],
    ['single quotes', "tags: [a]\ntitle: 'It''s open'", "It's open"],
  ])('is text where there is no first-level heading: %s', (_, field, title) =>
    expectTitle(`---\n${field}\n---`, title),
  );

  it.each([
    [
      'TOML',
      '+++\ndraft = false\ntitle = "Мер: \\"Міст відкрито\\"" # now\n[params]\ntitle = "x"\n+++',
      'Мер: "Міст відкрито"',
    ],
    ['TOML, literal', "+++\r\ntitle = 'C:\\port'\r\n+++", 'C:\\port'],
    ['JSON', '{\n  "draft": false,\n  "title": "Мер: \\"Міст відкрито\\""\n}', 'Мер: "Міст відкрито"'],
  ])('is text in the kinds of Hugo: %s', (_, head, title) => expectTitle(head, title));

  const expectTitle = (head: string, title: string): void => {
    const source = `${head}\n\nText of it.\n`;
    const article = only(createMarkdownFormat(), source);
    expect(shape(article)).toEqual([`title: ${title}`, 'lead: Text of it.']);
    const [block] = article.blocks;
    if (block === undefined) throw new Error('no block');
    const places = [...title].map((_letter, offset) => source[fileOffset(block, offset)]);
    expect(places.join('')).toBe(title);
  };

  it('is kept as it is written; broken TOML is named by its line', () => {
    const source =
      '+++\ntitle = "A"\ndate = 2024-05-01T10:00:00+03:00\nday = 2024-05-01\ntags = ["b"]\n+++\nText.\n';
    expect(only(createMarkdownFormat(), source).metadata).toEqual({
      title: 'A',
      date: '2024-05-01T10:00:00+03:00',
      frontMatter: 'title = "A"\ndate = 2024-05-01T10:00:00+03:00\nday = 2024-05-01\ntags = ["b"]',
      frontMatterFormat: 'toml',
    });
    const error = failure(() => parse(createMarkdownFormat(), '+++\ntitle = "A"\ndate = soon\n+++\nText.\n'));
    expect([error.code, error.line]).toEqual(['INPUT_INVALID', 3]);
    expect(error.message).toContain('TOML');
    const json = failure(() => parse(createMarkdownFormat(), '{\n"title": "A",\n"date": "2024\n}\nText.\n'));
    expect(json.code).toBe('INPUT_INVALID');
  });

  it('names of several authors', () => {
    const source = '---\nauthors:\n  - name: Ann Stone\n  - Petro Kozak\n---\nText.\n';
    expect(only(createMarkdownFormat(), source).metadata.author).toBe('Ann Stone, Petro Kozak');
  });

  it('gives way to a first-level heading that says the same', () => {
    const source = '---\ntitle: Bridge opens\n---\n\n# Bridge *opens*\n\nText.\n';
    expect(shape(only(createMarkdownFormat(), source))).toEqual(['title: Bridge *opens*', 'lead: Text.']);
    const other = source.replace('Bridge opens', 'Bridge');
    expect(shape(only(createMarkdownFormat(), other))).toEqual([
      'title: Bridge',
      'title: Bridge *opens*',
      'lead: Text.',
    ]);
  });
});
