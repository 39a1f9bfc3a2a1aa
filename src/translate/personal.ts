/**
 * Personal data in a text, so that it can be masked before the text leaves the machine. Pure; numbers count only where
 * their check digits are right or a word beside them says what they are.
 */

import type { FindPersonal, PersonalKind, PersonalRange } from '../model/personal.js';

/** Ranges of the user's own patterns. */
type FindOwn = (text: string) => readonly { readonly start: number; readonly end: number }[];

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
/** Digits with what people put between them; what it is the number tells. */
const NUMBER =
  /(?<![\p{L}\p{N}.,+(])(?:\+\s?)?(?:\(\+?\d{1,5}\)|\d)(?:[ \u00a0\u202f.-]?[-–]?\s?(?:\(\d{1,5}\)|\d)){4,23}(?![\p{N}]|[.,:]\d)/gu;
const PHONE_WORD =
  /(?:тел|phone|tel|mob|моб|viber|whatsapp|номер(?:ом|у)?|call|fax|факс)[\p{L}]{0,8}\.?:?\s{0,2}$/iu;
const TAX_WORD =
  /(?:ІПН|РНОКПП|ИНН|ІН|SSN|TIN|PESEL|NIP|IČO|rodné číslo|Steuer-?(?:ID|nummer)|tax (?:id|number|code)|податков\p{L}{2,4} (?:код|номер)\p{L}{0,2}|налогов\p{L}{2,4} номер\p{L}{0,2})[\s:№#-]{0,4}$/iu;
const PASSPORT =
  /(?<=(?:паспорт|passport|Reisepass|paszport|passeport|pasaporte|cestovní pas|ID[- ]карт|посвідчення)[\p{L}]{0,8}[^\p{N}\p{L}]{0,4}(?:(?:серії|серии|серія|серия|номер|number|no|nr|№|série|Nr)\.?[\s:№]{1,3}){0,2})[A-ZА-ЯІЇЄҐ]{0,3}\s?(?:№\s?)?\d(?:\s?\d){5,9}(?![\p{L}\p{N}])/gu;
/** A Ukrainian passport: two letters and six digits. */
const UKRAINIAN_PASSPORT = /(?<![\p{L}\p{N}])[АВЕІКМНОРСТХГДЖЗЛПЮЯБ]{2}\s?(?:№\s?)?\d{6}(?![\p{L}\p{N}])/gu;
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?(?![\p{L}\p{N}])/gu;
const SSN = /(?<![\p{L}\p{N}-])\d{3}-\d{2}-\d{4}(?![\p{L}\p{N}-])/gu;

/** Finds what of the kinds asked for is in a text. */
export function createPersonalFinder(
  kinds: readonly PersonalKind[],
  findOwn: FindOwn | undefined,
): FindPersonal | undefined {
  if (kinds.length === 0 && findOwn === undefined) return undefined;
  const wanted = new Set(kinds);
  return (text) => {
    const found: PersonalRange[] = [];
    const add = (kind: PersonalRange['kind'], start: number, end: number): void => {
      if (end > start && !found.some((one) => one.start < end && one.end > start))
        found.push({ kind, start, end });
    };
    const all = (
      kind: PersonalKind,
      pattern: RegExp,
      accept: (text: string) => boolean = () => true,
    ): void => {
      if (!wanted.has(kind)) return;
      for (const { 0: match, index } of text.matchAll(pattern))
        if (accept(match)) add(kind, index, index + match.length);
    };
    for (const { start, end } of findOwn?.(text) ?? []) add('pattern', start, end);
    if (text.includes('@')) all('email', EMAIL);
    if (/\d/.test(text)) {
      all('account', IBAN, isIban);
      all('passport', PASSPORT);
      all('passport', UKRAINIAN_PASSPORT);
      all('tax', SSN);
      for (const { 0: match, index } of text.matchAll(NUMBER)) {
        const written = match.replace(/[\s(–-]+$/u, '');
        const kind = kindOf(written, text.slice(Math.max(0, index - 30), index));
        if (kind !== undefined && wanted.has(kind)) add(kind, index, index + written.length);
      }
    }
    return found.sort((a, b) => a.start - b.start);
  };
}

/** A text with the kind of each stretch in its place, for what only helps to understand another text. */
export function withoutPersonal(text: string, find: FindPersonal): string {
  let left = text;
  for (const { kind, start, end } of [...find(text)].reverse())
    left = `${left.slice(0, start)}[${kind}]${left.slice(end)}`;
  return left;
}

function kindOf(written: string, before: string): PersonalKind | undefined {
  const digits = written.replace(/\D/g, '');
  if (TAX_WORD.test(before) && digits.length >= 8 && digits.length <= 12) return 'tax';
  if (digits.length >= 13 && digits.length <= 19 && !written.startsWith('+') && isLuhn(digits)) return 'card';
  if (isPhone(written, digits, before)) return 'phone';
  // Without a word beside it only a number that is written in one piece.
  if (!/^\d+$/.test(written)) return undefined;
  return isUkrainianTaxNumber(digits) || isPesel(digits) || isRussianTaxNumber(digits) ? 'tax' : undefined;
}

/** By a plus, an area code in brackets, a zero in front, or a word that says so. */
function isPhone(written: string, digits: string, before: string): boolean {
  if (written.startsWith('+')) return digits.length >= 8 && digits.length <= 15;
  if (PHONE_WORD.test(before)) return digits.length >= 5 && digits.length <= 15;
  if (/^\(\d{2,5}\)/.test(written)) return digits.length >= 7 && digits.length <= 13;
  return (
    /^(?:0\d{2}|0 800|8 ?\(?\d{3}\)?)[\s-]?/.test(written) &&
    /[\s-]/.test(written) &&
    digits.length >= 9 &&
    digits.length <= 11
  );
}

function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    let digit = Number(digits[digits.length - 1 - at]);
    if (at % 2 === 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits);
}

function isIban(written: string): boolean {
  const plain = written.replace(/\s/g, '');
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const weighed = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

function isUkrainianTaxNumber(digits: string): boolean {
  if (digits.length !== 10) return false;
  return (weighed(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) % 10 === Number(digits[9]);
}

function isPesel(digits: string): boolean {
  if (digits.length !== 11) return false;
  return (10 - (weighed(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]);
}

function isRussianTaxNumber(digits: string): boolean {
  if (digits.length !== 12) return false;
  const first = (weighed(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  const second = (weighed(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return first === Number(digits[10]) && second === Number(digits[11]);
}
