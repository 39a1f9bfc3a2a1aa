import { MASK } from './markdown-mask.js';

/**
 * What Markdown's own grammar takes quadratic time or boundless memory over, and no text for readers has: containers in
 * containers, one sign over and over, thousands of links in a paragraph. Such signs are hidden from the parser, at equal length:
 * they are read as text.
 */

export interface Tamed {
  /** As long as the source; offsets are the same. */
  readonly text: string;
  /** Signs that were hidden. */
  readonly hidden: number;
  /** Offset of the first of them; 0 where there are none. */
  readonly first: number;
}

/** Quotations and lists inside one another. */
const MOST_CONTAINERS = 100;
/** The same sign in a row, as no rule or fence has it. */
const LONGEST_RUN = 1_000;
/** Signs of inline markup in one paragraph. */
const MOST_SIGNS = 10_000;

const SIGN = /[!<>[\]*_~`&\\|]/g;
const RUN = /([!<>[\]*_~`&\\|])\1+/g;
const CONTAINER = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))/g;
const CONTAINERS = new RegExp(`^(?:${CONTAINER.source}){${MOST_CONTAINERS + 1},}`, 'gm');
/** A paragraph, and the empty line behind it. */
const PARAGRAPH = /[^\n]*(?:\n(?![ \t]*\r?\n)[^\n]*)*/g;

/** Hides what is too hard for a parser of Markdown. Linear in the length of the source. */
export function tamed(source: string): Tamed {
  let hidden = 0;
  let first = source.length;
  const hide = (text: string, at: number, signs = SIGN): string =>
    text.replace(signs, (sign, ...rest: readonly unknown[]) => {
      hidden += 1;
      first = Math.min(first, at + Number(rest.find((each) => typeof each === 'number')));
      return MASK.repeat(sign.length);
    });
  const text = source
    .replace(RUN, (run, _, at: number) => (run.length < LONGEST_RUN ? run : hide(run, at)))
    .replace(CONTAINERS, (line, at: number) => {
      let count = 0;
      return line.replace(CONTAINER, (marker, inside: number) =>
        ++count <= MOST_CONTAINERS ? marker : hide(marker, at + inside, /[^ \t]/g),
      );
    })
    .replace(PARAGRAPH, (paragraph, at: number) =>
      signsIn(paragraph) <= MOST_SIGNS ? paragraph : hide(paragraph, at),
    );
  return { text, hidden, first: hidden === 0 ? 0 : first };
}

function signsIn(text: string): number {
  if (text.length <= MOST_SIGNS) return 0;
  let count = 0;
  SIGN.lastIndex = 0;
  while (count <= MOST_SIGNS && SIGN.test(text)) count += 1;
  SIGN.lastIndex = 0;
  return count;
}
