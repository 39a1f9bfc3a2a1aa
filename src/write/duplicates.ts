import { messages } from '../message.js';
import type { Article } from '../model/article.js';
import { type Finding, suggest } from '../model/finding.js';
import type { Told } from '../model/story.js';
import { sha256 } from '../model/text.js';

/**
 * Articles that say the same as another: to the letter, or nearly. Told by a fingerprint of their words (MinHash over
 * three words in a row), which the manifest keeps, so that articles of earlier runs need not be read again. Pure.
 */

const say = messages('write', {
  sameText: 'the same text as {{other}}',
  nearlySameText: 'nearly the same text as {{other}} (similarity {{share}} %)',
  leaveOneOut:
    'Leave one of them out with --exclude, or copies of all articles with --duplicates skip, if one is enough.',
  sameTextSkipped: 'the same text as {{other}}; it is not written again',
  nearlySameTextSkipped:
    'nearly the same text as {{other}} (similarity {{share}} %); it is not written again',
  keepCopies: 'With --duplicates keep every copy is written.',
});

/** Words of a text below which only the letters decide. */
const FEWEST_WORDS = 30;
/** Words of a text that its signature is made of; a book is told from another by fewer. */
const MOST_WORDS = 50_000;
/** Share of three words in a row that two texts have in common, from which on one is a copy of the other. */
const ALIKE = 0.8;

const NOT_TEXT = new Set(['boilerplate', 'related', 'code']);

/** Hashes of a signature. A band of them is one key: copies have one of their bands in common. */
const [HASHES, BAND] = [64, 8];

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return (value ^ (value >>> 16)) >>> 0;
}

/** FNV-1a of a part of a text. */
function fnv(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash;
}

const SALTS = Int32Array.from({ length: HASHES }, (_, n) => Math.imul(n + 1, 0x9e3779b9));

/**
 * MinHash over three words in a row: the last byte of each least hash, as hexadecimal digits. Run for every article, so no
 * text is made of three words, only their place is known.
 */
function signatureOf(words: readonly string[]): string {
  const text = words.join(' ');
  const least = new Uint32Array(HASHES).fill(0xffffffff);
  const last = words.length - 3;
  let start = 0;
  let end = -1;
  for (let index = 0; index <= last; index++) {
    if (index === 0) end = (words[0] ?? '').length + (words[1] ?? '').length + (words[2] ?? '').length + 2;
    const hash = fnv(text, start, end);
    for (let n = 0; n < HASHES; n++) {
      const value = mixed(hash + (SALTS[n] as number));
      if (value < (least[n] as number)) least[n] = value;
    }
    start += (words[index] ?? '').length + 1;
    end += (words[index + 3] ?? '').length + 1;
  }
  return Buffer.from(least.map((value) => mixed(value) & 0xff)).toString('hex');
}

/**
 * What an article is compared by: `letters`, and where it is long enough `-signature-numbers`. Numbers have to be the same
 * in near copies: reports made from one pattern differ in nothing else.
 */
export function fingerprintOf({ blocks }: Pick<Article, 'blocks'>): string | undefined {
  const said = blocks.filter(({ kind }) => !NOT_TEXT.has(kind));
  const body = said.filter(({ kind }) => kind !== 'title');
  const text = (body.length === 0 ? said : body)
    .map((block) => block.text)
    .join('\n')
    .normalize('NFKC')
    .toLowerCase();
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return undefined;
  const letters = sha256(words.join(' ')).slice(0, 16);
  if (words.length < FEWEST_WORDS) return letters;
  const numbers = sha256(words.filter((word) => /\p{N}/u.test(word)).join(' ')).slice(0, 8);
  return `${letters}-${signatureOf(words.slice(0, MOST_WORDS))}-${numbers}`;
}

interface Entry {
  readonly id: string;
  readonly signature: string;
}

/** What two texts have in common, 0 to 1, by their signatures. */
function similarityOf(a: string, b: string): number {
  let same = 0;
  for (let at = 0; at < a.length; at += 2) if (a[at] === b[at] && a[at + 1] === b[at + 1]) same += 1;
  const share = same / HASHES;
  // One byte in 256 is the same by chance.
  return Math.max(0, (share - 1 / 256) / (1 - 1 / 256));
}

/** Articles seen so far, each asked once whether it is a copy of one before. */
export class Duplicates {
  readonly #letters = new Map<string, string>();
  readonly #bands = new Map<string, Entry | Entry[]>();

  /** The article it is a copy of; it is noted where it is none. */
  originalOf(id: string, fingerprint: string): Told['duplicateOf'] {
    const [letters = '', signature, numbers = ''] = fingerprint.split('-');
    const same = this.#letters.get(letters);
    if (same !== undefined) return { id: same, similarity: 1 };
    const near = signature === undefined ? undefined : this.#near(signature, numbers);
    if (near !== undefined) return near;
    this.#letters.set(letters, id);
    if (signature === undefined) return undefined;
    const entry: Entry = { id, signature };
    for (const key of bandsOf(signature, numbers)) {
      const there = this.#bands.get(key);
      this.#bands.set(key, there === undefined ? entry : [there, entry].flat());
    }
    return undefined;
  }

  #near(signature: string, numbers: string): Told['duplicateOf'] {
    let best: { readonly id: string; readonly similarity: number } | undefined;
    for (const key of bandsOf(signature, numbers))
      for (const entry of [this.#bands.get(key) ?? []].flat()) {
        const similarity = similarityOf(entry.signature, signature);
        if (similarity >= ALIKE && similarity > (best?.similarity ?? 0)) best = { id: entry.id, similarity };
      }
    // To the letter is another thing.
    return best === undefined
      ? undefined
      : { id: best.id, similarity: Math.min(0.99, Math.round(100 * best.similarity) / 100) };
  }
}

/** Under what a text is looked up: its numbers and each band of its signature. */
function bandsOf(signature: string, numbers: string): string[] {
  const length = BAND * 2;
  return Array.from(
    { length: HASHES / BAND },
    (_, band) => `${band}${signature.slice(band * length, (band + 1) * length)}${numbers}`,
  );
}

/** What is said of a copy. */
export function duplicateFinding({
  id: articleId,
  path,
  story,
}: Pick<Article, 'id' | 'path' | 'story'>): Finding[] {
  const { duplicateOf, skipped } = story?.told ?? {};
  if (duplicateOf === undefined) return [];
  const { id: other, similarity } = duplicateOf;
  const share = Math.round(100 * similarity);
  const isSame = similarity === 1;
  const said =
    skipped === true
      ? isSame
        ? say.sameTextSkipped({ other })
        : say.nearlySameTextSkipped({ other, share })
      : isSame
        ? say.sameText({ other })
        : say.nearlySameText({ other, share });
  const advice = skipped === true ? say.keepCopies() : say.leaveOneOut();
  return [{ check: 'duplicate', severity: 'neutral', ...said, articleId, path, ...suggest(advice) }];
}
