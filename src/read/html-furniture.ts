import type { Line } from './html-lines.js';
import { MOSTLY_LINK, type Sums, type Survey, sumsOf } from './html-survey.js';
import { attribute, type Element, isElement, isHidden } from './html-tree.js';
import { BODY_NAME, FURNITURE_NAME, NEVER_TEXT, nameOf } from './page-names.js';

/** Which lines of a page stand in its furniture: menus, comments, teasers, boxes that ask for something. */

const NEVER_TAGS = new Set(['nav', 'footer']);
const BOX_TAGS = new Set(['button', 'dialog', 'menu', 'label', 'form', 'aside']);
const BOX_ROLE = /^(?:banner|navigation|contentinfo|search|dialog|alertdialog|menu|complementary)$/;
const HOLDERS = new Set(['html', 'body', 'main']);
const SECTIONS = new Set(['main', 'article', 'section']);

/** A box that holds more of the page's text than this is none. */
const MOST = 0.5;
/** A box is believed to be what it is called when it holds less text than this, or less than a tenth of the page's. */
const SMALL = 2000;
const SMALL_SHARE = 0.1;
/** What is called the article's body is no furniture from this share on. */
const BODY_SHARE = 0.2;
/** Of a box that speaks of little else than cookies. */
const COOKIE_SHARE = 0.6;
/** The word is the same in every language of the Web. */
const COOKIES = /\bcookies?\b|(?<!\p{L})(?:куки|кукі)(?!\p{L})/iu;
/** So much text, and such a share of all, has the `article` beside which other `article`s are teasers. */
const OWN_TEXT = 400;
const OWN_SHARE = 0.15;

export interface Furniture {
  /** For each line whether it stands in what is furniture by its elements, its place or its looks. */
  readonly shaped: readonly boolean[];
  /** For each line whether it stands in that, or in a box that is called furniture. */
  readonly any: readonly boolean[];
}

/** A verdict an element, found once. */
function remembered(
  judge: (element: Element, path: readonly Element[], index: number) => boolean,
): (line: Line) => boolean {
  const verdicts = new Map<Element, boolean>();
  return ({ path }) =>
    path.some((element, index) => {
      let verdict = verdicts.get(element);
      if (verdict === undefined) {
        verdict = judge(element, path, index);
        verdicts.set(element, verdict);
      }
      return verdict;
    });
}

/** The furniture of a page. */
export function furnitureOf(survey: Survey): Furniture {
  const { lines, prose, body, titled } = survey;
  const isNever = remembered(
    (element) =>
      !HOLDERS.has(element.tagName) &&
      !titled.has(element) &&
      (NEVER_TAGS.has(element.tagName) || NEVER_TEXT.test(nameOf(element))),
  );
  const never = lines.map(isNever);
  const counts = (index: number): boolean => prose[index] === true && never[index] === false;
  const held = sumsOf(survey, counts);
  const cookies = sumsOf(survey, (index) => counts(index) && COOKIES.test(lines[index]?.text ?? ''));
  const total = held.get(body) ?? 0;
  const textIn = (element: Element): number => held.get(element) ?? 0;
  const own = [...titled].findLast(({ tagName }) => tagName === 'article');
  const hasOwn = own !== undefined && textIn(own) > OWN_TEXT && textIn(own) > OWN_SHARE * total;
  const isShaped = remembered((element, path, index) => {
    const { tagName } = element;
    if (HOLDERS.has(tagName) || titled.has(element)) return false;
    if (hasOwn && tagName === 'article' && !path.slice(0, index).includes(own)) return true;
    const text = textIn(element);
    if (text > MOST * total) return false;
    if (text > 0 && (cookies.get(element) ?? 0) > COOKIE_SHARE * text) return true;
    return (
      BOX_TAGS.has(tagName) ||
      BOX_ROLE.test(attribute(element, 'role') ?? '') ||
      isHidden(element) ||
      (tagName === 'header' && path.slice(0, index).every((outer) => !SECTIONS.has(outer.tagName)))
    );
  });
  const isNamed = remembered((element) => {
    if (HOLDERS.has(element.tagName) || titled.has(element)) return false;
    const text = textIn(element);
    if (text > MOST * total || text >= Math.max(SMALL, SMALL_SHARE * total)) return false;
    const name = nameOf(element);
    if (BODY_NAME.test(name) && text > BODY_SHARE * total) return false;
    return FURNITURE_NAME.test(name);
  });
  const shaped = lines.map((line, index) => never[index] === true || isShaped(line));
  const boxed = lines.map((line, index) => shaped[index] === true || isNamed(line));
  const rows = teasersIn(survey, boxed);
  const inRow = ({ path }: Line): boolean => path.some((element) => rows.has(element));
  return {
    shaped: lines.map((line, index) => shaped[index] === true || inRow(line)),
    any: lines.map((line, index) => boxed[index] === true || inRow(line)),
  };
}

