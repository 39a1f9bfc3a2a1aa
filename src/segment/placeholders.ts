import type { Placeholder } from '../model/article.js';
import { onlyDefined } from '../model/only-defined.js';
import { findSyntax } from '../syntax/scan.js';
import type { FindProtected } from '../syntax/types.js';
import { classesOf, DIGIT, MARKER, SIGN } from './characters.js';

/** What must survive translation unchanged, found before anything is cut. */

const URL_PATTERN = /(?:https?:\/\/|www\.)[^\s<>«»"”]+/gi;
/** Addresses without a scheme, `unn.ua/en/news`; endings that are also words (`it`, `in`, `no`) only before a path. */
const DOMAIN =
  /(?<![\p{L}\p{N}@./_-])(?:[A-Za-z0-9-]{1,63}\.){1,4}(?:(?:com|org|net|info|edu|gov|mil|int|eu|ua|ru|su|by|kz|md|ge|pl|cz|sk|de|fr|es|pt|ro|bg|rs|mk|hu|lt|lv|ee|nl|ch|se|dk|fi|uk|tr|gr|jp|cn|kr|tv|io|ai|app|dev|news|media|online|укр|рф)(?![\p{L}\p{N}_])|[a-z]{2,12}(?=\/[A-Za-z0-9]))(?:\/[^\s<>«»"”]*)?/gu;
/** Gate for the same: a stop between letters or digits, without white space. */
const DOTTED = /[A-Za-z0-9-]\.[a-zур]/;
const HANDLE = /(?<![\p{L}\p{N}_@/.])@[A-Za-z0-9_]{2,30}(?:\.[A-Za-z0-9_]+)*/gu;
const HASHTAG = /(?<![\p{L}\p{N}_#&/])#[\p{L}\p{N}_]{2,}/gu;
const LOCAL_PART = /[\p{L}\p{N}._%+-]/u;
const MAIL_DOMAIN = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/uy;
/** Numbers with a symbol or a unit that is written alike in every language. */
const NUMBER =
  /(?<![\p{L}\p{N}.,])(?:[$€£₴¥]\s?\d[\d.,\u00A0\u202F]*\d|[$€£₴¥]\s?\d|\d+(?:[.,\u00A0\u202F]\d+)*\s?(?:%|‰|°C|°F|°|[$€£₴¥]|km\/h|kWh|MWh|GWh|GHz|MHz|GB|MB|TB|mm))(?![\p{L}\p{N}])/gu;
/** Gate for units of letters, where no sign announces a number. */
const LETTER_UNIT = /\d\s?(?:km\/|[kMG]Wh|[GM]Hz|[GMT]B|mm)/;

function trimUrl(match: string): string {
  let end = match.length;
  const opened = match.indexOf('(');
  while (end > 0) {
    const last = match[end - 1] ?? '';
    if ('.,;:!?\'"…'.includes(last)) end -= 1;
    else if (last === ')' && (opened < 0 || opened >= end)) end -= 1;
    else break;
  }
  return match.slice(0, end);
}

/** All placeholders of a text, ordered and disjoint. `markup` are those the document format found; they win. */
export type FindPlaceholders = (text: string, markup?: readonly Placeholder[]) => readonly Placeholder[];

/** Makes a finder that knows patterns of the user too. */
export function createPlaceholderFinder(findProtected?: FindProtected): FindPlaceholders {
  return (text, markup = []) => find(text, markup, findProtected);
}

export const findPlaceholders: FindPlaceholders = createPlaceholderFinder();

function find(
  text: string,
  markup: readonly Placeholder[],
  findProtected: FindProtected | undefined,
): readonly Placeholder[] {
  const syntax = findSyntax(text, {
    dialect: 'text',
    ...onlyDefined({ findProtected }),
  });
  const bits = classesOf(text, 0, text.length);
  const hasNumber = (bits & DIGIT) !== 0 && ((bits & SIGN) !== 0 || LETTER_UNIT.test(text));
  const hasMarker = (bits & MARKER) !== 0 || text.includes('www.');
  const hasDomain = DOTTED.test(text);
  if (!hasNumber && !hasMarker && !hasDomain && syntax.length === 0) return markup;
  const found: Placeholder[] = [...markup];
  const taken = new Uint8Array(text.length);
  for (const { start, end } of markup) taken.fill(1, start, end);
  const add = (kind: Placeholder['kind'], start: number, end: number): void => {
    if (end <= start || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    found.push({ kind, start, end });
  };
  if (hasMarker && syntax.length > 0 && text.includes('://')) {
    // An address may hold variables; then they are part of it.
    const inTag = new Uint8Array(text.length);
    for (const tag of syntax) inTag.fill(1, tag.start + 1, tag.end);
    for (const match of text.matchAll(URL_PATTERN)) {
      const end = match.index + trimUrl(match[0]).length;
      if (inTag[match.index] !== 1) add('url', match.index, end);
    }
  }
  for (const { start, end, kind } of syntax) add(kind, start, end);
  if (hasMarker) {
    for (const match of text.matchAll(URL_PATTERN))
      add('url', match.index, match.index + trimUrl(match[0]).length);
    if (text.includes('@')) {
      findMail(text, add);
      for (const match of text.matchAll(HANDLE)) add('handle', match.index, match.index + match[0].length);
    }
    if (text.includes('#')) {
      for (const match of text.matchAll(HASHTAG)) add('hashtag', match.index, match.index + match[0].length);
    }
  }
  if (hasDomain) {
    for (const match of text.matchAll(DOMAIN))
      add('url', match.index, match.index + trimUrl(match[0]).length);
  }
  if (hasNumber) {
    for (const match of text.matchAll(NUMBER)) add('number', match.index, match.index + match[0].length);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** From each `@` outwards: a search from the left would try every word of the text as a local part. */
function findMail(text: string, add: (kind: 'email', start: number, end: number) => void): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < 64 && LOCAL_PART.test(text.charAt(start - 1))) start -= 1;
    MAIL_DOMAIN.lastIndex = at + 1;
    const domain = start < at ? MAIL_DOMAIN.exec(text) : null;
    if (domain !== null) add('email', start, at + 1 + domain[0].length);
  }
}
