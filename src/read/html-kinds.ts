import type { BlockKind } from '../model/article.js';
import type { Line } from './html-lines.js';
import { endsSentence, MOSTLY_LINK } from './html-survey.js';
import { type Element, find } from './html-tree.js';
import { BYLINE_NAME, LONGEST_BYLINE, nameOf, RELATED_NAME } from './page-names.js';

/** What a line of a page is for, from the elements that it stands in. */

export interface Surroundings {
  /** Whether it is text of the article. */
  readonly kept: boolean;
  /** Whether it follows a label such as "Read also". */
  readonly afterLabel: boolean;
}

const holdsTitle = (element: Element): boolean =>
  find(element, ({ tagName }) => tagName === 'h1') !== undefined;

/** So long, a sentence in a cell is text in a layout. */
const LONG_CELL = 80;

/** Old pages are laid out in tables: what holds the title is none of its cells, and neither is running text. */
const isCell = ({ path, text }: Line): boolean =>
  !(text.length >= LONG_CELL && endsSentence(text)) &&
  path.some(({ tagName }) => tagName === 'td' || tagName === 'th') &&
  !path.some((element) => element.tagName === 'table' && holdsTitle(element));

export function kindOf(line: Line, { kept, afterLabel }: Surroundings): BlockKind {
  const { text, path, heading } = line;
  const { linked, time } = line.collected;
  const names = path.map((element) => element.tagName);
  const isLink = linked >= MOSTLY_LINK * text.length;
  const isRelated = path.some((element) => RELATED_NAME.test(nameOf(element)));
  if (!kept && (isRelated || afterLabel) && (isLink || time !== undefined)) return 'related';
  if (!kept) return 'boilerplate';
  const innermost = path.at(-1);
  if (innermost && BYLINE_NAME.test(nameOf(innermost)) && text.length <= LONGEST_BYLINE)
    return innermost.tagName === 'article' || innermost.tagName === 'body' ? 'paragraph' : 'byline';
  if (names.includes('figcaption') || names.includes('caption')) return 'caption';
  if (names.includes('blockquote')) return 'quote';
  if (heading !== undefined) return 'heading';
  if (names.includes('li')) return 'list-item';
  if (isCell(line)) return 'table-cell';
  if (names.includes('pre')) return 'code';
  return 'paragraph';
}
