import { brotliDecompressSync } from 'node:zlib';
import { CYRILLIC_MODEL } from './data/cyrillic.js';
import { LATIN_MODEL } from './data/latin.js';
import { foldTable, type NgramModel } from './ngrams.js';

interface PackedModel {
  readonly languages: readonly string[];
  readonly bits: number;
  readonly scale: number;
  readonly planes: string;
}

/**
 * The planes side by side in one table, a row's weights together: a feature costs one cache line, however
 * many languages are weighed.
 */
function unpack(packed: PackedModel, script: 'Cyrl' | 'Latn'): NgramModel {
  const planes = brotliDecompressSync(Buffer.from(packed.planes, 'base64'));
  const rows = 1 << packed.bits;
  const { length: width } = packed.languages;
  const table = new Int8Array(rows * width);
  for (let language = 0; language < width; language++) {
    for (let row = 0; row < rows; row++) {
      table[row * width + language] = planes.readInt8(language * rows + row);
    }
  }
  const { languages, bits, scale } = packed;
  return { languages, bits, scale, table, fold: foldTable(script) };
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
