import type { Nodes, Parents, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { messages } from '../message.js';
import type { Block, BlockKind, Placeholder } from '../model/article.js';
import { suggest } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import { lineStartsOf, positionAt } from '../model/text.js';
import { isMdx } from '../syntax/dialect.js';
import { standsAlone } from '../syntax/lines.js';
import { findSyntax } from '../syntax/scan.js';
import type { ShownArguments } from '../syntax/shown.js';
import type { FindProtected, SyntaxTag } from '../syntax/types.js';
import { type ArticleParts, singleArticle } from './article.js';
import { endingOf } from './choose.js';
import { MATTERS, readFrontMatter } from './front-matter.js';
import { markdownAttributes, syntaxAttributes } from './markdown-attributes.js';
import { withDefinitions } from './markdown-definitions.js';
import { type Tamed, tamed } from './markdown-hard.js';
import { type Masked, mask } from './markdown-mask.js';
import { placeholdersOf, type Range, stretchesOf, within, withoutOuterTags } from './markdown-tags.js';
import { type TextFormat, textFormat } from './text-format.js';

/**
 * Markdown with front matter, and what site generators read in it. Blocks are exact ranges of the source, so that
 * translations spliced in leave everything else byte for byte. Inline markup becomes placeholders.
 */

const say = messages('read', {
  tooMuchMarkup: {
    one: '{{count}} sign of markup was read as text: there are more of them in a row, in one another or in one paragraph than a text for readers has',
    other:
      '{{count}} signs of markup were read as text: there are more of them in a row, in one another or in one paragraph than a text for readers has',
  },
  readAsText: 'Look at the source; links and emphasis in that place are not told apart from words.',
});

function rangeOf(node: Nodes, offset = 0): Range {
  return {
    start: offset + (node.position?.start.offset ?? 0),
    end: offset + (node.position?.end.offset ?? 0),
  };
}

interface Context {
  readonly source: string;
  readonly masked: Masked;
  /** Site syntax, ordered. */
  readonly tags: readonly SyntaxTag[];
  readonly blocks: Block[];
  /** Words inside of markup. */
  readonly attributes: Block[];
  /** Offset in the source of the tree that is walked. */
  offset: number;
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

/** Range of a node's children, or `undefined` when it has none. */
function innerRange(node: Parents, offset: number): Range | undefined {
  const first = node.children[0];
  const last = node.children.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { start: rangeOf(first, offset).start, end: rangeOf(last, offset).end };
}

function collectInline(node: Nodes, context: Context, found: Placeholder[]): void {
  const range = rangeOf(node, context.offset);
  const atom = ATOMS[node.type];
  if (context.offset === 0)
    context.attributes.push(...markdownAttributes(context.source, context.masked.text, node));
  if (atom !== undefined) {
    found.push({ ...range, kind: atom });
    return;
  }
  if (WRAPPERS.has(node.type) && 'children' in node) {
    const inner = innerRange(node, context.offset);
    if (inner === undefined || (inner.start === range.start && inner.end === range.end)) {
      // An autolink: the text is the address.
      if (node.type === 'link') found.push({ ...range, kind: 'url' });
      return;
    }
    if (node.type === 'link' && context.source[range.start] === '<') {
      found.push({ ...range, kind: 'url' });
      return;
    }
    const pair = `m${++context.pairs}`;
    found.push({ start: range.start, end: inner.start, kind: 'tag', pair });
    for (const child of node.children) collectInline(child, context, found);
    found.push({ start: inner.end, end: range.end, kind: 'tag', pair });
    return;
  }
  if ('children' in node) for (const child of node.children) collectInline(child, context, found);
}

/** Line prefixes (`> `, indentation) inside a block that spans lines. */
function linePrefixes(source: string, { start, end }: Range, quoted: boolean): Placeholder[] {
  const pattern = quoted ? /\r?\n[ \t]*(?:>[ \t]?)+/g : /\r?\n[ \t]+/g;
  return [...source.slice(start, end).matchAll(pattern)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
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
  const whole = innerRange(node, context.offset);
  if (whole === undefined || context.source.slice(whole.start, whole.end).trim() === '') return;
  const inline: Placeholder[] = [];
  for (const child of node.children) collectInline(child, context, inline);
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const url = only?.type === 'link' && context.tags.length === 0 ? only.url : undefined;
  const stretches = context.tags.length === 0 ? [whole] : stretchesOf(context.source, context.tags, whole);
  for (const stretch of stretches) addStretch(stretch, inline, kind, context, around, { level, url });
}

/** Adds what stands in one stretch of a block. */
function addStretch(
  whole: Range,
  inline: readonly Placeholder[],
  kind: BlockKind,
  context: Context,
  around: Surroundings,
  { level, url }: { readonly level: number | undefined; readonly url: string | undefined },
): void {
  const found = inline.filter(({ start, end }) => start >= whole.start && end <= whole.end);
  const taken = new Uint8Array(whole.end - whole.start);
  for (const { start, end } of found) taken.fill(1, start - whole.start, end - whole.start);
  const add = (places: readonly Placeholder[]): void => {
    for (const place of places) {
      if (taken.subarray(place.start - whole.start, place.end - whole.start).includes(1)) continue;
      taken.fill(1, place.start - whole.start, place.end - whole.start);
      found.push(place);
    }
  };
  add(placeholdersOf(within(context.tags, whole), () => `m${++context.pairs}`));
  add(linePrefixes(context.source, whole, around.quoted));
  found.sort((a, b) => a.start - b.start);
  const range =
    context.tags.length === 0 ? whole : withoutOuterTags(context.source, context.tags, whole, found);
  const text = context.source.slice(range.start, range.end);
  if (text.trim() === '' || /^[\s.,;:!?—–-]*$/.test(outside(text, range.start, found))) return;
  const placeholders = found
    .filter((place) => place.start >= range.start && place.end <= range.end)
    .map((place) => ({ ...place, start: place.start - range.start, end: place.end - range.start }));
  const isLead = kind === 'paragraph' && !context.hasLead && !around.quoted;
  if (isLead) context.hasLead = true;
  context.blocks.push({
    id: '',
    kind: isLead ? 'lead' : kind,
    text,
    anchors: [[0, range.start]],
    end: range.end,
    placeholders,
    ...onlyDefined({
      level,
      quoted: around.quoted ? true : undefined,
      stays: kind === 'heading' || !standsAlone(context.source, range.start, range.end) ? true : undefined,
      marker: around.marker,
      url,
    }),
  });
}

/** What of a text is in no placeholder. `offset`: where it begins in the source the placeholders are of. */
function outside(text: string, offset: number, places: readonly Placeholder[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of places) {
    if (end <= offset || start - offset >= text.length) continue;
    result += text.slice(at, Math.max(start - offset, at));
    at = Math.max(at, end - offset);
  }
  return result + text.slice(at);
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
    case 'definition':
      if (context.offset === 0)
        context.attributes.push(...markdownAttributes(context.source, context.masked.text, node));
      return;
    case 'code':
      walkIndented(node, context, around);
      return;
    default:
      // HTML, rules and front matter stay as they are in the source.
      return;
  }
}

/** The first line of a definition: what is indented below it is another paragraph of it. */
const DEFINES = /^ {0,3}:[ \t]{1,3}\S/;

/** Whether indented text goes on with the definition before it. */
function definesOn(text: string, line: number): boolean {
  // No further: many such stretches would be read over and over.
  const above = text.slice(Math.max(0, line - 4000), line).trimEnd();
  for (let end = above.length, left = 12; left > 0 && end > 0; left--) {
    const from = above.lastIndexOf('\n', end - 1) + 1;
    const own = above.slice(from, end);
    if (DEFINES.test(own)) return true;
    if (own.trim() !== '' && !/^(?: {4}|\t)/.test(own)) return false;
    end = from - 1;
  }
  return false;
}

/** Indented text right after a tag is no code: it is what stands in the tag; nor is it below a definition. */
function walkIndented(node: Nodes, context: Context, around: Surroundings): void {
  const { start, end } = rangeOf(node, context.offset);
  const { text, tagLines } = context.masked;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.lastIndexOf('\n', line - 2) + 1;
  if (
    line === 0 ||
    context.offset > 0 ||
    /^[ \t]*(?:`{3}|~{3})/.test(text.slice(start, end)) ||
    !(tagLines.has(before) || definesOn(text, line))
  )
    return;
  context.offset = line;
  walkBlocks(parse(text.slice(line, end), true), context, around);
  context.offset = 0;
}

function parse(text: string, isIndented: boolean): Root {
  const plain = isIndented ? [{ disable: { null: ['codeIndented'] } }] : [];
  return fromMarkdown(text, {
    extensions: [frontmatter(MATTERS), gfm(), ...plain],
    mdastExtensions: [frontmatterFromMarkdown(MATTERS), gfmFromMarkdown()],
  });
}

/** YAML, TOML or JSON at the head of a file: its length. */
function frontMatterEnd(text: string): number {
  return (
    /^\uFEFF?(?:(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1|\{[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\})[ \t]*(?=\r?\n|$)/.exec(
      text,
    )?.[0].length ?? 0
  );
}

/** Site syntax of a Markdown file, behind its front matter. */
function syntaxOf(text: string, path: string, { findProtected, shown }: MarkdownOptions): SyntaxTag[] {
  const head = frontMatterEnd(text);
  const dialect = isMdx(path, text) ? 'mdx' : 'markdown';
  const options = { dialect, ...onlyDefined({ findProtected, shown }) } as const;
  return findSyntax(text.slice(head), options)
    .filter((tag) => !(text.startsWith('[^', head + tag.start) && tag.texts.length === 0))
    .map((tag) => ({
      ...tag,
      start: tag.start + head,
      end: tag.end + head,
      texts: tag.texts.map((words) => ({ ...words, start: words.start + head, end: words.end + head })),
    }));
}

function markupFindings({ hidden, first }: Tamed, source: string): ArticleParts['findings'] {
  if (hidden === 0) return [];
  const { line } = positionAt(lineStartsOf(source), first);
  const said = say.tooMuchMarkup({ count: hidden });
  return [{ check: 'markup', severity: 'minor', line, ...said, ...suggest(say.readAsText()) }];
}

/** Letters and numbers of a text: a title is the same with and without emphasis. */
function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** The head of an admonition is masked as an item of a list: its marker is no part of the text. */
function behindMarker(tag: SyntaxTag, source: string): SyntaxTag {
  if (tag.name !== 'admonition') return tag;
  const head = source.slice(tag.start, tag.end);
  return { ...tag, start: tag.start + head.length - head.trimStart().length + 4 };
}

export interface MarkdownOptions {
  /** Patterns of the user for what must stay as it is. */
  readonly findProtected?: FindProtected | undefined;
  /** Fields of the front matter that are text for readers; default: the usual ones. */
  readonly translated?: readonly string[] | undefined;
  /** Arguments of shortcodes that readers see; default: the usual ones. */
  readonly shown?: ShownArguments | undefined;
}

/** The Markdown format. */
export function createMarkdownFormat(options: MarkdownOptions = {}): TextFormat {
  return textFormat({
    name: 'markdown',
    extensions: ['.md', '.mdx', '.markdown'],
    recognises: ({ path, text }) =>
      endingOf(path) === '' && /^---\r?\n[\s\S]*?\r?\n---/.test(text.slice(0, 4000)),
    parse(input) {
      const tags = syntaxOf(input.text, input.path, options);
      const { text, tagLines } = mask(input.text, tags);
      const plain = tamed(text);
      const masked = { text: plain.text, tagLines };
      const defined = withDefinitions(masked.text);
      const tree = parse(defined.text, isMdx(input.path, input.text));
      const { metadata, language, fields } = readFrontMatter(tree, input, options.translated);
      const context: Context = {
        source: input.text,
        masked,
        tags: tags.map((tag) => behindMarker(tag, input.text)),
        blocks: [],
        attributes: syntaxAttributes(input.text, [...tags, ...defined.titles]),
        offset: 0,
        hasLead: false,
        pairs: 0,
      };
      walkBlocks(tree, context, { quoted: false, depth: 0 });
      const heading = context.blocks.find((block) => block.kind === 'title')?.text;
      const start = (block: Block): number => block.anchors[0]?.[1] ?? 0;
      const body = [...context.blocks, ...context.attributes].sort((a, b) => start(a) - start(b));
      const matter = fields.filter(
        (block) =>
          !(block.kind === 'title' && heading !== undefined && wordsOf(heading) === wordsOf(block.text)),
      );
      const blocks = [...matter, ...body].map((block, index) => ({ ...block, id: `b${index + 1}` }));
      const findings = markupFindings(plain, input.text);
      const parts = { format: 'markdown' as const, blocks, metadata, findings };
      return {
        articles: [
          singleArticle(input, language === undefined ? parts : { ...parts, declaredLanguage: language }),
        ],
        broken: [],
      };
    },
  });
}
