import { onlyDefined } from '../model/only-defined.js';
import {
  type Ago,
  agoPhrases,
  type DayWords,
  dayWords,
  foldPhrase,
  type MonthNames,
  monthNames,
} from './calendar.js';
import { classOf, DIGIT, LETTER, SPACE } from './characters.js';
import {
  DAY_MONTH_TIME,
  EAST_ASIAN,
  type Form,
  type Found,
  ISO,
  JOINT,
  MONTH_FIRST,
  NAMED,
  NUMERIC,
  type Spoken,
  speak,
  TIME,
  TIME_THEN_MONTH,
  TIME_THEN_NAMED,
  TIME_THEN_NUMERIC,
  YEAR_FIRST,
} from './stamp-forms.js';

/** Digits in a text -> all the moments they may be, with the words that belong to them. */

export const isDigit = (text: string, index: number): boolean =>
  (classOf(text.charCodeAt(index)) & DIGIT) !== 0;

export interface Names {
  readonly months: MonthNames;
  readonly words: DayWords;
  readonly agos: ReadonlyMap<string, readonly Ago[]>;
}

const made = new Map<string, Names>();

export function namesOf(languages: readonly string[]): Names {
  const key = languages.join();
  let names = made.get(key);
  if (names === undefined) {
    names = { months: monthNames(languages), words: dayWords(languages), agos: agoPhrases(languages) };
    made.set(key, names);
  }
  return names;
}

/** All that the digits at `start` may be, the likeliest first. */
export function readings(text: string, start: number, names: Names): Found[] {
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
  return { ...found, start, ...onlyDefined({ days }) };
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

export const CAPITAL = /\p{Lu}/u;
