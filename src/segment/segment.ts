import type { Article, Block, Placeholder } from '../model/article.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Piece } from '../model/segment.js';
import type { Segmented } from '../model/stages.js';
import { withDate } from './article-date.js';
import {
  classesOf,
  cutsInto,
  DIGIT,
  LATIN,
  LETTER,
  QUOTE,
  type Range,
  scriptOf,
  TERMINATOR,
  touching,
  trimRange,
} from './characters.js';
import { type FindPlaceholders, findPlaceholders } from './placeholders.js';
import {
  cutAtQuotations,
  findQuotations,
  type Quotation,
  type Running,
  runningQuotations,
} from './quotes.js';
import { LATIN_SCRIPT, type Run, scriptRuns } from './runs.js';
import { findSentences, mask } from './sentences.js';
import type { FindSentences } from './srx.js';
import { standsApart } from './surroundings.js';
import { createTimestampFinder, type TimestampFinder, type TimestampMatch } from './timestamps.js';

/** Article -> pieces. Timestamps, counters and placeholders first, then sentences, script runs and quotations. */

export interface SegmentOptions {
  /** IANA zone of wall-clock times. */
  readonly timeZone: string;
  /** Languages whose month names are known; BCP 47. */
  readonly languages: readonly string[];
  /** Counters such as `101575 переглядів`; each with the flags `gu`. */
  readonly counters: readonly RegExp[];
  /** All that may stand before the date of an article: `Published on`. */
  readonly dateLabels?: RegExp;
  /** Finds what must not be cut; default: without patterns of the user. */
  readonly placeholders?: FindPlaceholders;
  /** Abbreviations besides the built-in ones, without their stop; a sentence goes on after them. */
  readonly abbreviations?: readonly string[];
  /** Rules for the ends of sentences instead of the built-in ones. */
  readonly srx?: FindSentences;
}

/** Cuts a text into sentences, none of them inside a guarded range. */
type Sentences = (text: string, guarded: readonly Range[], bits: number) => readonly Range[];

function sentencesOf({ abbreviations = [], srx }: SegmentOptions): Sentences {
  if (srx !== undefined) return (text, guarded) => srx(mask(text, guarded));
  const own = new Set(abbreviations.map((word) => word.toLowerCase().replace(/\.$/, '')));
  return (text, guarded, bits) =>
    (bits & TERMINATOR) === 0 ? [trimRange(text, 0, text.length)] : findSentences(text, guarded, own);
}

export interface Segmenter {
  segment(article: Article): Segmented;
  /** Pieces of one block, in order. `date` (ISO 8601) is the article's, for stamps that name no year. */
  pieces(block: Block, date?: string): Piece[];
}

/** Makes a segmenter; month names and patterns are prepared once. */
export function createSegmenter(options: SegmentOptions): Segmenter {
  const finder = createTimestampFinder(options.languages, options.timeZone, options.dateLabels);
  const sentences = sentencesOf(options);
  const pieces = (block: Block, date?: string): Piece[] => {
    const into: Piece[] = [];
    cutBlock(block, finder, options, sentences, date, into);
    return into;
  };
  return {
    pieces,
    segment(found) {
      const article = withDate(found, finder, options.timeZone);
      const into: Piece[] = [];
      const running = runningIn(article.blocks);
      for (const block of article.blocks) {
        cutBlock(block, finder, options, sentences, article.metadata.date, into, running.get(block));
      }
      return { ...article, pieces: into };
    },
  };
}

const SPEAKING: ReadonlySet<Block['kind']> = new Set(['lead', 'paragraph', 'quote']);

/** Quotations that run over paragraphs that stand one below the other. */
function runningIn(blocks: readonly Block[]): ReadonlyMap<Block, Running> {
  const speaking = blocks.filter(({ kind }) => SPEAKING.has(kind));
  const running = runningQuotations(speaking.map(({ text }) => text));
  return new Map(speaking.map((block, at) => [block, running[at] ?? {}]));
}

interface Cut extends Range {
  readonly kind: 'timestamp' | 'counter';
  readonly match?: TimestampMatch;
}

function findCuts(
  text: string,
  finder: TimestampFinder,
  counters: readonly RegExp[],
  date: string | undefined,
  guarded: readonly Placeholder[],
): Cut[] {
  const cuts: Cut[] = [];
  for (const match of finder.find(text, date)) {
    if (touching(guarded, match.start, match.end).length === 0) {
      cuts.push({ start: match.start, end: match.end, kind: 'timestamp', match });
    }
  }
  const taken = new Uint8Array(counters.length === 0 ? 0 : text.length);
  const ends = new Set<number>();
  const take = ({ start, end }: Range): void => {
    taken.fill(1, start, end);
    ends.add(end);
  };
  for (const cut of cuts) take(cut);
  for (const pattern of counters) {
    for (const match of text.matchAll(pattern)) {
      const range = trimRange(text, match.index, match.index + match[0].length);
      const isTaken = taken.subarray(range.start, range.end).includes(1);
      if (isTaken || touching(guarded, range.start, range.end).length > 0) continue;
      // In a sentence a number of views is part of what it says.
      if (!standsApart(text, range, (at) => ends.has(at))) continue;
      cuts.push({ ...range, kind: 'counter' });
      take(range);
    }
  }
  return cuts.sort((a, b) => a.start - b.start);
}

