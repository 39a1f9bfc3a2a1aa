import type { Nodes } from 'mdast';
import type { Block } from '../model/article.js';
import type { SyntaxTag } from '../syntax/types.js';
import { MASK } from './markdown-mask.js';

/** Words that a reader sees although they stand inside of markup: titles, captions, alternative texts. */

/** Makes the block of the words between two offsets of the source; none where there are no letters. */
function attributeBlock(
  source: string,
  start: number,
  end: number,
  close: string,
  host: readonly [number, number],
): Block[] {
  const raw = source.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const text = raw.trim();
  if (!/\p{L}/u.test(text)) return [];
  const from = start + lead;
  return [
    {
      id: '',
      kind: 'caption',
      text,
      anchors: [[0, from]],
      end: from + text.length,
      placeholders: [],
      stays: true,
      attribute: { close, host },
    },
  ];
}

/** Those of site syntax. */
export function syntaxAttributes(source: string, tags: readonly SyntaxTag[]): Block[] {
  return tags.flatMap(({ texts, start, end }) =>
    texts.flatMap((text) => attributeBlock(source, text.start, text.end, text.close, [start, end])),
  );
}

const TITLE = /[ \t\n](?:"((?:[^"\\]|\\.)+)"|'((?:[^'\\]|\\.)+)'|\(((?:[^()\\]|\\.)+)\))\s*\)?$/;

/** Alternative text and title of an image, title of a link or of the definition of one. `masked`: as Markdown was read. */
export function markdownAttributes(source: string, masked: string, node: Nodes): Block[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const blocks: Block[] = [];
  let from = start;
  const isImage = node.type === 'image' || (node.type === 'imageReference' && node.referenceType === 'full');
  if (isImage) {
    const close = closingBracket(masked, start + 1, end);
    if (close > 0 && !masked.slice(start, close).includes(MASK)) {
      blocks.push(...attributeBlock(source, start + 2, close, ']', [start, end]));
      from = close;
    }
  }
  const hasTitle = node.type === 'image' || node.type === 'link' || node.type === 'definition';
  if (!hasTitle || node.title == null || node.title === '') return blocks;
  if (node.type === 'link') from = node.children.at(-1)?.position?.end.offset ?? start;
  const tail = masked.slice(from, end);
  const found = TITLE.exec(tail);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  if (found === null || value === undefined || value.includes(MASK)) return blocks;
  const mark = found[1] !== undefined ? '"' : found[2] !== undefined ? "'" : ')';
  const at = from + found.index + 2;
  // In a paragraph the words of a link are text; what follows them is one placeholder.
  const host: readonly [number, number] = [node.type === 'link' ? from : start, end];
  return [...blocks, ...attributeBlock(source, at, at + value.length, mark, host)];
}

/** The bracket that closes the one at `open`. */
function closingBracket(text: string, open: number, end: number): number {
  let depth = 0;
  for (let at = open; at < end; at++) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
