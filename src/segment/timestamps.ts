import type { TimestampValue } from '../model/segment.js';
import {
  CLOCK_ZONE,
  type DayWords,
  dayWords,
  type Fields,
  isReal,
  type MonthNames,
  monthNames,
  nearestYear,
  toValue,
  zoneOf,
} from './calendar.js';
import { classOf, DIGIT, LETTER, type Range, SPACE } from './characters.js';
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

/** What the text says of a moment; a year or a day may be missing. */
interface Spoken {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  readonly hour: number | undefined;
  readonly minute: number | undefined;
  readonly second: number | undefined;
  /** As written: `GMT`, `+0300`, `за Києвом`. */
  readonly zone: string | undefined;
}

interface Found extends Range {
  readonly spoken: Spoken;
  /** A date in digits with a time: a stamp almost wherever it stands. A bare time is the weakest. */
  readonly strength: 'stamp' | 'date' | 'clock';
}

/** Words that join a day and a time. */
const JOINT = String.raw`(?:о|об|в|у|at|um|à|o|kl\.|a las|alle)`;
const JOINED = new RegExp(String.raw`\s${JOINT}\s\d`, 'u');

/** A day and a time that no word joins, as in `12 березня, 14:05` or `14:05, 12 березня`: prose says `о 14:05`. */
const isTerse = ({ spoken: { hour }, start, end }: Found, text: string): boolean =>
  hour !== undefined && !JOINED.test(text.slice(start, end));

/** A day, month and year in digits. */
const isDigital = ({ start, end }: Found, text: string): boolean =>
  /^\d+[./-]\d/.test(text.slice(start, end));

const CLOCK = String.raw`(?<hour>\d{1,2})(?::|\.(?=\d{2}\sUhr))(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s?(?<half>[AaPp])\.?(?:[Mm](?![A-Za-z\d])|M(?=[A-Z][a-z]))\.?)?(?:\sUhr(?!\p{L}))?(?![\d:])${CLOCK_ZONE}`;
const AFTER_DATE = String.raw`(?:,?\s${JOINT}\s|[,\s]\s?|,?\s[|•·–—/-]\s)`;
const YEAR_WORD = String.raw`(?:\s?(?:року|рік|года|год|р\.|г\.|r\.|roku)(?!\p{L}))?`;
const DAY_ORDINAL = String.raw`(?:st|nd|rd|th|-го|\.|º|er)?`;
const NAME = String.raw`(?<name>\p{L}{3,})\.?`;

/** How each way of writing a moment is read; `digital` dates have their month in digits. */
interface Form {
  readonly pattern: RegExp;
  readonly digital: boolean;
}

const form = (source: string, digital: boolean): Form => ({ pattern: new RegExp(source, 'uy'), digital });

const YEAR = String.raw`(?<year>\d{4})(?![\d:.,]?\d)`;
const NUMERIC_DATE = String.raw`(?<day>\d{1,2})(?<mark>[./-])(?<month>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})(?!\d|[./-]\d)(?:\s?[рг]\.)?`;
const NAMED_DATE = String.raw`(?<day>\d{1,2})${DAY_ORDINAL}\s(?:de\s)?${NAME}(?:,?\s(?:de\s|del\s)?${YEAR}${YEAR_WORD})?`;
const THEN_TIME = `(?:${AFTER_DATE}${CLOCK})?`;
const THEN_DATE = String.raw`(?:,\s?|\s)(?:[|•·–—/-]\s)?`;

