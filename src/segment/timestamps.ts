import type { TimestampValue } from '../model/segment.js';

/** Timestamps as news sites print them, even glued to a word, as ISO 8601 in the outlet's zone. */

export interface TimestampMatch {
  /** Half-open range in the text. */
  readonly start: number;
  readonly end: number;
  readonly value: TimestampValue;
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly offset?: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `+03:00`: the zone's offset at a wall-clock time. */
function offsetOf(fields: Fields, zone: string): string {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  const { year, month, day, hour = 12, minute = 0 } = fields;
  const read = (moment: number): string => {
    const part = formatter.formatToParts(moment).find((candidate) => candidate.type === 'timeZoneName');
    const offset = part?.value.replace('GMT', '') ?? '';
    return offset === '' ? '+00:00' : offset;
  };
  const minutes = (offset: string): number =>
    (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  // The offset at the wall clock read as UTC is a first guess; asking again at the guessed moment settles changes of clocks.
  const guess = read(wall);
  return read(wall - minutes(guess) * 60_000);
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

function isReal({ year, month, day, hour = 0, minute = 0, second = 0 }: Fields): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && year >= 1900 && year <= 2100;
}

function toValue(fields: Fields, zone: string): TimestampValue {
  const date = `${pad(fields.year, 4)}-${pad(fields.month)}-${pad(fields.day)}`;
  if (fields.hour === undefined) return { iso: date, precision: 'date', zone };
  const time = `${pad(fields.hour)}:${pad(fields.minute ?? 0)}:${pad(fields.second ?? 0)}`;
  const iso = `${date}T${time}${fields.offset ?? offsetOf(fields, zone)}`;
  return { iso, precision: fields.second === undefined ? 'minute' : 'second', zone };
}

/** A time with no date has no moment; its wall-clock time is still worth keeping. */
function timeOnly(hour: number, minute: number, zone: string): TimestampValue {
  return { iso: `T${pad(hour)}:${pad(minute)}`, precision: 'minute', zone };
}

export type MonthNames = ReadonlyMap<string, number>;

/** Month names of the languages, as they stand in dates and alone, long and short, lower case. */
export function monthNames(languages: readonly string[]): MonthNames {
  const names = new Map<string, number>();
  for (const language of languages) {
    for (const month of ['long', 'short'] as const) {
      for (const withDay of [true, false]) {
        const format = new Intl.DateTimeFormat(language, {
          month,
          ...(withDay ? { day: 'numeric' } : {}),
          timeZone: 'UTC',
        });
        for (let index = 0; index < 12; index++) {
          const part = format
            .formatToParts(Date.UTC(2024, index, 1))
            .find((candidate) => candidate.type === 'month');
          const name = part?.value.toLowerCase().replace(/\.$/, '') ?? '';
          if (/\p{L}{3}/u.test(name)) names.set(name, index + 1);
        }
      }
    }
  }
  return names;
}

const TIME = '(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s?([AaPp])\\.?[Mm]\\.?(?![\\p{L}]))?';

export interface TimestampFinder {
  /** All timestamps of a text that stand for themselves, in order. */
  find(text: string): TimestampMatch[];
}

function hourOf(hour: string, meridiem: string | undefined): number {
  const value = Number(hour);
  if (meridiem === undefined) return value;
  return (value % 12) + (meridiem.toLowerCase() === 'p' ? 12 : 0);
}

type Reader = (groups: readonly (string | undefined)[]) => Fields | undefined;

interface Pattern {
  readonly pattern: RegExp;
  readonly read: Reader;
  /** A date with a time in digits is a stamp wherever it stands; anything else must stand apart. */
  readonly always: boolean;
}

const century = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year));

function time(groups: readonly (string | undefined)[], from: number): Partial<Fields> {
  const hour = groups[from];
  if (hour === undefined) return {};
  const second = groups[from + 2];
  return {
    hour: hourOf(hour, groups[from + 3]),
    minute: Number(groups[from + 1]),
    ...(second === undefined ? {} : { second: Number(second) }),
  };
}

