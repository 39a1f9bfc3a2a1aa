import type { Search } from './search.js';
import { type SyntaxTag, VISIBLE_ATTRIBUTES, type VisibleText } from './types.js';

/** Math, printf directives, emoji codes, wikilinks and other syntax in brackets. */

const code = (start: number, end: number): SyntaxTag => ({ start, end, kind: 'code', texts: [] });
const tag = (start: number, end: number, texts: readonly VisibleText[] = []): SyntaxTag => ({
  start,
  end,
  kind: 'tag',
  texts,
});

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Longest formula, in UTF-16 units. */
const LONGEST_FORMULA = 5_000;
/** Words a formula quotes. */
const QUOTED_WORDS = /\\(?:text|mathrm|textrm|textbf|textit|mbox|operatorname)\*?\s*\{[^{}]*\}/g;
/** Letters of a language with an alphabet of its own: a formula has Latin and Greek ones. */
const OTHER_LETTERS = /(?![\p{Script=Latin}\p{Script=Greek}])\p{L}(?<!\p{Script=Common})/u;

function isFormula(body: string): boolean {
  if (body.trim() === '' || body.length > LONGEST_FORMULA || /\n\s*\n/.test(body)) return false;
  const bare = body.replace(QUOTED_WORDS, '');
  if (OTHER_LETTERS.test(bare)) return false;
  if (/\\[A-Za-z]+|[\^_]|[A-Za-z0-9)\]}]\s*[=<>≤≥≠≈]\s*\S|[{}]/.test(bare)) return true;
  // Without a command: one letter, or letters and numbers joined by signs. Words are prose.
  return (
    !/\p{L}{3}/u.test(bare) &&
    /^[\s\p{L}\p{N}+*/().,|!−–=-]+$/u.test(bare) &&
    /\p{L}/u.test(bare) &&
    !/\p{L}\s+\p{L}/u.test(bare)
  );
}

/** `$$…$$` and `$…$`; `$5 to $10` is money. */
export function dollarAt(search: Search, at: number): SyntaxTag | undefined {
  const { text } = search;
  if (text.startsWith('$$', at)) {
    const end = search.next('$$', at + 2);
    if (end < 0 || end - at > LONGEST_FORMULA || end === at + 2) return undefined;
    return isFormula(text.slice(at + 2, end)) || /^\s*\n/.test(text.slice(at + 2, at + 12))
      ? code(at, end + 2)
      : undefined;
  }
  if (/[\p{L}\p{N}$\\]/u.test(text.charAt(at - 1)) || /[\s\d]/.test(text.charAt(at + 1))) {
    // A formula may begin with a number, but then it shows that it is one.
    if (!/\d/.test(text.charAt(at + 1)) || /[\p{L}\p{N}$\\]/u.test(text.charAt(at - 1))) return undefined;
  }
  let end = search.next('$', at + 1);
  while (end > 0 && text.charAt(end - 1) === '\\') end = text.indexOf('$', end + 1);
  if (
    end < 0 ||
    end - at > 500 ||
    /\s/.test(text.charAt(end - 1)) ||
    /[\p{L}\p{N}]/u.test(text.charAt(end + 1))
  )
    return undefined;
  const body = text.slice(at + 1, end);
  if (body.includes('\n') && body.split('\n').length > 3) return undefined;
  if (/^\d/.test(body) && !/\\[A-Za-z]|[\^_]/.test(body) && !/^\d+[A-Za-z](?![\p{L}])/u.test(body))
    return undefined;
  return isFormula(body) ? code(at, end + 1) : undefined;
}

/** `\(…\)`, `\[…\]`, `\begin{…}…\end{…}`. */
export function backslashAt(search: Search, at: number): SyntaxTag | undefined {
  const { text } = search;
  const next = text.charAt(at + 1);
  if (next === '(' || next === '[') {
    const end = search.next(next === '(' ? '\\)' : '\\]', at + 2);
    return end > 0 && isFormula(text.slice(at + 2, end)) ? code(at, end + 2) : undefined;
  }
  if (!text.startsWith('\\begin{', at)) return undefined;
  const name = /\\begin\{([A-Za-z]+\*?)\}/y;
  name.lastIndex = at;
  const environment = name.exec(text)?.[1];
  if (environment === undefined) return undefined;
  const close = `\\end{${environment}}`;
  const end = search.next(close, at);
  return end < 0 || end - at > 4 * LONGEST_FORMULA ? undefined : code(at, end + close.length);
}

