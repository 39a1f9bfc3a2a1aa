import type { Article } from '../model/article.js';
import type { RenderedBlock } from './render.js';

/**
 * The decoded source with its blocks replaced; everything between them stays byte for byte. For formats whose
 * blocks are exact ranges of the file: plain text and Markdown.
 */
export function spliceBlocks(
  article: Article,
  blocks: readonly RenderedBlock[],
  toText: (rendered: RenderedBlock) => string,
): string {
  const rendered = new Map(blocks.map((block) => [block.block.id, block]));
  const { text } = article;
  let result = '';
  let at = 0;
  for (const block of article.blocks) {
    const start = block.anchors[0]?.[1] ?? 0;
    const replacement = rendered.get(block.id);
    if (replacement !== undefined) {
      result += text.slice(at, start) + toText(replacement);
      at = block.end;
      continue;
    }
    // A block that is left out takes its line along, markers, line break and all.
    const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, at);
    const lineEnd = text.indexOf('\n', block.end);
    result += text.slice(at, lineStart);
    at = lineEnd < 0 ? text.length : lineEnd + 1;
  }
  return result + text.slice(at);
}
