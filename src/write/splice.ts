import type { Article, Block } from '../model/article.js';
import { standsAlone } from '../syntax/lines.js';
import type { RenderedBlock } from './render.js';

/**
 * The decoded source with its blocks replaced; everything between them stays byte for byte. For formats whose
 * blocks are exact ranges of the file: plain text and Markdown.
 */

/** New words of an attribute: what the markup becomes that holds it. */
export interface NewAttribute {
  readonly block: Block;
  readonly text: string;
}

/** Markup with its new words. */
interface Host {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** Attributes that changed, by the markup that holds them, in order. */
function hostsOf({ text }: Article, attributes: readonly NewAttribute[]): Host[] {
  const byHost = new Map<number, NewAttribute[]>();
  for (const attribute of attributes) {
    const at = attribute.block.attribute?.host[0];
    if (at === undefined || attribute.text === attribute.block.text) continue;
    const list = byHost.get(at);
    if (list === undefined) byHost.set(at, [attribute]);
    else list.push(attribute);
  }
  return [...byHost]
    .sort(([a], [b]) => a - b)
    .map(([start, list]) => {
      const end = list[0]?.block.attribute?.host[1] ?? start;
      let after = '';
      let at = start;
      for (const { block, text: words } of list) {
        after += text.slice(at, block.anchors[0]?.[1]) + words;
        at = block.end;
      }
      return { start, end, before: text.slice(start, end), after: after + text.slice(at, end) };
    });
}

export function spliceBlocks(
  article: Article,
  blocks: readonly RenderedBlock[],
  toText: (rendered: RenderedBlock) => string,
  attributes: readonly NewAttribute[] = [],
): string {
  const rendered = new Map(blocks.map((block) => [block.block.id, block]));
  const hosts = hostsOf(article, attributes);
  const { text } = article;
  let next = 0;
  let result = '';
  let at = 0;
  /** Copies the source up to an offset, with what changed in its markup. */
  const copy = (until: number): void => {
    for (let host = hosts[next]; host !== undefined && host.end <= until; host = hosts[++next]) {
      if (host.start < at) continue;
      result += text.slice(at, host.start) + host.after;
      at = host.end;
    }
    result += text.slice(at, until);
    at = Math.max(at, until);
  };
  for (const block of article.blocks) {
    if (block.attribute !== undefined || block.field !== undefined) continue;
    const start = block.anchors[0]?.[1] ?? 0;
    const replacement = rendered.get(block.id);
    if (replacement !== undefined) {
      copy(start);
      let words = toText(replacement);
      let from = 0;
      for (let host = hosts[next]; host !== undefined && host.end <= block.end; host = hosts[++next]) {
        const place = words.indexOf(host.before, from);
        const found = place < 0 ? words.indexOf(host.before) : place;
        if (found < 0) continue;
        words = words.slice(0, found) + host.after + words.slice(found + host.before.length);
        from = found + host.after.length;
      }
      result += words;
      at = block.end;
      continue;
    }
    if (!standsAlone(text, start, block.end)) {
      // Markup shares its lines.
      copy(start);
      at = block.end;
      while ((hosts[next]?.end ?? text.length + 1) <= at) next += 1;
      continue;
    }
    // A block that is left out takes its line along, markers, line break and all.
    const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, at);
    const lineEnd = text.indexOf('\n', block.end);
    copy(lineStart);
    at = lineEnd < 0 ? text.length : lineEnd + 1;
    while ((hosts[next]?.end ?? text.length + 1) <= at) next += 1;
  }
  copy(text.length);
  return result;
}
