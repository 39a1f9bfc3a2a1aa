import { messages } from '../message.js';
import type { Finding } from '../model/finding.js';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import type { Segment, TimestampValue } from '../model/segment.js';
import type { Checked } from '../model/stages.js';

/** Dates that stand in a text for themselves, for readers of another language. */

const say = messages('write', {
  foreignDate: 'a date stays as it is written in another language: "{{date}}"',
});

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: LanguageTag, { precision, zone }: TimestampValue): Intl.DateTimeFormat {
  const key = `${language} ${precision === 'date' ? '' : zone}`;
  let format = formats.get(key);
  if (format === undefined) {
    const clock: Intl.DateTimeFormatOptions =
      precision === 'date' ? { timeZone: 'UTC' } : { timeStyle: 'short', timeZone: zone };
    format = new Intl.DateTimeFormat(language, { dateStyle: 'long', ...clock });
    formats.set(key, format);
  }
  return format;
}

/** A timestamp as readers of a language write it, in the zone of the article. */
export function localDate(time: TimestampValue, language: LanguageTag): string | undefined {
  if (time.iso.startsWith('T')) return time.iso.slice(1);
  const moment = new Date(time.iso);
  return Number.isNaN(moment.getTime()) ? undefined : dateFormat(language, time).format(moment);
}

const months = new Map<LanguageTag, ReadonlySet<string>>();

/** Names of months of a language, as they stand in dates and alone, lower case, without a stop. */
function monthsOf(language: LanguageTag): ReadonlySet<string> {
  let names = months.get(language);
  if (names === undefined) {
    const found = new Set<string>();
    for (const options of [
      { month: 'long', day: 'numeric' },
      { month: 'short', day: 'numeric' },
      { month: 'long' },
      { month: 'short' },
    ] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
      for (let month = 0; month < 12; month++) {
        const part = format.formatToParts(Date.UTC(2024, month, 15)).find(({ type }) => type === 'month');
        if (part !== undefined) found.add(part.value.toLowerCase().replace(/\.$/, ''));
      }
    }
    names = found;
    months.set(language, names);
  }
  return names;
}

/** How a stamp is to be read where it stands: as it is, written anew, or foreign for want of a year. */
type StampReading = 'native' | 'foreign' | 'unplaced';

/** @param own language of the article */
function readStamp({ text, time }: Segment, own: LanguageTag, target: LanguageTag): StampReading {
  const words = text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  const isNative =
    words.length === 0 ? sameLanguage(own, target) : words.some((word) => monthsOf(target).has(word));
  if (isNative) return 'native';
  if (time !== undefined && !time.iso.startsWith('T')) return 'foreign';
  return words.length === 0 || sameLanguage(own, target) ? 'native' : 'unplaced';
}

/** A stamp as readers of the target write it; no text where it stays as it is, a finding where it stays foreign. */
export function localStamp(
  segment: Segment,
  article: Checked,
  target: LanguageTag,
): { readonly text?: string | undefined; readonly finding?: Finding } {
  const { role, time, text, id } = segment;
  // The only version there is stays as it is, byte for byte.
  const isAlone = article.targets.length === 1 && sameLanguage(article.lang, target);
  if (role !== 'timestamp' || isAlone) return {};
  const reading = readStamp(segment, article.lang, target);
  if (reading === 'foreign' && time !== undefined) return { text: localDate(time, target) };
  if (reading !== 'unplaced') return {};
  const finding: Finding = {
    check: 'foreign-date',
    severity: 'minor',
    ...say.foreignDate({ date: text }),
    articleId: article.id,
    path: article.path,
    segmentId: id,
    target,
  };
  return { finding };
}
