import type { Article, Block } from '../model/article.js';
import type { Piece } from '../model/segment.js';
import type { Segmented } from '../model/stages.js';
import { findPlaceholders } from './placeholders.js';
import { quotedRanges, scriptRuns } from './runs.js';
import { findSentences, type Range } from './sentences.js';
import { createTimestampFinder, type TimestampFinder, type TimestampMatch } from './timestamps.js';

/** Article -> pieces. Timestamps, counters and placeholders first, then sentences, quotes and script runs. */

export interface SegmentOptions {
  /** IANA zone of wall-clock times. */
  readonly timeZone: string;
  /** Languages whose month names are known; BCP 47. */
  readonly languages: readonly string[];
  /** Counters such as `101575 переглядів`; each with the flags `gu`. */
  readonly counters: readonly RegExp[];
}

export interface Segmenter {
  segment(article: Article): Segmented;
  /** Pieces of one block, in order. */
  pieces(block: Block): Piece[];
}

/** Makes a segmenter; month names and patterns are prepared once. */
export function createSegmenter(options: SegmentOptions): Segmenter {
  const finder = createTimestampFinder(options.languages, options.timeZone);
  const pieces = (block: Block): Piece[] => blockPieces(block, finder, options.counters);
  return {
    pieces,
    segment: (article) => ({ ...article, pieces: article.blocks.flatMap((block) => pieces(block)) }),
  };
}

interface Cut extends Range {
  readonly kind: 'timestamp' | 'counter';
  readonly match?: TimestampMatch;
}

function findCuts(text: string, finder: TimestampFinder, counters: readonly RegExp[]): Cut[] {
  if (!/\d/.test(text)) return [];
  const cuts: Cut[] = finder
    .find(text)
    .map((match) => ({ start: match.start, end: match.end, kind: 'timestamp', match }));
  for (const pattern of counters) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (cuts.every((cut) => end <= cut.start || start >= cut.end))
        cuts.push({ start, end, kind: 'counter' });
    }
  }
  return cuts.sort((a, b) => a.start - b.start);
}

function blockPieces(block: Block, finder: TimestampFinder, counters: readonly RegExp[]): Piece[] {
  const { text } = block;
  if (block.kind === 'code') {
    return [{ blockId: block.id, start: 0, end: text.length, sentence: 0, kind: 'markup', quoted: false }];
  }
  const placeholders = findPlaceholders(text, block.placeholders);
  const cuts = findCuts(text, finder, counters).filter((cut) =>
    placeholders.every((place) => cut.end <= place.start || cut.start >= place.end),
  );
  const pieces: Piece[] = [];
  let sentence = 0;
  let at = 0;
  const between = (from: number, to: number): void => {
    for (const piece of prosePieces(block, from, to, placeholders, sentence)) pieces.push(piece);
    sentence = (pieces.at(-1)?.sentence ?? sentence - 1) + 1;
  };
  for (const cut of cuts) {
    between(at, cut.start);
    const base = {
      blockId: block.id,
      start: cut.start,
      end: cut.end,
      sentence: sentence++,
      kind: cut.kind,
      quoted: false,
    };
    pieces.push(cut.match === undefined ? base : { ...base, time: cut.match.value });
    at = cut.end;
  }
  between(at, text.length);
  return pieces;
}

/** Separators left between a stamp and its neighbours belong to nobody. */
const LEADING = /^[\s•·|—–\-/,;:()]+/u;
const TRAILING = /[\s•·|/(]+$|(?<=\s)[—–-]+\s*$/u;

function prosePieces(
  block: Block,
  from: number,
  to: number,
  guarded: readonly Range[],
  first: number,
): Piece[] {
  const whole = from === 0 && to === block.text.length;
  const slice = block.text.slice(from, to);
  const head = whole ? 0 : from === 0 ? 0 : (LEADING.exec(slice)?.[0].length ?? 0);
  const tail = whole || to === block.text.length ? 0 : (TRAILING.exec(slice)?.[0].length ?? 0);
  const start = from + head;
  const end = Math.max(start, to - tail);
  const text = block.text.slice(start, end);
  if (text.trim() === '') return [];
  const local = guarded
    .filter((place) => place.start >= start && place.end <= end)
    .map((place) => ({ start: place.start - start, end: place.end - start }));
  const quotes = quotedRanges(text);
  const pieces: Piece[] = [];
  findSentences(text, local).forEach((sentence, index) => {
    for (const { range, quoted } of cutAtQuotes(sentence, quotes)) {
      for (const run of cutAtScripts(text, range, local)) {
        if (!/\S/u.test(text.slice(run.start, run.end))) continue;
        pieces.push({
          blockId: block.id,
          start: start + run.start,
          end: start + run.end,
          sentence: first + index,
          kind: 'text',
          quoted,
        });
      }
    }
  });
  return pieces;
}

function cutAtQuotes(sentence: Range, quotes: readonly Range[]): { range: Range; quoted: boolean }[] {
  const parts: { range: Range; quoted: boolean }[] = [];
  let at = sentence.start;
  for (const quote of quotes) {
    const start = Math.max(quote.start, sentence.start);
    const end = Math.min(quote.end, sentence.end);
    if (start >= end) continue;
    if (start > at) parts.push({ range: { start: at, end: start }, quoted: false });
    parts.push({ range: { start, end }, quoted: true });
    at = end;
  }
  if (at < sentence.end) parts.push({ range: { start: at, end: sentence.end }, quoted: false });
  return parts;
}

/** Script runs, except where a border would fall inside a placeholder. */
function cutAtScripts(text: string, range: Range, guarded: readonly Range[]): Range[] {
  const runs = scriptRuns(text, range);
  const cutsInside = runs.some((run) =>
    guarded.some((place) => place.start < run.start && run.start < place.end),
  );
  return (cutsInside ? [range] : runs).map((run) => shrink(text, run));
}

function shrink(text: string, { start, end }: Range): Range {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/u.test(text[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}
