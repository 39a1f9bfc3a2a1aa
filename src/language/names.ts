import { SCRIPT_OF } from './alphabets.js';
import { CASE_OF } from './letters.js';

/** Names in a text: they tell of people and places, not of the language. */

const CAPITAL = 1;
const SMALL = 2;
const ENDS = '.!?…';
const OPENING = ' \u00A0«“„"\'(';
const INSIDE = "'’ʼ-";

/**
 * The text without its names: capitalised words inside a sentence, or at its beginning before another.
 * @returns `undefined` where there is none, or nothing else.
 */
export function withoutNames(text: string): string | undefined {
  let plain = '';
  let at = 0;
  let small = false;
  // A capitalised word at the beginning of a sentence, of which the next word decides.
  let openFrom = -1;
  let openTo = -1;
  for (let index = 0; index < text.length; index++) {
    if ((SCRIPT_OF[text.charCodeAt(index)] ?? 0) < 2) continue;
    const start = index;
    while (index < text.length && isOfWord(text, index)) index++;
    if (CASE_OF[text.charCodeAt(start)] !== CAPITAL) {
      openFrom = -1;
      small ||= index - start > 1 && CASE_OF[text.charCodeAt(start)] === SMALL;
      continue;
    }
    const before = openFrom;
    if (before < 0 && beginsSentence(text, start)) {
      openFrom = start;
      openTo = index;
      continue;
    }
    openFrom = -1;
    if (before >= 0) {
      plain += `${text.slice(at, before)} `;
      at = openTo;
    }
    plain += `${text.slice(at, start)} `;
    at = index;
  }
  return small && at > 0 ? plain + text.slice(at) : undefined;
}

function isOfWord(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (SCRIPT_OF[code] ?? 0) > 1 || INSIDE.includes(text.charAt(index)) || (code >= 0x300 && code < 0x370);
}

function beginsSentence(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && OPENING.includes(text.charAt(at))) at--;
  return at < 0 || ENDS.includes(text.charAt(at));
}
