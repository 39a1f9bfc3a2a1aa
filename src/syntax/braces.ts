import { stringIn } from './element.js';
import { holdsCode } from './names.js';
import type { Search } from './search.js';
import { isShown } from './shown.js';
import { type Dialect, type SyntaxTag, VISIBLE_ATTRIBUTES, type VisibleText } from './types.js';

/** What stands in braces: shortcodes, template tags, attributes of blocks, variables, messages, expressions. */

/** Opening and closing delimiters, longer ones first. `named`: what follows names a shortcode or block. */
const DELIMITERS: readonly {
  readonly open: string;
  readonly close: string;
  readonly named?: 'hugo' | 'block' | 'handlebars';
}[] = [
  { open: '{{</*', close: '*/>}}' },
  { open: '{{%/*', close: '*/%}}' },
  { open: '{{<', close: '>}}', named: 'hugo' },
  { open: '{{%', close: '%}}', named: 'hugo' },
  { open: '{{/*', close: '*/}}' },
  { open: '{{!--', close: '--}}' },
  { open: '{{{{', close: '}}}}' },
  { open: '{{{', close: '}}}' },
  { open: '{{', close: '}}', named: 'handlebars' },
  { open: '{%', close: '%}', named: 'block' },
  { open: '{/*', close: '*/}' },
];

