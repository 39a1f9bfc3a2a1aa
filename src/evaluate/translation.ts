import type { LanguageTag } from '../model/language.js';

/**
 * How near translations come to those of people: BLEU and chrF as sacreBLEU 2 defines them (BLEU: tokenizer 13a, smoothing
 * `exp`, case kept; chrF: six orders of characters, beta 2, no white space), and whether a difference is more than chance.
 */

const ORDERS = 4;
const CHARACTER_ORDERS = 6;
const BETA = 2;

/** Words and marks, as the tokenizer of WMT's mteval-v13a cuts them. */
export function tokens13a(line: string): string[] {
  const plain = line
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return (
    ` ${plain} `
      // Marks of ASCII but for apostrophe, comma, hyphen and full stop stand alone;
      .replace(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
      // full stops and commas unless between digits, hyphens behind digits.
      .replace(/([^0-9])([.,])/g, '$1 $2 ')
      .replace(/([.,])([^0-9])/g, ' $1 $2')
      .replace(/([0-9])(-)/g, '$1 $2 ')
      .split(/\s+/)
      .filter((token) => token !== '')
  );
}

function counted(parts: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + order <= parts.length; at += 1) {
    const gram = parts.slice(at, at + order).join('\u0000');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: ReadonlyMap<string, number>): number => {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
};

const shared = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number => {
  let sum = 0;
  for (const [gram, count] of one) sum += Math.min(count, other.get(gram) ?? 0);
  return sum;
};

/**
 * What a sentence adds to the scores: for BLEU matches and candidates by order, and both lengths; for chrF n-grams of the
 * translation, of the reference, and matches by order. Sums of them are what a corpus is scored by.
 */
export type SentenceCounts = readonly number[];

const BLEU_COUNTS = 2 * ORDERS + 2;

/** @param references one or several translations by people, of which the nearest counts */
export function sentenceCounts(translation: string, references: readonly string[]): SentenceCounts {
  const words = tokens13a(translation);
  const those = references.map(tokens13a);
  const counts: number[] = [];
  for (let order = 1; order <= ORDERS; order += 1) {
    const own = counted(words, order);
    const most = new Map<string, number>();
    for (const reference of those)
      for (const [gram, count] of counted(reference, order))
        most.set(gram, Math.max(count, most.get(gram) ?? 0));
    counts.push(shared(own, most), total(own));
  }
  const lengths = those.map(({ length }) => length);
  const nearest = lengths.sort((a, b) => Math.abs(a - words.length) - Math.abs(b - words.length) || a - b)[0];
  counts.push(words.length, nearest ?? 0);
  // Of several references chrF takes the one that fits best.
  const best = references
    .map((reference) => characterCounts(translation, reference))
    .sort((a, b) => chrfOf(b) - chrfOf(a))[0];
  return [...counts, ...(best ?? [])];
}

function characterCounts(translation: string, reference: string): number[] {
  const [own, wanted] = [translation, reference].map((text) => [...text.replace(/\s+/g, '')]);
  return Array.from({ length: CHARACTER_ORDERS }, (_, index) => {
    const [mine, theirs] = [counted(own ?? [], index + 1), counted(wanted ?? [], index + 1)];
    return [total(mine), total(theirs), shared(mine, theirs)];
  }).flat();
}

function chrfOf(counts: readonly number[]): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let order = 0; order < CHARACTER_ORDERS; order += 1) {
    const [own = 0, wanted = 0, matches = 0] = counts.slice(3 * order);
    if (own === 0 || wanted === 0) continue;
    precision += matches / own;
    recall += matches / wanted;
    orders += 1;
  }
  if (orders === 0 || precision + recall === 0) return 0;
  const square = BETA * BETA;
  return (
    (100 * ((1 + square) * (precision / orders) * (recall / orders))) /
    ((square * precision + recall) / orders)
  );
}

/** Sums of sentences. */
export function summed(sentences: readonly SentenceCounts[]): SentenceCounts {
  const sums: number[] = [];
  for (const counts of sentences)
    for (const [index, count] of counts.entries()) sums[index] = (sums[index] ?? 0) + count;
  return sums;
}

