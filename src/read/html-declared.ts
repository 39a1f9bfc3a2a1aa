import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Block } from '../model/article.js';
import { attribute, children, findAll, isText, type Node } from './html-tree.js';
import { locate } from './json-strings.js';
import { relocate } from './places.js';
import { textBlocks } from './text.js';

/** The article's text as a page declares it for machines: `articleBody` of its JSON-LD. */

const LOOKS_HTML = /<(?:p|div|br|h[1-6]|ul|blockquote|a\s)[^<>]*>/i;

function bodiesIn(node: JsonNode, into: JsonNode[]): void {
  const { type, children: inner = [] } = node;
  if (type === 'property') {
    const [key, value] = inner;
    if (key?.value === 'articleBody' && value?.type === 'string') into.push(value);
    else if (value !== undefined) bodiesIn(value, into);
  } else for (const child of inner) bodiesIn(child, into);
}

export interface DeclaredBody {
  readonly text: string;
  /** Its blocks, each character at its place in the file. */
  readonly blocks: readonly Block[];
}

/** The longest text that the page declares; `html` makes blocks of a text with markup. */
export function declaredBody(
  tree: Node,
  source: string,
  html: (text: string) => readonly Block[],
): DeclaredBody | undefined {
  let best: { node: JsonNode; text: string; base: number } | undefined;
  const scripts = findAll(
    tree,
    (element) => element.tagName === 'script' && attribute(element, 'type') === 'application/ld+json',
  );
  for (const script of scripts) {
    const place = children(script).find(isText)?.sourceCodeLocation;
    if (place == null) continue;
    const text = source.slice(place.startOffset, place.endOffset);
    if (!text.includes('"articleBody"')) continue;
    const root = parseTree(text);
    const nodes: JsonNode[] = [];
    if (root !== undefined) bodiesIn(root, nodes);
    for (const node of nodes) {
      if (String(node.value).length > String(best?.node.value ?? '').length)
        best = { node, text, base: place.startOffset };
    }
  }
  if (best === undefined) return undefined;
  const located = locate(best.node, best.text, best.base);
  const blocks = LOOKS_HTML.test(located.value) ? html(located.value) : textBlocks(located.value);
  return { text: blocks.map(({ text }) => text).join('\n'), blocks: relocate(blocks, located) };
}
