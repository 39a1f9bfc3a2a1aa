import fc from 'fast-check';
import { parse as parseHtml } from 'parse5';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { LanguageTag } from '../../src/index.js';

import type { Checked } from '../../src/model/stages.js';
import { createMarkdownFormat } from '../../src/read/markdown.js';
import { createTextFormat } from '../../src/read/text.js';
import { htmlOutput } from '../../src/write/html.js';
import { jsonOutput } from '../../src/write/json.js';
import { ledgerPath, outputPath } from '../../src/write/layout.js';
import { markdownOutput } from '../../src/write/markdown.js';
import { renderArticle } from '../../src/write/render.js';
import { textOutput } from '../../src/write/text.js';
import { checkedArticle, RENDERING } from './fixtures.js';

const asText = (article: Checked, target: LanguageTag): string =>
  textOutput(article, renderArticle(article, target, RENDERING));
const asMarkdown = (article: Checked, target: LanguageTag): string =>
  markdownOutput(article, renderArticle(article, target, RENDERING), {});
const body = (markdown: string): string => markdown.replace(/^---\r?\n[\s\S]*?\n---\r?\n/, '');
const fields = (markdown: string): Record<string, unknown> =>
  parse(markdown.slice(4, markdown.indexOf('\n---'))) as Record<string, unknown>;

const MIXED = checkedArticle(
  'en',
  [
    { kind: 'lead', parts: [{ text: 'The council met.', lang: 'en' }] },
    { parts: [{ text: 'Деталі', lang: 'uk', role: 'section-label', treatment: 'label', label: 'details' }] },
    {
      parts: [
        {
          text: 'Новий міст',
          lang: 'uk',
          role: 'related-headline',
          treatment: 'related',
          translation: 'New bridge',
        },
        { text: '08.07.24, 20:41', lang: 'zxx', role: 'timestamp', time: '2024-07-08T20:41:00+03:00' },
      ],
    },
    { parts: [{ text: 'Підписуйтесь на нас', lang: 'uk', role: 'boilerplate', treatment: 'drop' }] },
    { parts: [{ text: 'Мер сказав «так».', lang: 'uk', translation: null }] },
  ],
  { lang: 'en', langs: { en: 0.6, uk: 0.4 } } as never,
);

