import { braceAt, prefixedBraceAt } from './braces.js';
import { elementAt, wholeElement } from './element.js';
import { blockNameAt, keysAt, sizedAt } from './extensions.js';
import { lineAt } from './lines.js';
import { Search } from './search.js';
import type { ShownArguments } from './shown.js';
import { backslashAt, bracketAt, colonAt, dollarAt, percentAt } from './signs.js';
import type { Dialect, FindProtected, ProtectedRange, SyntaxTag } from './types.js';

/** One pass over a text from left to right: every stretch of site syntax in it, ordered and disjoint, in linear time. */

/** Cheap sign that there is any. */
const SIGNS = /[{<$\\[:%^]|\+\+/;
const LINE_SIGNS = /^(?:import|export)\s|^[ \t>]*(?:!!!|\?\?\?|===\+?!?[ \t]|-{1,2}8<|@include)/m;

export interface ScanOptions {
  readonly dialect: Dialect;
  /** Patterns of the user. */
  readonly findProtected?: FindProtected;
  /** Arguments of shortcodes that readers see; default: the usual ones. */
  readonly shown?: ShownArguments;
}

/** `<!-- translate:off -->`; the part after the colon, or the whole of `notranslate`. */
const SWITCH =
  /^<!--\s*(?:translate|tovmach)\s*:\s*(off|on)\s*-->$|^\{\/\*\s*(?:translate|tovmach)\s*:\s*(off|on)\s*\*\/\}$/;

/** All syntax of a text. Code fences and code spans of Markdown are passed over: they are code already. */
export function findSyntax(
  text: string,
  { dialect, findProtected, shown }: ScanOptions,
): readonly SyntaxTag[] {
  const mine = findProtected === undefined ? [] : findProtected(text);
  if (mine.length === 0 && !SIGNS.test(text) && !(dialect !== 'text' && LINE_SIGNS.test(text))) return [];
  const off = dialect === 'text' ? [] : switchedOff(text);
  const ranges = off.length === 0 ? mine : joined(off, mine);
  return untranslatedRegions(scan(new Search(text, shown), dialect, ranges), text.length);
}

function scan(search: Search, dialect: Dialect, mine: readonly ProtectedRange[]): SyntaxTag[] {
  const { text } = search;
  const isDocument = dialect !== 'text';
  const tags: SyntaxTag[] = [];
  const spans = isDocument ? codeSpans(text) : undefined;
  let own = 0;
  let at = 0;
  let lineStart = true;
  while (at < text.length) {
    while ((mine[own]?.start ?? text.length) < at) own += 1;
    const range = mine[own];
    if (range !== undefined && range.start === at) {
      tags.push({ start: range.start, end: range.end, kind: 'code', texts: [] });
      at = range.end;
      lineStart = false;
      continue;
    }
    if (isDocument && lineStart) {
      const fence = fenceEnd(text, at);
      if (fence > at) {
        at = fence;
        continue;
      }
      const line = lineAt(search, at, dialect);
      if (line !== undefined) {
        tags.push(line);
        at = line.end;
        lineStart = false;
        continue;
      }
    }
    const code = text.charCodeAt(at);
    if (code === 96 && spans !== undefined) {
      at = spans(at);
      lineStart = false;
      continue;
    }
    const found = tagAt(search, at, code, dialect);
    if (
      found !== undefined &&
      found.start >= (tags.at(-1)?.end ?? 0) &&
      found.end <= (range?.start ?? text.length)
    ) {
      tags.push(found);
      at = found.end;
      lineStart = false;
      continue;
    }
    // `\{` and `\<` mean the sign itself, and so does the one after it.
    at += code === 92 && isDocument && /[{<[$:%]/.test(text.charAt(at + 1)) ? 2 : 1;
    lineStart = code === 10;
  }
  return tags;
}

function tagAt(search: Search, at: number, code: number, dialect: Dialect): SyntaxTag | undefined {
  const { text } = search;
  switch (code) {
    case 123: // {
      return braceAt(search, at, dialect);
    case 60: {
      const tag = elementAt(search, at);
      return tag === undefined ? undefined : wholeElement(search, tag);
    }
    case 36: // $
      return text.charCodeAt(at + 1) === 123 ? prefixedBraceAt(search, at, dialect) : dollarAt(search, at);
    case 92: // backslash
      return backslashAt(search, at);
    case 37: // %
      return text.charCodeAt(at + 1) === 123
        ? prefixedBraceAt(search, at, dialect)
        : percentAt(text, at, dialect !== 'text');
    case 35: // #
      return text.charCodeAt(at + 1) === 123 && text.charCodeAt(at - 1) !== 123
        ? prefixedBraceAt(search, at, dialect)
        : undefined;
    case 58: // :
      return colonAt(text, at, dialect !== 'text');
    case 91: // [
      return bracketAt(text, at);
    case 93: // ]
      return dialect === 'text' ? undefined : sizedAt(text, at);
    case 94: // ^
      return dialect === 'text' ? undefined : blockNameAt(text, at);
    case 43: // +
      return dialect === 'text' ? undefined : keysAt(text, at);
    case 33: // ! before [[
      return text.startsWith('![[', at) ? bracketAt(text, at + 1) : undefined;
    default:
      return undefined;
  }
}

const FENCE = /(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})/y;

/** Where a code fence that opens in the line at `at` ends, or `at`. */
function fenceEnd(text: string, at: number): number {
  FENCE.lastIndex = at;
  const mark = FENCE.exec(text)?.[1];
  if (mark === undefined) return at;
  const close = new RegExp(`^[ \\t>]*${mark.charAt(0)}{${mark.length},}[ \\t]*$`);
  let line = text.indexOf('\n', at);
  while (line >= 0) {
    const next = text.indexOf('\n', line + 1);
    const end = next < 0 ? text.length : next;
    if (close.test(text.slice(line + 1, end).replace(/\r$/, ''))) return end;
    line = next;
  }
  return text.length;
}

/** For the offset of a backquote: the end of its code span, or of the run of backquotes where it opens none. */
function codeSpans(text: string): (at: number) => number {
  const runs = new Map<number, number[]>();
  for (const { index, 0: run } of text.matchAll(/`+/g)) {
    const list = runs.get(run.length);
    if (list === undefined) runs.set(run.length, [index]);
    else list.push(index);
  }
  const next = new Map<number, number>();
  return (at) => {
    let length = 1;
    while (text.charCodeAt(at + length) === 96) length += 1;
    const list = runs.get(length) ?? [];
    let index = next.get(length) ?? 0;
    while ((list[index] ?? text.length) <= at) index += 1;
    next.set(length, index);
    const close = list[index];
    const end = close === undefined ? -1 : close + length;
    // A span does not cross an empty line.
    return end > 0 && end - at < 4_000 && !/\n[ \t]*\r?\n/.test(text.slice(at, end)) ? end : at + length;
  };
}

/** Joins what stands between `translate:off` and `on`, and in elements with `translate="no"`, into one stretch each. */
function untranslatedRegions(tags: readonly SyntaxTag[], length: number): readonly SyntaxTag[] {
  if (!tags.some((tag) => tag.untranslated === true || tag.end - tag.start > 12)) return tags;
  const result: SyntaxTag[] = [];
  const ends = closingTags(tags);
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index];
    if (tag === undefined) continue;
    const last = tag.untranslated === true && tag.form === 'open' ? ends.get(index) : undefined;
    if (last !== undefined) {
      result.push({ start: tag.start, end: tags[last]?.end ?? length, kind: 'code', texts: [] });
      index = last;
    } else result.push(tag);
  }
  return result;
}

/** By index of an opening tag, that of the tag that closes it. */
function closingTags(tags: readonly SyntaxTag[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const [index, { name, form }] of tags.entries()) {
    if (name === undefined || form === undefined) continue;
    const stack = open.get(name) ?? [];
    open.set(name, stack);
    if (form === 'open') stack.push(index);
    else {
      const first = stack.pop();
      if (first !== undefined) ends.set(first, index);
    }
  }
  return ends;
}

/** Ranges between `translate:off` and `translate:on`, found before anything else is read. */
function switchedOff(text: string): readonly ProtectedRange[] {
  if (!/(?:translate|tovmach)\s*:\s*off/.test(text)) return [];
  const ranges: ProtectedRange[] = [];
  const pattern = /<!--[^>]{0,60}?-->|\{\/\*[^*]{0,60}\*\/\}/g;
  let start = -1;
  for (const match of text.matchAll(pattern)) {
    const found = SWITCH.exec(match[0]);
    const state = found?.[1] ?? found?.[2];
    if (state === 'off' && start < 0) start = match.index;
    if (state === 'on' && start >= 0) {
      ranges.push({ start, end: match.index + match[0].length });
      start = -1;
    }
  }
  if (start >= 0) ranges.push({ start, end: text.length });
  return ranges;
}

/** Ranges of two ordered lists, those of the first before any of the second that they touch. */
function joined(first: readonly ProtectedRange[], second: readonly ProtectedRange[]): ProtectedRange[] {
  const free = second.filter(
    (range) => !first.some((other) => other.start < range.end && range.start < other.end),
  );
  return [...first, ...free].sort((a, b) => a.start - b.start);
}
