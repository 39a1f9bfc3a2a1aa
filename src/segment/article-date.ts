import { messages } from '../message.js';
import type { Article } from '../model/article.js';
import { type Finding, suggest } from '../model/finding.js';
import { type Fields, isReal, toValue, zoneOf } from './calendar.js';
import { isDigit } from './stamp-readings.js';
import type { TimestampFinder } from './timestamps.js';

/** The date of an article as ISO 8601 with its zone, whatever it was written as. */

const say = messages('segment', {
  unknownDate: 'the date of the article is not understood: "{{date}}"',
  ambiguousDate: 'the date of the article may be read in two ways: "{{date}}"',
  writeIso: 'Write it as 2024-07-16T20:41:00+03:00; outputs have it as date_original only.',
});

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** `20240716T101500Z` */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** Mail and feeds (RFC 822): two digits of a year are of this century or, from 70 on, of the last. */
const MAIL =
  /^(?:\p{L}{2,9}\.?,?\s+)?(\d{1,2})[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*[\s-]+(\d{4}|\d{2})[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*((?![ap]\.?m)\p{L}{1,5}|[+-]\d\d:?\d\d)?(?:\s*\(.*\))?$/iu;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** `date` of Unix: `Fri Apr 28 19:20:36 CEST 2023`. */
const UNIX =
  /^\p{L}{3},?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\s+(\d{1,2})\s+(\d{1,2}):(\d\d):(\d\d)\s+(?:(\p{L}{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d)\s+)?(\d{4})$/iu;
/** Which is the month, readers of different countries would not agree. */
const AMBIGUOUS = /^\D*(0?[1-9]|1[0-2])\/(0?[1-9]|1[0-2])\/\d{2,4}(?!\d)/;
const EPOCH = /^\d{10}(?:\d{3})?$/;

type Said = Fields & { offset?: string };

/** Fields of the parts of a date; `undefined` for a zone nobody knows. */
function fieldsOf(parts: readonly (string | undefined)[]): { fields: Said; zone?: string } | undefined {
  const [year, month, day, hour, minute, second, written] = parts;
  const fields: Said = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    ...(hour === undefined ? {} : { hour: Number(hour), minute: Number(minute) }),
    ...(second === undefined ? {} : { second: Number(second) }),
  };
  if (written === undefined) return { fields };
  if (/^(?:Z|UTC?|GMT)$/i.test(written)) return { fields: { ...fields, offset: 'Z' } };
  const { offset, zone } = zoneOf(written);
  if (offset !== undefined) return { fields: { ...fields, offset } };
  return zone === undefined ? undefined : { fields, zone };
}

const monthOf = (name: string): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

/** What a date says that is written by a standard; `undefined` where it is by none. */
function standard(written: string): ReturnType<typeof fieldsOf> {
  const parts = ISO.exec(written) ?? COMPACT.exec(written);
  if (parts !== null) return fieldsOf(parts.slice(1));
  const mail = MAIL.exec(written);
  if (mail !== null) {
    const [, day, month = '', year = '', ...clock] = mail;
    const full = year.length === 4 ? year : `${Number(year) < 70 ? '20' : '19'}${year}`;
    return fieldsOf([full, monthOf(month), day, ...clock]);
  }
  const unix = UNIX.exec(written);
  if (unix === null) return undefined;
  const [, month = '', day, hour, minute, second, zone, year] = unix;
  return fieldsOf([year, monthOf(month), day, hour, minute, second, zone]);
}

/** The only stamp of a text, where no other digits stand beside it. */
function stampIn(written: string, finder: TimestampFinder): string | undefined {
  const found = finder.find(written);
  const [only] = found;
  if (only?.value === undefined || found.length > 1 || only.value.iso.startsWith('T')) return undefined;
  const rest = `${written.slice(0, only.start)} ${written.slice(only.end)}`;
  for (let at = 0; at < rest.length; at++) if (isDigit(rest, at)) return undefined;
  return only.value.iso;
}

/** Already as it should be: a day, or a moment with its zone. */
const PROPER = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/;

/** ISO 8601 of a date as written; `undefined` where it is not understood. */
function isoOf(written: string, finder: TimestampFinder, zone: string): string | undefined {
  const said = standard(written);
  if (said !== undefined) {
    if (!isReal(said.fields)) return undefined;
    return PROPER.test(written) ? written : toValue(said.fields, said.zone ?? zone).iso;
  }
  // By a standard, but in a zone nobody knows.
  if (MAIL.test(written) || UNIX.test(written)) return undefined;
  if (EPOCH.test(written))
    return new Date(Number(written) * (written.length === 10 ? 1000 : 1)).toISOString();
  return AMBIGUOUS.test(written) ? undefined : stampIn(written, finder);
}

/** The article with its date as ISO 8601 and, where that is written otherwise, what was written beside it. */
export function withDate<T extends Article>(article: T, finder: TimestampFinder, zone: string): T {
  const written = article.metadata.date?.trim();
  if (written === undefined || article.metadata.dateOriginal !== undefined) return article;
  const iso = isoOf(written, finder, zone);
  if (iso === written) return article;
  const { date: _, ...metadata } = article.metadata;
  if (iso !== undefined) return { ...article, metadata: { ...metadata, date: iso, dateOriginal: written } };
  const finding: Finding = {
    check: 'date',
    severity: 'minor',
    ...(AMBIGUOUS.test(written) ? say.ambiguousDate({ date: written }) : say.unknownDate({ date: written })),
    ...suggest(say.writeIso()),
    path: article.path,
    articleId: article.id,
  };
  return {
    ...article,
    metadata: { ...metadata, dateOriginal: written },
    findings: [...article.findings, finding],
  };
}
