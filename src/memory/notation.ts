import type { LanguageTag } from '../model/language.js';

/** How a language writes numbers. */
export interface Notation {
  readonly decimal: string;
  /** Written between groups of three digits. */
  readonly group: string;
  /** All that may be read as a group mark. */
  readonly groups: string;
}

const SPACES = ' \u00A0\u202F';
const notations = new Map<LanguageTag, Notation>();
const plurals = new Map<string, Intl.PluralRules>();
const months = new Map<LanguageTag, readonly string[]>();

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** Number marks of a language, from CLDR. */
export function notationOf(language: LanguageTag): Notation {
  return remember(notations, language, () => {
    const parts = new Intl.NumberFormat(language, {
      useGrouping: 'always',
      numberingSystem: 'latn',
    }).formatToParts(1234567.5);
    const mark = (type: string): string | undefined => parts.find((part) => part.type === type)?.value;
    const group = mark('group') ?? '';
    return { decimal: mark('decimal') ?? '.', group, groups: SPACES + group };
  });
}

/** `1234567` with `mark` between groups of three. */
export function groupDigits(digits: string, mark: string): string {
  return digits.replace(/(?<=[0-9])(?=(?:[0-9]{3})+$)/g, mark);
}

/**
 * Whether two numbers take the same plural form, so that the words around may stay: 2 and 3 but not 2 and 5
 * in Ukrainian.
 */
export function samePlural(a: string, b: string, language: LanguageTag): boolean {
  return pluralOf(a, language) === pluralOf(b, language);
}

function pluralOf(canonical: string, language: LanguageTag): string {
  const fraction = canonical.split('.')[1]?.length ?? 0;
  const rules = remember(
    plurals,
    `${language} ${fraction}`,
    () => new Intl.PluralRules(language, { minimumFractionDigits: Math.min(fraction, 20) }),
  );
  return rules.select(Number(canonical));
}

/** Whether a number stands where no noun agrees with it: a year, or a day beside the name of a month. */
export function standsInDate(
  before: string,
  canonical: string,
  after: string,
  language: LanguageTag,
): boolean {
  if (/^(?:19|20)[0-9]{2}$/.test(canonical)) return true;
  if (!/^(?:0?[1-9]|[12][0-9]|3[01])$/.test(canonical)) return false;
  const names = monthsOf(language);
  const left = before.trimEnd().toLocaleLowerCase(language);
  const right = after
    .trimStart()
    .replace(/^(?:de|of)\s+/u, '')
    .toLocaleLowerCase(language);
  return names.some((name) => endsWithWord(left, name) || startsWithWord(right, name));
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && !/^\p{L}/u.test(text.slice(word.length));
}

function endsWithWord(text: string, word: string): boolean {
  return text.endsWith(word) && !/\p{L}$/u.test(text.slice(0, -word.length));
}

/** Names of the months as they stand beside a day, lower case. */
function monthsOf(language: LanguageTag): readonly string[] {
  return remember(months, language, () => {
    const format = new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
      calendar: 'gregory',
    });
    return Array.from({ length: 12 }, (_, month) => {
      const parts = format.formatToParts(Date.UTC(2024, month, 15));
      return (parts.find((part) => part.type === 'month')?.value ?? '').toLocaleLowerCase(language);
    }).filter((name) => /\p{L}/u.test(name));
  });
}
