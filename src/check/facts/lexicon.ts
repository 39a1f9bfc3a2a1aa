import type { Meaning } from './fact.js';

/** Words of one language with what they mean: whole words, and stems that take endings. */

interface Stem {
  readonly stem: string;
  /** Most letters that may follow. */
  readonly tail: number;
  readonly meanings: Meaning[];
}

const KEY = 3;
/** Languages written without spaces between words: their words are looked for inside a text. */
const UNSPACED: ReadonlySet<string> = new Set(['zh', 'ja', 'ko', 'th', 'lo', 'km', 'my', 'yue', 'wuu']);

export class Lexicon {
  /** Words are found inside the text, not between spaces. */
  readonly unspaced: boolean;
  readonly #words = new Map<string, Meaning[]>();
  readonly #stems = new Map<string, Stem[]>();
  readonly #known = new Map<string, readonly Meaning[]>();
  #longest = 1;

  constructor(readonly language: string) {
    this.unspaced = UNSPACED.has(language);
  }

  /** Spellings with spaces between; one that ends in `*` is a stem that takes up to four letters, in `^` up to two. */
  add(spellings: string, meaning: Meaning): void {
    for (const spelling of spellings.split(/\s+/)) {
      if (spelling === '') continue;
      const tail = spelling.endsWith('*') ? 4 : spelling.endsWith('^') ? 2 : 0;
      this.addWord(tail === 0 ? spelling : spelling.slice(0, -1), meaning, tail);
    }
  }

  addWord(written: string, meaning: Meaning, tail = 0): void {
    const word = foldWord(written);
    if (word === '') return;
    this.#known.clear();
    this.#longest = Math.max(this.#longest, word.length);
    if (tail === 0) {
      const list = this.#words.get(word);
      if (list === undefined) this.#words.set(word, [meaning]);
      else if (!list.some((one) => same(one, meaning))) list.push(meaning);
      return;
    }
    const key = word.slice(0, KEY);
    const stems = this.#stems.get(key) ?? [];
    stems.push({ stem: word, tail, meanings: [meaning] });
    stems.sort((a, b) => b.stem.length - a.stem.length);
    this.#stems.set(key, stems);
  }

  has(written: string): boolean {
    return this.#words.has(foldWord(written));
  }

  /** What a word means; of stems the longest counts. */
  lookup(written: string): readonly Meaning[] {
    const known = this.#known.get(written);
    if (known !== undefined) return known;
    const word = foldWord(written);
    const found = this.#words.get(word) ?? this.#stemOf(word) ?? NONE;
    // Names and misspellings would fill it otherwise.
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(written, found);
    return found;
  }

  #stemOf(word: string): readonly Meaning[] | undefined {
    const stems = this.#stems.get(word.slice(0, KEY));
    return stems?.find(({ stem, tail }) => word.startsWith(stem) && word.length <= stem.length + tail)
      ?.meanings;
  }

  /** The longest word of the lexicon that stands at an offset of a text, for languages without spaces. */
  at(
    text: string,
    offset: number,
  ): { readonly length: number; readonly meanings: readonly Meaning[] } | undefined {
    for (let length = Math.min(this.#longest, text.length - offset); length > 0; length--) {
      const meanings = this.#words.get(text.slice(offset, offset + length).toLowerCase());
      if (meanings !== undefined) return { length, meanings };
    }
    return undefined;
  }
}

/** Words whose meanings are kept at hand. */
const MOST_KNOWN = 20_000;
const NONE: readonly Meaning[] = [];

const same = (a: Meaning, b: Meaning): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One spelling for all apostrophes, lower case, ё as е. */
function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replace(/[’ʼ‘`]/gu, "'")
    .replaceAll('ё', 'е')
    .normalize('NFC');
}
