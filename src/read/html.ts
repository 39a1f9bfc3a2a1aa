import { parse } from 'parse5';
import { messages } from '../message.js';
import type { ArticleMetadata, Block, BlockKind } from '../model/article.js';
import { type Finding, suggest } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import { singleArticle } from './article.js';
import { endingOf } from './choose.js';
import { kindByEnding } from './file-kinds.js';
import { declaredBody } from './html-declared.js';
import { kindOf } from './html-kinds.js';
import { type Line, linesOf } from './html-lines.js';
import { LITTLE, mainOf } from './html-main.js';
import { MOSTLY_LINK, surveyOf } from './html-survey.js';
import { headTitle, saysTitle, stretchOf, type Title, titleOf } from './html-title.js';
import { attribute, type Element, find, flatten, isElement } from './html-tree.js';
import { resolveAddress, withLinks } from './links.js';
import { declaredLanguage } from './metadata.js';
import { baseOf, meta, readMetadata } from './page-metadata.js';
import { canLead } from './page-names.js';
import { looksHtml } from './signatures.js';
import { type TextFormat, textFormat } from './text-format.js';

const say = messages('read', {
  noArticleText: 'no text of an article found in the page; what is written is all it shows',
  onlyTitle: 'no text of an article found in the page, only its title',
  littleText: 'only {{share}} % of the running text of the page was taken for the article',
  lookAtThePage: 'Look at the page: its text may be made by a script, or stand behind a log-in.',
});

/**
 * HTML. parse5 gives every text its place in the file; `html-main` says which lines are the article. What lies
 * outside is kept as boilerplate or as related headlines: marked, not lost.
 */

/** Something a page's reading found wrong; what it is read for adds the article. */
export type PageFinding = Pick<Finding, 'check' | 'severity' | 'message' | 'messageId' | 'values'> &
  ReturnType<typeof suggest>;

