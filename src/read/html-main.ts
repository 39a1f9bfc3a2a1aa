import { furnitureOf, linkShares } from './html-furniture.js';
import type { Line } from './html-lines.js';
import {
  endsSentence,
  isCaption,
  isResidue,
  MOSTLY_LINK,
  type Sums,
  type Survey,
  sumsOf,
} from './html-survey.js';
import { type Element, isElement } from './html-tree.js';
import { BODY_NAME, nameOf } from './page-names.js';

/** Which lines of a page are its article; docs/extraction.md tells how it is decided. */

export interface Main {
  /** For each line whether it is text of the article; its title is not among them. */
  readonly kept: readonly boolean[];
  /** Share (0 to 1) of the page's running text, outside what is never text, that is kept; 1 where there is none. */
  readonly share: number;
  /** Weight of what is kept. */
  readonly weight: number;
}

/** The smallest element is taken that holds this share of the text of the one around it; a named body needs less. */
const NEARLY_ALL = 0.8;
const NEARLY_ALL_NAMED = 0.7;
/** Less than this share kept is little. */
export const LITTLE = 0.25;
/** From this share of links on, a list leads elsewhere. */
const LIST_OF_LINKS = 0.5;
/** A line of links with so many other characters says something. */
const UNLINKED = 50;
/** Shortest sentence in a box without paragraphs, and shortest line that is not written twice. */
const SENTENCE = 15;
const REPEATED = 40;

/** A line that is shorter and leads to where readers are counted is no text. */
const PROMOTION = 120;

const PARAGRAPHS = new Set(['p', 'li', 'blockquote', 'td', 'th', 'dd', 'dt', 'pre', 'figcaption', 'caption']);
const LISTS = new Set(['ul', 'ol', 'dl', 'table']);

/** Down from the body to the smallest element that holds nearly all of the text. */
function scopeOf(body: Element, text: Sums): Element {
  const of = (element: Element): number => text.get(element) ?? 0;
  let scope = body;
  for (;;) {
    let best: Element | undefined;
    for (const child of scope.childNodes)
      if (isElement(child) && of(child) > (best === undefined ? 0 : of(best))) best = child;
    if (best === undefined || PARAGRAPHS.has(best.tagName) || LISTS.has(best.tagName)) return scope;
    const { tagName } = best;
    const isNamed = tagName === 'article' || tagName === 'main' || BODY_NAME.test(nameOf(best));
    if (of(best) < (isNamed ? NEARLY_ALL_NAMED : NEARLY_ALL) * of(scope)) return scope;
    scope = best;
  }
}

/** The caption of a picture above the text: the nearest `article` or `main` around it has the title. */
function isOwnCaption(line: Line, titled: ReadonlySet<Element>): boolean {
  const holder = line.path.findLast(({ tagName }) => tagName === 'article' || tagName === 'main');
  return isCaption(line) && holder !== undefined && titled.has(holder);
}

/** Whether a line was there before in another place; a refrain within one is text. */
function repetitions(): (line: Line) => boolean {
  const seen = new Map<string, Element | undefined>();
  return ({ text, path }) => {
    if (text.length < REPEATED) return false;
    const inner = path.at(-1);
    const holder = inner !== undefined && PARAGRAPHS.has(inner.tagName) ? path.at(-2) : inner;
    if (seen.has(text)) return seen.get(text) !== holder;
    seen.set(text, holder);
    return false;
  };
}

/** A short line or a caption with a link that counts who follows it (`utm_campaign`): it sells something. */
function isPromotion(line: Line): boolean {
  const counted = line.collected.links.some(({ href }) => /[?&]utm_\w+=/.test(href));
  return counted && (isCaption(line) || line.text.length < PROMOTION);
}

/** The lines kept outside some furniture; `other` is what surely is none of the article's text. */
function choose(survey: Survey, furniture: readonly boolean[], other: readonly boolean[]): Main {
  const { lines, prose, weights, titled, titleLine, body } = survey;
  const isText = (index: number): boolean => prose[index] === true && furniture[index] === false;
  const text = sumsOf(survey, isText);
  const scope = scopeOf(body, text);
  const inside = lines.map(({ path }) => path.includes(scope));
  const first = inside.indexOf(true);
  const links = linkShares(survey, (index) => inside[index] === true);
  const isRepeated = repetitions();
  const keeps = (line: Line, index: number): boolean => {
    const { path, collected } = line;
    if (isPromotion(line)) return false;
    if (furniture[index] === true || isResidue(line.text) || index === titleLine) return false;
    if (inside[index] !== true) {
      // What stands between the title and the text introduces it.
      const introduces = prose[index] === true && titleLine >= 0 && index > titleLine && index < first;
      return (introduces || isOwnCaption(line, titled)) && !isRepeated(line);
    }
    const below = path.slice(path.indexOf(scope) + 1);
    if (below.some((one) => LISTS.has(one.tagName) && (links.get(one) ?? 0) > LIST_OF_LINKS)) return false;
    const { linked } = collected;
    if (linked >= MOSTLY_LINK * line.text.length && line.text.length - linked < UNLINKED) return false;
    if (isRepeated(line)) return false;
    if (prose[index] === true) return true;
    if (index < titleLine) return false;
    const inner = path.at(-1);
    if (line.heading !== undefined || inner === undefined || PARAGRAPHS.has(inner.tagName)) return true;
    if (line.text.length >= SENTENCE && endsSentence(line.text)) return true;
    // Short lines among the text that stands in the same box.
    return (text.get(inner) ?? 0) > (weights[index] ?? 0);
  };
  const kept = withoutLooseEnd(survey, lines.map(keeps));
  const sum = (counts: (index: number) => boolean): number =>
    weights.reduce((total, weight, index) => (counts(index) ? total + weight : total), 0);
  const all = sum((index) => prose[index] === true && other[index] === false);
  const own = sum((index) => prose[index] === true && kept[index] === true);
  return { kept, share: all === 0 ? 1 : own / all, weight: sum((index) => kept[index] === true) };
}

/** Without what stands behind the text: headings that have nothing under them, words that are no sentence. */
function withoutLooseEnd(survey: Survey, kept: readonly boolean[]): readonly boolean[] {
  const { lines, prose, weights } = survey;
  const isLoose = (line: Line, index: number): boolean => {
    if (line.heading !== undefined) return true;
    const inner = line.path.at(-1)?.tagName;
    const isPlain = inner === 'p' || inner === undefined || !PARAGRAPHS.has(inner);
    return isPlain && prose[index] !== true && (weights[index] ?? 0) < SENTENCE && !endsSentence(line.text);
  };
  const last = kept.findLastIndex((is, index) => {
    const line = lines[index];
    return is && line !== undefined && !isLoose(line, index);
  });
  return last < 0 ? kept : kept.map((is, index) => is && index <= last);
}

/** The lines of the article. */
export function mainOf(survey: Survey): Main {
  const { shaped, any } = furnitureOf(survey);
  const strict = choose(survey, any, shaped);
  if (strict.share >= LITTLE && strict.weight > 0) return strict;
  // What boxes are called is taken back where it leaves too little.
  const lenient = choose(survey, shaped, shaped);
  return lenient.weight > 2 * strict.weight ? lenient : strict;
}
