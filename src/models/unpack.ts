import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

/**
 * How bytes are packed, by their first four. Names do not tell: some servers unpack what they send, and no file of
 * a model begins like this.
 */
export function packingOf(head: Uint8Array): 'gzip' | 'zstd' | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0x1f && second === 0x8b) return 'gzip';
  return first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd ? 'zstd' : undefined;
}

/** Unpacks what is packed, and gives back the rest as it is. @throws Error for damaged bytes */
export function unpackBytes(bytes: Uint8Array): Uint8Array {
  const packing = packingOf(bytes);
  if (packing === 'gzip') return gunzipSync(bytes);
  return packing === 'zstd' ? unpackZstd(bytes) : bytes;
}

/** Zstandard, which Node 20 cannot: with the decoder the package fxtranslate brings. */
function unpackZstd(packed: Uint8Array): Uint8Array {
  const { verifyAndDecompress } = createRequire(import.meta.url)(
    'fxtranslate',
  ) as typeof import('fxtranslate');
  return verifyAndDecompress(packed);
}

/** The name of a file once it is unpacked. */
export function bareName(name: string): string {
  return name.replace(/\.(?:gz|zst)$/i, '');
}
