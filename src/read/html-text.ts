import type { Placeholder } from '../model/article.js';
import {
  attribute,
  children,
  type Element,
  isElement,
  isText,
  type Node,
  type TextNode,
} from './html-tree.js';
import type { FoundLink } from './links.js';
import { declaredLanguage } from './metadata.js';

/** The text of a page's inline nodes, with the place of every character in the file. */

/** Elements without text that anybody reads. */
export const SKIPPED = new Set([
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
  'video',
  'audio',
  'canvas',
  'textarea',
  'datalist',
]);

export interface Collected {
  text: string;
  /** Whether white space is kept as it is. */
  readonly preformatted: boolean;
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

/** Appends a text node, white space folded but in `<pre>`, keeping the place of every character in the file. */
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
    if (isSpace && !into.preformatted && (into.text === '' || into.text.endsWith(' '))) continue;
    if (start !== expected) into.anchors.push([into.text.length, start]);
    into.text += isSpace && !into.preformatted ? ' ' : character;
    into.end = at;
    expected = start + character.length;
    if (at !== expected) expected = -1;
  }
}

/** A line break in a heading reads as a space. */
function appendBreak(br: Element, into: Collected): void {
  const place = br.sourceCodeLocation;
  if (!place || into.text === '' || into.text.endsWith(' ')) return;
  into.anchors.push([into.text.length, place.startOffset]);
  into.text += ' ';
  into.end = place.endOffset;
}

const isHidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== undefined || /display\s*:\s*none/i.test(attribute(element, 'style') ?? '');

/** The quotation mark that browsers put around `<q>`; its place in the file is the tag. */
function appendMark(q: Element, mark: '“' | '”', into: Collected): void {
  const tags = q.sourceCodeLocation;
  const tag = mark === '“' ? tags?.startTag : tags?.endTag;
  if (tag == null) return;
  into.anchors.push([into.text.length, tag.startOffset]);
  into.text += mark;
  into.end = tag.endOffset;
}

export function collectText(
  node: Node,
  source: string,
  into: Collected,
  inherited: string | undefined,
): void {
  if (isText(node)) {
    if (node.value.trim() !== '') into.languages.add(inherited);
    appendText(node, source, into);
    return;
  }
  if (!isElement(node) || SKIPPED.has(node.tagName) || isHidden(node)) return;
  if (node.tagName === 'br') {
    appendBreak(node, into);
    return;
  }
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

/** Nothing yet, to collect into. */
export function emptyText(preformatted = false): Collected {
  return {
    text: '',
    preformatted,
    anchors: [],
    placeholders: [],
    end: 0,
    linked: 0,
    links: [],
    languages: new Set(),
  };
}
