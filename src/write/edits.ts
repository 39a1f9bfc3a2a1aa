import { distance } from 'fastest-levenshtein';
import { diffIndices } from 'node-diff3';
import { parseDocument } from 'yaml';
import { jsonLeaves } from '../syntax/matter/json.js';
import { tomlLeaves } from '../syntax/matter/toml.js';
import { yamlLeaves } from '../syntax/matter/yaml.js';

/** What a person changed in a written file, segment by segment. Pure. */

export interface Edits {
  /** New text of a translated segment, by segment id. */
  readonly changed: ReadonlyMap<string, string>;
  /** Segments that were taken out. */
  readonly deleted: readonly string[];
  /** Changed segments of which it cannot be told which words are theirs. */
  readonly unclear: readonly string[];
}

/** A paragraph, heading or list item as a reader sees it: escapes and spans undone, white space as one space. */
type Paragraph = string;

/** Where a segment's text stands in its paragraph. */
interface Piece {
  readonly id: string;
  readonly text: string;
  readonly paragraph: number;
  readonly start: number;
}

/** A new paragraph is taken for an old one that stood elsewhere from this similarity on (0 to 1). */
const ALIKE = 0.5;

const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function plain(text: string): string {
  return collapse(text.replace(/<\/?span[^<>]*>|[\u2066-\u2069]/g, '').replace(/\\([!-/:-@[-`{-~])/g, '$1'));
}

const FRONT_MATTER =
  /^(?:(---|\+\+\+)[ \t]*\r?\n([\s\S]*?\r?\n)?\1|(\{[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\}))[ \t]*(?:\r?\n|$)/;

/** Texts of the front matter, and paragraphs. */
function paragraphsOf(file: string): Paragraph[] {
  const [head = '', fence, fields = '', json] = FRONT_MATTER.exec(file) ?? [];
  const body = file
    .slice(head.length)
    .split(/\r?\n[ \t]*\r?\n|\r?\n(?=[ \t]*(?:[-*+]|\d+[.)]|#{1,6}|>)[ \t])/u)
    .map(plain)
    .filter((paragraph) => paragraph !== '');
  return [...fieldTexts(json ?? fields, json === undefined ? fence : '{'), ...body];
}

function fieldTexts(fields: string, fence: string | undefined): string[] {
  try {
    const leaves =
      fence === '+++'
        ? tomlLeaves(fields)
        : fence === '{'
          ? jsonLeaves(fields)
          : yamlLeaves(parseDocument(fields));
    return leaves.map(({ value }) => plain(value)).filter((text) => text !== '');
  } catch {
    return [];
  }
}

/** Finds every translation in the paragraphs, in order; what cannot be found is not followed. */
function locate(
  paragraphs: readonly Paragraph[],
  translations: Iterable<readonly [string, string]>,
): Piece[] {
  const pieces: Piece[] = [];
  let paragraph = 0;
  let from = 0;
  for (const [id, raw] of translations) {
    const text = plain(raw);
    if (text === '') continue;
    for (let index = paragraph; index < paragraphs.length; index++) {
      const start = paragraphs[index]?.indexOf(text, index === paragraph ? from : 0) ?? -1;
      if (start < 0) continue;
      pieces.push({ id, text, paragraph: index, start });
      paragraph = index;
      from = start + text.length;
      break;
    }
  }
  return pieces;
}

class Findings implements Edits {
  readonly changed = new Map<string, string>();
  readonly deleted: string[] = [];
  readonly unclear: string[] = [];

  /** Compares a stretch of the old text, with the pieces in it, to the new one. */
  compare(old: string, pieces: readonly Piece[], fresh: string): void {
    const altered = pieces.filter((piece) => !fresh.includes(piece.text));
    if (altered.length === 0) return;
    const anchors = increasing(
      pieces.filter((piece) => !altered.includes(piece)),
      (piece) => fresh.indexOf(piece.text),
    );
    const groups = new Map<Piece | undefined, Piece[]>();
    for (const piece of altered) {
      const before = anchors.filter((anchor) => anchor.start < piece.start).at(-1);
      groups.set(before, [...(groups.get(before) ?? []), piece]);
    }
    for (const [before, group] of groups) {
      const after = anchors.find((anchor) => anchor.start > (group[0]?.start ?? 0));
      this.#region(
        old.slice(before === undefined ? 0 : before.start + before.text.length, after?.start),
        before === undefined ? 0 : before.start + before.text.length,
        group,
        fresh.slice(
          before === undefined ? 0 : fresh.indexOf(before.text) + before.text.length,
          after === undefined ? undefined : fresh.indexOf(after.text),
        ),
      );
    }
  }

  /** Changed pieces between two that stand as they stood. */
  #region(old: string, offset: number, pieces: readonly Piece[], fresh: string): void {
    if (collapse(fresh) === '') {
      this.deleted.push(...pieces.map((piece) => piece.id));
      return;
    }
    const [first] = pieces;
    const last = pieces.at(-1);
    if (first === undefined || last === undefined) return;
    const head = old.slice(0, first.start - offset);
    const tail = old.slice(last.start - offset + last.text.length);
    const words = between(fresh, head, tail);
    const texts = words === undefined ? undefined : pieces.length === 1 ? [words] : sentences(words);
    if (
      texts === undefined ||
      texts.length !== pieces.length ||
      !texts.every((text) => /\p{L}/u.test(text))
    ) {
      this.unclear.push(...pieces.map((piece) => piece.id));
      return;
    }
    for (const [index, { id }] of pieces.entries()) this.changed.set(id, texts[index] ?? '');
  }
}

/** The part between a head and a tail that both still stand; without letters in them they may have changed. */
function between(text: string, head: string, tail: string): string | undefined {
  const hasHead = text.startsWith(head);
  const hasTail = text.endsWith(tail);
  if ((!hasHead && /\p{L}/u.test(head)) || (!hasTail && /\p{L}/u.test(tail))) return undefined;
  const end = hasTail ? text.length - tail.length : text.length;
  const start = hasHead ? head.length : 0;
  return start > end ? undefined : collapse(text.slice(start, end));
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

function sentences(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter((part) => part !== '');
}

/** The longest subsequence whose places rise: what was not moved. */
function increasing<T>(items: readonly T[], placeOf: (item: T) => number): T[] {
  const best: { readonly item: T; readonly place: number; readonly chain: readonly T[] }[] = [];
  for (const item of items) {
    const place = placeOf(item);
    const before = best
      .filter((entry) => entry.place < place)
      .reduce<readonly T[]>((longest, { chain }) => (chain.length > longest.length ? chain : longest), []);
    best.push({ item, place, chain: [...before, item] });
  }
  return best.reduce<readonly T[]>(
    (longest, { chain }) => (chain.length > longest.length ? chain : longest),
    [],
  ) as T[];
}

const similarity = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length, 1);

/**
 * The edits of one file.
 * @param base the file as tovmach rendered it
 * @param edited the file as it is now; Markdown or plain text
 * @param translations what stands for each translated segment, by id, in the order of the text
 */
export function findEdits(
  base: string,
  edited: string,
  translations: Iterable<readonly [string, string]>,
): Edits {
  const old = paragraphsOf(base);
  const fresh = paragraphsOf(edited);
  const pieces = locate(old, translations);
  const inParagraph = (index: number): Piece[] => pieces.filter((piece) => piece.paragraph === index);
  const result = new Findings();
  const homeless: number[] = [];
  const spare = new Set<number>();
  for (const {
    buffer1: [from, count],
    buffer2: [to, added],
  } of diffIndices(old, fresh)) {
    const removed = range(from, count).filter((index) => !fresh.includes(old[index] ?? ''));
    const arrived = range(to, added).filter((index) => !old.includes(fresh[index] ?? ''));
    if (removed.length === arrived.length) {
      for (const [place, index] of removed.entries()) {
        const text = old[index] ?? '';
        const candidates = arrived.map((candidate) => fresh[candidate] ?? '');
        if (isPlausible(text, candidates, place))
          result.compare(text, inParagraph(index), candidates[place] ?? '');
        else result.unclear.push(...inParagraph(index).map(({ id }) => id));
      }
    } else if (removed.length === 0 || arrived.length === 0) {
      homeless.push(...removed);
      for (const index of arrived) spare.add(index);
    } else {
      compareJoined(removed, old, inParagraph, arrived.map((index) => fresh[index] ?? '').join(' '), result);
    }
  }
  for (const index of homeless) {
    const text = old[index] ?? '';
    const twin = [...spare].find((candidate) => similarity(text, fresh[candidate] ?? '') >= ALIKE);
    if (twin !== undefined) spare.delete(twin);
    result.compare(text, inParagraph(index), twin === undefined ? '' : (fresh[twin] ?? ''));
  }
  return result;
}

/**
 * Whether a paragraph became the one that now stands in its place, however much of it was rewritten: unless it is more
 * like one of the others there.
 */
function isPlausible(text: string, candidates: readonly Paragraph[], place: number): boolean {
  if (candidates.length === 1) return true;
  const alike = candidates.map((candidate) => similarity(text, candidate));
  return alike.every((each, index) => index === place || each < ALIKE || each <= (alike[place] ?? 0));
}

/** Paragraphs that were joined or split are compared as one. */
function compareJoined(
  removed: readonly number[],
  old: readonly Paragraph[],
  inParagraph: (index: number) => Piece[],
  fresh: string,
  result: Findings,
): void {
  let text = '';
  const pieces: Piece[] = [];
  for (const index of removed) {
    if (text !== '') text += ' ';
    for (const piece of inParagraph(index)) pieces.push({ ...piece, start: piece.start + text.length });
    text += old[index] ?? '';
  }
  result.compare(text, pieces, fresh);
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
