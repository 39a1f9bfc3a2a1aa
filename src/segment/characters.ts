/**
 * What one UTF-16 unit is to segmentation, as bits in a table, so that a block is looked at once and the
 * dearer searches run only where they can find something.
 */

export const DIGIT = 1;
/** `@`, `#`, `/`: links, mail addresses, handles, hashtags. */
export const MARKER = 2;
/** Currency, percent and degree signs. */
export const SIGN = 4;
/** Any mark that may open a quotation. */
export const QUOTE = 8;
/** Any mark that may end a sentence. */
export const TERMINATOR = 16;
export const SPACE = 32;
export const LATIN = 64;
export const CYRILLIC = 128;
/** A letter of any other script; which one is the business of `scriptOf`. */
export const OTHER_SCRIPT = 256;
export const LETTER = LATIN | CYRILLIC | OTHER_SCRIPT;

/** Scripts by code-point range, for letters only; 1 Latin, 2 Cyrillic, from 3 the others. */
const RANGES: readonly (readonly [number, number, number])[] = [
  [0x41, 0x5a, 1],
  [0x61, 0x7a, 1],
  [0xaa, 0xaa, 1],
  [0xba, 0xba, 1],
  [0xc0, 0xd6, 1],
  [0xd8, 0xf6, 1],
  [0xf8, 0x24f, 1],
  [0x1e00, 0x1eff, 1],
  [0x370, 0x373, 3],
  [0x376, 0x377, 3],
  [0x37b, 0x37d, 3],
  [0x386, 0x386, 3],
  [0x388, 0x3ff, 3],
  [0x1f00, 0x1fff, 3],
  [0x400, 0x481, 2],
  [0x48a, 0x52f, 2],
  [0x531, 0x556, 4],
  [0x561, 0x587, 4],
  [0x5d0, 0x5f2, 5],
  [0x620, 0x64a, 6],
  [0x66e, 0x6d3, 6],
  [0x750, 0x77f, 6],
  [0x904, 0x939, 7],
  [0x958, 0x963, 7],
  [0x985, 0x9b9, 8],
  [0xa05, 0xa39, 9],
  [0xa85, 0xab9, 10],
  [0xb05, 0xb39, 11],
  [0xb83, 0xbb9, 12],
  [0xc05, 0xc39, 13],
  [0xc85, 0xcb9, 14],
  [0xd05, 0xd39, 15],
  [0xd85, 0xdc6, 16],
  [0xe01, 0xe30, 17],
  [0xe81, 0xeb0, 18],
  [0x1000, 0x102a, 19],
  [0x10a0, 0x10ff, 20],
  [0x1c90, 0x1cbf, 20],
  [0x1100, 0x11ff, 22],
  [0x1200, 0x135a, 23],
  [0x1780, 0x17b3, 24],
  [0x3005, 0x3007, 21],
  [0x3041, 0x30ff, 21],
  [0x3400, 0x4dbf, 21],
  [0x4e00, 0x9fff, 21],
  [0xac00, 0xd7a3, 22],
];

const scripts = new Uint8Array(0x10000);
const classes = new Uint16Array(0x10000);

for (const [from, to, script] of RANGES) {
  scripts.fill(script, from, to + 1);
  classes.fill(script === 1 ? LATIN : script === 2 ? CYRILLIC : OTHER_SCRIPT, from, to + 1);
}
const mark = (characters: string, bit: number): void => {
  for (let index = 0; index < characters.length; index++) {
    const code = characters.charCodeAt(index);
    classes[code] = (classes[code] ?? 0) | bit;
  }
};
mark('0123456789', DIGIT);
mark('@#/', MARKER);
mark('%‰°$€£₴¥', SIGN);
mark('«»„“”"‘‹\'「『', QUOTE);
mark('.!?…。！？؟۔।', TERMINATOR);
mark(' \t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff', SPACE);
for (let code = 0x2000; code <= 0x200a; code++) classes[code] = SPACE;

/** Bits of one UTF-16 unit. */
export function classOf(code: number): number {
  return classes[code] ?? 0;
}

/** 0 for no letter, 1 Latin, 2 Cyrillic, 3 and up another script. */
export function scriptOf(code: number): number {
  return scripts[code] ?? 0;
}

/** All bits of a stretch. */
export function classesOf(text: string, start: number, end: number): number {
  let bits = 0;
  for (let index = start; index < end; index++) bits |= classes[text.charCodeAt(index)] ?? 0;
  return bits;
}

/** Half-open UTF-16 range. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The range without white space at its ends; empty when there is nothing else in it. */
export function trimRange(text: string, start: number, end: number): Range {
  let from = start;
  let to = end;
  while (from < to && ((classes[text.charCodeAt(from)] ?? 0) & SPACE) !== 0) from += 1;
  while (to > from && ((classes[text.charCodeAt(to - 1)] ?? 0) & SPACE) !== 0) to -= 1;
  return { start: from, end: to };
}

/** Those of some ordered, disjoint ranges that touch a stretch; one without an end touches where it starts. */
export function touching<R extends { readonly start: number; readonly end: number | undefined }>(
  ranges: readonly R[],
  start: number,
  end: number,
): readonly R[] {
  if (ranges.length === 0) return ranges;
  const endOf = (range: R | undefined): number => range?.end ?? (range?.start ?? 0) + 1;
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(ranges[middle]) <= start) low = middle + 1;
    else high = middle;
  }
  let until = low;
  while (until < ranges.length && (ranges[until]?.start ?? end) < end) until += 1;
  return low === 0 && until === ranges.length ? ranges : ranges.slice(low, until);
}

/** Whether a border falls inside one of some ordered, disjoint ranges. */
export const cutsInto = (
  ranges: readonly { readonly start: number; readonly end: number }[],
  border: number,
): boolean => touching(ranges, border, border).length > 0;
