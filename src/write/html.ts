import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';
import { isMarkdown } from '../model/article.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Checked } from '../model/stages.js';
import { safeAddress } from '../syntax/address.js';
import { directionOf } from './direction.js';
import { type Alternate, firstSentence, languageSwitch, pageFacts, stylesheet } from './html-page.js';
import {
  type Inline,
  plainOf,
  plainText,
  type RelatedLine,
  type Rendered,
  type RenderedBlock,
} from './render.js';
import { localDate } from './stamps.js';

/** A valid page: `lang` on every foreign span, alternates for every version, JSON-LD that names the original. */

export interface HtmlOptions {
  /** Every version, this one included. */
  readonly alternates: readonly Alternate[];
  /** Version in the article's own language, where there is one. */
  readonly original?: Alternate;
}

/** Inline Markdown of a run as elements; raw HTML in it is left out, and so are links a page may not hold. */
function markdownNodes(text: string): ElementContent[] {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const [only] = tree.children;
  if (tree.children.length !== 1 || only?.type !== 'paragraph') return [{ type: 'text', value: text }];
  const element = toHast(only);
  if (element.type !== 'element') return [{ type: 'text', value: text }];
  defuse(element);
  const lead = /^\s+/u.exec(text)?.[0] ?? '';
  const tail = /\s+$/u.exec(text)?.[0] ?? '';
  const space = (value: string): ElementContent[] => (value === '' ? [] : [{ type: 'text', value }]);
  return [...space(lead), ...element.children, ...space(tail)];
}

function defuse(element: Element): void {
  for (const name of ['href', 'src']) {
    const value = element.properties[name];
    if (typeof value === 'string' && safeAddress(value) === undefined) delete element.properties[name];
  }
  for (const child of element.children) if (child.type === 'element') defuse(child);
}

function inlineNodes(inlines: readonly Inline[], hasMarkup = false): ElementContent[] {
  const text = (value: string): ElementContent[] =>
    hasMarkup ? markdownNodes(value) : [{ type: 'text', value }];
  // Markup that spans several runs of one language is read whole.
  if (inlines.every((inline) => inline.lang === undefined && inline.failed !== true)) {
    return text(inlines.map((inline) => inline.text).join(''));
  }
  return inlines.flatMap((inline): ElementContent[] => {
    if (inline.lang === undefined && inline.failed !== true) return text(inline.text);
    const attributes: Record<string, string> = {};
    if (inline.lang !== undefined) {
      attributes.lang = inline.lang;
      attributes.dir = directionOf(inline.lang);
    }
    attributes.translate = 'no';
    if (inline.failed === true) attributes['data-tovmach'] = 'failed';
    return [h('span', attributes, text(inline.text))];
  });
}

function relatedNode(line: RelatedLine, rendered: Rendered): Element {
  const inline: Inline = {
    text: line.title,
    ...onlyDefined({ lang: line.lang }),
    ...(line.failed === true ? { failed: true } : {}),
  };
  const url = safeAddress(line.url);
  const words = inlineNodes([inline]);
  return h('p', { className: 'related' }, [
    `${rendered.relatedLabel} `,
    ...(url === undefined ? words : [h('a', { href: url }, words)]),
    ...(line.localDate === undefined
      ? []
      : [' ', h('time', line.date === undefined ? {} : { dateTime: line.date }, line.localDate)]),
  ]);
}

function blockNode(block: RenderedBlock, rendered: Rendered, article: Checked): Element {
  if (block.related !== undefined) return relatedNode(block.related, rendered);
  const content = inlineNodes(block.inlines, isMarkdown(article, block.block));
  switch (block.kind) {
    case 'title':
      return h('h1', content);
    case 'section-label':
      return h('h2', content);
    case 'heading':
      return h(`h${Math.min(Math.max(block.block.level ?? 2, 2), 6)}`, content);
    case 'quote':
      return h('blockquote', [h('p', content)]);
    case 'list-item':
      return h('li', content);
    case 'caption':
      return h('p', { className: 'caption' }, content);
    case 'code':
      return h('pre', [h('code', content)]);
    default:
      return h('p', content);
  }
}

