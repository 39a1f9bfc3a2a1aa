import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { type ArticleMetadata, type Block, type BlockKind, fileOffset } from '../model/article.js';
import { singleArticle } from './article.js';
import { endingOf } from './choose.js';
import { kindByEnding } from './file-kinds.js';
import { HEADING, headingOf, kindOf, MOSTLY_LINK, type Run, type SeenHeadings } from './html-kinds.js';
import { collectText, emptyText, SKIPPED } from './html-text.js';
import { attribute, children, type Element, find, isElement, isText, type Node } from './html-tree.js';
import { resolveAddress, withLinks } from './links.js';
import { declaredLanguage } from './metadata.js';
import { baseOf, meta, readMetadata } from './page-metadata.js';
import { canLead } from './page-names.js';
import { looksHtml } from './signatures.js';
import { type TextFormat, textFormat } from './text-format.js';

/**
 * HTML. parse5 gives every text its place in the file; Readability says which elements are the article. What lies
 * outside is kept as boilerplate or as related headlines: marked, not lost.
 */

const MARK = 'data-tovmach-id';
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
      const inHeading = path.some(({ tagName }) => HEADING.test(tagName));
      if (child.tagName === 'br' && !inHeading) {
        current = undefined;
        continue;
      }
      if (BLOCKS.has(child.tagName) || containsBlock(child, !inHeading)) {
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

/** Whether something in an inline element parts its text; `<br>` does, but not in a heading. */
function containsBlock(element: Element, brParts: boolean): boolean {
  return children(element).some(
    (child) =>
      isElement(child) &&
      (BLOCKS.has(child.tagName) || (brParts && child.tagName === 'br') || containsBlock(child, brParts)),
  );
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

/**
 * The blocks with the page's title among them: the heading that says it, and where there is none the line above the lead that says the same, or else what
 * `<title>` has of it.
 */
function withTitle(
  blocks: readonly Block[],
  title: string | undefined,
  tree: Node,
  source: string,
): readonly Block[] {
  if (title === undefined) return blocks;
  // Readability takes an `h2` that says the title out of the text.
  const own = blocks.findIndex(({ level = 6, text }) => level <= 2 && text === title);
  if (own >= 0) {
    // A title above it is the name of the site.
    return blocks.map((block, index) =>
      index === own
        ? { ...block, kind: 'title', level: 1 }
        : block.kind === 'title' && index < own
          ? { ...block, kind: 'boilerplate' }
          : block,
    );
  }
  if (blocks.some(({ kind }) => kind === 'title')) return blocks;
  const lead = blocks.findIndex(({ kind }) => kind === 'lead');
  const same = blocks.findIndex(({ text }, index) => text === title && (lead < 0 || index < lead));
  if (same >= 0)
    return blocks.map((block, index) => (index === same ? { ...block, kind: 'title', level: 1 } : block));
  const element = find(tree, ({ tagName }) => tagName === 'title');
  const collected = emptyText();
  for (const node of element === undefined ? [] : children(element))
    collectText(node, source, collected, undefined);
  if (blocks.length === 0 || !collected.text.startsWith(title)) return blocks;
  const block: Block = {
    id: '',
    kind: 'title',
    text: title,
    anchors: collected.anchors.filter(([at]) => at < title.length),
    end: 0,
    placeholders: [],
    level: 1,
  };
  const end = fileOffset(block, title.length - 1) + 1;
  return [{ ...block, end }, ...blocks].map((each, index) => ({ ...each, id: `b${index + 1}` }));
}

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
    const collected = emptyText(run.path.some(({ tagName }) => tagName === 'pre'));
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
  const titled = withTitle(blocks, metadata.title, tree, source);
  return { blocks: titled, metadata, ...(language === undefined ? {} : { language }) };
}

/** Endings of texts in which HTML may stand without being the whole. */
const HOLDS_HTML = /\.(?:md|markdown|json|ndjson|jsonl|jl|csv|tsv|xml)$/i;

function recognisesHtml(path: string, text: string): boolean {
  if (HOLDS_HTML.test(path)) return false;
  const ending = endingOf(path);
  // A template is named so, and begins as the pages do that are made from it.
  if (kindByEnding(ending) !== undefined) return false;
  return !/<\?php\b/.test(text) && looksHtml(text, ending !== '.txt' && ending !== '.text');
}

/** The HTML format. */
export function createHtmlFormat(): TextFormat {
  return textFormat({
    name: 'html',
    extensions: ['.html', '.htm', '.xhtml'],
    recognises: ({ path, text }) => recognisesHtml(path, text),
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
  });
}
