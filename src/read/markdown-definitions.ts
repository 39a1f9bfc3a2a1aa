import type { SyntaxTag } from '../syntax/types.js';
import { MASK } from './markdown-mask.js';

/** Definitions of links where Markdown reads none, and the titles of them. */

const FOOTNOTE = /^ {0,3}\[\^[^\]\s]+\]:/;
const DEFINITION = /^ {0,3}\[(?!\^)[^\]]+\]:[ \t]*\S/;

/**
 * Definitions of links on the line behind a footnote, which its author did not mean to be part of it: hidden there, at equal
 * length, and written once more behind the text, where no place of the source is.
 */
export function withDefinitions(text: string): {
  readonly text: string;
  readonly titles: readonly SyntaxTag[];
} {
  if (!text.includes('[^')) return { text, titles: [] };
  const found: string[] = [];
  const titles: SyntaxTag[] = [];
  let at = 0;
  let isNote = false;
  const lines = text.split('\n').map((line) => {
    const from = at;
    at += line.length + 1;
    if (line.trim() === '') isNote = false;
    else if (FOOTNOTE.test(line)) isNote = true;
    else if (isNote && DEFINITION.test(line)) {
      found.push(line.replace(/[ \t]+["'(].*$/, '').trim());
      titles.push(...titleOf(line, from));
      return ' '.repeat(line.length);
    }
    return line;
  });
  return { text: found.length === 0 ? text : `${lines.join('\n')}\n\n${found.join('\n')}\n`, titles };
}

const LINE_TITLE = /[ \t](?:"((?:[^"\\]|\\.)+)"|'((?:[^'\\]|\\.)+)'|\(((?:[^()\\]|\\.)+)\))[ \t\r]*$/;

/** The title of a definition that is a line of its own, as words in markup. */
function titleOf(line: string, from: number): SyntaxTag[] {
  const found = LINE_TITLE.exec(line);
  const words = found?.[1] ?? found?.[2] ?? found?.[3];
  if (found === null || words === undefined || words.includes(MASK)) return [];
  const start = from + found.index + 2;
  const close = found[1] !== undefined ? '"' : found[2] !== undefined ? "'" : ')';
  const texts = [{ start, end: start + words.length, close, escape: 'backslash' as const } as const];
  return [{ start: from, end: from + line.trimEnd().length, kind: 'tag', texts }];
}
