/** Times of the day. */

export interface Clock {
  /** Minutes of the day. */
  readonly minutes: number;
  /** The half of the day is not said, and the hour is in both. */
  readonly open: boolean;
  readonly length: number;
}

const COLON = /^(\d{1,2}):(\d\d)(?::\d\d)?(?![\d:])/;
const POINT = /^(\d{1,2})\.(\d\d)(?![\d.,])/;
const HOUR = /^(\d{1,2})(?![\d:.,]\d|\d)/;
/** `9 p.m.`, `9pm`, `9:30 PM`. */
const ENGLISH_HALF = /^\s?([ap])\.?\s?m\b\.?/i;
/** `9 Uhr`, `9 Uhr abends`. */
const GERMAN_HOUR = /^\s?Uhr(?!\p{L})(?:\s(?:(abends|nachmittags)|morgens|früh|nachts|vormittags|mittags))?/u;
const JAPANESE = /^(\d{1,2})\s?[時时点點](?:\s?(\d{1,2})\s?分|(半))?/u;
/** Words after `21.30` that make it a time, and before it. */
const AFTER_POINT = /^\s?(?:uhr|hod(?:\.|in)|h\b|год|час|[ap]\.?m\b)/iu;
const BEFORE_POINT = /(?:^|[\s(])(?:о|об|в|до|з|із|с|к|at|um|gegen|bis|ab|v|ve|od|do|kl\.?)\s$/iu;

const cycles = new Map<string, boolean>();

/** Whether a language counts the hours to 24, so that `5:30` is in the morning. */
function hasDayClock(language: string): boolean {
  let day = cycles.get(language);
  if (day === undefined) {
    day = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hourCycle === 'h23';
    cycles.set(language, day);
  }
  return day;
}

/** The time that begins at an offset of a text; `before` is what stands before it. */
export function clockAt(text: string, offset: number, before: string, language: string): Clock | undefined {
  const rest = text.slice(offset, offset + 24);
  const cjk = language === 'ja' || language === 'zh' ? JAPANESE.exec(rest) : null;
  const match = cjk ?? COLON.exec(rest) ?? POINT.exec(rest) ?? HOUR.exec(rest);
  if (match === null) return undefined;
  const hour = Number(match[1]);
  const minute = cjk?.[3] === undefined ? Number(match[2] ?? 0) : 30;
  if (hour > 24 || minute > 59) return undefined;
  const tail = rest.slice(match[0].length);
  const half = cjk === null ? ENGLISH_HALF.exec(tail) : null;
  if (half !== null) {
    if (hour === 0 || hour > 12) return undefined;
    const isPm = half[1]?.toLowerCase() === 'p';
    return {
      minutes: ((hour % 12) + (isPm ? 12 : 0)) * 60 + minute,
      open: false,
      length: match[0].length + half[0].length,
    };
  }
  if (cjk !== null)
    return { minutes: (hour * 60 + minute) % 1440, open: hour <= 12, length: match[0].length };
  // An hour of the German clock is one of 24, unless the half of the day stands behind it.
  const german = language === 'de' ? GERMAN_HOUR.exec(tail) : null;
  if (german !== null && !match[0].includes(':') && !match[0].includes('.')) {
    const isLate = german[1] !== undefined && hour < 12;
    return {
      minutes: ((isLate ? hour + 12 : hour) * 60) % 1440,
      open: false,
      length: match[0].length + german[0].length,
    };
  }
  const colon = match[0].includes(':');
  const point = !colon && match[0].includes('.') && (AFTER_POINT.test(tail) || BEFORE_POINT.test(before));
  if (!colon && !point) return undefined;
  return {
    minutes: (hour * 60 + minute) % 1440,
    open: hour <= 12 && hour > 0 && !hasDayClock(language),
    length: match[0].length,
  };
}