describe('an article in one language', () => {
  it('as Markdown: addresses are as they were, what is around them shows literally', () => {
    const text =
      'See https://example.org/a_b_c/x~1?id=1&y=2 and www.example.org, write to press_office@example.org: 2 * 3 * 4.\nhttps://example.com/';
    const article = checkedArticle('en', [
      { parts: [{ text, lang: 'en' }] },
      {
        parts: [
          { text: 'Пишіть на news@example.org (https://example.org/як).', lang: 'uk', translation: null },
        ],
      },
    ]);
    expect(body(asMarkdown(article, 'en'))).toBe(`
See https://example.org/a_b_c/x~1?id=1&y=2 and www.example.org, write to press_office@example.org: 2 \\* 3 \\* 4.
https://example.com/

<span lang="uk" translate="no" data-tovmach="failed">Пишіть на news@example.org (https://example.org/як).</span>
`);
  });

  it('as Markdown: native text verbatim, labels and related lines localised, furniture gone, failures marked', () => {
    const markdown = asMarkdown(MIXED, 'en');
    expect(body(markdown)).toBe(`
The council met.

## Details

*Read also:* New bridge (July 8, 2024 at 8:41 PM)

<span lang="uk" translate="no" data-tovmach="failed">Мер сказав «так».</span>
`);
    expect(fields(markdown)).toEqual({
      lang: 'en',
      translationKey: 'a',
      source_file: 'a.txt',
      source_langs: ['en', 'uk'],
      translated_from: 'uk',
      translation_status: 'incomplete',
      translation_engine: 'libretranslate',
      related: [{ title: 'New bridge', date: '2024-07-08T20:41:00+03:00' }],
      source_hash: 'h',
    });
  });

  it('as text: the lines of the source, without those left out', () => {
    expect(asText(MIXED, 'en')).toBe(
      'The council met.\nDetails\nRead also: New bridge (July 8, 2024 at 8:41 PM)\n[not translated (uk)] Мер сказав «так».',
    );
  });

  it('counts where everything came from', () => {
    const { counts, status, origins } = renderArticle(MIXED, 'en', RENDERING);
    expect(counts).toEqual({
      segments: 6,
      native: 1,
      copied: 1,
      labels: 1,
      memory: 0,
      human: 0,
      provider: 1,
      failed: 1,
      dropped: 1,
    });
    expect(status).toBe('incomplete');
    expect(origins).toEqual({
      s1: 'native',
      s2: 'label',
      s3: 'provider:libretranslate',
      s4: 'copied',
      s5: 'dropped',
      s6: 'failed:UNAVAILABLE',
    });
  });

  it('as JSON: text, blocks, and which runs are foreign', () => {
    const value = JSON.parse(jsonOutput(MIXED, renderArticle(MIXED, 'en', RENDERING), {})) as {
      schema: string;
      blocks: { foreign?: unknown }[];
    };
    expect(value.schema).toBe('tovmach/article@1');
    expect(value.blocks.at(-1)?.foreign).toEqual([{ text: 'Мер сказав «так».', lang: 'uk', failed: true }]);
  });

  it('keeps the front matter of a Markdown source: order, comments, unknown keys', () => {
    const source = '---\n# by hand\ntags: [a, b]\ntitle: Старий\ndate: 2024-05-18\n---\n\nТекст.\n';
    const [parsed] = createMarkdownFormat().parse({
      path: 'a.md',
      text: source,
      hash: 'h',
      encoding: MIXED.encoding,
    }).articles;
    const article = { ...checkedArticle('uk', []), ...parsed, segments: [], findings: [] } as Checked;
    const markdown = asMarkdown(article, 'uk');
    expect(
      markdown.startsWith('---\n# by hand\ntags: [a, b]\ntitle: Старий\ndate: 2024-05-18\nlang: uk\n'),
    ).toBe(true);
    expect(body(markdown)).toBe('\nТекст.\n');
  });

  it.each([
    [
      'TOML',
      '+++\ntitle = "Старий"\ndate = 2024-05-18\n+++\n\nТекст + текст.\n',
      '+++\ntitle = "Старий"\ndate = 2024-05-18\nlang = "uk"\n',
    ],
    [
      'JSON',
      '{\n  "title": "Старий",\n  "date": "2024-05-18"\n}\n\nТекст + текст.\n',
      '{\n  "title": "Старий",\n  "date": "2024-05-18",\n  "lang": "uk",\n',
    ],
  ])('keeps the front matter of a source in %s as it is written', (_, source, head) => {
    const [parsed] = createMarkdownFormat().parse({
      path: 'a.md',
      text: source,
      hash: 'h',
      encoding: MIXED.encoding,
    }).articles;
    const article = { ...checkedArticle('uk', []), ...parsed, segments: [], findings: [] } as Checked;
    const markdown = asMarkdown(article, 'uk');
    expect(markdown.startsWith(head)).toBe(true);
    expect(markdown.endsWith('\n\nТекст + текст.\n')).toBe(true);
  });
});

