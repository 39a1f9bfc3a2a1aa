import type { LanguageTag } from '../model/language.js';
import { normaliseText, sha256 } from '../model/text.js';
import { groupDigits, type Notation, notationOf, samePlural, standsInDate } from './notation.js';

/** A value that may change from one sentence to the next while the words stay. */
interface Value {
  /** `number` follows the language's notation; `verbatim` (URL, clock time, dotted date…) is copied. */
  readonly kind: 'number' | 'verbatim';
  /** Equal for equal values whatever the notation: `1500.5` for `1,500.5` and `1 500,5`. */
  readonly canonical: string;
  readonly text: string;
  /** Half-open UTF-16 range in the text it was found in. */
  readonly start: number;
  readonly end: number;
}

/** A text with its values taken out. */
export interface Generalised {
  /** Equal for texts that differ only in values. */
  readonly pattern: string;
  readonly values: readonly Value[];
}

/** Stand for a value in a pattern; private use, never in news. */
const SLOT = { number: '\uE0F0', verbatim: '\uE0F1' } as const;

/**
 * What may be a value: web addresses, mail, handles, hashtags; then digits with whatever joins them. A
 * match of the last kind that touches a letter (`F-16`, `5th`, `8-го`) is part of a word and no value.
 */
const CANDIDATE =
  /(?<verbatim>(?<![\p{L}\p{N}-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}[\d:.+Z-]*)?(?![\p{L}\p{N}-])|(?:https?:\/\/|www\.)[^\s<>"»”)\]]*[^\s<>"»”)\].,;:!?…]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_]+|`[^`\n]+`)|\p{N}(?:[\p{N}]|[.,:/'’\u00A0\u202F ](?=\p{N}))*/gu;

/** Most sentences have nothing of the kind. */
const MAY_HOLD_VALUES = /[\p{N}@#`]|:\/\/|www\./u;

const LETTER_BEFORE = /\p{L}[-\u2010\u2011]?$/u;
const LETTER_AFTER = /^[-\u2010\u2011'’]?\p{L}/u;

/** Takes numbers, dates, clock times, addresses and handles out of a text. */
export function generalise(text: string, language: LanguageTag): Generalised {
  if (!MAY_HOLD_VALUES.test(text)) return { pattern: normaliseText(text), values: [] };
  const values: Value[] = [];
  let pattern = '';
  let last = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const verbatim = match.groups?.verbatim;
    const found =
      verbatim === undefined
        ? numericValues(text, match[0], match.index, language)
        : [valueAt('verbatim', verbatim, verbatim, match.index)];
    for (const value of found) {
      pattern += text.slice(last, value.start) + SLOT[value.kind];
      last = value.end;
      values.push(value);
    }
  }
  pattern += text.slice(last);
  return { pattern: normaliseText(pattern).replace(/\s+%/g, '%'), values };
}

/** Whether a pattern says anything besides its values. */
export function isGeneral(generalised: Generalised): boolean {
  return generalised.values.length > 0 && /\p{L}/u.test(generalised.pattern);
}

function valueAt(kind: Value['kind'], text: string, canonical: string, start: number): Value {
  return { kind, canonical, text, start, end: start + text.length };
}

function numericValues(text: string, run: string, start: number, language: LanguageTag): Value[] {
  if (LETTER_BEFORE.test(text.slice(Math.max(0, start - 2), start))) return [];
  if (LETTER_AFTER.test(text.slice(start + run.length, start + run.length + 2))) return [];
  const whole = readNumber(run, language);
  if (whole !== undefined) return [valueAt('number', run, whole, start)];
  // Not one number: numbers in a row (`737 800 12`, `1, 2`) are read one by one, joined ones are copied.
  const values: Value[] = [];
  for (const part of run.matchAll(/[^\u00A0\u202F ]+/gu)) {
    const number = readNumber(part[0], language);
    if (number !== undefined) values.push(valueAt('number', part[0], number, start + part.index));
    else if (isJoined(part[0])) values.push(valueAt('verbatim', part[0], part[0], start + part.index));
  }
  return values;
}

/** Clock times, scores, dotted dates, fractions, versions: two separators, or one that no number has. */
function isJoined(text: string): boolean {
  return /^\p{N}+(?:[:/]\p{N}+)+$/u.test(text) || /^\p{N}+(?:\.\p{N}+){2,}$/u.test(text);
}

/**
 * The canonical form of a number as `language` writes it, or `undefined` where the text is no number or
 * could be two: `1.500` in Ukrainian, `2,5` in English.
 */
