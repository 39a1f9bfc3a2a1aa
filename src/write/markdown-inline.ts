import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { onlyDefined } from '../model/only-defined.js';

/** Inline Markdown as a reader sees it, for the places that take no markup: titles, related headlines. */
export interface PlainInline {
  readonly text: string;
  /** Of the first link in it. */
  readonly url?: string;
}

export function plainInline(markdown: string): PlainInline {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const [only] = tree.children;
  // A list item, a heading: the text only looks like one.
  if (tree.children.length !== 1 || only?.type !== 'paragraph') return { text: markdown };
  let text = '';
  let url: string | undefined;
  const walk = (node: Nodes): void => {
    if (node.type === 'link') url ??= node.url;
    if ('children' in node) for (const child of node.children) walk(child);
    else if (node.type === 'break') text += ' ';
    else if (node.type === 'image') text += node.alt ?? '';
    else if (node.type !== 'html' && 'value' in node) text += node.value;
  };
  walk(only);
  return { text: text.trim(), ...onlyDefined({ url }) };
}
