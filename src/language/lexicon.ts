import { LEXICONS } from './data/lexicons.js';
import type { LexiconName } from './packed.js';

/**
 * Words that one language has and its neighbour has not, where n-grams alone are not sure of it; and common English
 * words, which tell a word from a name. Kept as Bloom filters: a word of the list is always found, another by chance
 * once in a hundred times; the usual words that
 * the filter would take for one of the list are kept in a second, smaller filter.
 */

interface Filter {
  readonly bits: Uint8Array;
  readonly hashes: number;
}

const filters = new Map<LexiconName, readonly [Filter, Filter]>();

function filtersOf(name: LexiconName): readonly [Filter, Filter] {
  let both = filters.get(name);
  if (both === undefined) {
    const open = ({ bits, hashes }: { bits: string; hashes: number }): Filter => ({
      bits: new Uint8Array(Buffer.from(bits, 'base64')),
      hashes,
    });
    both = [open(LEXICONS[name]), open(LEXICONS[name].not)];
    filters.set(name, both);
  }
  return both;
}

/** Two hashes of a word, lower case, from which all places are made. */
function hashesOf(word: string): readonly [number, number] {
  let one = 0x811c9dc5;
  let two = 0x9e3779b1;
  for (let index = 0; index < word.length; index++) {
    const code = word.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b) ^ (two >>> 13);
  }
  return [(one ^ (one >>> 15)) >>> 0, (Math.imul(two ^ (two >>> 16), 0xc2b2ae35) | 1) >>> 0];
}

/** The places of a word in a filter of `size` bits. */
export function* placesOf(word: string, size: number, hashes: number): Generator<number> {
  const [one, two] = hashesOf(word);
  for (let index = 0; index < hashes; index++) yield ((one + Math.imul(index, two)) >>> 0) % size;
}

function has({ bits, hashes }: Filter, word: string): boolean {
  for (const place of placesOf(word, bits.length * 8, hashes))
    if (((bits[place >> 3] ?? 0) & (1 << (place & 7))) === 0) return false;
  return true;
}

/** Whether a word, in lower case, is in a list. */
export function isIn(name: LexiconName, word: string): boolean {
  const [listed, mistaken] = filtersOf(name);
  return has(listed, word) && !has(mistaken, word);
}
