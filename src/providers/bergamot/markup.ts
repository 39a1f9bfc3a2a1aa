import { PLACEHOLDER } from './sentences.js';

/**
 * Placeholders inside a sentence. Bergamot reads HTML: an element it takes for inline is carried to where the
 * words around it went. `<x/>` it takes for a block, and cuts the sentence there, so it travels as `<img>`.
 */
const ELEMENT = /<img id="(\d+)"\s*\/?>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};

export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** `<x id="1"/>` -> `<img id="1">`; everything else well-formed, or the engine would go down. */
export function toMarkup(sentence: string): string {
  return map(
    sentence,
    PLACEHOLDER,
    (id) => `<img id="${id}">`,
    (text) => escapeText(unescapeText(text)),
  );
}

/** Back again; the answer's text is escaped as the contract of `xml` wants it. */
export function fromMarkup(answer: string): string {
  return map(
    answer,
    ELEMENT,
    (id) => `<x id="${id}"/>`,
    (text) => escapeText(unescapeText(text)),
  );
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function unescapeText(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

function map(
  text: string,
  pattern: RegExp,
  element: (id: string) => string,
  between: (text: string) => string,
): string {
  let result = '';
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    result += between(text.slice(last, match.index)) + element(match[1] ?? '');
    last = match.index + match[0].length;
  }
  return result + between(text.slice(last));
}
