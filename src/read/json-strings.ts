import type { Node as JsonNode } from 'jsonc-parser';
import type { PlacedText } from './places.js';

/** String literals of JSON: what they say, and where each of their characters stands in the file. */

/**
 * A string literal with the place of each of its characters.
 * @param text what the node's offsets refer to; it begins at `base` in the file.
 */
export function locate(node: JsonNode, text: string, base: number): PlacedText {
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
