import { type Block, fileOffset } from '../model/article.js';
import { HEADING, type Line } from './html-lines.js';
import { collectText, emptyText } from './html-text.js';
import { children, type Element, find, type Node } from './html-tree.js';
import { declaredTitles, type PageTitles } from './page-metadata.js';

/** What a page calls its article: the heading that says it, without the name of the site and what stands above it. */

export interface Title {
  readonly text: string;
  /** Index of the line that says it, where one does; it may say more than that. */
  readonly line?: number;
}

/** White space, quotation marks, dashes and case do not make another title. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const letters = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** Between a title and the name of the site: `Museum reopens | City Herald`. */
const SEPARATOR = /\s+[|•·»«:/–—-]+\s+|\s*\|\s*/u;
const FEWEST_LETTERS = 4;

function isSite(part: string, { site, host }: PageTitles): boolean {
  const name = letters(part);
  if (name === '') return false;
  if (site !== undefined && letters(site) !== '' && (name === letters(site) || letters(site).includes(name)))
    return true;
  return name.length >= FEWEST_LETTERS && host !== undefined && letters(host).includes(name);
}

/** A declared title without the name of the site before or behind it. */
function withoutSite(title: string, titles: PageTitles): string {
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return title;
  const last = parts.at(-1) ?? '';
  const first = parts[0] ?? '';
  if (isSite(last, titles)) {
    const cut = title.slice(0, title.lastIndexOf(last)).replace(/[\s|•·»«:/–—-]+$/u, '');
    // `Sport - City Herald | City Herald`
    return cut === '' ? title : withoutSite(cut, titles);
  }
  if (isSite(first, titles))
    return title.slice(title.indexOf(first) + first.length).replace(/^[\s|•·»«:/–—-]+/u, '') || title;
  return title;
}

/** Shortest part of a heading that can be its title, in words. */
const FEWEST_WORDS = 3;
const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** What stands between a kicker and its headline. */
const SEPARATORS = /^[\s|•·:/–—-]+(?=\S)/u;

/** The title of a page. */
export function titleOf(tree: Node, lines: readonly Line[]): Title | undefined {
  const title = chosenTitle(tree, lines);
  if (title?.line === undefined || !sameHeading(lines[title.line - 1], lines[title.line])) return title;
  return { ...title, text: title.text.replace(SEPARATORS, '') };
}

function chosenTitle(tree: Node, lines: readonly Line[]): Title | undefined {
  const titles = declaredTitles(tree);
  const declared = titles.declared.map((title) => withoutSite(title, titles));
  const headings = lines.flatMap(({ heading, text }, line) =>
    heading === 1 || heading === 2 ? [{ heading, text, folded: fold(text), line }] : [],
  );
  const named = headings.filter(({ text }) => !isSite(text, titles));
  for (const title of declared) {
    const same = named.find(({ folded }) => folded === fold(title));
    if (same !== undefined) return same;
  }
  for (const title of declared) {
    // A kicker and its headline in one heading.
    const words = fold(title);
    const around =
      wordsIn(title) < FEWEST_WORDS ? undefined : named.find(({ folded }) => folded.includes(words));
    if (around === undefined) continue;
    const { text, folded, line } = around;
    const at = folded.indexOf(words);
    return { text: text.length === folded.length ? text.slice(at, at + words.length) : text, line };
  }
  const first = named.find(({ heading }) => heading === 1);
  if (first !== undefined) {
    // Of a heading in several boxes the longest line.
    const parts = named.filter(({ line }) => sameHeading(lines[line], lines[first.line]));
    return parts.reduce((best, part) => (part.text.length > best.text.length ? part : best), first);
  }
  const [said] = declared;
  if (said === undefined) return headings.find(({ heading }) => heading === 1);
  const line = lines.findIndex(({ text }) => fold(text) === fold(said));
  return line < 0 ? { text: said } : { text: lines[line]?.text ?? said, line };
}

const headingAround = (line: Line | undefined): Element | undefined =>
  line?.path.findLast(({ tagName }) => HEADING.test(tagName));

const sameHeading = (a: Line | undefined, b: Line | undefined): boolean => {
  const heading = headingAround(a);
  return heading !== undefined && heading === headingAround(b);
};

/** Whether a line says no more than the title. */
export function saysTitle(text: string, title: Title): boolean {
  return fold(text) === fold(title.text);
}

/** A stretch of a block as a block of its own. */
export function stretchOf(block: Block, from: number, to: number): Block {
  const inside = block.anchors.filter(([at]) => at > from && at < to);
  return {
    ...block,
    text: block.text.slice(from, to),
    anchors: [
      [0, fileOffset(block, from)],
      ...inside.map(([at, file]): [number, number] => [at - from, file]),
    ],
    end: to >= block.text.length ? block.end : fileOffset(block, to - 1) + 1,
    placeholders: block.placeholders
      .filter(({ start, end }) => start >= from && end <= to)
      .map((place) => ({ ...place, start: place.start - from, end: place.end - from })),
  };
}

/** What `<title>` has of the title, as a block, for a page that says it nowhere else. */
export function headTitle(title: string, tree: Node, source: string): Block | undefined {
  const element = find(tree, ({ tagName }) => tagName === 'title');
  const collected = emptyText();
  for (const node of element === undefined ? [] : children(element))
    collectText(node, source, collected, undefined);
  const at = collected.text.indexOf(title);
  if (at < 0) return undefined;
  const whole: Block = {
    id: '',
    kind: 'title',
    text: collected.text,
    anchors: collected.anchors,
    end: collected.end,
    placeholders: [],
    level: 1,
  };
  return stretchOf(whole, at, at + title.length);
}
