import type { TimestampValue } from '../model/segment.js';

/** Dates and wall-clock times as ISO 8601 in a zone, and the names of months. */

export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  /** `+03:00`, where the text itself says so. */
  readonly offset?: string;
}

/** Names of zones beside a clock; where summer time is not said, an IANA zone. */
const ZONES: Readonly<Record<string, { readonly offset: string } | { readonly zone: string }>> = {
  z: { offset: '+00:00' },
  gmt: { offset: '+00:00' },
  utc: { offset: '+00:00' },
  wet: { offset: '+00:00' },
  west: { offset: '+01:00' },
  bst: { offset: '+01:00' },
  cet: { offset: '+01:00' },
  cest: { offset: '+02:00' },
  eet: { offset: '+02:00' },
  eest: { offset: '+03:00' },
  msk: { offset: '+03:00' },
  мск: { offset: '+03:00' },
  est: { offset: '-05:00' },
  edt: { offset: '-04:00' },
  cst: { offset: '-06:00' },
  cdt: { offset: '-05:00' },
  mst: { offset: '-07:00' },
  mdt: { offset: '-06:00' },
  pst: { offset: '-08:00' },
  pdt: { offset: '-07:00' },
  et: { zone: 'America/New_York' },
  pt: { zone: 'America/Los_Angeles' },
  'kyiv time': { zone: 'Europe/Kyiv' },
  'kiev time': { zone: 'Europe/Kyiv' },
  'за києвом': { zone: 'Europe/Kyiv' },
  'за київським часом': { zone: 'Europe/Kyiv' },
  'по киеву': { zone: 'Europe/Kyiv' },
  'по киевскому времени': { zone: 'Europe/Kyiv' },
};

const zoneNames = Object.keys(ZONES)
  .sort((a, b) => b.length - a.length)
  .map((name) => (/^[a-z]+$/.test(name) ? name.toUpperCase() : caseless(name)))
  .join('|');

/** `[Зз][Аа] …`: the names of more than letters are written either way. */
function caseless(name: string): string {
  return [...name].map((letter) => (letter === ' ' ? '\\s' : `[${letter.toUpperCase()}${letter}]`)).join('');
}

/** Source of a pattern (flag `u`) for the zone that may follow a clock: ` GMT`, ` +0300`, ` (EDT)`, ` за Києвом`. */
export const CLOCK_ZONE = String.raw`(?:,?\s?\(?(?<zone>(?:GMT|UTC)\s?[+\u2212-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}(?![\d.,:-])|(?:${zoneNames}))(?![\p{L}\d])\)?)?`;

