import { SHOWN, type ShownArguments } from './shown.js';

/** Searches that stay linear over a whole text, however often they are asked. */

/** Longest balanced stretch, in UTF-16 units. */
const LONGEST = 20_000;
/** The same inside of one that turned out not to be balanced. */
const SHORT = 256;

export class Search {
  /** By needle: where the last search began and what it found. */
  readonly #found = new Map<string, { readonly from: number; readonly at: number }>();
  #unbalanced = 0;

  constructor(
    readonly text: string,
    /** Arguments of shortcodes that readers see, beside those that are so everywhere. */
    readonly shown: ShownArguments = SHOWN,
  ) {}

  /** `indexOf`, which remembers: asked from left to right it looks at every character once for each needle. */
  next(needle: string, from: number): number {
    const known = this.#found.get(needle);
    if (known !== undefined && known.from <= from && (known.at >= from || known.at < 0)) return known.at;
    const at = this.text.indexOf(needle, from);
    this.#found.set(needle, { from, at });
    return at;
  }

  /** Where a quotation that begins at `at` ends (after its mark), or -1; it does not cross an empty line. */
  quotationEnd(at: number): number {
    const mark = this.text.charAt(at);
    let end = this.next(mark, at + 1);
    while (end > 0 && mark !== '`' && this.text.charAt(end - 1) === '\\')
      end = this.text.indexOf(mark, end + 1);
    if (end < 0) return -1;
    const gap = this.next('\n\n', at);
    return gap >= 0 && gap < end ? -1 : end + 1;
  }

  /**
   * Where a tag closes (after `close`), quotations skipped, or -1. `open` between the two says that the first was none.
   * @param from after the opening delimiter
   */
  tagEnd(open: string, close: string, from: number): number {
    let end = this.next(close, from);
    if (end < 0 || end - from > LONGEST) return -1;
    const first = end;
    for (let at = from; at < end; at++) {
      const code = this.text.charCodeAt(at);
      // " ` and ' where a value may begin.
      const quotes = code === 34 || code === 96 || (code === 39 && /[=\s(,:]/.test(this.text.charAt(at - 1)));
      if (quotes) {
        const after = this.quotationEnd(at);
        if (after < 0) continue;
        if (after > end) {
          const later = this.next(close, after);
          if (later < 0 || later - from > LONGEST) return first + close.length;
          end = later;
        }
        at = after - 1;
      } else if (code === open.charCodeAt(0) && this.text.startsWith(open, at)) return -1;
    }
    return end + close.length;
  }

  /** Where the brace at `at` is closed (after it), quotations and comments skipped, or -1. */
  braceEnd(at: number): number {
    const { text } = this;
    const until = this.reach(at);
    let depth = 0;
    for (let index = at; index < until; index++) {
      const character = text.charAt(index);
      if (character === '{') depth += 1;
      else if (character === '}') {
        depth -= 1;
        if (depth === 0) return index + 1;
      } else if (character === '"' || character === '`' || character === "'") {
        const end = this.next(character, index + 1);
        if (end > 0 && end < until && !(character === "'" && /\p{L}/u.test(text.charAt(index - 1))))
          index = end;
      } else if (character === '/' && text.charAt(index + 1) === '*') {
        const end = this.next('*/', index + 2);
        if (end > 0 && end < until) index = end + 1;
      }
    }
    this.unclosed(until);
    return -1;
  }

  /** How far to look for the brackets that close what begins at `at`: not far within what turned out to be unclosed. */
  reach(at: number): number {
    return Math.min(this.text.length, at + (at < this.#unbalanced ? SHORT : LONGEST));
  }

  /** Something was looked for up to here in vain. */
  unclosed(until: number): void {
    this.#unbalanced = Math.max(this.#unbalanced, until);
  }
}
