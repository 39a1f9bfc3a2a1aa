import type { PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Checked } from '../model/stages.js';

import { isMdx } from '../syntax/dialect.js';
import { withAddresses } from '../syntax/links.js';
import { directionOf } from './direction.js';
import { type FrontMatterOptions, frontMatter } from './front-matter.js';
import { type Inline, plainText, type RelatedLine, type Rendered, type RenderedBlock } from './render.js';
import { spliceBlocks } from './splice.js';

/** Markdown. A Markdown source is spliced, all else byte for byte; other sources are built from their blocks. */

const escapeAttribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** What stays in another language, or could not be translated, in a span that browsers and their translators heed. */
function wrap(inline: Inline, content: string, target: LanguageTag): string {
  if (inline.lang === undefined && inline.failed !== true) return content;
  const language = inline.lang === undefined ? '' : ` lang="${escapeAttribute(inline.lang)}"`;
  const isTurned = inline.lang !== undefined && directionOf(inline.lang) !== directionOf(target);
  const turned = isTurned ? ` dir="${directionOf(inline.lang)}"` : '';
  const failed = inline.failed === true ? ' data-tovmach="failed"' : '';
  return `<span${language}${turned} translate="no"${failed}>${content}</span>`;
}

function spliced(block: RenderedBlock, rendered: Rendered): string {
  if (block.related !== undefined) return relatedMarkdown(block, rendered).trim();
  return block.inlines.map((inline) => wrap(inline, inline.text, rendered.target)).join('');
}

/**
 * Web and e-mail addresses, with the line break before one: the serialiser makes a space of a break before raw Markdown. Those with
 * characters that Markdown would read are left to it.
 */
