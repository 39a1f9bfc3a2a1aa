import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import type { ArticleMetadata, Block, BlockKind, Placeholder } from '../model/article.js';
import type { Format } from '../model/contracts.js';
import { singleArticle } from './article.js';
import { headingOf, kindOf, MOSTLY_LINK, type Run, type SeenHeadings } from './html-kinds.js';
import {
  attribute,
  children,
  type Element,
  find,
  isElement,
  isText,
  type Node,
  type TextNode,
} from './html-tree.js';
import { type FoundLink, resolveAddress, withLinks } from './links.js';
import { declaredLanguage } from './metadata.js';
import { baseOf, meta, readMetadata } from './page-metadata.js';
import { canLead } from './page-names.js';

/**
 * HTML. parse5 gives every text its place in the file; Readability says which elements are the article. What lies
 * outside is kept as boilerplate or as related headlines: marked, not lost.
 */

const MARK = 'data-tovmach-id';
const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'iframe',
  'object',
  'select',
  'option',
  'head',
]);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul button'.split(
    ' ',
  ),
);
function collectRuns(node: Node, path: readonly Element[], runs: Run[]): void {
  let current: Run | undefined;
  for (const child of children(node)) {
    if (isElement(child)) {
      if (SKIPPED.has(child.tagName)) continue;
      if (child.tagName === 'br') {
        current = undefined;
        continue;
      }
      if (BLOCKS.has(child.tagName) || containsBlock(child)) {
        current = undefined;
        collectRuns(child, [...path, child], runs);
        continue;
      }
    } else if (!isText(child)) continue;
    if (current === undefined) {
      current = { nodes: [], path };
      runs.push(current);
    }
    current.nodes.push(child);
  }
}

function containsBlock(element: Element): boolean {
  return children(element).some(
    (child) =>
      isElement(child) && (BLOCKS.has(child.tagName) || child.tagName === 'br' || containsBlock(child)),
  );
}

interface Collected {
  text: string;
  readonly anchors: [number, number][];
  readonly placeholders: Placeholder[];
  end: number;
  time?: string;
  /** Characters of the text inside links. */
  linked: number;
  readonly links: FoundLink[];
  url?: string;
  languages: Set<string | undefined>;
}

const ENTITY = /^&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);?/i;

/** Appends a text node, white space folded, keeping the place of every character in the file. */
function appendText(node: TextNode, source: string, into: Collected): void {
  const location = node.sourceCodeLocation;
  if (!location) return;
  let at = location.startOffset;
  let expected = -1;
  for (const character of node.value) {
    const start = at;
    if (source[at] === '&' && (character !== '&' || ENTITY.test(source.slice(at, at + 40)))) {
      const entity = ENTITY.exec(source.slice(at, at + 40));
      at += entity?.[0].length ?? 1;
    } else if (source[at] === '\r' && source[at + 1] === '\n') at += 2;
    else at += character.length;
    const isSpace =
      character === ' ' ||
      character === '\n' ||
      character === '\t' ||
      character === '\r' ||
      character === '\f';
    if (isSpace && (into.text === '' || into.text.endsWith(' '))) continue;
    if (start !== expected) into.anchors.push([into.text.length, start]);
    into.text += isSpace ? ' ' : character;
    into.end = at;
    expected = start + character.length;
    if (at !== expected) expected = -1;
  }
}

/** The quotation mark that browsers put around `<q>`; its place in the file is the tag. */
function appendMark(q: Element, mark: '“' | '”', into: Collected): void {
  const tags = q.sourceCodeLocation;
  const tag = mark === '“' ? tags?.startTag : tags?.endTag;
  if (tag == null) return;
  into.anchors.push([into.text.length, tag.startOffset]);
  into.text += mark;
  into.end = tag.endOffset;
}

function collectText(node: Node, source: string, into: Collected, inherited: string | undefined): void {
  if (isText(node)) {
    if (node.value.trim() !== '') into.languages.add(inherited);
    appendText(node, source, into);
    return;
  }
  if (!isElement(node) || SKIPPED.has(node.tagName)) return;
  const own = declaredLanguage(attribute(node, 'lang')) ?? inherited;
  if (node.tagName === 'q') appendMark(node, '“', into);
  const before = into.text.length;
  for (const child of children(node)) collectText(child, source, into, own);
  if (node.tagName === 'q') appendMark(node, '”', into);
  if (node.tagName === 'a') {
    const href = attribute(node, 'href');
    into.linked += into.text.length - before;
    into.url ??= href;
    if (href !== undefined) into.links.push({ start: before, end: into.text.length, href });
  }
  if (node.tagName === 'time') into.time ??= attribute(node, 'datetime');
  if (node.tagName === 'code' || node.tagName === 'kbd') {
    into.placeholders.push({ start: before, end: into.text.length, kind: 'code' });
  }
}