/** Fewest boxes of a row, weight of a headline, and most text of a teaser; a few of a row may have twice that. */
const ROW = 3;
const HEADLINE = 8;
const TEASER = 500;
const TEASER_LINES = 2;
/** Beside a row of teasers there is a text: so much of it, or more than the teasers have. */
const TEXT_BESIDE = 400;

interface Box {
  headlines: number;
  lines: number;
  text: number;
}

/** Like boxes in a row, each with a linked headline and hardly any text: teasers of other articles. */
function teasersIn(survey: Survey, boxed: readonly boolean[]): ReadonlySet<Element> {
  const { lines, prose, weights, titled } = survey;
  const boxes = new Map<Element, Box>();
  for (const [index, { path, text, collected }] of lines.entries()) {
    if (boxed[index] === true) continue;
    const weight = weights[index] ?? 0;
    const isHeadline = weight >= HEADLINE && collected.linked >= MOSTLY_LINK * text.length;
    for (const element of path) {
      const box = boxes.get(element) ?? { headlines: 0, lines: 0, text: 0 };
      if (isHeadline) box.headlines += 1;
      if (prose[index] === true) {
        box.lines += 1;
        box.text += weight;
      }
      boxes.set(element, box);
    }
  }
  const total = boxes.get(survey.body)?.text ?? 0;
  const found = new Set<Element>();
  for (const parent of boxes.keys()) {
    const rows = new Map<string, [Element, Box][]>();
    for (const child of parent.childNodes) {
      if (!isElement(child) || titled.has(child) || child.tagName === 'p') continue;
      const box = boxes.get(child);
      if (box === undefined || box.headlines === 0) continue;
      if (box.lines > TEASER_LINES || box.text > 2 * TEASER) continue;
      const like = `${child.tagName} ${nameOf(child).trim().split(' ', 1)[0]}`;
      const row = rows.get(like);
      if (row === undefined) rows.set(like, [[child, box]]);
      else row.push([child, box]);
    }
    for (const row of rows.values()) {
      if (row.filter(([, { text }]) => text <= TEASER).length < ROW) continue;
      const text = row.reduce((sum, [, box]) => sum + box.text, 0);
      if (total - text < Math.min(TEXT_BESIDE, text)) continue;
      for (const [child] of row) found.add(child);
    }
  }
  return found;
}

/** Shares of links by element, among the lines that count. */
export function linkShares({ lines }: Survey, counts: (index: number) => boolean): Sums {
  const sums = new Map<Element, { text: number; linked: number }>();
  for (const [index, { path, text, collected }] of lines.entries()) {
    if (!counts(index)) continue;
    for (const element of path) {
      const sum = sums.get(element) ?? { text: 0, linked: 0 };
      sum.text += text.length;
      sum.linked += collected.linked;
      sums.set(element, sum);
    }
  }
  return new Map([...sums].map(([element, { text, linked }]) => [element, linked / Math.max(text, 1)]));
}
