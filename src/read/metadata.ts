import { parseLanguageTag } from '../model/language.js';

/** First of the named fields that holds a string, a number or a date, as a string. */
export function pickString(
  record: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string | undefined {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      const iso = value.toISOString();
      return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
    }
  }
  return undefined;
}

/** A declared language, canonical, or nothing: documents often declare nonsense. */
export function declaredLanguage(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const { tag, suggestion } = parseLanguageTag(value);
  return tag ?? suggestion;
}