/** Makes a finder for the month names of some languages and a zone. */
export function createTimestampFinder(languages: readonly string[], zone: string): TimestampFinder {
  const months = monthNames(languages);
  const month = [...months.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  const year = '(\\d{4})(?:\\s?(?:року|рік|года|год|р\\.|г\\.|r\\.|roku))?';
  const monthOf = (name: string | undefined): number => months.get((name ?? '').toLowerCase()) ?? 0;
  const patterns: Pattern[] = [
    {
      always: true,
      pattern: /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?/gu,
      read: ([, y, m, d, h, min, s, offset]) => ({
        year: Number(y),
        month: Number(m),
        day: Number(d),
        hour: Number(h),
        minute: Number(min),
        ...(s === undefined ? {} : { second: Number(s) }),
        ...(offset === undefined
          ? {}
          : { offset: offset === 'Z' ? '+00:00' : offset.replace(/^(...)(\d\d)$/, '$1:$2') }),
      }),
    },
    {
      always: true,
      pattern: new RegExp(`(\\d{1,2})[./](\\d{1,2})[./](\\d{4}|\\d{2}),?\\s*${TIME}`, 'gu'),
      read: (g) => ({ year: century(g[3] ?? ''), month: Number(g[2]), day: Number(g[1]), ...time(g, 4) }),
    },
    {
      always: true,
      pattern: /(\d{1,2}):(\d{2}),?\s+(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)/gu,
      read: (g) => ({
        year: century(g[5] ?? ''),
        month: Number(g[4]),
        day: Number(g[3]),
        hour: Number(g[1]),
        minute: Number(g[2]),
      }),
    },
    {
      always: false,
      pattern: new RegExp(
        `${TIME},?\\s+(\\d{1,2})\\.?\\s(?:de\\s)?(${month})\\.?,?\\s(?:de\\s)?${year}`,
        'giu',
      ),
      read: (g) => ({ year: Number(g[7]), month: monthOf(g[6]), day: Number(g[5]), ...time(g, 1) }),
    },
    {
      always: false,
      pattern: new RegExp(
        `(\\d{1,2})\\.?\\s(?:de\\s)?(${month})\\.?,?\\s(?:de\\s)?${year}(?:,?\\s(?:о\\s|в\\s|at\\s)?${TIME})?`,
        'giu',
      ),
      read: (g) => ({ year: Number(g[3]), month: monthOf(g[2]), day: Number(g[1]), ...time(g, 4) }),
    },
    {
      always: false,
      pattern: new RegExp(
        `(${month})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?,\\s(\\d{4})(?:,?\\s(?:at\\s)?${TIME})?`,
        'giu',
      ),
      read: (g) => ({ year: Number(g[3]), month: monthOf(g[1]), day: Number(g[2]), ...time(g, 4) }),
    },
    {
      always: false,
      pattern: /(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d|\.\d)/gu,
      read: (g) => ({ year: Number(g[3]), month: Number(g[2]), day: Number(g[1]) }),
    },
    {
      always: false,
      pattern: /(\d{4})-(\d{2})-(\d{2})(?!\d|-)/gu,
      read: (g) => ({ year: Number(g[1]), month: Number(g[2]), day: Number(g[3]) }),
    },
  ];
  const clock = new RegExp(TIME, 'gu');
  return { find: (text) => (/\d/.test(text) ? findAll(text, patterns, clock, zone) : []) };
}

function findAll(text: string, patterns: readonly Pattern[], clock: RegExp, zone: string): TimestampMatch[] {
  const found: TimestampMatch[] = [];
  const free = (start: number, end: number): boolean =>
    found.every((other) => end <= other.start || start >= other.end);
  for (const { pattern, read, always } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const fields = read(match);
      if (fields === undefined || !isReal(fields) || !free(start, end) || /\d/.test(text[start - 1] ?? ''))
        continue;
      if (always || standsApart(text, start, end, false))
        found.push({ start, end, value: toValue(fields, zone) });
    }
  }
  for (const match of text.matchAll(clock)) {
    const start = match.index;
    const end = start + match[0].length;
    const hour = hourOf(match[1] ?? '', match[4]);
    const minute = Number(match[2]);
    if (
      hour > 23 ||
      minute > 59 ||
      !free(start, end) ||
      /[\d:.,]/.test(text[start - 1] ?? '') ||
      /[\d:%]/.test(text[end] ?? '')
    )
      continue;
    if ((match[1]?.length === 2 || match[4] !== undefined) && standsApart(text, start, end, true)) {
      found.push({ start, end, value: timeOnly(hour, minute, zone) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const SEPARATOR = /[•·|—–\-/,;:(<]\s*$/u;
const SEPARATOR_AFTER = /^\s*[•·|—–\-/)>]/u;

/** Whether a stamp stands for itself: at an edge of the block or glued to a word, and no part of a sentence. */
function standsApart(text: string, start: number, end: number, isClock: boolean): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 8);
  const atStart = before.trim() === '' && start <= 8;
  const atEnd = /^[\s)]*$/u.test(after) && end + after.length >= text.length;
  const gluedBefore = /[\p{L}»”"!?.…]$/u.test(before);
  const gluedAfter = /^[\p{L}«“"]/u.test(after);
  const apartBefore = atStart || gluedBefore || SEPARATOR.test(before) || /[.!?…»”"]\s+$/u.test(before);
  const apartAfter = atEnd || gluedAfter || SEPARATOR_AFTER.test(after);
  if (isClock && atStart && /^\s+\p{Lu}/u.test(after)) return true;
  if (isClock && !atStart && !atEnd && !gluedBefore && !gluedAfter) return false;
  return apartBefore && apartAfter && (atStart || atEnd || gluedBefore || gluedAfter);
}
