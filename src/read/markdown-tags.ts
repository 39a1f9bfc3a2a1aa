import type { Placeholder } from '../model/article.js';
import { onlyDefined } from '../model/only-defined.js';
import type { SyntaxTag } from '../syntax/types.js';

/** Site syntax within a block of Markdown: which tags belong together, and what they part. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Tags that stand whole in a stretch. */
export function within(tags: readonly SyntaxTag[], { start, end }: Range): readonly SyntaxTag[] {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tags[middle]?.start ?? start) < start) low = middle + 1;
    else high = middle;
  }
  let until = low;
  while (until < tags.length && (tags[until]?.end ?? end + 1) <= end) until += 1;
  return tags.slice(low, until);
}

/** By index of an opening tag, that of the tag that closes it. */
function partnersOf(inside: readonly SyntaxTag[]): Map<number, number> {
  const open: { readonly name: string; readonly index: number }[] = [];
  const partners = new Map<number, number>();
  for (const [index, { name, form }] of inside.entries()) {
    if (name === undefined) continue;
    if (form === 'open') open.push({ name, index });
    if (form !== 'close') continue;
    const at = open.findLastIndex((tag) => tag.name === name);
    const partner = open[at];
    if (partner === undefined) continue;
    open.length = at;
    partners.set(partner.index, index);
  }
  return partners;
}

/** Tags as placeholders, those that open and close each other paired. */
export function placeholdersOf(inside: readonly SyntaxTag[], pairName: () => string): Placeholder[] {
  const pairs = new Map<number, string>();
  for (const [open, close] of partnersOf(inside)) {
    const pair = pairName();
    pairs.set(open, pair).set(close, pair);
  }
  return inside.map(({ start: from, end: to, kind }, index) => {
    const pair = pairs.get(index);
    return { start: from, end: to, kind, ...onlyDefined({ pair }) };
  });
}

/** The range without syntax at its ends that nothing between the ends belongs to. */
export function withoutOuterTags(
  source: string,
  tags: readonly SyntaxTag[],
  range: Range,
  places: readonly Placeholder[],
): Range {
  let { start, end } = range;
  const isSyntax = new Set(within(tags, range).map((tag) => tag.start));
  const ordered = places.filter((place) => isSyntax.has(place.start));
  for (let first = 0, last = ordered.length - 1; first <= last; ) {
    const head = ordered[first];
    const tail = ordered[last];
    if (head === undefined || tail === undefined) break;
    const atHead = source.slice(start, head.start).trim() === '';
    const atTail = source.slice(tail.end, end).trim() === '';
    const encloses = head.pair !== undefined && head.pair === tail.pair && first !== last;
    if (atHead && atTail && encloses) {
      start = head.end;
      end = tail.start;
      first += 1;
      last -= 1;
    } else if (atHead && head.pair === undefined) {
      start = head.end;
      first += 1;
    } else if (atTail && tail.pair === undefined) {
      end = tail.start;
      last -= 1;
    } else break;
  }
  const text = source.slice(start, end);
  return {
    start: start + text.length - text.trimStart().length,
    end: end - text.length + text.trimEnd().length,
  };
}

/** Elements that stand within a sentence. */
const WITHIN_SENTENCES =
  /^(?:a|abbr|b|bdi|bdo|br|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|ruby|rt|rp|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/;

/**
 * The stretches of a block between tags that hold one each and stand beside no words: `<dt>…</dt><dd>…</dd>`, or one
 * `<TabItem>…</TabItem>` a line. What is in one of them is no sentence with what is in the next.
 */
export function stretchesOf(source: string, tags: readonly SyntaxTag[], range: Range): Range[] {
  const inside = within(tags, range);
  const cuts: Range[] = [];
  for (const [open, close] of partnersOf(inside)) {
    const [first, last] = [inside[open], inside[close]];
    if (first === undefined || last === undefined || WITHIN_SENTENCES.test(first.name ?? '')) continue;
    const before = source.slice(Math.max(inside[open - 1]?.end ?? range.start, range.start), first.start);
    const after = source.slice(last.end, Math.min(inside[close + 1]?.start ?? range.end, range.end));
    if (/^\s*$|\n[ \t>]*$/.test(before) && /^\s*$|^[ \t]*\r?\n/.test(after)) cuts.push(first, last);
  }
  cuts.sort((a, b) => a.start - b.start);
  const stretches: Range[] = [];
  let at = range.start;
  for (const { start, end } of [...cuts, { start: range.end, end: range.end }]) {
    if (source.slice(at, start).trim() !== '') stretches.push({ start: at, end: start });
    at = end;
  }
  return stretches;
}
