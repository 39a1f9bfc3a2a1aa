import type { Block } from '../model/article.js';

/** Texts made of a file, each of their characters with its place in it. */

/** A text, and where in the file each of its characters stands. */
export interface PlacedText {
  readonly value: string;
  /** Offset in the file of each character of `value`, and one past its end; never falling. */
  readonly offsets: Uint32Array;
}

/** Puts a placed text together, from the beginning to the end of what it is made of. */
export class PlacedWriter {
  #value = '';
  readonly #offsets: number[] = [];
  #end = 0;

  /** Characters that stand in the file as they are, one after the other from `offset` on. */
  copy(text: string, offset: number): this {
    this.#value += text;
    for (let index = 0; index < text.length; index++) this.#offsets.push(offset + index);
    this.#end = offset + text.length;
    return this;
  }

  /** Characters that stand for a stretch of the file: what an entity says, or markup of our own. */
  put(text: string, offset: number, end = offset): this {
    this.#value += text;
    for (let index = 0; index < text.length; index++) this.#offsets.push(offset);
    this.#end = Math.max(end, this.#end);
    return this;
  }

  /** A stretch of another placed text. */
  append({ value, offsets }: PlacedText, from = 0, to = value.length): this {
    this.#value += value.slice(from, to);
    for (let index = from; index < to; index++) this.#offsets.push(offsets[index] ?? 0);
    this.#end = Math.max(this.#end, offsets[to] ?? 0);
    return this;
  }

  get length(): number {
    return this.#value.length;
  }

  done(): PlacedText {
    const offsets = new Uint32Array(this.#offsets.length + 1);
    offsets.set(this.#offsets);
    offsets[this.#offsets.length] = this.#end;
    return { value: this.#value, offsets };
  }
}

/** A text with what a pattern matches put in other words; the rest keeps its places. */
export function replaced(
  text: PlacedText,
  pattern: RegExp,
  replacement: (match: RegExpMatchArray) => string,
): PlacedText {
  const written = new PlacedWriter();
  let last = 0;
  for (const match of text.value.matchAll(pattern)) {
    const words = replacement(match);
    const at = match.index;
    if (words === match[0]) continue;
    written.append(text, last, at).put(words, text.offsets[at] ?? 0);
    last = at + match[0].length;
  }
  return last === 0 ? text : written.append(text, last).done();
}

/** The text without white space around it. */
export function trimmed(text: PlacedText): PlacedText {
  const { value } = text;
  const from = value.length - value.trimStart().length;
  const to = value.trimEnd().length;
  return new PlacedWriter().append(text, from, Math.max(from, to)).done();
}

/** Moves blocks made from a text to the places of the file. */
export function relocate(blocks: readonly Block[], { offsets }: PlacedText): Block[] {
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