const PRINTF =
  /%(?:\d{1,2}\$)?(?:\([A-Za-z_]\w*\))?[-+#0]{0,3}(?:\d{1,3}|\*)?(?:\.(?:\d{1,3}|\*))?(?:hh?|ll?|[Lqjzt])?[sdiufFeEgGxXocpa@](?![\p{L}\p{N}])/uy;
const NAMED_DIRECTIVE = /%\([A-Za-z_]\w*\)[-+#0 ]?\d*(?:\.\d+)?[sdiufegxrX]/y;
const COMMENT = /%%(?!%)(?:(?!%%)[^\n]|\n(?![ \t]*\r?\n)){1,2000}%%/y;
const PERCENT_NAME = /%[A-Za-z_][\w.]{1,40}%/y;

/** `%s`, `%1$s`, `%(name)s`, `%name%`; after a number it is a share. In Markdown also the comments of Obsidian, `%% … %%`. */
export function percentAt(text: string, at: number, inMarkdown: boolean): SyntaxTag | undefined {
  const comment = inMarkdown && !/\S/.test(text.charAt(at - 1)) ? matchAt(COMMENT, text, at).length : 0;
  if (comment > 0) return code(at, at + comment);
  const named = matchAt(NAMED_DIRECTIVE, text, at) || matchAt(PERCENT_NAME, text, at);
  if (named !== '') return code(at, at + named.length);
  if (/[\p{N}\p{L})]/u.test(text.charAt(at - 1)) && !text.startsWith('%1$', at)) return undefined;
  const length = matchAt(PRINTF, text, at).length;
  return length === 0 ? undefined : code(at, at + length);
}

const EMOJI = /:[a-z+-][a-z0-9_+-]{0,40}:(?![\p{L}\p{N}/])/uy;
/** `:abbr[HTML]{title="…"}`, `::leaf[label]{…}` */
const DIRECTIVE = /:{1,2}[A-Za-z][\w-]*(?=[[{])(?:\[([^[\]\n]*)\])?(?:\{[^{}\n]*\})?/y;
/** Labels of roles in code: MyST's `{ref}` is a variable, its text is code. */
export function colonAt(text: string, at: number, inMarkdown: boolean): SyntaxTag | undefined {
  if (/[\p{L}\p{N}:/]/u.test(text.charAt(at - 1))) return undefined;
  const emoji = matchAt(EMOJI, text, at).length;
  if (emoji > 0) return code(at, at + emoji);
  if (!inMarkdown) return undefined;
  DIRECTIVE.lastIndex = at;
  const match = DIRECTIVE.exec(text);
  if (match === null) return undefined;
  const label = match[1];
  const start = at + match[0].indexOf('[') + 1;
  const texts: VisibleText[] =
    label === undefined || label.trim() === ''
      ? []
      : [{ start, end: start + label.length, close: ']', escape: 'backslash' }];
  const attributes = match[0].indexOf('{', label === undefined ? 0 : label.length);
  if (attributes > 0) texts.push(...quotedValues(text, at + attributes, at + match[0].length));
  return tag(at, at + match[0].length, texts);
}

const QUOTED_VALUE = /([A-Za-z_][\w:-]*)=(?:"([^"\n]+)"|'([^'\n]+)')/g;

/** Values of attributes readers see, in braces or brackets. */
export function quotedValues(text: string, start: number, end: number): VisibleText[] {
  return [...text.slice(start, end).matchAll(QUOTED_VALUE)].flatMap((match): VisibleText[] => {
    const [whole, name = '', double, single] = match;
    const value = double ?? single ?? '';
    if (!VISIBLE_ATTRIBUTES.has(name.toLowerCase()) || value.trim() === '') return [];
    const last = start + match.index + whole.length - 1;
    return [
      { start: last - value.length, end: last, close: double === undefined ? "'" : '"', escape: 'entity' },
    ];
  });
}

const WIKILINK = /!?\[\[([^[\]\n|]{1,300})(?:(\|)([^[\]\n]{1,300}))?\]\]/y;
/** `@[youtube](id)` of markdown-it. */
const EMBEDDED = /@\[[\w-]{1,40}\]\([^()\n]{0,300}\)/y;
const FOOTNOTE = /\[\^[^\]\s^]{1,80}\]/y;
const ALERT = /\[![A-Za-z-]{2,24}\][+-]?/y;
const CONTENTS = /\[(?:TOC|toc|_TOC_)\]/y;
/** WordPress and BBCode-like shortcodes: only with attributes, or as an end. */
const SHORTCODE =
  /\[(?:[a-z][\w-]{0,40}(?:\s+[\w-]+=(?:"[^"\n\]]*"|'[^'\n\]]*'|[^\s"'\]]+))+\s*\/?|\/[a-z][\w-]{0,40})\](?!\()/y;

/** Syntax that begins with `[` at `at`. */
export function bracketAt(text: string, at: number): SyntaxTag | undefined {
  const from = text.charAt(at - 1) === '!' ? at - 1 : at;
  if (text.charAt(at + 1) === '[') {
    WIKILINK.lastIndex = from;
    const match = WIKILINK.exec(text);
    if (match === null) return undefined;
    const [whole, , bar, label] = match;
    const end = from + whole.length;
    // The size of a picture is no label.
    if (bar === undefined || label === undefined || /^[\dx\s%]+$/.test(label)) return tag(from, end);
    return tag(from, end, [{ start: end - 2 - label.length, end: end - 2, close: ']', escape: 'none' }]);
  }
  const embedded = text.charAt(at - 1) === '@' ? matchAt(EMBEDDED, text, at - 1).length : 0;
  if (embedded > 0) return tag(at - 1, at - 1 + embedded);
  const simple = matchAt(FOOTNOTE, text, at) || matchAt(ALERT, text, at) || matchAt(CONTENTS, text, at);
  if (simple !== '') return tag(at, at + simple.length);
  const shortcode = matchAt(SHORTCODE, text, at).length;
  return shortcode === 0 ? undefined : tag(at, at + shortcode, quotedValues(text, at, at + shortcode));
}
