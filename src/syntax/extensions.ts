import type { SyntaxTag } from './types.js';

/** Signs of single Markdown extensions, which stand nowhere else. */

function whole(pattern: RegExp, text: string, at: number): SyntaxTag | undefined {
  pattern.lastIndex = at;
  const length = pattern.exec(text)?.[0].length ?? 0;
  return length === 0 ? undefined : { start: at, end: at + length, kind: 'code', texts: [] };
}

const SIZED = /\]\([^()\s]{1,500}[ \t]{1,8}=\d{0,5}%?x\d{0,5}%?\)/y;
/** The end of a picture with its size: `](a.jpg =300x200)` of markdown-it, no picture to others. */
export function sizedAt(text: string, at: number): SyntaxTag | undefined {
  return whole(SIZED, text, at);
}

const BLOCK_NAME = /\^[A-Za-z0-9-]{1,80}(?=[ \t]*(?:\r?\n|$))/y;
/** The name of a block at its end: `^quote-of-the-day` of Obsidian. */
export function blockNameAt(text: string, at: number): SyntaxTag | undefined {
  return /\S/.test(text.charAt(at - 1)) ? undefined : whole(BLOCK_NAME, text, at);
}

const KEYS = /\+\+[a-z0-9]+(?:[-+][a-z0-9]+)*\+\+/y;
/** Keys of a keyboard: `++ctrl+alt+del++` of Python-Markdown. */
export function keysAt(text: string, at: number): SyntaxTag | undefined {
  return whole(KEYS, text, at);
}