describe('Markdown', () => {
  it('writes addresses as they are', () => {
    const text = 'Read https://ex.org/a_b?id=7&x=1, www.ex.org/c_d or write to a_b@ex.org.';
    const article = checkedArticle('en', [{ parts: [{ text, lang: 'en' }] }]);
    expect(body(asMarkdown(article, 'en'))).toBe(`\n${text}\n`);
  });

  it('makes of a related link its words and its address', () => {
    const article = checkedArticle(
      'en',
      [
        {
          parts: [
            {
              text: '[Новий **міст**](https://ex.org/m_1)',
              lang: 'uk',
              role: 'related-headline',
              treatment: 'related',
              translation: '[New **bridge**](https://ex.org/m_1)',
            },
          ],
        },
      ],
      { format: 'markdown' },
    );
    expect(renderArticle(article, 'en', RENDERING).related).toEqual([
      { title: 'New bridge', url: 'https://ex.org/m_1' },
    ]);
    expect(asMarkdown(article, 'en')).toContain('*Read also:* [New bridge](https://ex.org/m_1)');
  });

  it('links of a page are links in Markdown and HTML, and words in text and JSON', () => {
    const parts = [
      {
        text: 'Перший [план](https://ex.org/a_b) ухвалено.',
        lang: 'uk',
        translation: 'The first [plan](https://ex.org/a_b) is adopted.',
      },
      { text: 'See [it](/c).', lang: 'en' },
    ];
    const made = checkedArticle('en', [{ parts }], { format: 'html' });
    const article = { ...made, blocks: made.blocks.map((block) => ({ ...block, linked: true })) };
    const rendered = renderArticle(article, 'en', RENDERING);
    expect(body(asMarkdown(article, 'en'))).toBe(
      '\nThe first [plan](https://ex.org/a_b) is adopted. See [it](/c).\n',
    );
    expect(htmlOutput(article, rendered, { alternates: [] })).toContain(
      '<p>The first <a href="https://ex.org/a_b">plan</a> is adopted. See <a href="/c">it</a>.</p>',
    );
    expect(asText(article, 'en')).toBe('The first plan is adopted. See it.\n');
    expect(JSON.parse(jsonOutput(article, rendered, {}))).toMatchObject({
      text: 'The first plan is adopted. See it.',
    });
  });

  it.each([
    ['Новий міст', undefined, '*Read also:* Новий міст'],
    ['Новий «міст» [відео]', undefined, '*Read also:* Новий «міст» [відео]'],
    ['Новий міст', 'https://ex.org/m-1', '*Read also:* [Новий міст](https://ex.org/m-1)'],
    ['Новий [міст]', 'https://ex.org/m_1', '*Read also:* [Новий \\[міст\\]](https://ex.org/m_1)'],
    ['5 * 5 <b>', undefined, '*Read also:* 5 \\* 5 \\<b>'],
  ])('a related headline is literal: %s, %s', (text, url, expected) => {
    const article = checkedArticle('uk', [
      {
        ...(url === undefined ? {} : { url }),
        parts: [{ text, lang: 'uk', role: 'related-headline', treatment: 'related' }],
      },
    ]);
    expect(body(asMarkdown(article, 'uk')).replace('Читайте також', 'Read also').trim()).toBe(expected);
  });

  it('an arrow leads to another article in a language that has no words for it here', () => {
    const line = { text: 'Новий міст', lang: 'uk', role: 'related-headline', treatment: 'related' } as const;
    const article = checkedArticle('it', [{ parts: [{ ...line, translation: 'Un nuovo ponte' }] }]);
    expect(body(asMarkdown(article, 'it')).trim()).toBe('*→* Un nuovo ponte');
    expect(asText(article, 'it')).toBe('→ Un nuovo ponte');
  });

  it('tells Docusaurus that braces are no code', () => {
    const article = checkedArticle('en', [{ parts: [{ text: 'He wrote {x}.', lang: 'en' }] }]);
    const rendered = renderArticle(article, 'en', RENDERING);
    expect(fields(markdownOutput(article, rendered, { noMdx: true })).mdx).toEqual({ format: 'md' });
    expect(fields(markdownOutput(article, rendered, {}))).not.toHaveProperty('mdx');
  });

  it('writes a translated title into the front matter it came from, and nowhere else', () => {
    const text = '---\ntitle: Міст відкрито\n---\n\nThe bridge is open.\n';
    const start = text.indexOf('Міст');
    const made = checkedArticle(
      'en',
      [
        { kind: 'title', parts: [{ text: 'Міст відкрито', lang: 'uk', translation: 'Bridge *open*' }] },
        { kind: 'lead', parts: [{ text: 'The bridge is open.', lang: 'en' }] },
      ],
      { format: 'markdown', metadata: { title: 'Міст відкрито', frontMatter: 'title: Міст відкрито' } },
    );
    const [title, lead] = made.blocks;
    if (title === undefined || lead === undefined) throw new Error('no blocks');
    const blocks = [
      { ...title, field: ['title'], anchors: [[0, start]] as const, end: start + title.text.length },
      { ...lead, anchors: [[0, text.indexOf('The')]] as const, end: text.length - 1 },
    ];
    const markdown = asMarkdown({ ...made, text, blocks }, 'en');
    expect(fields(markdown).title).toBe('Bridge open');
    expect(body(markdown)).toBe('\nThe bridge is open.\n');
  });
});

