/** Numbers in digits: marks of groups and decimals as each language writes them. */

/** Digits of other scripts, each as long as its ASCII digit. */
const FOREIGN_DIGIT = /[٠-٩۰-۹०-९০-৯๐-๙０-９]/gu;
const ZEROS = ['٠', '۰', '०', '০', '๐', '０'].map((zero) => zero.charCodeAt(0));

/** The text with ASCII digits and marks; every offset stays. */
export function westernDigits(text: string): string {
  if (!/[٠-٩۰-۹०-९০-৯๐-๙０-９٫٬]/u.test(text)) return text;
  return text
    .replace(FOREIGN_DIGIT, (digit) => {
      const code = digit.charCodeAt(0);
      const zero = ZEROS.find((one) => code >= one && code <= one + 9) ?? code;
      return String(code - zero);
    })
    .replaceAll('٫', '.')
    .replaceAll('٬', ',');
}

const marks = new Map<string, boolean>();

/** Whether a language writes its decimals with a point. */
function hasDecimalPoint(language: string): boolean {
  let point = marks.get(language);
  if (point === undefined) {
    const parts = new Intl.NumberFormat(language, { numberingSystem: 'latn' }).formatToParts(1.5);
    point = parts.find(({ type }) => type === 'decimal')?.value === '.';
    marks.set(language, point);
  }
  return point;
}

/** Values a written number may stand for in a language; several where a mark that is no mark of it cuts it in parts. */
export function readNumber(written: string, language: string): number[] {
  const compact = written.replace(/[\u00A0\u202F\u2009'’ ]/gu, '');
  const [decimal, group] = hasDecimalPoint(language) ? ['.', ','] : [',', '.'];
  const read = (mark: string, other: string): number | undefined => {
    const parts = compact.split(mark);
    if (parts.length > 2) return undefined;
    const whole = (parts[0] ?? '').split(other);
    if (
      whole.length > 1 &&
      (whole.slice(1).some((part) => part.length !== 3) || (whole[0]?.length ?? 0) > 3 || whole[0] === '0')
    )
      return undefined;
    return Number(`${whole.join('')}${parts[1] === undefined ? '' : `.${parts[1].replaceAll(other, '')}`}`);
  };
  const value = read(decimal, group) ?? read(group, decimal);
  return value === undefined ? compact.split(/[.,]/).map(Number) : [value];
}

/** `5 000` is one number, `in 2024 12 people` are two: groups after a space have three digits. */
const SPACED_GROUPS = /^\d{1,3}(?:[\u00A0\u202F\u2009'’ ]\d{3})+(?:[.,]\d+)?$/u;

/** A run of digits and marks in the numbers it holds, with their offsets in it. */
export function numbersIn(run: string): { readonly written: string; readonly offset: number }[] {
  if (SPACED_GROUPS.test(run)) return [{ written: run, offset: 0 }];
  const found: { written: string; offset: number }[] = [];
  for (const match of run.matchAll(/[^\u00A0\u202F\u2009'’ ]+/gu))
    found.push({ written: match[0], offset: match.index });
  return found;
}