export interface HtmlBlocks {
  readonly blocks: readonly Block[];
  readonly metadata: ArticleMetadata;
  readonly language?: string;
  readonly findings: readonly PageFinding[];
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

/** Declared text is taken when it is so many times as long as what was found. */
const MUCH_LONGER = 2;

/** The block of a line, as it stands. */
export function blockOf(
  { text, collected, heading, path }: Line,
  kind: BlockKind,
  base: string | undefined,
): Block {
  const own = collected.languages.size === 1 ? [...collected.languages][0] : undefined;
  const block: Block = {
    id: '',
    kind,
    text,
    anchors: collected.anchors.filter(([at]) => at < text.length),
    end: collected.end,
    placeholders: collected.placeholders.filter(
      (place) => place.end <= text.length && place.end > place.start,
    ),
    ...onlyDefined({
      language: own,
      level: heading,
      quoted: path.some((element) => element.tagName === 'blockquote') ? true : undefined,
      url: collected.url === undefined ? undefined : resolveAddress(collected.url, base),
      time: collected.time,
    }),
  };
  // A line that is one link leads elsewhere as a whole.
  const hasLinks = LINKABLE.has(kind) && collected.linked < MOSTLY_LINK * text.length;
  return hasLinks ? withLinks(block, collected.links, base) : block;
}

/** Which lines are the article's, and what is wrong with that. */
function chosen(
  lines: readonly Line[],
  body: Element,
  title: Title | undefined,
): { kept: readonly boolean[]; weight: number; findings: readonly PageFinding[] } {
  const main = mainOf(surveyOf(lines, body, title?.line ?? -1));
  const others = lines.map(
    (line, index) => index !== title?.line && (title === undefined || !saysTitle(line.text, title)),
  );
  const own = main.kept.map((kept, index) => kept && others[index] === true);
  if (own.includes(true)) {
    const share = Math.round(100 * main.share);
    const finding: PageFinding = {
      check: 'little-text',
      severity: 'major',
      ...say.littleText({ share }),
      ...suggest(say.lookAtThePage()),
    };
    return { kept: own, weight: main.weight, findings: main.share < LITTLE ? [finding] : [] };
  }
  // Never nothing: all that the page shows but its menus, and where that is nothing, all.
  const shown = lines.map(
    ({ path, text, collected }, index) =>
      others[index] === true &&
      collected.linked < MOSTLY_LINK * text.length &&
      !path.some(({ tagName }) => tagName === 'nav' || tagName === 'footer' || tagName === 'button'),
  );
  const kept = shown.includes(true) ? shown : others;
  const finding: PageFinding = {
    check: 'no-text',
    severity: 'critical',
    ...(kept.includes(true) ? say.noArticleText() : say.onlyTitle()),
    ...suggest(say.lookAtThePage()),
  };
  return { kept, weight: 0, findings: [finding] };
}

/** Blocks of an HTML page or fragment; `url` is where it was, if that is known from elsewhere. */
export function htmlBlocks(source: string, url?: string): HtmlBlocks {
  const tree = parse(source, { sourceCodeLocationInfo: true });
  flatten(tree);
  const found = readMetadata(tree);
  const base = baseOf(tree, found) ?? url;
  const html = find(tree, (element) => element.tagName === 'html');
  const language = declaredLanguage(
    (html && attribute(html, 'lang')) ?? meta(tree, 'og:locale', 'inLanguage'),
  );
  const body = find(tree, (element) => element.tagName === 'body');
  const lines = body === undefined ? [] : linesOf(body, source);
  const title = titleOf(tree, lines);
  const choice =
    body === undefined || !isElement(body)
      ? { kept: [], weight: 0, findings: [] }
      : chosen(lines, body, title);
  const declared = declaredBody(tree, source, (text) => htmlBlocks(text, base).blocks);
  const takesDeclared = declared !== undefined && declared.text.length > MUCH_LONGER * choice.weight;
  const blocks: Block[] = [];
  let afterLabel = false;
  let hasLead = takesDeclared;
  let titleAt = -1;
  for (const [index, line] of lines.entries()) {
    const { text, collected } = line;
    if (title !== undefined && index === title.line) {
      const block = blockOf(line, 'title', base);
      const at = text.indexOf(title.text);
      if (at > 0)
        blocks.push({ ...stretchOf(block, 0, text.slice(0, at).trimEnd().length), kind: 'boilerplate' });
      titleAt =
        blocks.push({
          ...stretchOf(block, Math.max(at, 0), at < 0 ? text.length : at + title.text.length),
          level: 1,
        }) - 1;
      continue;
    }
    const kept = !takesDeclared && choice.kept[index] === true;
    let kind = kindOf(line, { kept, afterLabel });
    const isLabel = RELATED_LABEL.test(text) && text.length < 60 && collected.linked === 0;
    afterLabel = isLabel || (afterLabel && kind === 'related');
    if (isLabel) kind = 'boilerplate';
    if (kind === 'paragraph' && !hasLead && canLead(text)) {
      kind = 'lead';
      hasLead = true;
    }
    blocks.push(blockOf(line, kind, base));
  }
  if (titleAt < 0 && title !== undefined && (blocks.length > 0 || takesDeclared)) {
    const block = headTitle(title.text, tree, source);
    if (block !== undefined) {
      blocks.unshift(block);
      titleAt = 0;
    }
  }
  if (takesDeclared) {
    const prose = declared.blocks.map(
      (block): Block => (block.kind === 'title' ? { ...block, kind: 'heading', level: 2 } : block),
    );
    blocks.splice(titleAt + 1, 0, ...prose);
  }
  return {
    blocks: blocks.map((block, index) => ({ ...block, id: `b${index + 1}` })),
    metadata: { ...onlyDefined({ title: title?.text }), ...found },
    ...onlyDefined({ language }),
    findings: takesDeclared ? [] : choice.findings,
  };
}

/** Endings of texts in which HTML may stand without being the whole. */
const HOLDS_HTML = /\.(?:md|markdown|json|ndjson|jsonl|jl|csv|tsv|xml)$/i;

/** Kinds of files that are not text: what begins as a page is one, saved under another's name. */
const NEVER_A_TEMPLATE: ReadonlySet<string> = new Set(['picture', 'sound', 'video', 'archive', 'pdf', 'doc']);

function recognisesHtml(path: string, text: string): boolean {
  if (HOLDS_HTML.test(path)) return false;
  const ending = endingOf(path);
  // A template is named so, and begins as the pages do that are made from it.
  const kind = kindByEnding(ending);
  if (kind !== undefined && !NEVER_A_TEMPLATE.has(kind.id)) return false;
  return !/<\?php\b/.test(text) && looksHtml(text, ending !== '.txt' && ending !== '.text');
}

/** The HTML format. */
export function createHtmlFormat(): TextFormat {
  return textFormat({
    name: 'html',
    extensions: ['.html', '.htm', '.xhtml'],
    recognises: ({ path, text }) => recognisesHtml(path, text),
    parse(input) {
      const { blocks, metadata, language, findings } = htmlBlocks(input.text);
      const parts = { format: 'html' as const, blocks, metadata, findings };
      return {
        articles: [
          singleArticle(input, language === undefined ? parts : { ...parts, declaredLanguage: language }),
        ],
        broken: [],
      };
    },
  });
}