const ISO = form(
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?${CLOCK_ZONE})?(?![\d-])`,
  true,
);
const YEAR_FIRST = form(
  String.raw`(?<year>\d{4})(?<mark>[./])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?![\d./])${THEN_TIME}`,
  true,
);
const EAST_ASIAN = form(
  String.raw`(?<year>\d{4})[年년]\s?(?<month>\d{1,2})[月월]\s?(?<day>\d{1,2})[日일](?:\s?${CLOCK})?`,
  true,
);
const NUMERIC = form(NUMERIC_DATE + THEN_TIME, true);
const NAMED = form(NAMED_DATE + THEN_TIME, false);
const MONTH_DATE = String.raw`${NAME}\s(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s${YEAR})?(?!\d)`;
const MONTH_FIRST = form(MONTH_DATE + THEN_TIME, false);
const TIME_THEN_NUMERIC = form(CLOCK + THEN_DATE + NUMERIC_DATE, true);
const TIME_THEN_NAMED = form(CLOCK + THEN_DATE + NAMED_DATE, false);
const TIME_THEN_MONTH = form(CLOCK + THEN_DATE + MONTH_DATE, false);
const TIME = form(CLOCK, true);

const number = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

function speak(hit: RegExpExecArray, months: MonthNames): Spoken | undefined {
  const { name, half, zone, hour, mark, ...groups } = hit.groups ?? {};
  let year = number(groups.year);
  if (year !== undefined && year < 100) year += 2000;
  let month = name === undefined ? number(groups.month) : months.get(name.toLowerCase());
  if (name !== undefined && month === undefined) return undefined;
  let day = number(groups.day);
  // Month before day where the text leaves no other reading: `07/28/24`, or slashes with AM or PM.
  if (
    mark !== undefined &&
    groups.day?.length !== 4 &&
    month !== undefined &&
    day !== undefined &&
    day <= 12
  ) {
    if (month > 12 || (mark === '/' && half !== undefined)) [day, month] = [month, day];
  }
  const hours = number(hour);
  return {
    year,
    month,
    day,
    hour: hours === undefined || half === undefined ? hours : (hours % 12) + (/p/i.test(half) ? 12 : 0),
    minute: number(groups.minute),
    second: number(groups.second),
    zone,
  };
}

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
  const known = ['en', ...languages];
  const months = monthNames(known);
  const words = dayWords(known);
  return {
    find(text, date) {
      const found: TimestampMatch[] = [];
      let at = 0;
      while (at < text.length) {
        if (!isDigit(text, at)) {
          at += 1;
          continue;
        }
        const read = readAt(text, at, months);
        const one = read && withDayWord(text, read, words);
        if (one !== undefined && isPossible(one, date) && standsForItself(text, one, found, labels)) {
          const value = momentOf(one.spoken, zone, date);
          found.push({ start: one.start, end: one.end, ...(value === undefined ? {} : { value }) });
          at = one.end;
        } else while (at < text.length && isDigit(text, at)) at += 1;
      }
      return found;
    },
  };
}

const isDigit = (text: string, index: number): boolean => (classOf(text.charCodeAt(index)) & DIGIT) !== 0;

/** What the digits at `start` begin, or go on with in the case of `July 8, 2024`. */
function readAt(text: string, start: number, months: MonthNames): Found | undefined {
  let end = start + 1;
  while (end - start < 5 && isDigit(text, end)) end += 1;
  const next = text.charAt(end);
  const attempt = ({ pattern, digital }: Form, from = start): Found | undefined => {
    pattern.lastIndex = from;
    const hit = pattern.exec(text);
    const spoken = hit === null ? undefined : speak(hit, months);
    if (hit === null || spoken === undefined) return undefined;
    const strength =
      spoken.day === undefined ? 'clock' : digital && spoken.hour !== undefined ? 'stamp' : 'date';
    return { start: from, end: from + hit[0].length, spoken, strength };
  };
  if (end - start === 4) {
    if (next === '-') return attempt(ISO);
    if (next === '.' || next === '/') return attempt(YEAR_FIRST);
    return next === '年' || next === '년' ? attempt(EAST_ASIAN) : undefined;
  }
  if (end - start > 2) return undefined;
  if (next === ':') {
    for (const date of [TIME_THEN_NUMERIC, TIME_THEN_NAMED, TIME_THEN_MONTH, TIME]) {
      const read = attempt(date);
      if (read !== undefined) return read;
    }
    return undefined;
  }
  if (next === '.' || next === '/' || next === '-') {
    const numeric = attempt(NUMERIC);
    if (numeric !== undefined) return numeric;
  }
  if ((classOf(text.charCodeAt(start - 1)) & SPACE) !== 0) {
    const month = monthBefore(text, start - 1, months);
    if (month !== undefined) return attempt(MONTH_FIRST, month);
  }
  return attempt(NAMED);
}

/** With the weekday of a date, or the `yesterday` of a bare time, and their comma: `Monday, July 8`. */
function withDayWord(text: string, found: Found, { relative, weekdays }: DayWords): Found {
  const isClock = found.strength === 'clock';
  const gap = (isClock ? /,\s$/ : /,?\s$/).exec(text.slice(Math.max(0, found.start - 2), found.start))?.[0]
    .length;
  if (gap === undefined) return found;
  const end = found.start - gap;
  const start = wordBefore(text, end);
  const word = text.slice(start, end).toLowerCase().replace(/\.$/, '');
  return (isClock ? relative : weekdays).has(word) ? { ...found, start } : found;
}

/** Where the word that ends at `end` begins; its final stop belongs to it. */
function wordBefore(text: string, end: number): number {
  let start = end;
  if (text.charAt(start - 1) === '.') start -= 1;
  while (start > 0 && end - start < 16 && (classOf(text.charCodeAt(start - 1)) & LETTER) !== 0) start -= 1;
  return start;
}

/** Where the month name that ends at `end` begins: a whole word, or the capital after the word it is glued to. */
function monthBefore(text: string, end: number, months: MonthNames): number | undefined {
  const word = wordBefore(text, end);
  const isMonth = (from: number): boolean =>
    months.has(text.slice(from, end).toLowerCase().replace(/\.$/, ''));
  if (isMonth(word)) return word;
  for (let at = end - 1; at > word; at--)
    if (CAPITAL.test(text.charAt(at))) return isMonth(at) ? at : undefined;
  return undefined;
}

const CAPITAL = /\p{Lu}/u;

/** A leap year, so that 29 February stands where no year is known. */
const SOME_YEAR = 2024;

function isPossible({ spoken, strength }: Found, date: string | undefined): boolean {
  const { hour = 24, minute = 60, year, month = 0, day = 0 } = spoken;
  if (strength === 'clock') return hour < 24 && minute < 60;
  return isReal(complete(spoken, year ?? nearestYear(month, day, date) ?? SOME_YEAR));
}

function complete({ month = 0, day = 0, hour, minute, second }: Spoken, year: number): Fields {
  return {
    year,
    month,
    day,
    ...(hour === undefined ? {} : { hour }),
    ...(minute === undefined ? {} : { minute }),
    ...(second === undefined ? {} : { second }),
  };
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

/** Whether a stamp is one, and no part of a sentence. */
function standsForItself(
  text: string,
  one: Found,
  found: readonly Range[],
  labels: RegExp | undefined,
): boolean {
  const { start, end, spoken, strength } = one;
  const left = leftOf(text, start, found);
  const right = rightOf(text, end);
  if (left === 'digit') return false;
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
    if (atEdge && isTerse(one, text)) {
      if (
        left === 'edge'
          ? right === 'capital'
          : left === 'word' && (spoken.year !== undefined || LONG_WORD.test(before))
      )
        return true;
    }
    if (spoken.year === undefined && spoken.hour === undefined) return left === 'edge' && right === 'edge';
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
  if (!/^(?:\p{L}+,\s)?\d\d[:.]|[AaPp]\.?[Mm]/u.test(written)) return false;
  if (left === 'glued' || left === 'edge' || left === 'cut') {
    return FREE_RIGHT.has(right) || right === 'capital' || (right === 'dash' && left !== 'glued');
  }
  return (left === 'bullet' && FREE_RIGHT.has(right)) || (left === 'sentence' && right === 'edge');
}
