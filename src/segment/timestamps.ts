import type { TimestampValue } from '../model/segment.js';
import {
  type Ago,
  type AgoUnit,
  agoPhrases,
  CLOCK_ZONE,
  type DayWords,
  dayWords,
  type Fields,
  foldPhrase,
  isReal,
  type MonthNames,
  momentBefore,
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
  readonly strength: 'stamp' | 'date' | 'clock' | 'ago';
  /** Other digits touch its first. */
  readonly glued?: boolean;
  readonly ago?: { readonly amount: number; readonly unit: AgoUnit };
  /** Days from the article's: `yesterday, 20:41`. */
  readonly days?: number;
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
/** `03.12 11:53`: without a year only with a time. */
const DAY_MONTH_TIME = form(String.raw`(?<day>\d{2})(?<mark>[./])(?<month>\d{2}),?\s${CLOCK}`, true);
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
          found.push({ start: one.start, end: one.end, ...(value === undefined ? {} : { value }) });
          at = one.end;
        } else while (at < text.length && isDigit(text, at)) at += 1;
      }
      return found;
    },
  };
}

const isDigit = (text: string, index: number): boolean => (classOf(text.charCodeAt(index)) & DIGIT) !== 0;

interface Names {
  readonly months: MonthNames;
  readonly words: DayWords;
  readonly agos: ReadonlyMap<string, readonly Ago[]>;
}

const made = new Map<string, Names>();

function namesOf(languages: readonly string[]): Names {
  const key = languages.join();
  let names = made.get(key);
  if (names === undefined) {
    names = { months: monthNames(languages), words: dayWords(languages), agos: agoPhrases(languages) };
    made.set(key, names);
  }
  return names;
}

/** All that the digits at `start` may be, the likeliest first. */
function readings(text: string, start: number, names: Names): Found[] {
  const found: Found[] = [];
  const add = (read: Found | undefined): void => {
    if (read !== undefined) found.push(withDayWord(text, read, names.words));
  };
  add(readAt(text, start, names.months));
  add(readAgo(text, start, names.agos));
  let end = start;
  while (end < text.length && end - start < MOST_DIGITS && isDigit(text, end)) end += 1;
  // Digits of a number before a stamp: the cut that leaves a real day or time counts.
  if (
    end - start > 2 &&
    '.:/'.includes(text.charAt(end)) &&
    !'.,:/'.includes(text.charAt(start - 1) || ' ')
  ) {
    for (const length of [2, 1]) {
      const read = readAt(text, end - length, names.months);
      if (read === undefined || read.start < end - length) continue;
      const telling =
        read.strength === 'stamp' || (read.strength === 'clock' && length === 2 && end - start >= 4);
      if (telling) found.push({ ...read, glued: true });
    }
  }
  return found;
}

/** Longest number before a stamp. */
const MOST_DIGITS = 12;
/** Longest phrase behind the number of a relative time. */
const LONGEST_AGO = 32;

/** `2 hours ago`, `vor 2 Stunden`. */
function readAgo(text: string, start: number, agos: ReadonlyMap<string, readonly Ago[]>): Found | undefined {
  let end = start + 1;
  while (end - start < 4 && isDigit(text, end)) end += 1;
  if (end - start > 3) return undefined;
  let best: Found | undefined;
  let letters = false;
  for (let at = end; at < text.length && at - end <= LONGEST_AGO; at++) {
    const character = text.charAt(at);
    const letter = (classOf(text.charCodeAt(at)) & LETTER) !== 0;
    letters ||= letter;
    if (!letter && character !== ' ' && character !== '\u00a0' && character !== '.') break;
    const next = text.charAt(at + 1);
    const ends =
      letters &&
      (next === '' ||
        (classOf(next.charCodeAt(0)) & LETTER) === 0 ||
        (!CAPITAL.test(character) && CAPITAL.test(next)));
    if (!ends || character === ' ' || character === '\u00a0') continue;
    for (const { prefix, unit } of agos.get(foldPhrase(text.slice(end, at + 1))) ?? []) {
      const from = prefixStart(text, start, prefix);
      if (from === undefined) continue;
      best = {
        start: from,
        end: at + 1,
        spoken: NOTHING_SPOKEN,
        strength: 'ago',
        ago: { amount: Number(text.slice(start, end)), unit },
      };
    }
  }
  return best;
}

