import type { Value, Values } from '../../message.js';

/** Places in a text that somebody who looks at it should see. Pure. */

/** Half-open UTF-16 range. */
export interface Mark {
  /** First UTF-16 offset. */
  readonly start: number;
  /** UTF-16 offset behind the last character. */
  readonly end: number;
}

interface Carrier {
  readonly text: string;
  readonly placeholders: readonly (Mark & { readonly kind: string })[];
}

/**
 * Placeholders of a source as they stand in its translation, to the letter, each one once. Numbers are no part of it: they may
 * be written otherwise in another language.
 */
export function placesIn(translation: string, { text, placeholders }: Carrier): Mark[] {
  const found: Mark[] = [];
  for (const { start, end, kind } of placeholders) {
    if (kind === 'number') continue;
    const words = text.slice(start, end);
    for (
      let at = translation.indexOf(words);
      words !== '' && at >= 0;
      at = translation.indexOf(words, at + 1)
    ) {
      const place = { start: at, end: at + words.length };
      if (found.some((other) => other.start < place.end && place.start < other.end)) continue;
      found.push(place);
      break;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Placeholders of a source that a new translation lost, to the letter: what stood in the translation before, or in the
 * source where there was none.
 */
export function lostPlaces(
  { text, placeholders }: Carrier,
  before: string | undefined,
  after: string,
): string[] {
  const held = before ?? text;
  const times = (whole: string, words: string): number => whole.split(words).length - 1;
  const wanted = placeholders
    .filter(({ kind }) => kind !== 'number')
    .map(({ start, end }) => text.slice(start, end));
  return [...new Set(wanted)].filter((words) => words !== '' && times(after, words) < times(held, words));
}

/** Longer values of a message are sentences, not places. */
const LONGEST = 80;

/** Where the words stand that a finding names. */
export function marksOf({ values }: { readonly values?: Values | undefined }, text: string): Mark[] {
  const marks: Mark[] = [];
  for (const words of new Set(wordsOf(values ?? {}))) {
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const place = { start: at, end: at + words.length };
      if (!isWhole(text, place)) continue;
      if (!marks.some((other) => other.start < place.end && place.start < other.end)) marks.push(place);
    }
  }
  return marks.sort((a, b) => a.start - b.start);
}

/** The values of a message that may be words of the text, longest first. */
function wordsOf(values: Values): string[] {
  const found: string[] = [];
  const add = (value: Value): void => {
    if (typeof value === 'number') found.push(String(value));
    else if (typeof value === 'string') found.push(value, ...value.split(/,\s+|"\s*,?\s*"?|[«»“”„]/u));
    else if ('message' in value) for (const each of Object.values(value.values ?? {})) add(each);
  };
  for (const value of Object.values(values)) add(value);
  return found
    .map((words) => words.trim())
    .filter((words) => words.length > 0 && words.length <= LONGEST && /[\p{L}\p{N}]/u.test(words))
    .sort((a, b) => b.length - a.length);
}

const WORD = /[\p{L}\p{N}]/u;

/** A number or a word inside of a longer one is another. */
function isWhole(text: string, { start, end }: Mark): boolean {
  const inside = (left: string | undefined, right: string | undefined): boolean =>
    left !== undefined && right !== undefined && WORD.test(left) && WORD.test(right);
  return !inside(text[start - 1], text[start]) && !inside(text[end - 1], text[end]);
}
