import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import { START_BYTES } from './signatures.js';

/** What gzip or zstd packed, as it was: whole, as a stream, or its beginning. Errors are those of the packings. */

export type PackedWith = 'gzip' | 'zstd';

/** How a file is packed, by its first bytes. */
export function packedWith(start: Uint8Array): PackedWith | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  return start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd
    ? 'zstd'
    : undefined;
}

/** A name without the ending of its packing. */
export const unpackedName = (path: string): string => path.replace(/\.(?:gz|zst)$/i, '');

/** It is more than was allowed. */
export class TooMuch extends Error {}

/** All of it. @throws TooMuch for more than `most` bytes */
export function unpackWhole(bytes: Uint8Array, how: PackedWith, most: number): Uint8Array {
  if (how === 'gzip') {
    try {
      return gunzipSync(bytes, { maxOutputLength: most });
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new TooMuch() : cause;
    }
  }
  return Buffer.concat([...unzstd([bytes], most)]);
}

/** So much goes into the unpacking at once: what comes out of it is held. */
const PIECE = 1 << 16;

function* unzstd(chunks: Iterable<Uint8Array>, most: number): Generator<Uint8Array> {
  let out: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress((chunk) => {
    size += chunk.length;
    if (size > most) throw new TooMuch();
    // It keeps what it gave, and writes over it.
    if (chunk.length > 0) out.push(chunk.slice());
  });
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      stream.push(chunk.subarray(at, at + PIECE));
      yield* out;
      out = [];
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* out;
}

/** A stream of it. */
export async function* unpackStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  how: PackedWith,
): AsyncGenerator<Uint8Array> {
  if (how === 'gzip') {
    const { Readable } = await import('node:stream');
    const raw = Readable.from(chunks);
    const unpacked = createGunzip();
    raw.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
    try {
      for await (const chunk of unpacked) yield chunk as Uint8Array;
    } finally {
      raw.destroy();
    }
    return;
  }
  let out: Uint8Array[] = [];
  const stream = new Decompress((chunk) => {
    if (chunk.length > 0) out.push(chunk.slice());
  });
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      stream.push(chunk.subarray(at, at + PIECE));
      yield* out;
      out = [];
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* out;
}

/** How it begins; the end is missing, on purpose. */
export function unpackStart(bytes: Uint8Array, how: PackedWith): Uint8Array {
  if (how === 'gzip')
    return gunzipSync(bytes.subarray(0, START_BYTES), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 64 * START_BYTES,
    });
  const out: Uint8Array[] = [];
  const stream = new Decompress((chunk) => out.push(chunk.slice()));
  stream.push(bytes.subarray(0, START_BYTES));
  return Buffer.concat(out);
}
