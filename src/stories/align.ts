import { nameKeys, numberKeys } from './sketch.js';

/**
 * Which sentences of two versions of a story say the same: by their lengths (Gale and Church, Computational Linguistics
 * 19, 1993), and by the names and numbers they share. Sentences that only one version has are left out. Pure.
 */

export interface AlignedSentences {
  /** Places in the lists. */
  readonly source: number;
  readonly target: number;
  /** How sure that is, 0 to 1. */
  readonly score: number;
}

/** How many sentences stand for how many, and how often translators write so; what only one version has is common in news. */
const BEADS: readonly (readonly [number, number, number])[] = [
  [1, 1, -Math.log(0.88)],
  [1, 0, -Math.log(0.04)],
  [0, 1, -Math.log(0.04)],
  [1, 2, -Math.log(0.02)],
  [2, 1, -Math.log(0.02)],
];
/** Variance of the length of a translation for each character. */
const VARIANCE = 6.8;
/** What a shared name or number is worth, and what it costs to share none, as logarithms of a likelihood. */
const SHARED = 5;
const NOTHING_SHARED = 4;
/** What it costs to put a sentence to another that has nothing in common with what is opposite. */
const STRANGER = 3;
/** Names and numbers a sentence must have before it counts that the other has none of them. */
const TELLING = 2;
/** Below this score a pair is not given. */
const FEWEST = 0.5;
/** Sentences of a version that are looked at. */
const MOST = 1_500;

/** Sentences of both sides that stand for one another. */
interface Bead {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

interface Sentence {
  readonly length: number;
  readonly keys: ReadonlySet<string>;
}

function sentenceOf(text: string): Sentence {
  return { length: text.length, keys: new Set([...nameKeys(`, ${text}`), ...numberKeys(text)]) };
}

/** Area of the normal distribution beyond a value on both sides (Abramowitz and Stegun 26.2.17). */
function beyond(value: number): number {
  const t = 1 / (1 + 0.2316419 * value);
  const density = 0.3989423 * Math.exp((-value * value) / 2);
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.max(1e-12, 2 * density * sum);
}

const unite = (sentences: readonly Sentence[]): Sentence => ({
  length: sentences.reduce((sum, { length }) => sum + length, 0),
  keys: new Set(sentences.flatMap(({ keys }) => [...keys])),
});

interface Fit {
  readonly cost: number;
  /** Likeness of names and numbers, 0 to 1; absent: they have none. */
  readonly likeness?: number;
  /** Of lengths, 0 to 1. */
  readonly length: number;
}

function fitOf(a: Sentence, b: Sentence, ratio: number): Fit {
  const off =
    Math.abs(b.length - a.length * ratio) /
    Math.sqrt(VARIANCE * Math.max(1, (a.length + b.length / ratio) / 2));
  const length = beyond(off);
  const cost = -Math.log(length);
  const [one, other] = [a.keys.size, b.keys.size];
  if (one + other === 0) return { cost, length };
  let shared = 0;
  for (const key of a.keys) if (b.keys.has(key)) shared += 1;
  const likeness = (2 * shared) / (one + other);
  const isStrange = shared === 0 && Math.max(one, other) >= TELLING;
  return { cost: cost - SHARED * likeness + (isStrange ? NOTHING_SHARED : 0), likeness, length };
}

/**
 * Sentences that stand for one another, one for one; two that stand for one are found, so that what follows is not shifted,
 * and left out.
 * @param source sentences of one version, in their order; `target` of the other
 */
export function alignSentences(source: readonly string[], target: readonly string[]): AlignedSentences[] {
  const [a, b] = [source.slice(0, MOST).map(sentenceOf), target.slice(0, MOST).map(sentenceOf)];
  if (a.length === 0 || b.length === 0) return [];
  const ratio = unite(b).length / Math.max(1, unite(a).length);
  const width = b.length + 1;
  const costs = new Float64Array((a.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const steps = new Int8Array(costs.length).fill(-1);
  costs[0] = 0;
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j <= b.length; j++)
      for (const [step, [x, y, prior]] of BEADS.entries()) {
        if (i < x || j < y) continue;
        const before = costs[(i - x) * width + (j - y)] ?? Number.POSITIVE_INFINITY;
        if (before === Number.POSITIVE_INFINITY) continue;
        const [one, other] = [a.slice(i - x, i), b.slice(j - y, j)];
        const fit = x === 0 || y === 0 ? 0 : fitOf(unite(one), unite(other), ratio).cost;
        const cost = before + prior + fit + strangers(one, other) + strangers(other, one);
        const at = i * width + j;
        if (cost >= (costs[at] ?? 0)) continue;
        costs[at] = cost;
        steps[at] = step;
      }
  return scored(traced(steps, a.length, b.length), a, b, ratio);
}

/** What it costs to take together what does not belong: sentences that share nothing with what is opposite, which has names. */
function strangers(sentences: readonly Sentence[], opposite: readonly Sentence[]): number {
  if (sentences.length < 2) return 0;
  const { keys } = unite(opposite);
  if (keys.size === 0) return 0;
  return STRANGER * sentences.filter((sentence) => ![...sentence.keys].some((key) => keys.has(key))).length;
}

function traced(steps: Int8Array, rows: number, columns: number): Bead[] {
  const beads: Bead[] = [];
  let [i, j] = [rows, columns];
  while (i > 0 || j > 0) {
    const [x, y] = BEADS[steps[i * (columns + 1) + j] ?? 0] ?? [1, 1];
    const range = (end: number, length: number): number[] =>
      Array.from({ length }, (_, at) => end - length + at);
    beads.push({ source: range(i, x), target: range(j, y) });
    i -= x;
    j -= y;
  }
  return beads.reverse();
}

/** Where nothing but lengths speaks for a pair, its neighbours have to. */
function scored(
  beads: readonly Bead[],
  a: readonly Sentence[],
  b: readonly Sentence[],
  ratio: number,
): AlignedSentences[] {
  const of = (sentences: readonly Sentence[], places: readonly number[]): Sentence =>
    unite(places.flatMap((at) => sentences[at] ?? []));
  const fits = beads.map(({ source, target }) =>
    source.length === 0 || target.length === 0 ? undefined : fitOf(of(a, source), of(b, target), ratio),
  );
  return beads.flatMap(({ source, target }, index) => {
    const fit = fits[index];
    const [one, other] = [source[0], target[0]];
    const isOneForOne = source.length === 1 && target.length === 1;
    if (fit === undefined || one === undefined || other === undefined || !isOneForOne) return [];
    const { likeness, length } = fit;
    const around = [fits[index - 1]?.likeness ?? 0, fits[index + 1]?.likeness ?? 0];
    const names = likeness ?? Math.max(...around) * 0.8;
    const score = Math.round(100 * (0.75 * names + 0.25 * Math.min(1, length * 2))) / 100;
    return score < FEWEST ? [] : [{ source: one, target: other, score }];
  });
}
