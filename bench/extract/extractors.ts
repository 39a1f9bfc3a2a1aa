import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5';
import type { Block, BlockKind } from '../../src/model/article.js';
import { createHtmlFormat } from '../../src/read/html.js';
import { parseBytes } from '../../src/read/read.js';

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

const tovmach: Extractor = async ({ bytes }) => {
  const { articles } = parseBytes('page.html', bytes, { formats: [format], maxBytes: 1e9 });
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

const decoded = ({ bytes }: Page): string => {
  const text = parseBytes('page.html', bytes, { formats: [format], maxBytes: 1e9 }).articles[0]?.text;
  return text ?? new TextDecoder().decode(bytes);
};

/** As browsers build it, in the DOM that all of them are given here. */
const documentOf = (page: Page): ReturnType<typeof parseHTML>['document'] =>
  parseHTML(serialize(parse(decoded(page)))).document;

const readability: Extractor = async (page) =>
  textOf(new Readability(documentOf(page) as never).parse()?.content ?? '');

/** A package of this folder, which the rest of the repository neither installs nor knows the types of. */
async function load(name: string): Promise<Record<string, unknown> | undefined> {
  try {
    return (await import(name)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** The extractors that are installed, by name, and the names of those that are not. */
export async function extractors(): Promise<{ found: Map<string, Extractor>; missing: readonly string[] }> {
  const found = new Map<string, Extractor>([
    ['tovmach', tovmach],
    ['readability', readability],
  ]);
  const missing: string[] = [];
  const defuddle = await load('defuddle/node');
  if (defuddle === undefined) missing.push('defuddle');
  else {
    const run = defuddle.Defuddle as (
      document: unknown,
      url: string,
      options: object,
    ) => Promise<{ content?: string }>;
    // Else it asks the network for pages that are made in the browser.
    found.set('defuddle', async (page) =>
      textOf((await run(documentOf(page), page.url, { useAsync: false })).content ?? ''),
    );
  }
  const extractus = await load('@extractus/article-extractor');
  if (extractus === undefined) missing.push('@extractus/article-extractor');
  else {
    const run = extractus.extractFromHtml as (
      html: string,
      url: string,
    ) => Promise<{ content?: string } | null>;
    found.set('extractus', async (page) => textOf((await run(decoded(page), page.url))?.content ?? ''));
  }
  return { found, missing };
}
