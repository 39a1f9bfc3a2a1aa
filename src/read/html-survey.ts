import { HEADING, type Line } from './html-lines.js';
import type { Element } from './html-tree.js';

/** What can be said of a page's lines one by one, before it is asked what they stand in. */

export interface Survey {
  readonly lines: readonly Line[];
  /** Characters of each line; those of scripts that say more with fewer count more. */
  readonly weights: readonly number[];
  /** Whether each line reads like running text. */
  readonly prose: readonly boolean[];
  /** The element that holds all lines. */
  readonly body: Element;
  /** The elements around the heading that names the article; empty where the page has none. */
  readonly titled: ReadonlySet<Element>;
  /** Index of the title's line, or -1. */
  readonly titleLine: number;
}

/** Characters by element: how much of something it holds. */
export type Sums = ReadonlyMap<Element, number>;

/** From this share of its characters a line is a link. */
export const MOSTLY_LINK = 0.6;
/** Weight from which a line reads like text whatever its end, and with a sentence's end. */
const LONG = 80;
const SHORT = 30;
/** A line in which links take half of the letters is text when it has so many others. */
const OTHERWISE = 100;

/** Characters of Chinese, Japanese, Korean and Thai say as much as three of others. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/gu;
const SENTENCE_END = /[.!?…。！？:;]["'»”’)\]]{0,3}$/u;
/** Words that are tags themselves: what a template left. */
const RESIDUE = /^(?:<\w+ [^>]*>|\[\/?\w+[^\]]*=[^\]]*\])/;

export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text);
}

/** `Image 3 of 5`, `2/7`: where a reader is among the pictures of a gallery. */
const COUNTER = /^(?:\p{L}+ )?\d{1,3} ?(?:\p{L}{1,4}|\/) ?\d{1,3}$/u;

export function isResidue(text: string): boolean {
  return RESIDUE.test(text) || COUNTER.test(text);
}

export function isCaption({ path }: Line): boolean {
  return path.some(({ tagName }) => tagName === 'figcaption');
}

/** The survey of a page; `titleLine` is the index of the line that names the article, or -1. */
export function surveyOf(lines: readonly Line[], body: Element, titleLine: number): Survey {
  const weights = lines.map(({ text }) => text.length + 2 * (text.match(DENSE)?.length ?? 0));
  const prose = lines.map((line, index) => {
    const { text, heading, collected } = line;
    if (heading !== undefined || isCaption(line) || isResidue(text)) return false;
    const { linked } = collected;
    if (linked > 0.5 * text.length && text.length - linked < OTHERWISE) return false;
    const weight = weights[index] ?? 0;
    return weight >= LONG || (weight >= SHORT && endsSentence(text));
  });
  const { path, heading } = lines[titleLine] ?? { path: [], heading: undefined };
  const around =
    heading === undefined ? path.slice(0, -1) : path.filter(({ tagName }) => !HEADING.test(tagName));
  return { lines, weights, prose, body, titled: new Set(around), titleLine };
}

/** Weight of the lines that count, by every element around them. */
export function sumsOf({ lines, weights }: Survey, counts: (index: number) => boolean): Sums {
  const sums = new Map<Element, number>();
  for (const [index, { path }] of lines.entries()) {
    if (!counts(index)) continue;
    for (const element of path) sums.set(element, (sums.get(element) ?? 0) + (weights[index] ?? 0));
  }
  return sums;
}