function readNumber(text: string, language: LanguageTag): string | undefined {
  if (/^[0-9]+$/.test(text)) return text;
  const { decimal, groups }: Notation = notationOf(language);
  const mark = text.lastIndexOf(decimal);
  const whole = mark < 0 ? text : text.slice(0, mark);
  const fraction = mark < 0 ? '' : text.slice(mark + 1);
  const digits = wholeDigits(whole, groups);
  if (digits !== undefined && (mark < 0 || /^[0-9]+$/.test(fraction))) {
    return fraction === '' ? digits : `${digits}.${fraction}`;
  }
  // Newsrooms write 2.5 where the language says 2,5; three digits after the point could be thousands.
  return decimal === ',' && /^[0-9]+\.[0-9]{1,2}$/.test(text) ? text : undefined;
}

function wholeDigits(text: string, groups: string): string | undefined {
  const match = /^([0-9]{1,3})(?:([^0-9])[0-9]{3}(?:\2[0-9]{3})*)?$/.exec(text);
  if (/^[0-9]+$/.test(text)) return text;
  if (match?.[2] === undefined || !groups.includes(match[2])) return undefined;
  return text.replaceAll(match[2], '');
}

/**
 * The translation of `text`, made from an entry that differs from it only in values; `undefined` where that
 * would be a guess: a value that is not exactly once in the entry's source and in its target, a value the
 * target has on its own, or a number that wants another plural form in the target language.
 */
export function transferValues(
  entry: { readonly sourceText: string; readonly targetText: string },
  text: string,
  source: LanguageTag,
  target: LanguageTag,
): string | undefined {
  const from = generalise(entry.sourceText, source);
  const to = generalise(entry.targetText, target);
  const now = generalise(text, source);
  if (now.pattern !== from.pattern || from.values.length !== to.values.length) return undefined;
  const places = new Map(from.values.map((value, index) => [identityOf(value), index]));
  if (places.size !== from.values.length) return undefined;
  let result = '';
  let last = 0;
  for (const slot of to.values) {
    const index = places.get(identityOf(slot));
    const old = index === undefined ? undefined : from.values[index];
    const value = index === undefined ? undefined : now.values[index];
    if (old === undefined || value === undefined || !places.delete(identityOf(slot))) return undefined;
    const written = writeValue({ value, old, slot, targetText: entry.targetText, target });
    if (written === undefined) return undefined;
    result += entry.targetText.slice(last, slot.start) + written;
    last = slot.end;
  }
  return result + entry.targetText.slice(last);
}

function identityOf(value: Value): string {
  return `${value.kind} ${value.canonical}`;
}

interface Transfer {
  /** What the new source says. */
  readonly value: Value;
  /** What the entry's source says in its place. */
  readonly old: Value;
  /** Where the entry's target says it. */
  readonly slot: Value;
  readonly targetText: string;
  readonly target: LanguageTag;
}

function writeValue({ value, old, slot, targetText, target }: Transfer): string | undefined {
  if (value.kind !== slot.kind) return undefined;
  if (value.kind === 'verbatim') return value.text;
  if (value.canonical === slot.canonical) return slot.text;
  const before = targetText.slice(0, slot.start);
  const after = targetText.slice(slot.end);
  const free = /^\s?%/.test(after) || standsInDate(before, value.canonical, after, target);
  if (!free && !samePlural(value.canonical, slot.canonical, target)) return undefined;
  return inNotationOf({ value, old, slot, target });
}

/** The number in the target's notation: as the entry's translator wrote it, else as the language has it. */
function inNotationOf({ value, old, slot, target }: Omit<Transfer, 'targetText'>): string {
  const [digits = '', fraction] = value.canonical.split('.');
  const [oldDigits = '', oldFraction] = slot.canonical.split('.');
  const notation = notationOf(target);
  const oldWhole = oldFraction === undefined ? slot.text : slot.text.slice(0, -oldFraction.length - 1);
  const oldGroup = oldWhole.length > oldDigits.length ? /[^0-9]/.exec(oldWhole)?.[0] : undefined;
  const sourceGroups = /[0-9][^0-9][0-9]{3}(?![0-9])/;
  const dropped = oldGroup === undefined && oldDigits.length > 3 && sourceGroups.test(old.text);
  const grouped = digits.length > 3 && (oldGroup !== undefined || sourceGroups.test(value.text)) && !dropped;
  const whole = grouped ? groupDigits(digits, oldGroup ?? notation.group) : digits;
  if (fraction === undefined) return whole;
  const mark = oldFraction === undefined ? notation.decimal : slot.text.charAt(oldWhole.length);
  return `${whole}${mark}${fraction}`;
}

/** A number of 52 bits from texts: small keys that SQLite and JavaScript both hold exactly. */
export function hashOf(...parts: readonly string[]): number {
  return Number.parseInt(sha256(parts.join('\u0000')).slice(0, 13), 16);
}
