import { classOf, DIGIT, LETTER, type Range, SPACE } from './characters.js';

/** What stands beside a stamp or a counter: whether it stands for itself or is part of a sentence. */

/**
 * `edge`: nothing but white space and brackets up to the end of the block. `cut`: another stamp. `glued`: a word
 * without white space. `bullet`: a strong separator. `sentence`: the end of one. `capital`: a new one may begin.
 */
export type Neighbour =
  | 'edge'
  | 'cut'
  | 'glued'
  | 'bullet'
  | 'dash'
  | 'comma'
  | 'sentence'
  | 'capital'
  | 'digit'
  | 'word';

const CLOSING_MARKS = '»”"\'’.!?…)]';
const OPENING_MARKS = '«“„"\'‘([';
const BULLETS = '•·|\n';
const DASHES = '—–-/';
const CAPITAL = /^["'«“„‘(]?\p{Lu}/u;

/** Most white space and brackets looked over. */
const REACH = 8;

/** @param isCutEnd whether a stamp or a counter ends at an offset */
export function leftOf(text: string, start: number, isCutEnd: (at: number) => boolean): Neighbour {
  let at = start - 1;
  while (at >= 0 && start - at <= REACH && (isSpace(text, at) || '([<'.includes(text.charAt(at)))) {
    if (text.charAt(at) === '\n') return 'bullet';
    at -= 1;
  }
  if (at < 0) return 'edge';
  if (isCutEnd(at + 1)) return 'cut';
  const character = text.charAt(at);
  const code = text.charCodeAt(at);
  const touches = at === start - 1;
  if (BULLETS.includes(character)) return hasWordBefore(text, at) ? 'bullet' : 'edge';
  if (DASHES.includes(character))
    return touches && (classOf(text.charCodeAt(at - 1)) & DIGIT) !== 0 ? 'digit' : 'dash';
  if (CLOSING_MARKS.includes(character)) {
    if (touches && character === '.' && (classOf(text.charCodeAt(at - 1)) & DIGIT) !== 0) return 'digit';
    return touches ? 'glued' : 'sentence';
  }
  if (',;:'.includes(character))
    return touches && (classOf(text.charCodeAt(at - 1)) & DIGIT) !== 0 ? 'digit' : 'comma';
  if (touches && (classOf(code) & DIGIT) !== 0) return 'digit';
  return touches && (classOf(code) & LETTER) !== 0 ? 'glued' : 'word';
}

export function rightOf(text: string, end: number): Neighbour {
  let at = end;
  while (at < text.length && at - end <= REACH && (isSpace(text, at) || ')]>'.includes(text.charAt(at)))) {
    if (text.charAt(at) === '\n') return 'bullet';
    at += 1;
  }
  if (at >= text.length) return 'edge';
  const character = text.charAt(at);
  const touches = at === end;
  if (BULLETS.includes(character)) return 'bullet';
  if (DASHES.includes(character)) return 'dash';
  if (touches && ((classOf(text.charCodeAt(at)) & LETTER) !== 0 || OPENING_MARKS.includes(character)))
    return 'glued';
  if (touches) return (classOf(text.charCodeAt(at)) & DIGIT) !== 0 ? 'digit' : 'word';
  return CAPITAL.test(text.slice(at, at + 3)) ? 'capital' : 'word';
}

/** Whether a counter stands apart from any sentence: at an edge, beside a separator or a stamp on both sides. */
export function standsApart(text: string, { start, end }: Range, isCutEnd: (at: number) => boolean): boolean {
  const left = leftOf(text, start, isCutEnd);
  const right = rightOf(text, end);
  // `бюджет15 коментарів`: glued to a word, it is none of its sentence.
  if (left === 'glued' && right === 'edge') return true;
  if (left !== 'edge' && left !== 'cut' && left !== 'bullet') return false;
  return right === 'edge' || right === 'bullet' || right === 'glued' || right === 'capital';
}

const isSpace = (text: string, index: number): boolean => (classOf(text.charCodeAt(index)) & SPACE) !== 0;

/** Whether anything but separators and white space stands before a bullet. */
function hasWordBefore(text: string, index: number): boolean {
  for (let at = index - 1; at >= 0; at--)
    if (!isSpace(text, at) && !BULLETS.includes(text.charAt(at))) return true;
  return false;
}
