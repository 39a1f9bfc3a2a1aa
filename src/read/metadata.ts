import { parseLanguageTag } from '../model/language.js';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The value of a field; `article.author` looks into the object `article` where no field bears the whole name. */
function fieldValue(record: Fields, name: string): unknown {
  const key = Object.hasOwn(record, name)
    ? name
    : Object.keys(record).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (key !== undefined) return record[key];
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  const inner = record[name.slice(0, dot)];
  return isObject(inner) ? fieldValue(inner, name.slice(dot + 1)) : undefined;
}

/** First of the named fields that holds a string, a number or a date, as a string. */
export function pickString(record: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = fieldValue(record, name);
    // Crawlers that collect all that matches write lists.
    const value: unknown = Array.isArray(found) ? found[0] : found;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      const iso = value.toISOString();
      return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
    }
  }
  return undefined;
}

/** Ten digits count seconds since 1970, thirteen count milliseconds. */
const EPOCH = /^\d{10}(?:\d{3})?$/;

/** First of the named fields that holds a date, as written; a count since 1970 becomes ISO 8601. */
export function pickDate(record: Fields, names: readonly string[]): string | undefined {
  const date = pickString(record, names);
  if (date === undefined || !EPOCH.test(date)) return date;
  return new Date(Number(date) * (date.length === 10 ? 1000 : 1)).toISOString();
}

function namesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap(namesOf);
  return isObject(value) ? namesOf(value.name) : [];
}

/** First of the named fields that holds names: a string, `{ name }`, or a list of these. */
export function pickNames(record: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = namesOf(fieldValue(record, name));
    if (found.length > 0) return found.join(', ');
  }
  return undefined;
}

/** The fields that are known. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** A declared language, canonical, or nothing: documents often declare nonsense. */
export function declaredLanguage(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const { tag, suggestion } = parseLanguageTag(value);
  return tag ?? suggestion;
}