/** `{#id .class key="value"}`, `{: .class}`, `{.class}`, and the colon alone that Kramdown has. */
const ATTRIBUTES =
  /\{:?\s*(?:(?:[#.:][\w:.-]+|[\w:-]+=(?:"[^"\n{}]*"|'[^'\n{}]*'|[^\s"'{}]+))\s*)+\}|\{:\s*[\w:.-]*\s*\}/y;
/** Extensions of Kramdown that hold no text: `{::comment}…{:/comment}`, `{::options … /}`. */
const EXTENSION = /\{::[a-z]+[^{}\n]*\}/y;
const CODE_LINES = /\{(?:\s*(?:\d+(?:-\d+)?|[a-z]+)\s*,?)+\}/y;
/** `{count}`, `{user.name}`, `{0}`, `{items[0]}`, `{total:,.2f}`. */
const VARIABLE = /\{\s*[A-Za-z_$0-9][\w$]*(?:\.[\w$]+|\[[\w$'"-]+\])*\s*(?:![rsa])?(?::[^{}\s]{0,20})?\}/y;
/** The start of an ICU argument with a type: `{count, plural, one {…} other {…}}`. */
const MESSAGE =
  /\{\s*[A-Za-z_0-9][\w.]*\s*,\s*(?:plural|select|selectordinal|number|date|time|spellout|ordinal|duration|list)\b/y;
const NAME = /[-~]?\s*(\/?)\s*([#^/]?)([\w@][\w./-]*)/y;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

/** `title="…"` or a value without a name, in a shortcode or a template tag; backquotes are Hugo's raw strings. */
const ARGUMENT =
  /(?:([A-Za-z_][\w:-]*)\s*[=:]\s*)?(?:"((?:[^"\\\n]|\\.)+)"|'((?:[^'\\\n]|\\.)+)'|`([^`]+)`)|[^\s"'`,]+/g;

/** `{{ "words" | upcase }}`: a text that is shown, through filters that leave it one. */
const SHOWN_TEXT =
  /^[-~]?\s*(?:"([^"\\\n]+)"|'([^'\\\n]+)')\s*(?:\|\s*(?:upcase|downcase|upper|lower|title|capitalize|strip|trim|escape|escape_once|h|e|safe|markdownify|strip_html|smartify|nl2br|newline_to_br)\s*)*[-~]?$/;

function shownText(inner: string, from: number): VisibleText[] {
  const [, double, single] = SHOWN_TEXT.exec(inner) ?? [];
  const value = double ?? single;
  if (value === undefined || !isShown(value)) return [];
  const start = from + inner.indexOf(value, inner.search(/["']/) + 1);
  const close = double === undefined ? "'" : '"';
  return [{ start, end: start + value.length, close, escape: 'backslash' }];
}

/** @param shown arguments of this shortcode that readers see, beside those that are so everywhere */
function visibleTexts(text: string, start: number, end: number, shown?: ReadonlySet<string>): VisibleText[] {
  const texts: VisibleText[] = [];
  let place = 0;
  for (const match of text.slice(start, end).matchAll(ARGUMENT)) {
    const [whole, name, double, single, raw] = match;
    const value = double ?? single ?? raw ?? '';
    const key = name ?? String(place);
    // `columns=2` has a name as well.
    if (name === undefined && !whole.includes('=')) place += 1;
    const isNamed = name !== undefined && VISIBLE_ATTRIBUTES.has(name.toLowerCase());
    if (!isNamed && !(shown?.has(key) === true && isShown(value))) continue;
    const last = start + match.index + whole.length - 1;
    const close = double !== undefined ? '"' : single !== undefined ? "'" : '`';
    if (value.trim() === '') continue;
    texts.push({
      start: last - value.length,
      end: last,
      close,
      escape: close === '`' ? 'none' : 'backslash',
    });
  }
  return texts;
}

/** What begins with `{` at `at`; `undefined` when it is no syntax. */
export function braceAt(search: Search, at: number, dialect: Dialect): SyntaxTag | undefined {
  const { text } = search;
  for (const delimiter of DELIMITERS) {
    if (!text.startsWith(delimiter.open, at)) continue;
    const tag = delimited(search, at, delimiter);
    if (tag !== undefined) return tag;
  }
  const whole = (length: number, kind: SyntaxTag['kind'] = 'tag'): SyntaxTag | undefined =>
    length === 0 ? undefined : { start: at, end: at + length, kind, texts: [] };
  const simple =
    whole(extensionLength(search, at), 'code') ??
    whole(matchAt(ATTRIBUTES, text, at).length) ??
    whole(matchAt(VARIABLE, text, at).length, 'code') ??
    whole(matchAt(CODE_LINES, text, at).length);
  if (simple !== undefined) return simple;
  if (text.startsWith('{#', at) && text.charAt(at + 2) !== '}') {
    const end = search.next('#}', at + 2);
    if (end >= 0) return whole(end + 2 - at);
  }
  if (dialect === 'mdx' || matchAt(MESSAGE, text, at) !== '') {
    const end = search.braceEnd(at);
    if (end > 0) return { start: at, end, kind: 'code', texts: stringIn(text, at, end) };
  }
  return undefined;
}

function extensionLength(search: Search, at: number): number {
  const opening = matchAt(EXTENSION, search.text, at);
  if (opening === '' || opening.endsWith('/}')) return opening.length;
  const close = search.next('{:/', at);
  return close < 0 ? 0 : search.next('}', close) + 1 - at;
}

function delimited(
  search: Search,
  at: number,
  { open, close, named }: (typeof DELIMITERS)[number],
): SyntaxTag | undefined {
  const { text } = search;
  const from = at + open.length;
  const end =
    named === undefined ? search.next(close, from) + close.length : search.tagEnd(open, close, from);
  if (end < from + close.length) return undefined;
  const inner = end - close.length;
  if (named === undefined) return { start: at, end, kind: 'tag', texts: visibleTexts(text, from, inner) };
  const alone = open === '{{' ? shownText(text.slice(from, inner), from) : [];
  if (alone.length > 0) return { start: at, end, kind: 'code', texts: alone };
  NAME.lastIndex = from;
  const [head = '', slash = '', mark = '', name = ''] = NAME.exec(text) ?? [];
  const texts = visibleTexts(text, Math.min(inner, from + head.length), inner, search.shown.get(name));
  const isClose = slash === '/' || mark === '/' || (named === 'block' && /^end/.test(name));
  if (!isClose && holdsCode(name)) {
    const last = codeEnd(search, end, name, named, close);
    if (last > 0) return { start: at, end: last, kind: 'code', texts: [] };
  }
  const isWhole = named === 'hugo' && text.charAt(end - close.length - 1) === '/';
  const form = isClose ? 'close' : isWhole || name === '' ? undefined : 'open';
  const plain = named === 'block' ? name.replace(/^end_?/, '') : name;
  return { start: at, end, kind: 'tag', name: plain, ...(form === undefined ? {} : { form }), texts };
}

/** Where the block of a code shortcode ends, after its closing tag, or -1. */
function codeEnd(
  search: Search,
  from: number,
  name: string,
  named: 'hugo' | 'block' | 'handlebars',
  close: string,
): number {
  const openings =
    named === 'hugo'
      ? ['{{<', '{{%'].flatMap((open) => [`${open} /${name}`, `${open} / ${name}`, `${open}/${name}`])
      : named === 'block'
        ? [
            `{% end${name}`,
            `{%end${name}`,
            `{%- end${name}`,
            `{% end_${name}`,
            `{% end `,
            `{%- end `,
            '{% end%',
          ]
        : [`{{/${name}`, `{{/ ${name}`];
  let first = -1;
  for (const opening of openings) {
    const found = search.next(opening, from);
    if (found >= 0 && (first < 0 || found < first)) first = found;
  }
  if (first < 0) return -1;
  const end = search.next(close.replace(/^[>%]/, ''), first);
  return end < 0 ? -1 : end + close.replace(/^[>%]/, '').length;
}

/** `${name}`, `#{name}`, `%{name}`: the brace at `at + 1`. */
export function prefixedBraceAt(search: Search, at: number, dialect: Dialect): SyntaxTag | undefined {
  const { text } = search;
  const isCode = text.charAt(at) === '$' && dialect !== 'text';
  const length = matchAt(VARIABLE, text, at + 1).length;
  const end = length > 0 ? at + 1 + length : isCode || text.charAt(at) === '#' ? search.braceEnd(at + 1) : -1;
  if (end < 0 || /\p{Script=Cyrillic}/u.test(text.slice(at, end).replace(/(["'`]).*?\1/gs, '')))
    return undefined;
  return { start: at, end, kind: 'code', texts: [] };
}
