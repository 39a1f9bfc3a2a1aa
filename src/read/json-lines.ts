import { sha256 } from '../model/text.js';

/** Files of lines that are too large to hold. */

/** A line without its end; nothing where it is longer than a file may be. Lines count from 1. */
export interface FileLine {
  readonly bytes: Uint8Array | undefined;
  readonly line: number;
}

const FEED = 0x0a;

/** The lines of a file. */
export async function* linesOf(source: {
  readonly maxBytes: number;
  bytes(): AsyncIterable<Uint8Array>;
}): AsyncGenerator<FileLine> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let isTooLong = false;
  let line = 1;
  const take = (): FileLine => {
    const bytes = isTooLong ? undefined : Buffer.concat(parts);
    parts = [];
    held = 0;
    isTooLong = false;
    return { bytes, line: line++ };
  };
  for await (const chunk of source.bytes()) {
    for (let from = 0; from < chunk.length; ) {
      const feed = chunk.indexOf(FEED, from);
      const to = feed < 0 ? chunk.length : feed;
      held += to - from;
      if (held > source.maxBytes) {
        isTooLong = true;
        parts = [];
      } else if (to > from) parts.push(chunk.subarray(from, to));
      if (feed >= 0) yield take();
      from = to + 1;
    }
  }
  if (held > 0 || isTooLong) yield take();
}

/** Names that are taken, by their hash: a file may hold millions, and another name with the same hash is only numbered. */
export class HashedNames {
  readonly #hashes = new Set<number>();

  get size(): number {
    return this.#hashes.size;
  }

  has(name: string): boolean {
    return this.#hashes.has(hashOf(name));
  }

  add(name: string): void {
    this.#hashes.add(hashOf(name));
  }
}

/** 52 bits of it. */
const hashOf = (name: string): number => Number.parseInt(sha256(name).slice(0, 13), 16);