const ADDRESS =
  /((?:\r?\n)?(?<![\p{L}\p{N}])(?:(?:https?:\/\/|www\.)[^\s<>"«»“”*`[\]\\{}|]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)(?![*`[\]\\{}|]))/u;

/** Text in which addresses stay as they are: escaped, they could be neither copied nor followed. */
function literal(text: string): PhrasingContent[] {
  return text.split(ADDRESS).flatMap((value, index): PhrasingContent[] => {
    if (value === '') return [];
    return [{ type: index % 2 === 1 ? 'html' : 'text', value }];
  });
}

/** Neighbours that nothing is said of are one: the serialiser looks at every stretch it is given for a long time. */
function withoutSeams(inlines: readonly Inline[]): readonly Inline[] {
  const joined: Inline[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) joined.push({ text: open.join('') });
    open = [];
  };
  for (const inline of inlines) {
    if (inline.lang === undefined && inline.failed !== true) open.push(inline.text);
    else {
      close();
      joined.push(inline);
    }
  }
  close();
  return joined;
}

/** `linked`: the text is Markdown already. */
function phrasing(inlines: readonly Inline[], target: LanguageTag, linked = false): PhrasingContent[] {
  return withoutSeams(inlines).flatMap((inline): PhrasingContent[] => {
    const text: PhrasingContent[] = linked ? [{ type: 'html', value: inline.text }] : literal(inline.text);
    if (inline.lang === undefined && inline.failed !== true) return text;
    const [open = '', close = ''] = wrap(inline, '\u0000', target).split('\u0000');
    return [{ type: 'html', value: open }, ...text, { type: 'html', value: close }];
  });
}

/**
 * Text no character of which could mean anything in Markdown, so that most paragraphs need no serialiser. Brackets mean nothing
 * by themselves: what is made here defines no references.
 */
const PLAIN = /^(?=[\p{L}«“„"([])(?!.*(?:www\.|https?:|\][([:]))[^\\`*_{}<>&~|!@#\r\n\t$^=]*$/u;

function isPlain(inlines: readonly Inline[]): boolean {
  return (
    inlines.every((inline) => inline.lang === undefined && inline.failed !== true) &&
    PLAIN.test(inlines.map((inline) => inline.text).join(''))
  );
}

const SERIALISER: Parameters<typeof toMarkdown>[1] = {
  extensions: [gfmToMarkdown()],
  bullet: '-',
  emphasis: '*',
  rule: '-',
  listItemIndent: 'one',
};

/** What Hugo would take for a shortcode, before it reads any Markdown. */
const SHORTCODE = /\{\{(?=[<%])/g;

/** What begins a block to generators, where the serialiser sees words. */
const BLOCK = /^((?:[ \t]|> |- )*)(?=:{3}|!{3}|\?{3}|={3}|--8<|@include|<<<)/gm;

function stringify(node: RootContent): string {
  const markdown = toMarkdown({ type: 'root', children: [node] }, SERIALISER);
  return node.type === 'code' ? markdown : markdown.replace(SHORTCODE, '{{\\').replace(BLOCK, '$1\\');
}

/** Addresses no character of which the serialiser would escape. */
const PLAIN_ADDRESS = /^https?:\/\/[\p{L}\p{N}./%=-]+$/u;

/** A related line that needs no serialiser, as the serialiser would write it. */
function plainRelated(line: RelatedLine, label: string, when: string): string | undefined {
  const { title, url, lang, failed } = line;
  if (lang !== undefined || failed === true || !PLAIN.test(title) || !PLAIN.test(label)) return undefined;
  if (url === undefined) return `*${label}* ${title}${when}\n`;
  // Within a link, brackets do mean something.
  if (/[[\]]/.test(title) || !PLAIN_ADDRESS.test(url)) return undefined;
  return `*${label}* [${title}](${url})${when}\n`;
}

function relatedMarkdown(block: RenderedBlock, { relatedLabel: label, target }: Rendered): string {
  const line = block.related;
  if (line === undefined) return '';
  const localDate = line.localDate === undefined ? '' : ` (${line.localDate})`;
  const plain = plainRelated(line, label, localDate);
  if (plain !== undefined) return plain;
  const inline: Inline = {
    text: line.title,
    ...onlyDefined({ lang: line.lang }),
    ...(line.failed === true ? { failed: true } : {}),
  };
  const words: PhrasingContent[] =
    line.url === undefined
      ? phrasing([inline], target)
      : [{ type: 'link', url: line.url, children: phrasing([inline], target) }];
  const when: PhrasingContent[] = localDate === '' ? [] : [{ type: 'text', value: localDate }];
  return stringify({
    type: 'paragraph',
    children: [
      { type: 'emphasis', children: [{ type: 'text', value: label }] },
      { type: 'text', value: ' ' },
      ...words,
      ...when,
    ],
  });
}

function headingDepth({ kind, block }: RenderedBlock): 1 | 2 | undefined {
  if (kind === 'title') return 1;
  if (kind === 'section-label') return 2;
  return kind === 'heading' ? (Math.min(Math.max(block.level ?? 2, 2), 6) as 2) : undefined;
}

function built(block: RenderedBlock, rendered: Rendered): string {
  if (block.related !== undefined) return relatedMarkdown(block, rendered);
  const depth = headingDepth(block);
  const isParagraph = block.kind === 'paragraph' || block.kind === 'lead';
  if ((isParagraph || depth !== undefined) && isPlain(block.inlines)) {
    const marks = depth === undefined ? '' : `${'#'.repeat(depth)} `;
    return `${marks}${block.inlines.map((inline) => inline.text).join('')}\n`;
  }
  const children = phrasing(block.inlines, rendered.target, block.block.linked);
  if (depth !== undefined) return stringify({ type: 'heading', depth, children });
  switch (block.kind) {
    case 'quote':
      return stringify({ type: 'blockquote', children: [{ type: 'paragraph', children }] });
    case 'list-item':
      return stringify({
        type: 'list',
        spread: false,
        children: [{ type: 'listItem', spread: false, children: [{ type: 'paragraph', children }] }],
      });
    case 'code':
      return stringify({ type: 'code', value: block.inlines.map((inline) => inline.text).join('') });
    default:
      return stringify({ type: 'paragraph', children });
  }
}

/** Blocks parted by an empty line; items of a list stay together. */
function joinBlocks(blocks: readonly RenderedBlock[], rendered: Rendered): string {
  let body = '';
  let previous: RenderedBlock['kind'] | undefined;
  for (const block of blocks) {
    if (previous !== undefined && !(previous === 'list-item' && block.kind === 'list-item')) body += '\n';
    body += built(block, rendered);
    previous = block.kind;
  }
  return body;
}

/**
 * Words as they may stand in the markup that holds them: in one line, and without what would end it. Quotation marks become
 * typographic, because not every generator knows a way to escape them.
 */
function attributeText(words: string, source: string, close: string): string {
  if (words === source) return words;
  const line = words.replace(/\s+/g, ' ').trim();
  let open = false;
  const quoted = (left: string, right: string): string =>
    line.replace(/\\?["'`]/g, (mark) => {
      if (!mark.endsWith(close)) return mark;
      open = !open;
      return open ? left : right;
    });
  switch (close) {
    case '"':
      return quoted('“', '”');
    case "'":
      return quoted('’', '’');
    case '`':
      return quoted('‘', '’');
    case ']':
      return line.replace(/\\?\[/g, '(').replace(/\\?\]/g, ')').replace(/\|/g, '/');
    case ')':
      return line.replace(/\\?\(/g, '[').replace(/\\?\)/g, ']');
    default:
      return line;
  }
}

/** YAML, TOML or JSON at the head of a source. */
const FRONT_MATTER =
  /^(?:(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1|\{[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\})[ \t]*(?:\r?\n|$)/;

/** The Markdown file of an article in one language. */
export function markdownOutput(article: Checked, rendered: Rendered, options: FrontMatterOptions): string {
  // A file of MDX stays one: what says to Docusaurus that braces are no code would break its components.
  const mdx = article.format === 'markdown' && isMdx(article.path, article.text);
  const head = frontMatter(article, rendered, mdx ? { ...options, noMdx: false } : options);
  if (article.format !== 'markdown')
    return `${head}\n${withNotice(joinBlocks(rendered.blocks, rendered), rendered.notice)}`;
  const fences = article.text.includes('\r\n') ? head.replace(/\n/g, '\r\n') : head;
  const attributes = rendered.attributes.flatMap(({ block, inlines }) =>
    block.attribute === undefined
      ? []
      : [{ block, text: attributeText(plainText(inlines), block.text, block.attribute.close) }],
  );
  const whole = spliceBlocks(article, rendered.blocks, (block) => spliced(block, rendered), attributes);
  const body =
    article.metadata.frontMatter === undefined
      ? `${article.text.includes('\r\n') ? '\r\n' : '\n'}${whole}`
      : whole.replace(FRONT_MATTER, '');
  return fences + withNotice(withVersions(body, article, rendered.target), rendered.notice);
}

/** A text whose links to pages by their files lead to those of its language. */
function withVersions(body: string, { neighbours }: Checked, target: LanguageTag): string {
  if (neighbours === undefined) return body;
  const ways = new Map(Object.entries(neighbours));
  return withAddresses(body, (address) => ways.get(address)?.join(target));
}

/** A text with the notice to its readers: above it, below its title. */
function withNotice(body: string, notice: string | undefined): string {
  if (notice === undefined) return body;
  const end = body.includes('\r\n') ? '\r\n' : '\n';
  const title = /^\s*(?:#[ \t][^\n]*|[^\s\n][^\n]*\n=+[ \t]*\r?)(?:\n|$)/.exec(body)?.[0] ?? '';
  const gap = title === '' ? (/^\s*/.exec(body)?.[0] ?? '') : `${title}${end}`;
  const rest = body.slice(title === '' ? gap.length : title.length).replace(/^(?:\r?\n)+/, '');
  return `${gap === '' ? end : gap}${notice}${end}${end}${rest}`;
}
