import { hash } from 'node:crypto';

/** Characters that carry no meaning for matching: soft hyphen, zero-width, word joiner, BOM. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

/**
 * A text that is in the normal form already, as most are: characters that no normalisation changes (Latin without combining
 * marks, Cyrillic, general punctuation) and single spaces between them.
 */
const NORMAL =
  /^[!-~\u00A1-\u00AC\u00AE-\u02FF\u0400-\u0482\u2010-\u2027]+(?: [!-~\u00A1-\u00AC\u00AE-\u02FF\u0400-\u0482\u2010-\u2027]+)*$/;

/**
 * The form in which two texts are the same text: NFC, no invisible characters, one space for any white
 * space, no space at the ends. Quotes, dashes and case stay: they may matter in translation.
 */
export function normaliseText(text: string): string {
  if (NORMAL.test(text)) return text;
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** Lower-case hex SHA-256 of a string (as UTF-8) or of bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Line and column (both from 1, in UTF-16 units) of an offset; `lineStarts` from `lineStartsOf`. */
export function positionAt(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** Offsets at which lines begin; `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}
