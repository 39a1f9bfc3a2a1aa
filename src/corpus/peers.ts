import { TovmachError } from '../errors.js';
import { messages } from '../message.js';

/** Libraries that only some corpora need: loaded before any work, and named with their command where they are missing. */

const say = messages('corpus', {
  noLibrary: '{{what}} needs the library {{name}}, which is not installed',
  installIt: 'Install it: npm install {{name}}',
});

export type Parquet = typeof import('hyparquet-writer');
export type Zstd = typeof import('@bokuweb/zstd-wasm');

async function peer<Library>(what: string, name: string, load: () => Promise<Library>): Promise<Library> {
  try {
    return await load();
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.noLibrary({ what, name }), {
      cause,
      hint: say.installIt({ name }),
    });
  }
}

/** @throws TovmachError MISSING_DEPENDENCY */
export function parquetLibrary(): Promise<Parquet> {
  return peer('Parquet', 'hyparquet-writer', () => import('hyparquet-writer'));
}

/** @throws TovmachError MISSING_DEPENDENCY */
export async function zstdLibrary(): Promise<Zstd> {
  const zstd = await peer('zstd', '@bokuweb/zstd-wasm', () => import('@bokuweb/zstd-wasm'));
  await zstd.init();
  return zstd;
}