describe('HTML', () => {
  const options = {
    alternates: [
      { target: 'en', href: 'a.en.html' },
      { target: 'ar', href: 'a.ar.html' },
    ],
    original: { target: 'en', href: 'a.en.html' },
  };

  it('numbers the lists that were numbered', () => {
    const made = checkedArticle('en', [
      { kind: 'list-item', parts: [{ text: 'First.', lang: 'en' }] },
      { kind: 'list-item', parts: [{ text: 'Second.', lang: 'en' }] },
      { kind: 'list-item', parts: [{ text: 'Other.', lang: 'en' }] },
    ]);
    const blocks = made.blocks.map((block, index) => ({ ...block, marker: ['1.', '2.', '-'][index] ?? '-' }));
    const article = { ...made, blocks };
    expect(htmlOutput(article, renderArticle(article, 'en', RENDERING), options)).toContain(
      '<ol><li>First.</li><li>Second.</li></ol><ul><li>Other.</li></ul>',
    );
  });

  it('has lang, alternates for every version and x-default, and JSON-LD that names the original', () => {
    const article = checkedArticle(
      'ar',
      [{ parts: [{ text: 'Hello there.', lang: 'en', translation: null }] }],
      { lang: 'en' } as never,
    );
    const page = htmlOutput(article, renderArticle(article, 'ar', RENDERING), options);
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain(
      '<span lang="en" dir="ltr" translate="no" data-tovmach="failed">Hello there.</span>',
    );
    expect(
      [...page.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)].map((match) => [match[1], match[2]]),
    ).toEqual([
      ['en', 'a.en.html'],
      ['ar', 'a.ar.html'],
      ['x-default', 'a.en.html'],
    ]);
    const data = JSON.parse(
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? '',
    ) as Record<string, unknown>;
    expect(data).toMatchObject({
      '@type': 'NewsArticle',
      inLanguage: 'ar',
      translationOfWork: { '@id': 'a.en.html' },
    });
  });

  it('has a whole title, a heading, a description, a way to the other languages, and addresses where they are absolute', () => {
    const lead = `${'Довге слово про міст '.repeat(10).trim()}. Друге речення.`;
    const article = checkedArticle('en', [{ kind: 'lead', parts: [{ text: lead, lang: 'en' }] }], {
      lang: 'en',
    } as never);
    const absolute = {
      alternates: [
        { target: 'en', href: 'https://example.org/a.en.html' },
        options.alternates[1] ?? { target: 'ar', href: '' },
      ],
    };
    const page = htmlOutput(article, renderArticle(article, 'en', RENDERING), absolute);
    const title = lead.slice(0, lead.indexOf('.') + 1);
    expect(page).toContain(`<title>${title}</title>`);
    expect(page).toContain(`<h1 class="unseen">${title}</h1>`);
    expect(page).toMatch(/<meta name="description" content="Довге [^"]{150,199}…">/);
    expect(page).toContain('<link rel="canonical" href="https://example.org/a.en.html">');
    expect(page).toContain('<meta property="og:locale" content="en">');
    expect(page).toContain('<a href="a.ar.html" hreflang="ar" lang="ar">العربية</a>');
    expect(page).toContain('<span lang="en" aria-current="page">English</span>');
    expect(htmlOutput(article, renderArticle(article, 'en', RENDERING), options)).not.toContain('canonical');
  });

  it('the date is written as readers of the target write it, and exact for machines', () => {
    const date = '2024-03-02T23:40:00+02:00';
    const article = checkedArticle('uk', [{ parts: [{ text: 'Слово.', lang: 'uk' }] }], {
      metadata: { date },
    });
    const page = htmlOutput(article, renderArticle(article, 'uk', RENDERING), options);
    expect(page).toContain(`<time datetime="${date}">2 березня 2024 р.</time>`);
    const unclear = { ...article, metadata: { date: 'yesterday' } };
    expect(htmlOutput(unclear, renderArticle(unclear, 'uk', RENDERING), options)).toContain(
      '>yesterday</time>',
    );
  });

  it('inline Markdown becomes elements, and what is dangerous in it does not', () => {
    const text =
      'Слово **важливе**, [лінк](https://example.org) і [пастка](javascript:alert(1)) <b onclick="x">.';
    const article = checkedArticle('uk', [{ parts: [{ text, lang: 'uk' }] }], { format: 'markdown' });
    const page = htmlOutput(article, renderArticle(article, 'uk', RENDERING), options);
    expect(page).toContain(
      'Слово <strong>важливе</strong>, <a href="https://example.org">лінк</a> і <a>пастка</a>',
    );
    expect(page).not.toContain('onclick');
  });

  it('is well-formed and safe whatever an article says', () => {
    const nasty = [
      '</script><script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '"&<>\'',
      'слово',
      '<!--',
      '{{x}}',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...nasty), { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.join(' ');
        const article = checkedArticle('uk', [
          { kind: 'title', parts: [{ text, lang: 'uk' }] },
          { parts: [{ text, lang: 'uk' }], url: 'javascript:alert(1)' },
        ]);
        const page = htmlOutput(article, renderArticle(article, 'uk', RENDERING), options);
        const errors: string[] = [];
        parseHtml(page, { onParseError: (error) => errors.push(error.code) });
        expect(errors).toEqual([]);
        expect(page.match(/<script/g)).toHaveLength(1);
        expect(page).not.toContain('<img');
        expect(page).not.toContain('javascript:');
      }),
    );
  });
});

