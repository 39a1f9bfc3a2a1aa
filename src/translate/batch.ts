import type { LanguageTag } from '../model/language.js';
import { edged, type Part, type PlaceholderStyle, type ProtectedText, unbreakable } from './protect.js';

/** What one request may hold; characters are UTF-16 units. */
export interface BatchLimits {
  readonly maxUnits: number;
  readonly maxCharacters: number;
}

/** The limits a service declares, or those its user sets where they are tighter. */
export function tighter(
  declared: BatchLimits,
  wanted: { readonly [Limit in keyof BatchLimits]?: number | undefined } = {},
): BatchLimits {
  const { maxUnits = Number.POSITIVE_INFINITY, maxCharacters = Number.POSITIVE_INFINITY } = wanted;
  return {
    maxUnits: Math.max(1, Math.min(declared.maxUnits, maxUnits)),
    maxCharacters: Math.max(1, Math.min(declared.maxCharacters, maxCharacters)),
  };
}

/**
 * Takes from the front of `items` what fits into one request; at least one.
 * @returns how many were taken, and whether nothing more would fit.
 */
export function fitting<T>(
  items: readonly T[],
  limits: BatchLimits,
  sizeOf: (item: T) => number,
): { readonly count: number; readonly full: boolean } {
  let characters = 0;
  let count = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (count > 0 && characters + size > limits.maxCharacters) return { count, full: true };
    characters += size;
    count += 1;
    if (count >= limits.maxUnits || characters >= limits.maxCharacters) return { count, full: true };
  }
  return { count, full: false };
}

/** Packs items into requests, in order; an item that is too large alone gets a request of its own. */
export function pack<T>(items: readonly T[], limits: BatchLimits, sizeOf: (item: T) => number): T[][] {
  const batches: T[][] = [];
  let rest = items;
  while (rest.length > 0) {
    const { count } = fitting(rest, limits, sizeOf);
    batches.push(rest.slice(0, count));
    rest = rest.slice(count);
  }
  return batches;
}

/** The same protected text with its prose in parts of at most `limit` characters; gaps become literals. */
export function divideLong(text: ProtectedText, limit: number, language: LanguageTag): ProtectedText {
  if (text.parts.every((part) => 'literal' in part || part.prose.length <= limit)) return text;
  const parts = text.parts.flatMap((part): Part[] =>
    'literal' in part ? [part] : divideText(part.prose, limit, language, text.style).flatMap(edged),
  );
  return { ...text, parts };
}

/**
 * Cuts a text into stretches of at most `limit` characters which, joined, are the text: at sentences, else at
 * spaces, else between characters; never inside a token, which may therefore exceed the limit.
 */
export function divideText(
  text: string,
  limit: number,
  language: LanguageTag,
  style: PlaceholderStyle = 'split',
): string[] {
  if (text.length <= limit) return [text];
  const ranges = unbreakable(text, style);
  const isFree = (offset: number): boolean => !ranges.some(([start, end]) => offset > start && offset < end);
  const sentences = boundaries(text, language, 'sentence').filter(isFree);
  const spaces = [...text.matchAll(/\s+/gu)].map((match) => match.index + match[0].length).filter(isFree);
  let characters: number[] | undefined;
  const stretches: string[] = [];
  let start = 0;
  while (text.length - start > limit) {
    const last = (offsets: readonly number[]): number | undefined =>
      offsets.findLast((offset) => offset > start && offset <= start + limit);
    let end = last(sentences) ?? last(spaces);
    if (end === undefined) {
      characters ??= boundaries(text, language, 'grapheme').filter(isFree);
      end = last(characters) ?? characters.find((offset) => offset > start) ?? text.length;
    }
    stretches.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) stretches.push(text.slice(start));
  return stretches;
}

function boundaries(text: string, language: LanguageTag, granularity: 'sentence' | 'grapheme'): number[] {
  return [...new Intl.Segmenter(language, { granularity }).segment(text)].map(
    ({ index, segment }) => index + segment.length,
  );
}
