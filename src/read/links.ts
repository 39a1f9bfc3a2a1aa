import { type Block, fileOffset, type Placeholder } from '../model/article.js';
import { safeAddress } from '../syntax/address.js';

/** Links inside the paragraphs of a page, as inline Markdown: what follows them through translation are placeholders. */

/** A link as found: a range of the block's text and the address as written. */
export interface FoundLink {
  readonly start: number;
  readonly end: number;
  readonly href: string;
}

/** Characters, and beginnings of a line, that Markdown would read: such a block keeps its words and loses its links. */
const MARKUP = /[\\`*_[\]<>~{}|]|^\s*(?:[-+#]|\d+[.)]\s)/;
/** Link texts that are addresses themselves. */
const ADDRESS = /:\/\/|@|^#/;

/** The address a page may lead to, absolute where `base` is known, with nothing in it that would end a link. */
function addressOf(href: string, base: string | undefined): string | undefined {
  const written = safeAddress(href);
  if (written === undefined || written.startsWith('#')) return undefined;
  const address = resolveAddress(written, base);
  return address.replace(
    /[\s()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `href` as an absolute address where that can be told. */
export function resolveAddress(href: string, base: string | undefined): string {
  return URL.canParse(href, base) ? new URL(href, base).href : href;
}

/** The block with its links written as `[words](address)`; as it is where that cannot be done safely. */
export function withLinks(block: Block, links: readonly FoundLink[], base: string | undefined): Block {
  const { text } = block;
  if (MARKUP.test(text)) return block;
  const places = links.flatMap(({ start, end, href }) => {
    const words = text.slice(start, end);
    const from = start + (words.length - words.trimStart().length);
    const to = Math.min(end, text.length) - (words.length - words.trimEnd().length);
    const address = from >= to || ADDRESS.test(words) ? undefined : addressOf(href, base);
    return address === undefined || text[from - 1] === '!' ? [] : [{ from, to, address }];
  });
  if (places.length === 0) return block;
  const inserts = places.flatMap(({ from, to, address }, index) => [
    { at: from, text: '[', pair: `l${index + 1}` },
    { at: to, text: `](${address})`, pair: `l${index + 1}` },
  ]);
  const moved = (offset: number, isEnd: boolean): number =>
    inserts.reduce(
      (sum, insert) =>
        insert.at < offset || (insert.at === offset && !isEnd) ? sum + insert.text.length : sum,
      offset,
    );
  let written = '';
  let last = 0;
  const anchors: [number, number][] = [];
  const placeholders: Placeholder[] = block.placeholders.map((place) => ({
    ...place,
    start: moved(place.start, false),
    end: moved(place.end, true),
  }));
  for (const { at, text: insert, pair } of inserts) {
    written += text.slice(last, at);
    last = at;
    anchors.push([written.length, fileOffset(block, at)]);
    placeholders.push({ start: written.length, end: written.length + insert.length, kind: 'tag', pair });
    written += insert;
    if (at < text.length) anchors.push([written.length, fileOffset(block, at)]);
  }
  const kept = block.anchors.map(([at, file]): [number, number] => [moved(at, false), file]);
  const byOffset = new Map([...kept, ...anchors].map((anchor) => [anchor[0], anchor]));
  return {
    ...block,
    text: written + text.slice(last),
    anchors: [...byOffset.values()].sort((a, b) => a[0] - b[0]),
    placeholders: placeholders.sort((a, b) => a.start - b.start),
    linked: true,
  };
}