describe('with no target but its own language', () => {
  it('a text comes out byte for byte', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('а', 'b', '\n', '\r\n', ' ', '\u00A0', '.', '# ', '* ', '&', '<'),
        }),
        (text) => {
          fc.pre(text.trim() !== '');
          const input = { path: 'a.txt', text, hash: 'h', encoding: MIXED.encoding };
          const [parsed] = createTextFormat().parse(input).articles;
          expect(
            asText({ ...checkedArticle('uk', []), ...parsed, segments: [], findings: [] } as Checked, 'uk'),
          ).toBe(text);
          const [markdown] = createMarkdownFormat().parse({ ...input, text: `слово ${text}` }).articles;
          const written = asMarkdown(
            { ...checkedArticle('uk', []), ...markdown, segments: [], findings: [] } as Checked,
            'uk',
          );
          expect(body(written).replace(/^\r?\n/, '')).toBe(`слово ${text}`);
        },
      ),
    );
  });

  it('a plain paragraph stays what it is when Markdown is made of it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'Слово',
            'word',
            '5',
            '2,5%',
            '–',
            '«так»',
            '"yes"',
            'U.S.',
            'F-16',
            '(IP4)',
            ':',
            '.',
          ),
          { minLength: 1 },
        ),
        (words) => {
          const text = `Слово ${words.join(' ')}`;
          const article = checkedArticle('uk', [{ parts: [{ text, lang: 'uk' }] }]);
          expect(body(asMarkdown(article, 'uk'))).toBe(`\n${text}\n`);
        },
      ),
    );
  });

  it('braces make no shortcode of Hugo', () => {
    const text = 'He wrote {{< ref "x" >}} and {{% note %}}.';
    const article = checkedArticle('en', [{ parts: [{ text, lang: 'en' }] }]);
    expect(body(asMarkdown(article, 'en'))).toBe('\nHe wrote {{\\< ref "x" >}} and {{\\% note %}}.\n');
  });

  it.each([
    '# not a heading',
    '- no item',
    '1. no number',
    '> no quote',
    '*no stress*',
    '[no](link)',
    '<b>no tag</b>',
    '    no code',
  ])('text that looks like markup is escaped: %s', (text) => {
    const article = checkedArticle('en', [{ parts: [{ text, lang: 'en' }] }]);
    const [again] = createMarkdownFormat().parse({
      path: 'a.md',
      text: body(asMarkdown(article, 'en')),
      hash: 'h',
      encoding: MIXED.encoding,
    }).articles;
    expect(again?.blocks.map((block) => block.kind)).toEqual(['lead']);
    expect(again?.blocks[0]?.placeholders).toEqual([]);
  });
});

describe('layouts', () => {
  it.each([
    ['hugo-file', 'sub/a.uk.md'],
    ['hugo-folder', 'uk/sub/a.md'],
    ['docusaurus', 'i18n/uk/docusaurus-plugin-content-blog/sub/a.md'],
    ['astro', 'src/content/blog/uk/sub/a.md'],
  ] as const)('%s', (layout, path) => {
    expect(outputPath('sub/a', 'uk', { layout, format: 'md', prefix: '' })).toBe(path);
    expect(outputPath('sub/a', 'uk', { layout, format: 'md', prefix: 'content/' })).toBe(`content/${path}`);
  });

  it('the first target is where Docusaurus looks for posts', () => {
    const options = { layout: 'docusaurus', format: 'md', prefix: '', main: 'en' } as const;
    expect(outputPath('sub/a', 'en', options)).toBe('blog/sub/a.md');
    expect(outputPath('sub/a', 'uk', options)).toBe('i18n/uk/docusaurus-plugin-content-blog/sub/a.md');
  });

  it('names are safe on every system, and a stem that ends in a language keeps it', () => {
    expect(ledgerPath('sub/con', '')).toBe('sub/con_.segments.json');
    expect(outputPath('a:b?', 'en', { layout: 'hugo-file', format: 'md', prefix: '' })).toBe('a_b_.en.md');
    expect(outputPath('article.uk', 'en', { layout: 'hugo-file', format: 'md', prefix: '' })).toBe(
      'article.uk.en.md',
    );
  });
});