const NOTHING_SPOKEN: Spoken = {
  ...{ year: undefined, month: undefined, day: undefined, hour: undefined, minute: undefined },
  ...{ second: undefined, zone: undefined },
};

/** Where the words before a number begin, when they are these; they may be glued with a capital. */
function prefixStart(text: string, number: number, prefix: string): number | undefined {
  if (prefix === '') return number;
  const from = number - prefix.length - 1;
  if (from < 0 || foldPhrase(text.slice(from, number)) !== prefix) return undefined;
  const free =
    from === 0 || (classOf(text.charCodeAt(from - 1)) & LETTER) === 0 || CAPITAL.test(text.charAt(from));
  return free ? from : undefined;
}

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
    const numeric = attempt(NUMERIC) ?? attempt(DAY_MONTH_TIME);
    if (numeric !== undefined) return numeric;
  }
  if ((classOf(text.charCodeAt(start - 1)) & SPACE) !== 0) {
    const month = monthBefore(text, start - 1, months);
    if (month !== undefined) return attempt(MONTH_FIRST, month);
  }
  return attempt(NAMED);
}

const CLOCK_GAP = new RegExp(String.raw`(?:,\s|,?\s${JOINT}\s)$`, 'u');
const DATE_GAP = /,?\s$/;
const LONGEST_GAP = 10;

/** With the weekday of a date, or the `yesterday` of a bare time, and their comma: `Monday, July 8`. */
function withDayWord(text: string, found: Found, { relative, weekdays }: DayWords): Found {
  if (found.strength === 'ago') return found;
  const isClock = found.strength === 'clock';
  const before = text.slice(Math.max(0, found.start - LONGEST_GAP), found.start);
  const gap = (isClock ? CLOCK_GAP : DATE_GAP).exec(before)?.[0].length;
  if (gap === undefined) return found;
  const end = found.start - gap;
  const names = isClock ? relative : weekdays;
  const start = nameBefore(text, end, (word) => names.has(word));
  if (start === undefined) return found;
  const days = isClock ? relative.get(foldPhrase(text.slice(start, end))) : undefined;
  return { ...found, start, ...(days === undefined ? {} : { days }) };
}

/** Where the word that ends at `end` begins; its final stop belongs to it. */
function wordBefore(text: string, end: number): number {
  let start = end;
  if (text.charAt(start - 1) === '.') start -= 1;
  while (
    start > 0 &&
    end - start < 28 &&
    ((classOf(text.charCodeAt(start - 1)) & LETTER) !== 0 || '’ʼ-'.includes(text.charAt(start - 1)))
  )
    start -= 1;
  return start;
}

const monthBefore = (text: string, end: number, months: MonthNames): number | undefined =>
  nameBefore(text, end, (word) => months.has(word));

/** Where the name that ends at `end` begins: a whole word, or the capital after the word it is glued to. */
function nameBefore(text: string, end: number, isName: (word: string) => boolean): number | undefined {
  const word = wordBefore(text, end);
  const isOne = (from: number): boolean => isName(text.slice(from, end).toLowerCase().replace(/\.$/, ''));
  if (isOne(word)) return word;
  for (let at = end - 1; at > word; at--)
    if (CAPITAL.test(text.charAt(at))) return isOne(at) ? at : undefined;
  return undefined;
}

const CAPITAL = /\p{Lu}/u;

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
    ...(hour === undefined ? {} : { hour }),
    ...(minute === undefined ? {} : { minute }),
    ...(second === undefined ? {} : { second }),
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
  const left = one.glued === true ? 'glued' : leftOf(text, start, found);
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
  if (one.days === undefined && !/^\d\d[:.]|[AaPp]\.?[Mm]/u.test(written)) return false;
  if (left === 'glued' || left === 'edge' || left === 'cut') {
    return FREE_RIGHT.has(right) || right === 'capital' || (right === 'dash' && left !== 'glued');
  }
  // `…новий бюджет Вчора, 20:41`: a capital inside the line.
  const capital = one.days !== undefined && CAPITAL.test(text.charAt(start));
  if (capital && left === 'word' && FREE_RIGHT.has(right)) return true;
  return (left === 'bullet' && FREE_RIGHT.has(right)) || (left === 'sentence' && right === 'edge');
}