/** What a zone as written says: its distance from UTC, or its IANA name. */
export function zoneOf(written: string): { readonly offset?: string; readonly zone?: string } {
  const numeric = /^(?:GMT|UTC)?\s?([+\u2212-])(\d{1,2}):?(\d{2})?$/.exec(written);
  if (numeric !== null) {
    const [, sign, hours = '', minutes = '00'] = numeric;
    return { offset: `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}` };
  }
  return ZONES[written.toLowerCase().replace(/\s/g, ' ')] ?? {};
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function offsetAt(moment: number, zone: string): string {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  const part = formatter.formatToParts(moment).find((candidate) => candidate.type === 'timeZoneName');
  const offset = part?.value.replace('GMT', '') ?? '';
  return offset === '' ? '+00:00' : offset.slice(0, 6);
}

function minutesOf(offset: string): number {
  return (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
}

/** `+03:00`: the zone's offset at a wall-clock time; before the change of clocks where the time exists twice. */
function offsetOf({ year, month, day, hour = 12, minute = 0 }: Fields, zone: string): string {
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  // The offset at the wall clock read as UTC is a first guess; asking again at the guessed moment settles changes of clocks.
  const guess = offsetAt(wall, zone);
  const settled = offsetAt(wall - minutesOf(guess) * 60_000, zone);
  const earlier = offsetAt(wall - 86_400_000, zone);
  // Both offsets hold in the hour that comes twice: the first round counts.
  return offsetAt(wall - minutesOf(earlier) * 60_000, zone) === earlier ? earlier : settled;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Whether the fields name a day and a time that exist, between 1900 and 2100. */
export function isReal({ year, month, day, hour = 0, minute = 0, second = 0 }: Fields): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  return year >= 1900 && year <= 2100 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** @param zone IANA zone that places the wall-clock time. */
export function toValue(fields: Fields, zone: string): TimestampValue {
  const date = `${pad(fields.year, 4)}-${pad(fields.month)}-${pad(fields.day)}`;
  if (fields.hour === undefined) return { iso: date, precision: 'date', zone };
  const time = `${pad(fields.hour)}:${pad(fields.minute ?? 0)}:${pad(fields.second ?? 0)}`;
  const iso = `${date}T${time}${fields.offset ?? offsetOf(fields, zone)}`;
  return { iso, precision: fields.second === undefined ? 'minute' : 'second', zone };
}

/** The year that puts a day nearest to a reference date (ISO 8601); `undefined` without a reference. */
export function nearestYear(month: number, day: number, reference: string | undefined): number | undefined {
  const moment = reference === undefined ? Number.NaN : Date.parse(reference);
  if (Number.isNaN(moment)) return undefined;
  const year = new Date(moment).getUTCFullYear();
  const distance = (candidate: number): number => Math.abs(Date.UTC(candidate, month - 1, day) - moment);
  return [year - 1, year, year + 1].reduce((best, next) => (distance(next) < distance(best) ? next : best));
}

/** Words that stand before a time for its day: `вчора`, `today`; and names of weekdays, long and short, lower case. */
export interface DayWords {
  /** Word -> days from the article's. */
  readonly relative: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
}

/** The words of the languages, as Unicode's locale data has them. */
export function dayWords(languages: readonly string[]): DayWords {
  // Locale data has `учора` alone.
  const relative = new Map([['вчора', -1]]);
  const weekdays = new Set<string>();
  for (const language of languages) {
    const days = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    for (const distance of [-1, 0]) {
      const word = days.format(distance, 'day').toLowerCase();
      if (!relative.has(word)) relative.set(word, distance);
    }
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
      for (let day = 1; day <= 7; day++) {
        weekdays.add(
          format
            .format(Date.UTC(2024, 0, day))
            .toLowerCase()
            .replace(/\.$/, ''),
        );
      }
    }
  }
  return { relative, weekdays };
}

export type MonthNames = ReadonlyMap<string, number>;

/** Month names of the languages, as they stand in dates and alone, long and short, lower case, without a stop. */
export function monthNames(languages: readonly string[]): MonthNames {
  const names = new Map<string, number>();
  for (const language of languages) {
    for (const month of ['long', 'short'] as const) {
      for (const day of [{ day: 'numeric' }, {}] as const) {
        const format = new Intl.DateTimeFormat(language, { month, ...day, timeZone: 'UTC' });
        for (let index = 0; index < 12; index++) {
          const parts = format.formatToParts(Date.UTC(2024, index, 1));
          const name =
            parts
              .find((part) => part.type === 'month')
              ?.value.toLowerCase()
              .replace(/\.$/, '') ?? '';
          if (/^\p{L}{3,}$/u.test(name) && !names.has(name)) names.set(name, index + 1);
        }
      }
    }
  }
  return names;
}

/** A way of saying how long ago something was, around its number: `hace` … `horas`. */
export interface Ago {
  readonly prefix: string;
  readonly unit: AgoUnit;
}

export type AgoUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const UNITS: readonly AgoUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
/** Numbers whose words differ in some language. */
const AMOUNTS = [1, 2, 3, 5, 11, 20, 21, 22, 25];

/** What stands behind the number (lower case, single spaces, no stop at the end of a word) -> what before it. */
export function agoPhrases(languages: readonly string[]): ReadonlyMap<string, readonly Ago[]> {
  const phrases = new Map<string, Ago[]>();
  for (const language of languages) {
    for (const style of ['long', 'short', 'narrow'] as const) {
      const format = new Intl.RelativeTimeFormat(language, { numeric: 'always', style });
      for (const unit of UNITS) {
        for (const amount of AMOUNTS) {
          const [prefix, suffix] = format.format(-amount, unit).toLowerCase().split(String(amount));
          if (prefix === undefined || suffix === undefined) continue;
          const before = foldPhrase(prefix);
          const after = foldPhrase(suffix);
          // A sign or a letter beside a number says too little.
          if (after.length < 2 || (before === '' && !after.includes(' '))) continue;
          if (!/^[\p{L}\s’']*$/u.test(before) || !/^[\p{L}\s]+$/u.test(after)) continue;
          const known = phrases.get(after) ?? [];
          if (!known.some((one) => one.prefix === before)) known.push({ prefix: before, unit });
          phrases.set(after, known);
        }
      }
    }
  }
  return phrases;
}

/** A phrase without stops behind its words and with single spaces. */
export const foldPhrase = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\.(?=\s|$)/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

const LENGTH: Readonly<Record<AgoUnit, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 0,
  year: 0,
};

/**
 * The moment so long before a reference (ISO 8601). `undefined` where the reference is missing or too coarse: hours
 * before a day without a time name no hour.
 */
export function momentBefore(
  reference: string | undefined,
  amount: number,
  unit: AgoUnit,
  zone: string,
): TimestampValue | undefined {
  const moment = reference === undefined ? Number.NaN : Date.parse(reference);
  const timed = reference !== undefined && /T\d{2}:\d{2}/.test(reference);
  const fine = unit === 'second' || unit === 'minute' || unit === 'hour';
  if (Number.isNaN(moment) || LENGTH[unit] === 0 || (fine && !timed)) return undefined;
  const at = moment - amount * LENGTH[unit];
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timed ? zone : 'UTC',
    ...{
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    },
  }).formatToParts(at);
  const field = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const fields = { year: field('year'), month: field('month'), day: field('day') };
  return toValue(fine ? { ...fields, hour: field('hour'), minute: field('minute') } : fields, zone);
}