function cutBlock(
  block: Block,
  finder: TimestampFinder,
  { counters, placeholders = findPlaceholders }: SegmentOptions,
  sentences: Sentences,
  date: string | undefined,
  into: Piece[],
  running: Running = {},
): void {
  const { text, id: blockId } = block;
  const bits = classesOf(text, 0, text.length);
  if (block.kind === 'code') {
    const { start, end } = trimRange(text, 0, text.length);
    if (end > start) into.push({ blockId, start, end, sentence: 0, kind: 'markup', quoted: false });
    return;
  }
  const guarded = placeholders(text, block.placeholders);
  const cuts = (bits & DIGIT) === 0 ? [] : findCuts(text, finder, counters, date, guarded);
  let sentence = 0;
  let at = 0;
  for (const { start, end, kind, match } of cuts) {
    sentence = cutProse(block, at, start, bits, guarded, sentences, sentence, into, running);
    const time = match?.value;
    into.push({
      blockId,
      start,
      end,
      sentence,
      kind,
      quoted: false,
      ...onlyDefined({ time }),
    });
    sentence += 1;
    at = end;
  }
  cutProse(block, at, text.length, bits, guarded, sentences, sentence, into, running);
}

/** Separators left between a stamp and its neighbours belong to nobody. */
const LEADING = /^[\s•·|—–\-/,;:()]+/u;
const TRAILING = /(?:[\s•·|/(]|(?<=\s)[—–-])+$/u;
const NO_QUOTATIONS: readonly Quotation[] = [];

function withoutSeparators(text: string, from: number, to: number, guarded: readonly Range[]): Range {
  const slice = text.slice(from, to);
  const head = from === 0 ? 0 : (LEADING.exec(slice)?.[0].length ?? 0);
  const tail = to === text.length || head === slice.length ? 0 : (TRAILING.exec(slice)?.[0].length ?? 0);
  let start = from + head;
  let end = to - tail;
  for (const place of touching(guarded, from, to)) {
    if (place.start < start && start < place.end) start = place.start;
    if (place.start < end && end < place.end) end = place.end;
  }
  return { start, end };
}

/** Cuts what stands between two stamps. Returns the number of the next sentence. */
function cutProse(
  block: Block,
  from: number,
  to: number,
  bits: number,
  guarded: readonly Range[],
  sentencesIn: Sentences,
  first: number,
  into: Piece[],
  running: Running,
): number {
  const whole = from === 0 && to === block.text.length;
  const { start, end } = whole ? { start: from, end: to } : withoutSeparators(block.text, from, to, guarded);
  const text = whole ? block.text : block.text.slice(start, end);
  const places =
    guarded.length === 0
      ? guarded
      : touching(guarded, start, end)
          .filter((place) => place.start >= start && place.end <= end)
          .map((place) => ({ start: place.start - start, end: place.end - start }));
  const marked = (bits & QUOTE) !== 0 || running.opened !== undefined;
  const quotations = marked ? findQuotations(text, whole ? running : {}) : NO_QUOTATIONS;
  const sentences = sentencesIn(text, places, bits);
  let number = first;
  for (const sentence of sentences) {
    if (sentence.end <= sentence.start) continue;
    const inside = touching(places, sentence.start, sentence.end);
    const quoting = touching(quotations, sentence.start, sentence.end);
    const open = quoting.filter(({ end }) => end === undefined);
    for (const run of unlessGuarded(
      scriptRuns(text, sentence.start, sentence.end, inside),
      sentence,
      inside,
    )) {
      for (const { range, quoted } of unlessForeign(text, run, quoting, open, inside)) {
        const { start: left, end: right } = trimRange(text, range.start, range.end);
        if (right <= left) continue;
        const names = run.script !== LATIN_SCRIPT && (bits & classesOf(text, left, right) & LATIN) !== 0;
        into.push({
          blockId: block.id,
          start: start + left,
          end: start + right,
          sentence: number,
          kind: 'text',
          quoted,
          ...(names ? { names } : {}),
        });
      }
    }
    number += 1;
  }
  return number;
}

/** Script runs, except where a border would fall inside a placeholder. */
function unlessGuarded(runs: readonly Run[], sentence: Range, guarded: readonly Range[]): readonly Run[] {
  const [first] = runs;
  if (guarded.length === 0 || first === undefined || runs.length === 1) return runs;
  const kept: Run[] = [];
  let open = first;
  for (const run of runs.slice(1)) {
    if (cutsInto(guarded, run.start)) open = { ...open, end: run.end };
    else {
      kept.push(open);
      open = run;
    }
  }
  kept.push({ ...open, end: Math.max(open.end, sentence.end) });
  return kept;
}

/** Those that may reach into a run: the ones it touches, and the few before it that are `open`, without an end. */
function quotationsOf(
  quotations: readonly Quotation[],
  open: readonly Quotation[],
  run: Run,
): readonly Quotation[] {
  const near = touching(quotations, run.start, run.end);
  const before = open.filter(({ start }) => start < run.start);
  return before.length === 0 ? near : [...before, ...near];
}

/** Cuts a run at its quotations; a quoted name in another script than the run's stays uncut. */
function unlessForeign(
  text: string,
  run: Run,
  quotations: readonly Quotation[],
  open: readonly Quotation[],
  guarded: readonly Range[],
): readonly { readonly range: Range; readonly quoted: boolean }[] {
  const inside = quotationsOf(quotations, open, run).filter(
    ({ start, end = run.end }) =>
      start < run.end &&
      end > run.start &&
      isWrittenIn(text, Math.max(start, run.start), Math.min(end, run.end), run.script) &&
      !cutsInto(guarded, start) &&
      !cutsInto(guarded, end),
  );
  return inside.length === 0 ? [{ range: run, quoted: false }] : cutAtQuotations(run, inside);
}

function isWrittenIn(text: string, start: number, end: number, script: number): boolean {
  if ((classesOf(text, start, end) & LETTER) === 0) return false;
  for (let index = start; index < end; index++) {
    if (scriptOf(text.charCodeAt(index)) === script) return true;
  }
  return false;
}
