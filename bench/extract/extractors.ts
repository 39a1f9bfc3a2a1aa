import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5';
import type { Block, BlockKind } from '../../src/model/article.js';
import { decodeBytes } from '../../src/read/encoding.js';
import { createHtmlFormat } from '../../src/read/html.js';

/** Extractors under one hat: the bytes of a page to its text. */

export interface Page {
  readonly bytes: Uint8Array;
  readonly url: string;
}

export type Extractor = (page: Page) => Promise<string>;

/** What is written as text of the article. */
const WRITTEN: ReadonlySet<BlockKind> = new Set([
  'lead',
  'paragraph',
  'heading',
  'quote',
  'list-item',
  'table-cell',
  'caption',
  'code',
]);

/** A block's text without the inline Markdown that stands for the page's markup. */
function wordsOf({ text, placeholders }: Block): string {
  let words = '';
  let at = 0;
  for (const { start, end, kind } of placeholders) {
    if (kind !== 'tag') continue;
    words += text.slice(at, start);
    at = end;
  }
  return words + text.slice(at);
}

const format = createHtmlFormat();

/** A page's text; bytes that are none of its encoding are shown as a browser shows them. */
function decoded({ bytes }: Page): string {
  try {
    return decodeBytes(bytes, 'page.html').text;
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

const tovmach: Extractor = async (page) => {
  const encoding = { name: 'utf-8', confidence: 1, bom: false };
  const { articles } = format.parse({ path: 'page.html', text: decoded(page), hash: '', encoding });
  const blocks = articles[0]?.blocks ?? [];
  return blocks
    .filter(({ kind }) => WRITTEN.has(kind))
    .map(wordsOf)
    .join('\n');
};

const INLINE = new Set(
  'a abbr b bdi bdo cite code em font i kbd mark q s small span strong sub sup time u'.split(' '),
);
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe']);

/** The text of a piece of HTML; anything but inline elements parts words. */
export function textOf(html: string): string {
  const visit = (node: DefaultTreeAdapterTypes.Node): string => {
    if (node.nodeName === '#text' && 'value' in node) return node.value;
    if (!('childNodes' in node) || SILENT.has(node.nodeName)) return '';
    const inner = node.childNodes.map(visit).join('');
    return INLINE.has(node.nodeName) ? inner : `\n${inner}\n`;
  };
  return visit(parseFragment(html));
}

/** A package of this folder, which the rest of the repository neither installs nor knows the types of. */
async function load(name: string): Promise<Record<string, unknown> | undefined> {
  try {
    return (await import(name)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

type Loaded = Record<string, unknown>;

/** Each of the others, from its package, and `documentOf`, which builds the same document for all of them. */
const OTHERS: readonly {
  readonly name: string;
  readonly from: string;
  readonly make: (loaded: Loaded, documentOf: (page: Page) => unknown) => Extractor;
}[] = [
  {
    name: 'readability',
    from: '@mozilla/readability',
    make: ({ Readability }, documentOf) => {
      const Reader = Readability as new (document: unknown) => { parse(): { content?: string } | null };
      return async (page) => textOf(new Reader(documentOf(page)).parse()?.content ?? '');
    },
  },
  {
    name: 'defuddle',
    from: 'defuddle/node',
    make: ({ Defuddle }, documentOf) => {
      const run = Defuddle as (
        document: unknown,
        url: string,
        options: object,
      ) => Promise<{ content?: string }>;
      // Else it asks the network for pages that are made in the browser.
      return async (page) =>
        textOf((await run(documentOf(page), page.url, { useAsync: false })).content ?? '');
    },
  },
  {
    name: 'extractus',
    from: '@extractus/article-extractor',
    make: ({ extractFromHtml }) => {
      const run = extractFromHtml as (html: string, url: string) => Promise<{ content?: string } | null>;
      return async (page) => textOf((await run(decoded(page), page.url))?.content ?? '');
    },
  },
];

/** The extractors that are installed, by name, and the names of those that are not. */
export async function extractors(): Promise<{ found: Map<string, Extractor>; missing: readonly string[] }> {
  const found = new Map<string, Extractor>([['tovmach', tovmach]]);
  const missing: string[] = [];
  const dom = await load('linkedom');
  const parseHTML = dom?.parseHTML as ((html: string) => { document: unknown }) | undefined;
  // As browsers build it.
  const documentOf = (page: Page): unknown => parseHTML?.(serialize(parse(decoded(page)))).document;
  for (const { name, from, make } of OTHERS) {
    const loaded = parseHTML === undefined ? undefined : await load(from);
    if (loaded === undefined) missing.push(name);
    else found.set(name, make(loaded, documentOf));
  }
  return { found, missing };
}
