import { classOf, LETTER, type Range, SPACE } from './characters.js';

/** Stretches between quotation marks, marks included. */

const CLOSING: Readonly<Record<string, string>> = {
  '«': '»',
  '»': '«',
  '“': '”',
  '„': '“”"',
  '"': '"',
  '‘': '’',
  '‹': '›',
  "'": "'",
  '「': '」',
  '『': '』',
};
/** Longest quotation looked for, in characters; beyond it a mark counts as left open. */
const LONGEST = 1_500;
/** After so many marks left open in one block the marks mean nothing. */
const MOST_OPEN = 50;
/** Marks that only ever open: left open, they quote to the end of the sentence. */
const DIRECTED = '«“„「『';
const MAY_OPEN = /[«“„「『]/u;
const MARK = /[«»“„"‘‹'「『]/gu;

/** `end` is `undefined` for a quotation that is never closed. */
export interface Quotation {
  readonly start: number;
  readonly end: number | undefined;
}

const isLetter = (text: string, index: number): boolean => (classOf(text.charCodeAt(index)) & LETTER) !== 0;

function opens(text: string, index: number, mark: string): boolean {
  // Apostrophes, and marks that close as well as open, open only before a word that follows white space or nothing.
  if (mark !== "'" && mark !== '‘' && mark !== '»') return true;
  const before = text.charCodeAt(index - 1);
  const free = index === 0 || (classOf(before) & SPACE) !== 0 || '([«—–-'.includes(text.charAt(index - 1));
  return free && isLetter(text, index + 1);
}

function closingOf(text: string, index: number, mark: string): number {
  const closing = CLOSING[mark] ?? '';
  let depth = 0;
  const limit = Math.min(text.length, index + LONGEST);
  for (let at = index + 1; at < limit; at++) {
    const character = text.charAt(at);
    if (closing.includes(character)) {
      if ((character === "'" || character === '’') && isLetter(text, at + 1)) continue;
      if (depth === 0) return at;
      depth -= 1;
    } else if (mark === '«' && character === mark) depth += 1;
  }
  return -1;
}

/** How a paragraph stands in a quotation that runs over several. */
export interface Running {
  /** The mark it was opened with in a paragraph before. */
  readonly opened?: string;
  /** What is left open here goes on in the next paragraph. */
  readonly goesOn?: boolean;
}

/** Most paragraphs that one quotation runs over. */
const MOST_PARAGRAPHS = 12;

/** The first mark that closes what `mark` opened before the text; -1 where none does. */
function closingFrom(text: string, mark: string): number {
  const closing = CLOSING[mark] ?? '';
  for (let at = 0; at < text.length; at++) {
    if (closing.includes(text.charAt(at))) return at;
    if (text.charAt(at) === mark) return -1;
  }
  return -1;
}

/** The mark that a text leaves open, where it is one that only ever opens. */
function leftOpen(text: string): string | undefined {
  const last = findQuotations(text).at(-1);
  return last === undefined || last.end !== undefined ? undefined : text.charAt(last.start);
}

/**
 * Which of the paragraphs, in order, are inside a quotation that another opens. It must be closed within a dozen of
 * them; each may open it anew, as English does, or be silent until the last closes it.
 */
export function runningQuotations(paragraphs: readonly string[]): readonly Running[] {
  const running: Running[] = paragraphs.map(() => ({}));
  for (let at = 0; at < paragraphs.length; at++) {
    const text = paragraphs[at] ?? '';
    const mark = MAY_OPEN.test(text) ? leftOpen(text) : undefined;
    if (mark === undefined) continue;
    for (let to = at + 1; to < paragraphs.length && to - at < MOST_PARAGRAPHS; to++) {
      const next = paragraphs[to] ?? '';
      const anew = next.startsWith(mark);
      const closed = closingFrom(next, mark) >= 0;
      if (!anew && !closed && (next.includes(mark) || to === at + MOST_PARAGRAPHS)) break;
      if (!anew && !closed) continue;
      running[at] = { ...running[at], goesOn: true };
      for (let inside = at + 1; inside < to; inside++) running[inside] = { opened: mark, goesOn: true };
      if (!anew) running[to] = { opened: mark };
      at = to - 1;
      break;
    }
  }
  return running;
}

/** The outermost quotations of a text, in order. */
export function findQuotations(text: string, { opened, goesOn = false }: Running = {}): Quotation[] {
  const found: Quotation[] = [];
  let open = 0;
  MARK.lastIndex = 0;
  if (opened !== undefined) {
    const close = closingFrom(text, opened);
    const end = close < 0 ? text.length : close + 1;
    found.push({ start: 0, end });
    MARK.lastIndex = end;
  }
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    const [mark] = match;
    const start = match.index;
    if (open >= MOST_OPEN || !opens(text, start, mark)) continue;
    const close = closingOf(text, start, mark);
    if (close > start + 1) {
      found.push({ start, end: close + 1 });
      MARK.lastIndex = close + 1;
    } else if (close < 0 && DIRECTED.includes(mark)) {
      open += 1;
      found.push({ start, end: undefined });
    }
  }
  const last = found.at(-1);
  if (goesOn && last !== undefined && last.end === undefined)
    found[found.length - 1] = { ...last, end: text.length };
  return found;
}

/** A sentence cut at the borders of the quotations in it. */
export function cutAtQuotations(
  sentence: Range,
  quotations: readonly Quotation[],
): readonly { readonly range: Range; readonly quoted: boolean }[] {
  const parts: { range: Range; quoted: boolean }[] = [];
  let at = sentence.start;
  for (const [index, quotation] of quotations.entries()) {
    const start = Math.max(quotation.start, at);
    // A quotation left open ends with the sentence it began in, or where another begins.
    const open = quotation.end === undefined;
    if (open && quotation.start < sentence.start) continue;
    const end = Math.min(quotation.end ?? quotations[index + 1]?.start ?? sentence.end, sentence.end);
    if (start >= end) continue;
    if (start > at) parts.push({ range: { start: at, end: start }, quoted: false });
    parts.push({ range: { start, end }, quoted: true });
    at = end;
  }
  if (at < sentence.end) parts.push({ range: { start: at, end: sentence.end }, quoted: false });
  return parts;
}