/** Marks every element, runs Readability on a copy, and reports which marks survived. */
function mainElements(tree: DefaultTreeAdapterTypes.Document): {
  ids: Set<string>;
  title?: string;
  author?: string;
} {
  let count = 0;
  const visit = (node: Node): void => {
    if (isElement(node)) node.attrs.push({ name: MARK, value: String(++count) });
    for (const child of children(node)) visit(child);
  };
  visit(tree);
  const { document } = parseHTML(serialize(tree));
  try {
    const reader = new Readability(document as never, { charThreshold: 200 });
    const result = reader.parse();
    const content = result?.content ?? '';
    const ids = new Set([...content.matchAll(/data-tovmach-id="(\d+)"/g)].map((match) => match[1] ?? ''));
    return {
      ids,
      ...(result?.title ? { title: result.title } : {}),
      ...(result?.byline ? { author: result.byline } : {}),
    };
  } catch {
    // Readability gives up on some broken trees; then the whole body is the article.
    return { ids: new Set() };
  }
}

export interface HtmlBlocks {
  readonly blocks: readonly Block[];
  readonly metadata: ArticleMetadata;
  readonly language?: string;
}

/** Labels above lists of links to other articles. */
const RELATED_LABEL =
  /^(?:читайте|див[иі]ться|смотрите)\s+(?:також|ще|также|еще)|^(?:read|see)\s+(?:also|more)|^related/i;

/** Text of the article in which links are kept in their places. */
const LINKABLE: ReadonlySet<BlockKind> = new Set([
  'lead',
  'paragraph',
  'quote',
  'list-item',
  'caption',
  'table-cell',
]);

/** Blocks of an HTML page or fragment; `url` is where it was, if that is known from elsewhere. */
export function htmlBlocks(source: string, url?: string): HtmlBlocks {
  const tree = parse(source, { sourceCodeLocationInfo: true });
  const main = mainElements(tree);
  const metadata = readMetadata(tree, main);
  const base = baseOf(tree, metadata) ?? url;
  const html = find(tree, (element) => element.tagName === 'html');
  const language = declaredLanguage(
    (html && attribute(html, 'lang')) ?? meta(tree, 'og:locale', 'inLanguage'),
  );
  const body = find(tree, (element) => element.tagName === 'body') ?? tree;
  const runs: Run[] = [];
  collectRuns(body, [], runs);
  const blocks: Block[] = [];
  let afterLabel = false;
  let hasLead = false;
  const headings: SeenHeadings = new Map();
  for (const run of runs) {
    const collected: Collected = {
      text: '',
      anchors: [],
      placeholders: [],
      end: 0,
      linked: 0,
      links: [],
      languages: new Set(),
    };
    const inherited = run.path
      .map((element) => declaredLanguage(attribute(element, 'lang')))
      .findLast(Boolean);
    for (const node of run.nodes) collectText(node, source, collected, inherited);
    const text = collected.text.trimEnd();
    if (text === '') continue;
    const innermost = run.path.at(-1);
    const kept = run.path.length > 0 && main.ids.has((innermost && attribute(innermost, MARK)) ?? '');
    const heading = headingOf(run, headings);
    const around = { kept, hasMain: main.ids.size > 0, afterLabel, heading };
    let kind = kindOf(run, collected, around);
    const isLabel = RELATED_LABEL.test(text) && text.length < 60 && collected.linked === 0;
    afterLabel = isLabel || (afterLabel && kind === 'related');
    if (isLabel) kind = 'boilerplate';
    if (kind === 'paragraph' && !hasLead && canLead(text)) {
      kind = 'lead';
      hasLead = true;
    }
    const own = collected.languages.size === 1 ? [...collected.languages][0] : undefined;
    const block: Block = {
      id: `b${blocks.length + 1}`,
      kind,
      text,
      anchors: collected.anchors.filter(([at]) => at < text.length),
      end: collected.end,
      placeholders: collected.placeholders.filter(
        (place) => place.end <= text.length && place.end > place.start,
      ),
      ...(own === undefined ? {} : { language: own }),
      ...(heading === undefined ? {} : { level: heading }),
      ...(run.path.some((element) => element.tagName === 'blockquote') ? { quoted: true } : {}),
      ...(collected.url === undefined ? {} : { url: resolveAddress(collected.url, base) }),
      ...(collected.time === undefined ? {} : { time: collected.time }),
    };
    // A line that is one link leads elsewhere as a whole.
    const hasLinks = LINKABLE.has(kind) && collected.linked < MOSTLY_LINK * text.length;
    blocks.push(hasLinks ? withLinks(block, collected.links, base) : block);
  }
  return { blocks, metadata, ...(language === undefined ? {} : { language }) };
}

/** The HTML format. */
export function createHtmlFormat(): Format {
  return {
    name: 'html',
    extensions: ['.html', '.htm', '.xhtml'],
    parse(input) {
      const { blocks, metadata, language } = htmlBlocks(input.text);
      const parts = { format: 'html' as const, blocks, metadata };
      return {
        articles: [
          singleArticle(input, language === undefined ? parts : { ...parts, declaredLanguage: language }),
        ],
        broken: [],
      };
    },
  };
}
