import type { Node as JsonNode } from 'jsonc-parser';
import type { Block } from '../model/article.js';

/** String literals of JSON: what they say, and where each of their characters stands in the file. */

export interface FileString {
  readonly value: string;
  /** Offset in the file of each character of `value`, and one past its end. */
  readonly offsets: Uint32Array;
}

/**
 * A string literal with the place of each of its characters.
 * @param text what the node's offsets refer to; it begins at `base` in the file.
 */
export function locate(node: JsonNode, text: string, base: number): FileString {
  const value = String(node.value);
  const offsets = new Uint32Array(value.length + 1);
  let at = node.offset + 1;
  for (let index = 0; index < value.length; index++) {
    offsets[index] = base + at;
    if (text.charCodeAt(at) === 92) at += text[at + 1] === 'u' ? 6 : 2;
    else at += 1;
  }
  offsets[value.length] = base + at;
  return { value, offsets };
}

/** Moves blocks made from a string's value to the places of the file. */
export function relocate(blocks: readonly Block[], { offsets }: FileString): Block[] {
  const place = (offset: number): number => offsets[Math.min(offset, offsets.length - 1)] ?? 0;
  return blocks.map((block) => {
    const anchors: [number, number][] = [];
    for (const [index, [from, to]] of block.anchors.entries()) {
      const until = block.anchors[index + 1]?.[0] ?? block.text.length;
      let expected = -1;
      for (let offset = from; offset < until; offset++) {
        const actual = place(to + (offset - from));
        if (actual !== expected) anchors.push([offset, actual]);
        expected = actual + 1;
      }
    }
    return { ...block, anchors, end: place(block.end) };
  });
}
