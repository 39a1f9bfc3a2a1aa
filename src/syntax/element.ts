import { elementHoldsCode } from './names.js';
import type { Search } from './search.js';
import { type SyntaxTag, VISIBLE_ATTRIBUTES, type VisibleText } from './types.js';

/** HTML and JSX: comments, tags with their attributes, elements that hold code. */

const NAME = /[A-Za-z][\w.:-]*/y;
const ATTRIBUTE = /[^\s=/>"'<{}]+/y;
const BARE_VALUE = /[^\s"'<>`{}=]+/y;
const SPACE = /\s*/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

const between = (search: Search, close: string, from: number): number => {
  const end = search.next(close, from);
  return end < 0 ? -1 : end + close.length;
};

/** What begins with `<` at `at`; `undefined` when it is no markup. */
export function elementAt(search: Search, at: number): SyntaxTag | undefined {
  const { text } = search;
  const whole = (end: number): SyntaxTag | undefined =>
    end < 0 ? undefined : { start: at, end, kind: 'tag', texts: [] };
  switch (text.charAt(at + 1)) {
    case '!':
      if (text.startsWith('<!--', at)) return whole(between(search, '-->', at + 4));
      if (text.startsWith('<![CDATA[', at)) return whole(between(search, ']]>', at + 9));
      return /[a-z]/i.test(text.charAt(at + 2)) ? whole(between(search, '>', at + 2)) : undefined;
    case '?':
      return /[a-z=]/i.test(text.charAt(at + 2)) ? whole(between(search, '?>', at + 2)) : undefined;
    case '%':
      return whole(between(search, '%>', at + 2));
    case '>':
      return { start: at, end: at + 2, kind: 'tag', name: '', form: 'open', texts: [] };
  }
  if (text.startsWith('</>', at))
    return { start: at, end: at + 3, kind: 'tag', name: '', form: 'close', texts: [] };
  return tagAt(search, at);
}

function tagAt(search: Search, at: number): SyntaxTag | undefined {
  const { text } = search;
  const closing = text.charAt(at + 1) === '/';
  const name = match(NAME, text, at + (closing ? 2 : 1));
  if (name === '') return undefined;
  let index = at + (closing ? 2 : 1) + name.length;
  // `<https://…>` and `<mailto:…>` are addresses.
  if (name.endsWith(':') || /^(?:mailto|tel|xmpp):/i.test(name) || text.charAt(index) === '@')
    return undefined;
  const texts: VisibleText[] = [];
  let untranslated = false;
  const done = (end: number, form?: 'open' | 'close'): SyntaxTag => ({
    start: at,
    end,
    kind: 'tag',
    name,
    ...(form === undefined ? {} : { form }),
    ...(untranslated ? { untranslated } : {}),
    texts,
  });
  for (;;) {
    const space = match(SPACE, text, index).length;
    index += space;
    if (text.charAt(index) === '>') return done(index + 1, closing ? 'close' : 'open');
    if (text.startsWith('/>', index)) return done(index + 2);
    if (space === 0 || closing) return undefined;
    if (text.charAt(index) === '{') {
      index = search.braceEnd(index);
      if (index < 0) return undefined;
      continue;
    }
    const attribute = match(ATTRIBUTE, text, index);
    if (attribute === '') return undefined;
    index += attribute.length;
    const equals = index + match(SPACE, text, index).length;
    if (text.charAt(equals) !== '=') continue;
    const start = equals + 1 + match(SPACE, text, equals + 1).length;
    const mark = text.charAt(start);
    if (mark === '"' || mark === "'") {
      const end = search.next(mark, start + 1);
      if (end < 0) return undefined;
      const value = text.slice(start + 1, end);
      if (VISIBLE_ATTRIBUTES.has(attribute.toLowerCase()) && value.trim() !== '')
        texts.push({ start: start + 1, end, close: mark, escape: 'entity' });
      if (isUntranslated(attribute, value)) untranslated = true;
      index = end + 1;
    } else if (mark === '{') {
      index = search.braceEnd(start);
      if (index < 0) return undefined;
      if (VISIBLE_ATTRIBUTES.has(attribute.toLowerCase())) texts.push(...stringIn(text, start, index));
    } else {
      const value = match(BARE_VALUE, text, start);
      if (value === '') return undefined;
      if (isUntranslated(attribute, value)) untranslated = true;
      index = start + value.length;
    }
  }
}

const STRING = /^\{\s*(?:"([^"\\\n]+)"|'([^'\\\n]+)')\s*\}$/;

/** The words of an expression that is one string and nothing else: `{"words"}`. */
export function stringIn(text: string, start: number, end: number): VisibleText[] {
  const [whole, double, single] = STRING.exec(text.slice(start, end)) ?? [];
  const value = double ?? single;
  if (whole === undefined || value === undefined || !/\p{L}/u.test(value)) return [];
  const from = start + whole.indexOf(value, whole.search(/["']/) + 1);
  return [
    { start: from, end: from + value.length, close: double === undefined ? "'" : '"', escape: 'backslash' },
  ];
}

function isUntranslated(attribute: string, value: string): boolean {
  if (attribute === 'translate' || attribute === 'data-translate') return value === 'no';
  return /^class(?:Name)?$/.test(attribute) && /(?:^|\s)notranslate(?:\s|$)/.test(value);
}

/** An element whose content is code, whole: up to its end tag, which begins before anything else is read. */
export function wholeElement(search: Search, tag: SyntaxTag): SyntaxTag {
  const { name = '', form } = tag;
  if (form !== 'open' || !elementHoldsCode(name)) return tag;
  const close = search.next(`</${name}`, tag.end);
  const end = close < 0 ? -1 : search.next('>', close);
  const texts = /^[A-Z]/.test(name) ? tag.texts : [];
  return end < 0 ? tag : { start: tag.start, end: end + 1, kind: 'code', texts };
}
