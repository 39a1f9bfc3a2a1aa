import { SCRIPT_OF, SCRIPTS } from './alphabets.js';

/** A letter that neither counts nor parts: accents of stress, soft hyphen, zero-width marks. */
const SKIP = 1;
const SPACE = 0x20;
const APOSTROPHE = 0x27;
/** Longest stretch looked at, in features: past some thirty words nothing changes. */
const MAX_FEATURES = 1_200;

/**
 * A linear model over hashed character n-grams (2 to 5, words padded) and whole words of one script. A text's
 * logit for a language is the sum of that language's weights at the rows its features hash to.
 */
export interface NgramModel {
  /** Keys of `ALPHABETS`, or a tag with script such as `uk-Latn`. */
  readonly languages: readonly string[];
  /** Rows are 2 to this power. */
  readonly bits: number;
  /** Row after row, one weight a language. */
  readonly table: Int8Array;
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
 * Writes the rows of a text's features into `rows`.
 * @returns how many were written.
 */
export function featureRows(text: string, fold: Uint16Array, bits: number, rows: Int32Array): number {
  const shift = 32 - bits;
  const limit = Math.min(rows.length, MAX_FEATURES) - 5;
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

/** Adds up the weights of rows into `sums`, one number a language of the model, in steps of its scale. */
export function sumWeights(model: NgramModel, rows: Int32Array, count: number, sums: Int32Array): void {
  const { table, languages } = model;
  const { length: width } = languages;
  sums.fill(0);
  for (let index = 0; index < count; index++) {
    let at = (rows[index] as number) * width;
    for (let language = 0; language < width; language++) {
      sums[language] = (sums[language] as number) + (table[at++] as number);
    }
  }
}