/** 0 to 100. */
export function bleu(counts: SentenceCounts): number {
  let logs = 0;
  let smooth = 1;
  for (let order = 0; order < ORDERS; order += 1) {
    const [matches = 0, candidates = 0] = counts.slice(2 * order);
    if (candidates === 0) return 0;
    // An order without a match counts for less and less instead of making all nothing.
    if (matches === 0) smooth *= 2;
    logs += Math.log(matches === 0 ? 100 / (smooth * candidates) : (100 * matches) / candidates);
  }
  const matched = Array.from({ length: ORDERS }, (_, order) => counts[2 * order] ?? 0);
  if (matched.every((count) => count === 0)) return 0;
  const [length = 0, wanted = 0] = counts.slice(2 * ORDERS);
  const brevity = length < wanted ? Math.exp(1 - wanted / length) : 1;
  return brevity * Math.exp(logs / ORDERS);
}

/** 0 to 100. */
export function chrf(counts: SentenceCounts): number {
  return chrfOf(counts.slice(BLEU_COUNTS));
}

/** A score and where it lies in 95 of 100 samples. */
export interface Interval {
  /** Over all texts, 0 to 100. */
  readonly score: number;
  /** Of 100 samples drawn anew from the texts, 95 lie from here … */
  readonly low: number;
  /** … to here. */
  readonly high: number;
}

export interface Comparison {
  /** By system, in their order. */
  readonly intervals: readonly Interval[];
  /** How likely the best system is no better than each, by chance alone; absent for the best itself. */
  readonly chance: readonly (number | undefined)[];
}

const SAMPLES = 1000;

/**
 * Paired bootstrap: the same sentences are drawn for all systems, with replacement, as often as there are sentences.
 * @param systems counts of each system's sentences, all of the same sources
 */
export function compareSystems(
  systems: readonly (readonly SentenceCounts[])[],
  score: (counts: SentenceCounts) => number,
  samples = SAMPLES,
): Comparison {
  const scores = systems.map((sentences) => score(summed(sentences)));
  const best = scores.indexOf(Math.max(...scores));
  const size = systems[0]?.length ?? 0;
  const random = seeded(12_345);
  const drawn = systems.map((): number[] => []);
  for (let sample = 0; sample < samples && size > 0; sample += 1) {
    const picks = Array.from({ length: size }, () => Math.floor(random() * size));
    for (const [index, sentences] of systems.entries())
      drawn[index]?.push(score(summed(picks.map((pick) => sentences[pick] ?? []))));
  }
  const intervals = drawn.map((each, index): Interval => {
    const sorted = [...each].sort((a, b) => a - b);
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? scores[index] ?? 0;
    return { score: scores[index] ?? 0, low: at(0.025), high: at(0.975) };
  });
  const chance = drawn.map((each, index) => {
    if (index === best) return undefined;
    const winner = drawn[best] ?? [];
    const lost = each.filter((value, sample) => value >= (winner[sample] ?? 0)).length;
    return (lost + 1) / (each.length + 1);
  });
  return { intervals, chance };
}

/** Numbers from 0 to 1 that are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How one provider did. */
export interface SystemEvaluation {
  /** Its name in the configuration. */
  readonly provider: string;
  /** With where it lies in 95 of 100 samples. */
  readonly bleu: Interval;
  /** The same for chrF. */
  readonly chrf: Interval;
  /** How likely its distance to the best is chance alone; absent for the best. */
  readonly bleuChance?: number;
  /** The same by chrF. */
  readonly chrfChance?: number;
  /** Findings by check. */
  readonly findings: Readonly<Record<string, number>>;
  /** Texts that were not translated, or not whole. */
  readonly failed: number;
  /** Requests made. */
  readonly requests: number;
  /** Characters sent, in UTF-16 units. */
  readonly characters: number;
  /** In `currency`; 0 where no price is known. */
  readonly cost: number;
  /** From its first request to its last answer. */
  readonly seconds: number;
  /** The furthest from what people wrote, by chrF, worst first. */
  readonly worst: readonly {
    readonly text: string;
    readonly reference: string;
    readonly translation: string;
    readonly chrf: number;
  }[];
}

/** How engines do against translations people made. */
export interface TranslationEvaluation {
  /** Language of the texts, a BCP 47 tag. */
  readonly from: LanguageTag;
  /** Language of the translations, a BCP 47 tag. */
  readonly to: LanguageTag;
  /** Texts that were compared. */
  readonly pairs: number;
  /** Of all costs; ISO 4217. */
  readonly currency: string;
  /** One for each provider, in the order they were named. */
  readonly systems: readonly SystemEvaluation[];
}
