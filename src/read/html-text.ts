import type { Placeholder } from '../model/article.js';
import {
  attribute,
  children,
  type Element,
  isElement,
  isText,
  type Node,
  type TextNode,
  textOf,
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
  const length = into.text.length;
  let at = location.startOffset;
  let expected = -1;
  // Added at once: a text that is asked for its end after every character is copied as often.
  let added = '';
  let afterSpace = length === 0 || into.text.endsWith(' ');
  for (const character of node.value) {
    const start = at;
    const entity =
      source[at] === '&' && (character !== '&' || ENTITY.test(source.slice(at, at + 40)))
        ? ENTITY.exec(source.slice(at, at + 40))
        : undefined;
    if (entity !== undefined) at += entity?.[0].length ?? 1;
    else if (source[at] === '\r' && source[at + 1] === '\n') at += 2;
    else at += character.length;
    const isSpace =
      !into.preformatted &&
      (character === ' ' ||
        character === '\n' ||
        character === '\t' ||
        character === '\r' ||
        character === '\f');
    if (isSpace && afterSpace) continue;
    if (start !== expected) into.anchors.push([length + added.length, start]);
    added += isSpace ? ' ' : character;
    afterSpace = isSpace;
    into.end = at;
    expected = at === start + character.length ? at : -1;
  }
  into.text += added;
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

/** Inline elements that belong to the word they touch. */
const WITHIN_WORDS = new Set(['sub', 'sup', 'wbr', 'ruby', 'rb', 'rt', 'rp', 'img']);

/** The first character that is read below a node. */
function firstCharacter(node: Node): string {
  for (let at: Node | undefined = node; at !== undefined; ) {
    if (isText(at)) return at.value.charAt(0);
    at = children(at)[0];
  }
  return '';
}

/**
 * The space between two elements that stand side by side as blocks although they are inline: `<b>Summary</b><span>The…`. Told by
 * letters that end a word and begin one, in headings by any letters.
 */
function appendGap(previous: Node | undefined, next: Node, inHeading: boolean, into: Collected): void {
  if (previous === undefined || !isElement(previous) || !isElement(next) || into.preformatted) return;
  if (WITHIN_WORDS.has(previous.tagName) || WITHIN_WORDS.has(next.tagName)) return;
  const place = next.sourceCodeLocation;
  // A single letter is an initial set large.
  if (!place || !/[^\s][^\s]$/.test(into.text.slice(-2)) || textOf(previous).length < 2) return;
  const ends = into.text.slice(-1);
  const begins = firstCharacter(next);
  const parts =
    (/[\p{Ll}\p{N}.!?:;…»”)]/u.test(ends) && /\p{Lu}/u.test(begins)) ||
    (inHeading && /[\p{L}\p{N}.!?:;…»”)]/u.test(ends) && /[\p{L}\p{N}]/u.test(begins));
  if (!parts) return;
  into.anchors.push([into.text.length, place.startOffset]);
  into.text += ' ';
  into.end = place.endOffset;
}

/** Collects the nodes of a line, which are siblings. */
export function collectNodes(
  nodes: readonly Node[],
  source: string,
  into: Collected,
  inherited: string | undefined,
  inHeading: boolean,
): void {
  let previous: Node | undefined;
  for (const node of nodes) {
    appendGap(previous, node, inHeading, into);
    collectText(node, source, into, inherited, inHeading);
    previous = node;
  }
}

export function collectText(
  node: Node,
  source: string,
  into: Collected,
  inherited: string | undefined,
  inHeading = false,
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
  collectNodes(children(node), source, into, own, inHeading);
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
