import { brotliDecompressSync } from 'node:zlib';
import { CYRILLIC_MODEL } from './data/cyrillic.js';
import { LATIN_MODEL } from './data/latin.js';
import { WIDE_CYRILLIC_MODEL } from './data/wide-cyrillic.js';
import { WIDE_LATIN_MODEL } from './data/wide-latin.js';
import { foldTable, type NgramModel, packRows } from './ngrams.js';
import type { PackedModel } from './packed.js';

function unpack(packed: PackedModel, script: 'Cyrl' | 'Latn'): NgramModel {
  const { languages, bits, scale } = packed;
  const bytes = brotliDecompressSync(Buffer.from(packed.planes, 'base64'));
  const planes = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return { languages, bits, scale, table: packRows(planes, languages.length, bits), fold: foldTable(script) };
}

const loaded = new Map<string, NgramModel>();

/** The built-in model of a script, unpacked when first asked for; there is one for Latin and one for Cyrillic. */
export function modelOf(script: string): NgramModel | undefined {
  let model = loaded.get(script);
  if (model !== undefined) return model;
  if (script === 'Cyrl') model = unpack(CYRILLIC_MODEL, script);
  else if (script === 'Latn') model = unpack(LATIN_MODEL, script);
  else return undefined;
  loaded.set(script, model);
  return model;
}

const wide = new Map<string, NgramModel>();

/**
 * The wide model of a script, with few rows for many languages, unpacked when first asked for: it tells those that
 * the other has not from those that it has.
 */
export function wideModelOf(script: string): NgramModel | undefined {
  let model = wide.get(script);
  if (model !== undefined) return model;
  if (script === 'Cyrl') model = unpack(WIDE_CYRILLIC_MODEL, script);
  else if (script === 'Latn') model = unpack(WIDE_LATIN_MODEL, script);
  else return undefined;
  wide.set(script, model);
  return model;
}
