import type { CheckInput } from '../model/contracts.js';
import type { TranslationUnit } from '../model/translation.js';

/** Words of a text as the checks compare them. */

export interface Word {
  readonly text: string;
  /** Lower case, one spelling for all apostrophes. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*/gu;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [written] = match;
    words.push({
      text: written,
      folded: written.toLowerCase().replace(/[’ʼ]/gu, "'"),
      start: match.index,
      end: match.index + written.length,
    });
  }
  return words;
}

/** The text without addresses, handles, hashtags and inline markup, which are in no language; as long as before. */
export function proseOf(text: string): string {
  if (!MAY_HAVE.test(text)) return text;
  return text.replace(NO_PROSE, (found) => ' '.repeat(found.length));
}

/** Signs without which there is nothing to take out. */
const MAY_HAVE = /[@#<`]|\]\(|:\/\/|www\./i;
const NO_PROSE =
  /https?:\S+|www\.\S+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+|(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_]+|<\/?[a-z][^<>]*>|\]\([^()\s]*\)|`[^`]*`/giu;

/** The source without what must stay as it is. */
function sourceProse(unit: TranslationUnit): string {
  let text = unit.text;
  for (const { start, end, kind } of unit.placeholders)
    if (kind !== 'number') text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  return proseOf(text);
}

/** Both sides of a translation, without what is in no language, and their words; made when first asked for. */
export class Reading {
  readonly source: string;
  readonly answer: string;
  #sourceWords: readonly Word[] | undefined;
  #answerWords: readonly Word[] | undefined;
  #known: ReadonlySet<string> | undefined;

  constructor(
    readonly unit: TranslationUnit,
    readonly translation: string,
  ) {
    this.source = sourceProse(unit);
    this.answer = proseOf(translation);
  }

  get sourceWords(): readonly Word[] {
    this.#sourceWords ??= wordsOf(this.source);
    return this.#sourceWords;
  }

  get answerWords(): readonly Word[] {
    this.#answerWords ??= wordsOf(this.answer);
    return this.#answerWords;
  }

  /** Words of the source, folded. */
  get known(): ReadonlySet<string> {
    this.#known ??= new Set(this.sourceWords.map(({ folded }) => folded));
    return this.#known;
  }
}

export type Read = (input: CheckInput) => Reading;

/** Reads each pair once for all checks that look at its words. */
export function createReader(): Read {
  let last: Reading | undefined;
  return ({ unit, translation }) => {
    if (last?.unit !== unit || last.translation !== translation) last = new Reading(unit, translation);
    return last;
  };
}

/** Scripts in which a word is a run of characters, not what stands between spaces. */
export const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Languages whose short texts can be the same, word for word. */
const CLOSE: readonly (readonly string[])[] = [
  ['uk', 'ru', 'be', 'rue'],
  ['cs', 'sk'],
  ['da', 'nb', 'no', 'nn', 'sv'],
  ['es', 'gl', 'pt', 'ca', 'ast'],
  ['hr', 'sr', 'bs', 'sl', 'cnr', 'me'],
  ['bg', 'mk'],
  ['id', 'ms'],
  ['kk', 'ky', 'tt', 'ba'],
  ['ar', 'fa', 'ur'],
];

/** Whether two languages (primary tags) share whole phrases. */
export function areClose(a: string, b: string): boolean {
  return a === b || CLOSE.some((family) => family.includes(a) && family.includes(b));
}
