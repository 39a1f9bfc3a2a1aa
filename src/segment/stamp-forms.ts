import { type AgoUnit, CLOCK_ZONE, type MonthNames } from './calendar.js';
import type { Range } from './characters.js';

/** The ways a moment is written, as patterns, and what they say. */

/** What the text says of a moment; a year or a day may be missing. */
export interface Spoken {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  readonly hour: number | undefined;
  readonly minute: number | undefined;
  readonly second: number | undefined;
  /** As written: `GMT`, `+0300`, `за Києвом`. */
  readonly zone: string | undefined;
}

export interface Found extends Range {
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
export const JOINT = String.raw`(?:о|об|в|у|at|um|à|o|kl\.|a las|alle)`;
export const JOINED = new RegExp(String.raw`\s${JOINT}\s\d`, 'u');

const CLOCK = String.raw`(?<hour>\d{1,2})(?::|\.(?=\d{2}\sUhr))(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s?(?<half>[AaPp])\.?(?:[Mm](?![A-Za-z\d])|M(?=[A-Z][a-z]))\.?)?(?:\sUhr(?!\p{L}))?(?![\d:])${CLOCK_ZONE}`;
const AFTER_DATE = String.raw`(?:,?\s${JOINT}\s|[,\s]\s?|,?\s[|•·–—/-]\s)`;
const YEAR_WORD = String.raw`(?:\s?(?:року|рік|года|год|р\.|г\.|r\.|roku)(?!\p{L}))?`;
const DAY_ORDINAL = String.raw`(?:st|nd|rd|th|-го|\.|º|er)?`;
const NAME = String.raw`(?<name>\p{L}{3,})\.?`;

/** How each way of writing a moment is read; `digital` dates have their month in digits. */
export interface Form {
  readonly pattern: RegExp;
  readonly digital: boolean;
}

const form = (source: string, digital: boolean): Form => ({ pattern: new RegExp(source, 'uy'), digital });

const YEAR = String.raw`(?<year>\d{4})(?![\d:.,]?\d)`;
const NUMERIC_DATE = String.raw`(?<day>\d{1,2})(?<mark>[./-])(?<month>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})(?!\d|[./-]\d)(?:\s?[рг]\.)?`;
const NAMED_DATE = String.raw`(?<day>\d{1,2})${DAY_ORDINAL}\s(?:de\s)?${NAME}(?:,?\s(?:de\s|del\s)?${YEAR}${YEAR_WORD})?`;
const THEN_TIME = `(?:${AFTER_DATE}${CLOCK})?`;
const THEN_DATE = String.raw`(?:,\s?|\s)(?:[|•·–—/-]\s)?`;

export const ISO = form(
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?${CLOCK_ZONE})?(?![\d-])`,
  true,
);
export const YEAR_FIRST = form(
  String.raw`(?<year>\d{4})(?<mark>[./])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?![\d./])${THEN_TIME}`,
  true,
);
export const EAST_ASIAN = form(
  String.raw`(?<year>\d{4})[年년]\s?(?<month>\d{1,2})[月월]\s?(?<day>\d{1,2})[日일](?:\s?${CLOCK})?`,
  true,
);
export const NUMERIC = form(NUMERIC_DATE + THEN_TIME, true);
/** `03.12 11:53`: without a year only with a time. */
export const DAY_MONTH_TIME = form(String.raw`(?<day>\d{2})(?<mark>[./])(?<month>\d{2}),?\s${CLOCK}`, true);
export const NAMED = form(NAMED_DATE + THEN_TIME, false);
const MONTH_DATE = String.raw`${NAME}\s(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s${YEAR})?(?!\d)`;
export const MONTH_FIRST = form(MONTH_DATE + THEN_TIME, false);
export const TIME_THEN_NUMERIC = form(CLOCK + THEN_DATE + NUMERIC_DATE, true);
export const TIME_THEN_NAMED = form(CLOCK + THEN_DATE + NAMED_DATE, false);
export const TIME_THEN_MONTH = form(CLOCK + THEN_DATE + MONTH_DATE, false);
export const TIME = form(CLOCK, true);

const number = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

export function speak(hit: RegExpExecArray, months: MonthNames): Spoken | undefined {
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
