import { onlyDefined } from '../model/only-defined.js';
import type { TimestampValue } from '../model/segment.js';
import { type Fields, isReal, momentBefore, nearestYear, toValue, zoneOf } from './calendar.js';
import type { Range } from './characters.js';
import { type Found, JOINED, type Spoken } from './stamp-forms.js';
import { CAPITAL, isDigit, type Names, namesOf, readings } from './stamp-readings.js';
import { leftOf, type Neighbour, rightOf } from './surroundings.js';

/** Timestamps as news sites print them, even glued to a word, as ISO 8601 in the outlet's zone. */

export interface TimestampMatch extends Range {
  /** Absent for a time of day without a date, and for a day without a year when the article has no date. */
  readonly value?: TimestampValue;
}

export interface TimestampFinder {
  /** All timestamps of a text that stand for themselves, in order. `date` is the article's, ISO 8601. */
  find(text: string, date?: string): TimestampMatch[];
}

/** A day and a time that no word joins, as in `12 березня, 14:05` or `14:05, 12 березня`: prose says `о 14:05`. */
const isTerse = ({ spoken: { hour }, start, end }: Found, text: string): boolean =>
  hour !== undefined && !JOINED.test(text.slice(start, end));

/** A day, month and year in digits. */
const isDigital = ({ start, end }: Found, text: string): boolean =>
  /^\d+[./-]\d/.test(text.slice(start, end));

/**
 * Makes a finder for the month names of some languages and a zone.
 * @param labels matches all that stands before a date that says when an article was published: `Updated on`
 */
export function createTimestampFinder(
  languages: readonly string[],
  zone: string,
  labels?: RegExp,
): TimestampFinder {
  // The dates of mail and feeds are English whatever the language.
  const known = [...new Set(['en', ...languages])];
  // Made when the first digit is met: most of the time goes into names of thirty languages.
  let names: Names | undefined;
  return {
    find(text, date) {
      const found: TimestampMatch[] = [];
      let at = 0;
      while (at < text.length) {
        if (!isDigit(text, at)) {
          at += 1;
          continue;
        }
        names ??= namesOf(known);
        const one = readings(text, at, names).find(
          (read) => isPossible(read, date) && standsForItself(text, read, found, labels),
        );
        if (one !== undefined) {
          const value = momentSaid(one, zone, date);
          found.push({ start: one.start, end: one.end, ...onlyDefined({ value }) });
          at = one.end;
        } else while (at < text.length && isDigit(text, at)) at += 1;
      }
      return found;
    },
  };
}

/** A leap year, so that 29 February stands where no year is known. */
const SOME_YEAR = 2024;

function isPossible({ spoken, strength }: Found, date: string | undefined): boolean {
  const { hour = 24, minute = 60, year, month = 0, day = 0 } = spoken;
  if (strength === 'ago') return true;
  if (strength === 'clock') return hour < 24 && minute < 60;
  return isReal(complete(spoken, year ?? nearestYear(month, day, date) ?? SOME_YEAR));
}

function complete({ month = 0, day = 0, hour, minute, second }: Spoken, year: number): Fields {
  return {
    year,
    month,
    day,
    ...onlyDefined({ hour, minute, second }),
  };
}

/** The moment a stamp names, as far as it and the article's date say. */
function momentSaid(
  { spoken, ago, days }: Found,
  zone: string,
  date: string | undefined,
): TimestampValue | undefined {
  if (ago !== undefined) return momentBefore(date, ago.amount, ago.unit, zone);
  if (days === undefined) return momentOf(spoken, zone, date);
  const day = momentBefore(date, -days, 'day', zone);
  const [year, month, dayOfMonth] = day?.iso.split('-').map(Number) ?? [];
  return day === undefined ? undefined : momentOf({ ...spoken, year, month, day: dayOfMonth }, zone, date);
}

function momentOf(spoken: Spoken, zone: string, date: string | undefined): TimestampValue | undefined {
  const { month, day } = spoken;
  if (month === undefined || day === undefined) return undefined;
  const year = spoken.year ?? nearestYear(month, day, date);
  if (year === undefined) return undefined;
  const said = spoken.zone === undefined ? {} : zoneOf(spoken.zone);
  return toValue({ ...complete(spoken, year), ...said }, said.zone ?? zone);
}

