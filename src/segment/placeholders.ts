import type { Placeholder } from '../model/article.js';

/** What must survive translation unchanged, found before anything is cut. */

const URL_PATTERN = /(?:https?:\/\/|www\.)[^\s<>«»"”]+/giu;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const HANDLE = /(?<![\p{L}\p{N}_@/.])@[A-Za-z0-9_]{2,30}(?:\.[A-Za-z0-9_]+)*/gu;
const HASHTAG = /(?<![\p{L}\p{N}_#&/])#[\p{L}\p{N}_]{2,}/gu;
/** Numbers with a symbol or a unit that is written alike in every language. */
const NUMBER =
  /(?<![\p{L}\p{N}.,])(?:[$€£₴¥]\s?\d[\d.,\u00A0\u202F]*\d|[$€£₴¥]\s?\d|\d+(?:[.,\u00A0\u202F]\d+)*(?:\s?(?:%|‰|°C|°F|°|[$€£₴¥]|km\/h|kWh|MWh|GWh|GHz|MHz|GB|MB|TB|mm)))(?![\p{L}\p{N}])/gu;

const MARKER = /[@#%‰°$€£₴¥/]|www\.|km|[kMG]W|Hz|B\b|mm/;

function trimUrl(match: string): string {
  let end = match.length;
  while (end > 0) {
    const last = match[end - 1] ?? '';
    if ('.,;:!?\'"…'.includes(last)) end -= 1;
    else if (last === ')' && !match.slice(0, end).includes('(')) end -= 1;
    else break;
  }
  return match.slice(0, end);
}

/**
 * All placeholders of a text, ordered and disjoint. `markup` are those the document format found; they win.
 */
export function findPlaceholders(text: string, markup: readonly Placeholder[] = []): Placeholder[] {
  if (!MARKER.test(text)) return [...markup];
  const found: Placeholder[] = [...markup];
  const add = (kind: Placeholder['kind'], start: number, end: number): void => {
    if (end <= start || found.some((other) => start < other.end && other.start < end)) return;
    found.push({ kind, start, end });
  };
  for (const match of text.matchAll(URL_PATTERN))
    add('url', match.index, match.index + trimUrl(match[0]).length);
  for (const match of text.matchAll(EMAIL)) add('email', match.index, match.index + match[0].length);
  for (const match of text.matchAll(HANDLE)) add('handle', match.index, match.index + match[0].length);
  for (const match of text.matchAll(HASHTAG)) add('hashtag', match.index, match.index + match[0].length);
  for (const match of text.matchAll(NUMBER)) add('number', match.index, match.index + match[0].length);
  return found.sort((a, b) => a.start - b.start);
}
