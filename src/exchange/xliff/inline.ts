import type { Placeholder } from '../../model/article.js';

/** A stretch of a text in XLIFF: words, something that must survive, or a character XML cannot hold. */
export type Inline =
  | string
  | {
      readonly type: 'placeholder';
      readonly id: string;
      readonly text: string;
      readonly kind: Placeholder['kind'];
    }
  | { readonly type: 'character'; readonly code: number };

type Code = Extract<Inline, { type: 'placeholder' }>;

const UNSPEAKABLE = /((?![\t\n\r\u007F-\u009F])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF])/u;

/** The source: placeholders numbered from 1. Numbers stay words: a translator writes them another way. */
export function sourceInlines(text: string, placeholders: readonly Placeholder[]): Inline[] {
  const inlines: Inline[] = [];
  let last = 0;
  let count = 0;
  for (const { start, end, kind } of [...placeholders].sort((a, b) => a.start - b.start)) {
    if (kind === 'number' || start < last || end > text.length || end <= start) continue;
    const code = text.slice(start, end);
    if (UNSPEAKABLE.test(code)) continue;
    inlines.push(...wordsOf(text.slice(last, start)));
    inlines.push({ type: 'placeholder', id: String(++count), text: code, kind });
    last = end;
  }
  return [...inlines, ...wordsOf(text.slice(last))];
}

/** The target: each placeholder of the source where its text stands, at most once; the rest is words. */
export function targetInlines(text: string, source: readonly Inline[]): Inline[] {
  const taken: { start: number; end: number; code: Code }[] = [];
  const codes = source.filter(
    (inline): inline is Code => typeof inline !== 'string' && inline.type === 'placeholder',
  );
  // Long ones first: a short one may be part of a long one.
  for (const code of [...codes].sort((a, b) => b.text.length - a.text.length)) {
    const start = freeOccurrence(text, code.text, taken);
    if (start >= 0) taken.push({ start, end: start + code.text.length, code });
  }
  const inlines: Inline[] = [];
  let last = 0;
  for (const { start, end, code } of taken.sort((a, b) => a.start - b.start)) {
    inlines.push(...wordsOf(text.slice(last, start)), code);
    last = end;
  }
  return [...inlines, ...wordsOf(text.slice(last))];
}

function freeOccurrence(
  text: string,
  code: string,
  taken: readonly { start: number; end: number }[],
): number {
  let start = text.indexOf(code);
  const isTaken = (at: number): boolean =>
    taken.some((range) => at < range.end && at + code.length > range.start);
  while (start >= 0 && isTaken(start)) start = text.indexOf(code, start + 1);
  return start;
}

function wordsOf(text: string): Inline[] {
  return text
    .split(new RegExp(UNSPEAKABLE.source, 'gu'))
    .filter((piece) => piece !== '')
    .map((piece) => (UNSPEAKABLE.test(piece) ? { type: 'character', code: piece.charCodeAt(0) } : piece));
}