const FREE_LEFT: ReadonlySet<Neighbour> = new Set(['edge', 'cut', 'glued', 'bullet', 'sentence']);
const FREE_RIGHT: ReadonlySet<Neighbour> = new Set(['edge', 'glued', 'bullet']);

/** A word that a headline may end with: prepositions are shorter. */
const LONG_WORD = /(?:^|[\s(«"“])\p{L}[\p{L}’'-]{4,}[»"”)]?\s+$/u;
const SENTENCE_END = /[.!?…]["»”)]?\s/u;
/** `Дата:`, with nothing before it. */
const SHORT_LABEL = /^[^.!?:\d]{2,40}:\s*$/u;

const COUNTER_BEHIND = /^\s\d{1,7}\s*$/;
const LONGEST_COUNTER = 10;

/** Whether a stamp is one, and no part of a sentence. */
function standsForItself(
  text: string,
  one: Found,
  found: readonly Range[],
  labels: RegExp | undefined,
): boolean {
  const { start, end, spoken, strength } = one;
  const left = one.glued === true ? 'glued' : leftOf(text, start, (at) => found.at(-1)?.end === at);
  // A counter of views may be all that is left behind it.
  const right =
    COUNTER_BEHIND.test(text.slice(end, end + LONGEST_COUNTER)) && text.length - end < LONGEST_COUNTER
      ? 'edge'
      : rightOf(text, end);
  if (left === 'digit') return false;
  if (strength === 'ago') {
    const free = FREE_LEFT.has(left) || left === 'dash';
    return (
      free &&
      (FREE_RIGHT.has(right) ||
        (right === 'dash' && left !== 'glued') ||
        (right === 'capital' && left === 'edge'))
    );
  }
  if (strength === 'stamp') {
    return FREE_LEFT.has(left) || FREE_RIGHT.has(right) || right === 'capital' || right === 'dash';
  }
  const atEdge =
    (left === 'bullet' && right === 'bullet') ||
    left === 'edge' ||
    left === 'cut' ||
    right === 'edge' ||
    left === 'glued' ||
    right === 'glued';
  if (strength === 'date') {
    const before = text.slice(found.at(-1)?.end ?? 0, start);
    if (FREE_RIGHT.has(right) && labels?.test(before) === true) return true;
    if ((atEdge || right === 'bullet') && isTerse(one, text)) {
      if (
        left === 'edge'
          ? right === 'capital'
          : left === 'word' && (spoken.year !== undefined || LONG_WORD.test(before))
      )
        return true;
    }
    if (spoken.year === undefined && spoken.hour === undefined)
      return left === 'edge' && (right === 'edge' || right === 'glued');
    if (right === 'edge' && isDigital(one, text)) {
      if (SHORT_LABEL.test(before)) return true;
      if (left === 'word' && LONG_WORD.test(before) && !SENTENCE_END.test(before)) return true;
    }
    const freeLeft =
      FREE_LEFT.has(left) || left === 'dash' || (left === 'comma' && spoken.hour !== undefined);
    return atEdge && freeLeft && (FREE_RIGHT.has(right) || right === 'dash');
  }
  // A bare time: scores and ratios look alike.
  const written = text.slice(start, end);
  if (one.days === undefined && !/^\d\d[:.]|[AaPp]\.?[Mm]/u.test(written)) return false;
  if (left === 'glued' || left === 'edge' || left === 'cut') {
    return FREE_RIGHT.has(right) || right === 'capital' || (right === 'dash' && left !== 'glued');
  }
  // `…новий бюджет Вчора, 20:41`: a capital inside the line.
  const capital = one.days !== undefined && CAPITAL.test(text.charAt(start));
  if (capital && left === 'word' && FREE_RIGHT.has(right)) return true;
  return (left === 'bullet' && FREE_RIGHT.has(right)) || (left === 'sentence' && right === 'edge');
}
