import { gzipSync } from 'node:zlib';

/** How the files of a corpus are packed: piece by piece, each a whole that readers join. */

export const PACKINGS = ['none', 'gz'] as const;
/** How files are packed. */
export type Packing = (typeof PACKINGS)[number];

/** A piece of a file, packed. */
export type Pack = (bytes: Uint8Array) => Uint8Array;

export interface Packer {
  /** What it adds to the name. */
  readonly extension: string;
  readonly pack: Pack;
}

export function packerOf(packing: Packing): Packer {
  if (packing === 'gz') return { extension: '.gz', pack: (bytes) => gzipSync(bytes) };
  return { extension: '', pack: (bytes) => bytes };
}
