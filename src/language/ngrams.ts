import { SCRIPT_OF, SCRIPTS } from './alphabets.js';

/** A letter that neither counts nor parts: accents of stress, soft hyphen, zero-width marks. */
const SKIP = 1;
const SPACE = 0x20;
const APOSTROPHE = 0x27;
/** Longest stretch looked at, in features: past some thirty words nothing changes. */
const MAX_FEATURES = 1_000;

/**
 * A linear model over hashed character n-grams (2 to 5, words padded) and whole words of one script. A text's
 * logit for a language is the sum of that language's weights at the rows its features hash to.
 */
export interface NgramModel {
  /** Keys of `ALPHABETS`, or a tag with script such as `uk-Latn`. */
  readonly languages: readonly string[];
  /** Rows are 2 to this power. */
  readonly bits: number;
  /** Row after row; a number holds the weights of two languages, see `packRows`. */
  readonly table: Uint32Array;
  /** What one step of the weights is worth. */
  readonly scale: number;
  readonly fold: Uint16Array;
}

/** Maps UTF-16 units of one script to lower case, other units to nothing. */
export function foldTable(script: (typeof SCRIPTS)[number]): Uint16Array {
  const number = SCRIPTS.indexOf(script);
  const fold = new Uint16Array(0x10000);
  for (let code = 0; code < 0x2000; code++) {
    if (SCRIPT_OF[code] === number) fold[code] = String.fromCharCode(code).toLowerCase().charCodeAt(0);
  }
  for (const code of [0x27, 0x2019, 0x2bc, 0xb4, 0x60]) fold[code] = APOSTROPHE;
  for (const code of [0xad, 0x300, 0x301, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]) fold[code] = SKIP;
  return fold;
}

/**
 * Writes the rows of a text's features into `rows`, `most` at the most.
 * @returns how many were written.
 */
export function featureRows(
  text: string,
  fold: Uint16Array,
  bits: number,
  rows: Int32Array,
  most = MAX_FEATURES,
): number {
  const shift = 32 - bits;
  const limit = Math.min(rows.length, most) - 5;
  const { length } = text;
  let count = 0;
  let one = SPACE;
  let two = 0;
  let three = 0;
  let four = 0;
  let word = 0;
  for (let index = 0; index <= length && count < limit; index++) {
    let code = index < length ? (fold[text.charCodeAt(index)] ?? 0) : 0;
    if (code === SKIP) continue;
    if (code === 0 || (code === APOSTROPHE && one === SPACE)) {
      if (one === SPACE) continue;
      code = SPACE;
    }
    let hash = Math.imul(one, 0x01000193) ^ code;
    rows[count++] = Math.imul(hash, 0x9e3779b1) >>> shift;
    if (two !== 0) {
      hash = Math.imul(hash, 0x5bd1e995) ^ Math.imul(two, 0x2c1b3c6d);
      rows[count++] = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> shift;
      if (three !== 0) {
        hash = Math.imul(hash, 0x5bd1e995) ^ Math.imul(three, 0x297a2d39);
        rows[count++] = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> shift;
        if (four !== 0) {
          hash = Math.imul(hash, 0x5bd1e995) ^ Math.imul(four, 0x1b56c4e9);
          rows[count++] = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) >>> shift;
        }
      }
    }
    if (code === SPACE) {
      rows[count++] = Math.imul(word ^ (word >>> 13), 0x27d4eb2f) >>> shift;
      one = SPACE;
      two = three = four = word = 0;
    } else {
      word = Math.imul(word ^ code, 0x01000193) + 0x9e37;
      four = three;
      three = two;
      two = one;
      one = code;
    }
  }
  return count;
}

/** Added to a weight so that two fit into one number without a sign between them. */
const BIAS = 32;
/** Numbers added up in one pass over the rows: three stay in registers. */
const LANES = 3;

/** Numbers a row takes: two languages each, in groups of three. */
const laneCount = (languages: number): number => Math.ceil(languages / (2 * LANES)) * LANES;

/** From one plane of signed weights a language, side by side, to the table of a model. */
export function packRows(planes: Int8Array, languages: number, bits: number): Uint32Array {
  const rows = 1 << bits;
  const lanes = laneCount(languages);
  const table = new Uint32Array(rows * lanes);
  for (let language = 0; language < languages; language++) {
    const shift = (language & 1) * 16;
    for (let row = 0; row < rows; row++) {
      const at = row * lanes + (language >> 1);
      const weight = (planes[language * rows + row] as number) + BIAS;
      table[at] = ((table[at] as number) | (weight << shift)) >>> 0;
    }
  }
  return table;
}

/**
 * Adds up the weights of rows into `sums`, one number a language of the model, in steps of its scale. Sums of
 * two languages travel in the halves of one integer: a thousand rows of weights under 64 do not overflow.
 */
export function sumWeights(model: NgramModel, rows: Int32Array, count: number, sums: Int32Array): void {
  const { table, languages } = model;
  const lanes = laneCount(languages.length);
  const base = count * BIAS;
  for (let group = 0; group < lanes; group += LANES) {
    let first = 0;
    let second = 0;
    let third = 0;
    for (let index = 0; index < count; index++) {
      const at = (rows[index] as number) * lanes + group;
      first = (first + (table[at] as number)) | 0;
      second = (second + (table[at + 1] as number)) | 0;
      third = (third + (table[at + 2] as number)) | 0;
    }
    const to = group * 2;
    sums[to] = (first & 0xffff) - base;
    sums[to + 1] = (first >>> 16) - base;
    sums[to + 2] = (second & 0xffff) - base;
    sums[to + 3] = (second >>> 16) - base;
    sums[to + 4] = (third & 0xffff) - base;
    sums[to + 5] = (third >>> 16) - base;
  }
}
