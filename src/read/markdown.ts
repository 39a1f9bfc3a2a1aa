import type { Nodes, Parents } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { Block, BlockKind, Placeholder } from '../model/article.js';
import type { Format } from '../model/contracts.js';
import { singleArticle } from './article.js';
import { endingOf } from './choose.js';
import { MATTERS, readFrontMatter } from './front-matter.js';

/**
 * Markdown with front matter. Blocks are exact ranges of the source, so that translations spliced in leave
 * everything else byte for byte. Inline markup becomes placeholders.
 */

type Range = { readonly start: number; readonly end: number };

function rangeOf(node: Nodes): Range {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** Range of a node's children, or `undefined` when it has none. */
function innerRange(node: Parents): Range | undefined {
  const first = node.children[0];
  const last = node.children.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { start: rangeOf(first).start, end: rangeOf(last).end };
}

interface Context {
  readonly source: string;
  readonly blocks: Block[];
  hasLead: boolean;
  pairs: number;
}

interface Surroundings {
  readonly quoted: boolean;
  readonly depth: number;
  readonly marker?: string;
}

/** Inline nodes with content of their own: what stands before and after the content is markup. */
const WRAPPERS = new Set(['emphasis', 'strong', 'delete', 'link', 'linkReference']);
/** Inline nodes that are markup as a whole. */
const ATOMS: Readonly<Record<string, Placeholder['kind']>> = {
  inlineCode: 'code',
  html: 'tag',
  image: 'tag',
  imageReference: 'tag',
  footnoteReference: 'tag',
  break: 'tag',
};

function collectInline(node: Nodes, base: number, context: Context, found: Placeholder[]): void {
  const range = rangeOf(node);
  const atom = ATOMS[node.type];
  if (atom !== undefined) {
    found.push({ start: range.start - base, end: range.end - base, kind: atom });
    return;
  }
  if (WRAPPERS.has(node.type) && 'children' in node) {
    const inner = innerRange(node);
    if (inner === undefined || (inner.start === range.start && inner.end === range.end)) {
      // An autolink: the text is the address.
      if (node.type === 'link') found.push({ start: range.start - base, end: range.end - base, kind: 'url' });
      return;
    }
    if (node.type === 'link' && context.source[range.start] === '<') {
      found.push({ start: range.start - base, end: range.end - base, kind: 'url' });
      return;
    }
    const pair = `m${++context.pairs}`;
    found.push({ start: range.start - base, end: inner.start - base, kind: 'tag', pair });
    for (const child of node.children) collectInline(child, base, context, found);
    found.push({ start: inner.end - base, end: range.end - base, kind: 'tag', pair });
    return;
  }
  if ('children' in node) for (const child of node.children) collectInline(child, base, context, found);
}

/** Line prefixes (`> `, indentation) inside a block that spans lines. */
function linePrefixes(text: string, quoted: boolean): Placeholder[] {
  const pattern = quoted ? /\r?\n[ \t]*(?:>[ \t]?)+/g : /\r?\n[ \t]+/g;
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'tag' as const,
  }));
}

function addBlock(
  node: Parents,
  kind: BlockKind,
  context: Context,
  around: Surroundings,
  level?: number,
): void {
  const range = innerRange(node);
  if (range === undefined) return;
  const text = context.source.slice(range.start, range.end);
  if (text.trim() === '') return;
  const placeholders: Placeholder[] = [];
  for (const child of node.children) collectInline(child, range.start, context, placeholders);
  const taken = (place: Placeholder): boolean =>
    placeholders.some((other) => other.start < place.end && place.start < other.end);
  placeholders.push(...linePrefixes(text, around.quoted).filter((place) => !taken(place)));
  placeholders.sort((a, b) => a.start - b.start);
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const isLead = kind === 'paragraph' && !context.hasLead && !around.quoted;
  if (isLead) context.hasLead = true;
  context.blocks.push({
    id: `b${context.blocks.length + 1}`,
    kind: isLead ? 'lead' : kind,
    text,
    anchors: [[0, range.start]],
    end: range.end,
    placeholders,
    ...(level === undefined ? {} : { level }),
    ...(around.quoted ? { quoted: true } : {}),
    ...(around.marker === undefined ? {} : { marker: around.marker }),
    ...(only?.type === 'link' ? { url: only.url } : {}),
  });
}

function walkBlocks(node: Nodes, context: Context, around: Surroundings): void {
  switch (node.type) {
    case 'heading': {
      const isTitle = node.depth === 1 && !context.blocks.some((block) => block.kind === 'title');
      addBlock(node, isTitle ? 'title' : 'heading', context, around, node.depth);
      return;
    }
    case 'paragraph':
      addBlock(
        node,
        around.depth > 0 ? 'list-item' : around.quoted ? 'quote' : 'paragraph',
        context,
        around,
        around.depth || undefined,
      );
      return;
    case 'tableCell':
      addBlock(node, 'table-cell', context, around);
      return;
    case 'blockquote':
      for (const child of node.children) walkBlocks(child, context, { ...around, quoted: true });
      return;
    case 'list':
      for (const [index, item] of node.children.entries()) {
        const marker = node.ordered ? `${(node.start ?? 1) + index}.` : '-';
        for (const child of item.children)
          walkBlocks(child, context, { ...around, depth: around.depth + 1, marker });
      }
      return;
    case 'root':
    case 'table':
    case 'tableRow':
    case 'footnoteDefinition':
      for (const child of node.children) walkBlocks(child, context, around);
      return;
    default:
      // Code, HTML, definitions, rules and front matter stay as they are in the source.
      return;
  }
}

/** The Markdown format. */
export function createMarkdownFormat(): Format {
  return {
    name: 'markdown',
    extensions: ['.md', '.markdown'],
    recognises: ({ path, text }) =>
      endingOf(path) === '' && /^---\r?\n[\s\S]*?\r?\n---/.test(text.slice(0, 4000)),
    parse(input) {
      const tree = fromMarkdown(input.text, {
        extensions: [frontmatter(MATTERS), gfm()],
        mdastExtensions: [frontmatterFromMarkdown(MATTERS), gfmFromMarkdown()],
      });
      const { metadata, language, title } = readFrontMatter(tree, input);
      const context: Context = { source: input.text, blocks: [], hasLead: false, pairs: 0 };
      walkBlocks(tree, context, { quoted: false, depth: 0 });
      const hasTitle = title === undefined || context.blocks.some((block) => block.kind === 'title');
      const blocks = hasTitle
        ? context.blocks
        : [title, ...context.blocks].map((block, index) => ({ ...block, id: `b${index + 1}` }));
      const parts = { format: 'markdown' as const, blocks, metadata };
      return {
        articles: [
          singleArticle(input, language === undefined ? parts : { ...parts, declaredLanguage: language }),
        ],
        broken: [],
      };
    },
  };
}
