import type { StorySketch } from '../model/story.js';

/** What articles of a batch have in common, each thing weighted by how few have it. Keys are numbers here: a batch may be large. Pure. */

export interface Sketched {
  readonly id: string;
  readonly sketch: StorySketch;
}

const KINDS = ['names', 'numbers', 'words'] as const;
type Kind = (typeof KINDS)[number];

/** An article, with its keys as numbers in ascending order, and what they weigh together. */
export interface Entry extends Sketched {
  readonly at: number;
  readonly keys: Readonly<Record<Kind, Int32Array>>;
  readonly weights: Readonly<Record<Kind, number>>;
}

export interface Likeness {
  /** 0 to 1. */
  readonly score: number;
  /** Of the shorter one: in both, and all. */
  readonly names: readonly [number, number];
  readonly numbers: readonly [number, number];
  readonly words: readonly [number, number];
  /** Weight of the words in both, as a share of what a translation has; above 1 where it has more. */
  readonly wordShare: number;
}

/** Of the longer words of a text a translation has this share by their sounds (WMT 2022: 0.10 to 0.17 at the median). */
const KIN = 0.2;
/** A key of more articles than this says nothing, and is not looked up. */
const COMMON = 200;
/** So many of the rarest keys of an article are looked up. */
const RAREST = 40;
/** Of them another must have so many to be compared. */
const FEWEST_RARE = 3;
/** Counted on top of a batch, so that in a small one a name that both have still counts. */
const OTHERS = 20;

export class Shared {
  readonly entries: readonly Entry[];
  readonly #frequency: Int32Array;
  readonly #weight: Float64Array;
  /** Where the holders of a key begin in the list of all; a key of one article, or of too many, has none. */
  readonly #holdersAt: Int32Array;
  readonly #holders: Int32Array;

  constructor(sketches: readonly Sketched[]) {
    const numbers = new Map<string, number>();
    const numbered = (prefix: string, text: string | undefined): Int32Array => {
      if (text === undefined || text === '') return new Int32Array();
      const keys = new Set<number>();
      for (const word of text.split(' ')) {
        const key = prefix + word;
        let number = numbers.get(key);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(key, number);
        }
        keys.add(number);
      }
      return Int32Array.from(keys).sort();
    };
    const all = sketches.map(({ sketch }) => ({
      names: numbered('', sketch.names),
      numbers: numbered('#', sketch.numbers),
      words: numbered('~', sketch.words),
    }));
    this.#frequency = new Int32Array(numbers.size);
    for (const keys of all)
      for (const kind of KINDS) for (const key of keys[kind]) this.#frequency[key] = this.#count(key) + 1;
    this.#weight = Float64Array.from(this.#frequency, (count) =>
      Math.log(1 + (sketches.length + OTHERS) / count),
    );
    this.entries = sketches.map((each, at) => {
      const keys = all[at] ?? { names: new Int32Array(), numbers: new Int32Array(), words: new Int32Array() };
      const weights = { names: 0, numbers: 0, words: 0 };
      for (const kind of KINDS) for (const key of keys[kind]) weights[kind] += this.#weight[key] ?? 0;
      return { ...each, at, keys, weights };
    });
    this.#holdersAt = new Int32Array(numbers.size + 1);
    let length = 0;
    for (let key = 0; key < numbers.size; key++) {
      this.#holdersAt[key] = length;
      if (this.#tells(key)) length += this.#count(key);
    }
    this.#holdersAt[numbers.size] = length;
    this.#holders = new Int32Array(length);
    const next = this.#holdersAt.slice();
    for (const { at, keys } of this.entries)
      for (const kind of KINDS)
        for (const key of keys[kind])
          if (this.#tells(key)) {
            const place = next[key] ?? 0;
            this.#holders[place] = at;
            next[key] = place + 1;
          }
  }

  #count(key: number): number {
    return this.#frequency[key] ?? 0;
  }

  #tells(key: number): boolean {
    const count = this.#count(key);
    return count > 1 && count <= COMMON;
  }

  /** Articles that come after it in the batch and share something rare with it, of those that may be it. */
  near(entry: Entry, mayBe: (other: Entry) => boolean): Entry[] {
    const rare: number[] = [];
    for (const kind of KINDS) for (const key of entry.keys[kind]) if (this.#tells(key)) rare.push(key);
    if (rare.length > RAREST) rare.sort((a, b) => this.#count(a) - this.#count(b) || a - b);
    const counts = new Map<number, number>();
    for (const key of rare.slice(0, RAREST)) {
      const end = this.#holdersAt[key + 1] ?? 0;
      for (let place = this.#holdersAt[key] ?? 0; place < end; place++) {
        const other = this.#holders[place] ?? 0;
        if (other > entry.at) counts.set(other, (counts.get(other) ?? 0) + 1);
      }
    }
    const found: Entry[] = [];
    for (const [at, count] of counts) {
      const other = this.entries[at];
      if (count >= FEWEST_RARE && other !== undefined && mayBe(other)) found.push(other);
    }
    return found;
  }

  likeness(a: Entry, b: Entry): Likeness {
    const [names, numbers, words] = [
      this.#common(a, b, 'names'),
      this.#common(a, b, 'numbers'),
      this.#common(a, b, 'words'),
    ];
    // An article without longer words that could be shared says nothing by not sharing them.
    const kin = words.counts[1] === 0 ? 0 : KIN * words.all;
    const total = names.all + numbers.all + kin;
    const score = total === 0 ? 0 : (names.both + numbers.both + Math.min(words.both, kin)) / total;
    return {
      score: Math.min(1, score),
      names: names.counts,
      numbers: numbers.counts,
      words: words.counts,
      wordShare: kin === 0 ? 0 : words.both / kin,
    };
  }

  /** What two articles share of a kind: of both, and of the mean of what each has and what the smaller has. */
  #common(
    a: Entry,
    b: Entry,
    kind: Kind,
  ): { readonly both: number; readonly all: number; readonly counts: readonly [number, number] } {
    const [own, its] = [a.keys[kind], b.keys[kind]];
    let both = 0;
    let shared = 0;
    for (let i = 0, j = 0; i < own.length && j < its.length; ) {
      const [one = 0, other = 0] = [own[i], its[j]];
      if (one === other) {
        both += this.#weight[one] ?? 0;
        shared += 1;
      }
      if (one <= other) i += 1;
      if (other <= one) j += 1;
    }
    const [one, other] = [a.weights[kind], b.weights[kind]];
    return {
      both,
      all: (Math.min(one, other) + (one + other) / 2) / 2,
      counts: [shared, Math.min(own.length, its.length)],
    };
  }
}
