import type { BlockKind } from '../model/article.js';
import { attribute, type Element, find, type Node } from './html-tree.js';
import { BYLINE_NAME, FURNITURE_NAME, LONGEST_BYLINE, RELATED_NAME } from './page-names.js';

/** What a run of a page's text is for, from the elements that it stands in. */

/** A run of inline nodes that reads as one block, with the elements around it, outermost first. */
export interface Run {
  readonly nodes: Node[];
  readonly path: readonly Element[];
}

export interface Surroundings {
  /** Whether Readability took the run for text of the article. */
  readonly kept: boolean;
  /** Whether Readability found any article. */
  readonly hasMain: boolean;
  /** Whether it follows a label such as "Read also". */
  readonly afterLabel: boolean;
  /** Level of the heading it is. */
  readonly heading: number | undefined;
}

/** From this share of its characters a line is a link. */
export const MOSTLY_LINK = 0.6;

const FURNITURE = new Set(['nav', 'footer', 'form', 'button', 'dialog']);
const FURNITURE_ROLE = /^(?:banner|navigation|contentinfo|search|dialog|alertdialog|menu)$/;
export const HEADING = /^h[1-6]$/;
const HOLDERS = new Set(['html', 'body', 'main', 'article']);

const nameOf = (element: Element): string =>
  `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`;

const holdsTitle = (element: Element): boolean =>
  find(element, ({ tagName }) => tagName === 'h1') !== undefined;

/** Whether an element, by its name, role or class, is furniture; what holds the article's title is not. */
function isFurniture(element: Element, index: number, path: readonly Element[]): boolean {
  if (FURNITURE.has(element.tagName)) return true;
  if (HOLDERS.has(element.tagName)) return false;
  const ofThePage =
    element.tagName === 'header' &&
    path.slice(0, index).every(({ tagName }) => !['main', 'article', 'section'].includes(tagName));
  const named =
    ofThePage ||
    FURNITURE_ROLE.test(attribute(element, 'role') ?? '') ||
    FURNITURE_NAME.test(nameOf(element));
  return named && !holdsTitle(element);
}

/** Headings that had their words; `true` once a paragraph stood in one, which is how it looks when never closed. */
export type SeenHeadings = Map<Element, boolean>;

/** Level of the heading that a run is, if it is one; marks the heading as seen. */
export function headingOf({ path }: Run, seen: SeenHeadings): number | undefined {
  const index = path.findLastIndex(({ tagName }) => HEADING.test(tagName));
  const heading = path[index];
  if (heading === undefined) return undefined;
  const isOver =
    seen.get(heading) === true ||
    (seen.has(heading) && path.slice(index).some(({ tagName }) => tagName === 'p'));
  seen.set(heading, isOver);
  return isOver ? undefined : Number(heading.tagName.slice(1));
}

/**
 * A caption beside the text that Readability found, such as the one below the first picture: it belongs to the
 * article when the nearest `article` or `main` around it has the title.
 */
function isOwnCaption({ path }: Run): boolean {
  const names = path.map(({ tagName }) => tagName);
  const holder = path.findLast(({ tagName }) => tagName === 'article' || tagName === 'main');
  return (
    names.includes('figcaption') && !names.includes('aside') && holder !== undefined && holdsTitle(holder)
  );
}

/** Old pages are laid out in tables: what holds the title is none of its cells. */
const isCell = ({ path }: Run): boolean =>
  path.some(({ tagName }) => tagName === 'td' || tagName === 'th') &&
  !path.some((element) => element.tagName === 'table' && holdsTitle(element));

export function kindOf(
  run: Run,
  { text, linked, time }: { readonly text: string; readonly linked: number; readonly time?: string },
  { kept, hasMain, afterLabel, heading }: Surroundings,
): BlockKind {
  const names = run.path.map((element) => element.tagName);
  const isLink = linked >= MOSTLY_LINK * text.length;
  const isRelated = run.path.some((element) => RELATED_NAME.test(nameOf(element))) && heading !== 1;
  if (run.path.some(isFurniture)) return 'boilerplate';
  if (heading === 1) return 'title';
  if (isRelated || (afterLabel && isLink)) return isLink || time !== undefined ? 'related' : 'boilerplate';
  if (hasMain && !kept && (isLink || !isOwnCaption(run))) return 'boilerplate';
  const innermost = run.path.at(-1);
  if (innermost && BYLINE_NAME.test(nameOf(innermost)) && text.length <= LONGEST_BYLINE)
    return innermost.tagName === 'article' || innermost.tagName === 'body' ? 'paragraph' : 'byline';
  if (names.includes('figcaption') || names.includes('caption')) return 'caption';
  if (names.includes('blockquote')) return 'quote';
  if (heading !== undefined) return 'heading';
  if (names.includes('li')) return 'list-item';
  if (isCell(run)) return 'table-cell';
  if (names.includes('pre')) return 'code';
  return 'paragraph';
}