/** List items stand in lists. */
function bodyNodes(rendered: Rendered, article: Checked): Element[] {
  const nodes: Element[] = [];
  let list: Element | undefined;
  const listOf = ({ block }: RenderedBlock): string => (/^\d/.test(block.marker ?? '') ? 'ol' : 'ul');
  for (const block of rendered.blocks) {
    const node = blockNode(block, rendered, article);
    if (node.tagName !== 'li') list = undefined;
    else if (list?.tagName !== listOf(block)) {
      list = h(listOf(block));
      nodes.push(list);
    }
    if (list === undefined) nodes.push(node);
    else list.children.push(node);
  }
  return nodes;
}

/** The day of an ISO date as readers of a language write it; anything else as it is. */
function day(date: string, target: LanguageTag): string {
  return localDate({ iso: date.slice(0, 10), precision: 'date', zone: 'UTC' }, target) ?? date;
}

function jsonLd(article: Checked, rendered: Rendered, { alternates, original }: HtmlOptions): string {
  const { metadata } = article;
  const isOriginal = rendered.target === article.lang;
  const others = alternates.filter((alternate) => alternate.target !== rendered.target);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    ...onlyDefined({ headline: rendered.title }),
    inLanguage: rendered.target,
    ...onlyDefined({ datePublished: metadata.date, isBasedOn: metadata.url }),
    ...(metadata.author === undefined ? {} : { author: { '@type': 'Person', name: metadata.author } }),
    ...(!isOriginal && original !== undefined
      ? { translationOfWork: { '@type': 'NewsArticle', '@id': original.href, inLanguage: original.target } }
      : {}),
    ...(isOriginal && others.length > 0
      ? {
          workTranslation: others.map(({ target, href }) => ({
            '@type': 'NewsArticle',
            '@id': href,
            inLanguage: target,
          })),
        }
      : {}),
  };
  // `<` would let a headline close the script element.
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

/** The page of an article in one language. */
export function htmlOutput(article: Checked, rendered: Rendered, options: HtmlOptions): string {
  const { target } = rendered;
  const words = (block: RenderedBlock | undefined): string =>
    block === undefined ? '' : plainOf(plainText(block.inlines), isMarkdown(article, block.block)).text;
  const lead = words(rendered.blocks.find(({ kind }) => kind === 'lead' || kind === 'paragraph'));
  const title = rendered.title ?? (firstSentence(lead, target) || article.outputStem);
  const own = options.alternates.find((alternate) => alternate.target === target)?.href;
  const defaultVersion = options.original ?? options.alternates[0];
  const head = h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', title),
    ...pageFacts({ title, text: lead, target, own }),
    ...options.alternates.map(({ target, href }) =>
      h('link', { rel: ['alternate'], hrefLang: target, href }),
    ),
    ...(defaultVersion === undefined
      ? []
      : [h('link', { rel: ['alternate'], hrefLang: 'x-default', href: defaultVersion.href })]),
    h('meta', { name: 'translation-status', content: rendered.status }),
    ...(rendered.disclosure === undefined
      ? []
      : [h('meta', { name: 'ai-disclosure', content: rendered.disclosure })]),
    stylesheet(),
    h('script', { type: 'application/ld+json' }, jsonLd(article, rendered, options)),
  ]);
  const { date } = article.metadata;
  const stamp =
    date === undefined ? [] : [h('p', [h('time', { dateTime: date }, day(date, rendered.target))])];
  const notice =
    rendered.notice === undefined ? [] : [h('p', { className: 'notice' }, markdownNodes(rendered.notice))];
  // A text without a heading has one for those who find their way by headings.
  const heading = rendered.blocks.some(({ kind }) => kind === 'title')
    ? []
    : [h('h1', rendered.title === undefined ? { className: 'unseen' } : {}, title)];
  const body = h('body', [
    ...languageSwitch(options.alternates, target),
    h('main', [h('article', [...notice, ...heading, ...stamp, ...bodyNodes(rendered, article)])]),
  ]);
  const page: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: rendered.target, dir: directionOf(rendered.target) }, [head, body]),
    ],
  };
  return `${toHtml(page, { allowDangerousHtml: false, upperDoctype: true })}\n`;
}
