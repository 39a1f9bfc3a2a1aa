import { createRequire } from 'node:module';

/** Unpacks Zstandard, which Node 20 cannot: with the decoder the package fxtranslate brings. */
export function unpackZstd(packed: Uint8Array): Uint8Array {
  const { verifyAndDecompress } = createRequire(import.meta.url)(
    'fxtranslate',
  ) as typeof import('fxtranslate');
  return verifyAndDecompress(packed);
}
