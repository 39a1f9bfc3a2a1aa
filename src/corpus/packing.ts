import { gzipSync } from 'node:zlib';
import { zstdLibrary } from './peers.js';

/** How the files of a corpus are packed: piece by piece, each a whole that readers join. */

export const PACKINGS = ['none', 'gz', 'zst'] as const;
/** How files are packed. */
export type Packing = (typeof PACKINGS)[number];

/** A piece of a file, packed. */
export type Pack = (bytes: Uint8Array) => Uint8Array;

/** What a packing adds to a name. */
export const packedExtension = (packing: Packing): string => (packing === 'none' ? '' : `.${packing}`);

/** Level of zstd: its own default. */
const LEVEL = 3;

/** @throws TovmachError MISSING_DEPENDENCY where the library for zstd is missing */
export async function packOf(packing: Packing): Promise<Pack> {
  if (packing === 'gz') return (bytes) => gzipSync(bytes);
  if (packing === 'none') return (bytes) => bytes;
  const zstd = await zstdLibrary();
  return (bytes) => zstd.compress(bytes, LEVEL);
}
