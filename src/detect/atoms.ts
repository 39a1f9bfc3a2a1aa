import { isIn } from '../language/lexicon.js';
import { readable } from '../language/readable.js';
import { type Letters, lettersOf } from '../language/scripts.js';
import type { Block, Placeholder } from '../model/article.js';
import type { LanguageTag } from '../model/language.js';
import type { Piece } from '../model/segment.js';
import { cutsInto, placesTouching } from './places.js';
import type { Mark } from './voices.js';
import { wordsIn } from './words.js';

/** A sentence cut at its marks: stretches that one voice says, before anybody is asked what language it speaks. */

/** A piece of one script with its letters. */
export interface Member {
  readonly piece: Piece;
  readonly letters: Letters;
}

export interface Atom {
  /** Half-open range in the block's text. */
  readonly start: number;
  readonly end: number;
  /** Number of the voice that says it; 0 is the sentence itself. */
  readonly voice: number;
  readonly mark: Mark;
  /** The voice it is set into. */
  readonly parent: number;
  readonly quoted: boolean;
  readonly letters: Letters;
  /** As the detector should see it. */
  readonly text: string;
}

export const NO_LETTERS: Letters = { script: 0, letters: 0, mixed: false };

/** Words from which a quotation may be in a language of its own. */
const PHRASE_WORDS = 2;
/** A colon behind a word, with more to come; a bar between two labels. */
const MARKS = /(?<=[\p{L}\p{N}»”")])\s?:(?=\s)|\s[|•·](?=\s)/gu;

/** Longer than a name: what one quoted word is in tells nothing by itself. */
const isPhrase = (text: string): boolean => wordsIn(text) >= PHRASE_WORDS;

/** One word in quotation marks, written small or said with a mark of its own: no name of a paper or a firm. */
const SPOKEN_WORD = /^[^\p{L}]*(?:(\p{Ll}[\p{Ll}'’ʼ-]{3,})|(\p{Lu}[\p{Ll}'’ʼ-]{3,})[!?,…])[^\p{L}]*$/u;
const RUSSIAN_LETTER = /[ыэёъ]/;
const UKRAINIAN_LETTER = /[іїєґ]/;

/** One quoted word that only one of Ukrainian and Russian has: «безусловно», «Дякую!». */
function isSpokenWord(text: string, candidates: readonly LanguageTag[]): boolean {
  const match = SPOKEN_WORD.exec(text);
  const word = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (word === undefined || !candidates.includes('uk') || !candidates.includes('ru')) return false;
  const russian = RUSSIAN_LETTER.test(word) || isIn('ru-uk', word);
  return russian !== (UKRAINIAN_LETTER.test(word) || isIn('uk-ru', word));
}

/** As the detector should see it; of all places of a sentence only those near it are looked at. */
const wordsOf: typeof readable = (block, start, end, places, ...rest) =>
  readable(block, start, end, placesTouching(places, start, end), ...rest);

/** The atoms of neighbouring pieces of one sentence and script, in order; those of voice 0 alone where no mark is. */
export function atomsOf(
  group: readonly Member[],
  block: Block,
  places: readonly Placeholder[],
  candidates: readonly LanguageTag[],
): readonly Atom[] {
  const atoms: Atom[] = [];
  let voices = 1;
  // The voice that unquoted words belong to: the frame, or what follows its colon.
  let voice = 0;
  let mark: Mark = 'frame';
  const add = (
    start: number,
    end: number,
    piece: Piece,
    own: Omit<Atom, 'start' | 'end' | 'letters' | 'text' | 'quoted'>,
  ): void => {
    const letters = lettersOf(block.text, start, end, piece.names);
    const text = letters.letters === 0 ? '' : wordsOf(block, start, end, places, letters, candidates);
    atoms.push({ ...own, start, end, quoted: piece.quoted, letters, text });
  };
  for (const { piece, letters } of group) {
    const { start, end } = piece;
    if (piece.quoted) {
      const slice = block.text.slice(start, end);
      const apart = letters.letters > 0 && (isPhrase(slice) || isSpokenWord(slice, candidates));
      if (apart) {
        const outer = voices++;
        let from = start;
        for (const inner of innerQuotations(block.text, start, end)) {
          const to = from + block.text.slice(from, inner.start).trimEnd().length;
          if (to > from) add(from, to, piece, { voice: outer, mark: 'quotes', parent: voice });
          add(inner.start, inner.end, piece, { voice: voices++, mark: 'quotes', parent: outer });
          from = inner.end + (/^\s*/u.exec(block.text.slice(inner.end, end))?.[0].length ?? 0);
        }
        if (from < end) add(from, end, piece, { voice: outer, mark: 'quotes', parent: voice });
      } else add(start, end, piece, { voice, mark, parent: voice === 0 ? -1 : 0 });
      continue;
    }
    let from = start;
    for (const { border, bar } of bordersIn(block.text, start, end, places)) {
      if (bar && mark === 'frame') {
        voice = voices++;
        mark = 'bar';
      }
      add(from, border, piece, { voice, mark, parent: voice === 0 ? -1 : 0 });
      from = border + (/^\s*/u.exec(block.text.slice(border, end))?.[0].length ?? 0);
      if (bar) {
        voice = voices++;
        mark = 'bar';
      } else if (mark !== 'colon') {
        voice = voices++;
        mark = 'colon';
      }
    }
    add(from, end, piece, { voice, mark, parent: voice === 0 ? -1 : 0 });
  }
  return atoms;
}

const INNER = /[«“„"‹‘]([^«»“”„"‹›‘’]{3,400})[»”"“›’]/gu;

/** Quotations inside a quotation that are more than a name. */
function innerQuotations(
  text: string,
  start: number,
  end: number,
): readonly { readonly start: number; readonly end: number }[] {
  const slice = text.slice(start + 1, end - 1);
  return [...slice.matchAll(INNER)]
    .filter(([, words = '']) => isPhrase(words))
    .map(({ index, 0: whole }) => ({ start: start + 1 + index, end: start + 1 + index + whole.length }));
}

const LETTER = /\p{L}/u;

/** Where the last letter of a text begins; -1 where there is none. */
function lastLetter(text: string): number {
  for (let at = text.length - 1; at >= 0; at--) {
    const isTail = (text.charCodeAt(at) & 0xfc00) === 0xdc00 && at > 0;
    if (isTail) at -= 1;
    if (LETTER.test(String.fromCodePoint(text.codePointAt(at) as number))) return at;
  }
  return -1;
}

/** Where a voice ends inside a piece: behind a colon, and behind a bar. */
function bordersIn(
  text: string,
  start: number,
  end: number,
  places: readonly Placeholder[],
): readonly { readonly border: number; readonly bar: boolean }[] {
  const slice = text.slice(start, end);
  if (!/:\s|\s[|•·]\s/u.test(slice)) return [];
  const found: { border: number; bar: boolean }[] = [];
  const last = lastLetter(slice);
  let announced = false;
  // Up to where no letter was found since the last border.
  let bare = 0;
  for (const match of slice.matchAll(MARKS)) {
    const border = start + match.index + match[0].length;
    const bar = !match[0].endsWith(':');
    // One colon to a sentence: what is announced goes on to its end.
    if ((!bar && announced) || border - start > last || cutsInto(places, border)) continue;
    if (!LETTER.test(slice.slice(bare, border - start))) {
      bare = border - start;
      continue;
    }
    found.push({ border, bar });
    announced ||= !bar;
    bare = border - start;
  }
  return found;
}
