import type { Meaning } from './fact.js';
import type { Lexicon } from './lexicon.js';
import { numbersIn } from './number.js';
import { germanNumber, romanNumber } from './words.js';

/** A text cut into numbers, words and signs, each word with what it means. */

const TOKEN = /\d[\d.,:'’\u00A0\u202F\u2009 ]*\d|\d|[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*|[%‰°$€£¥￥₴₽₹₺₪₩]/gu;
const ROMAN = /^(?=[IVXLC]{2,}$|[VX]$)(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly meanings: readonly Meaning[];
}

type MeaningOf<K> = Meaning extends infer One
  ? One extends { readonly kind: infer Q }
    ? K extends Q
      ? One
      : never
    : never
  : never;

export function meaning<K extends Meaning['kind']>(
  token: Token | undefined,
  kind: K,
): MeaningOf<K> | undefined {
  return token?.meanings.find((one) => one.kind === kind) as MeaningOf<K> | undefined;
}

/** Tokens of a text with spaces between its words. */
export function tokensOf(text: string, lexicon: Lexicon): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [written] = match;
    const start = match.index;
    if (/^\d/.test(written)) tokens.push(...digitTokens(written, start));
    else {
      const meanings = /^\p{L}/u.test(written) ? meaningsOf(written, lexicon) : [];
      tokens.push({ text: written, start, end: start + written.length, meanings });
    }
  }
  return tokens;
}

function meaningsOf(word: string, lexicon: Lexicon): readonly Meaning[] {
  const known = lexicon.lookup(word);
  if (known.length > 0) return known;
  if (lexicon.language === 'de' && word.length > 6) {
    const value = germanNumber(word.toLowerCase());
    if (value !== undefined) return [{ kind: 'number', value }];
  }
  if (ROMAN.test(word)) return [{ kind: 'number', value: romanNumber(word), weak: true }];
  return known;
}

/** One token a number; times and parts of dates stay together where they are. */
export function digitTokens(run: string, start: number): Token[] {
  const tokens: Token[] = [];
  for (const { written, offset } of numbersIn(run.replace(/[.,:]+$/u, ''))) {
    const text = written.replace(/^[.,:]+|[.,:]+$/gu, '');
    if (text === '') continue;
    const from = start + offset + (written.length - written.replace(/^[.,:]+/u, '').length);
    tokens.push({ text, start: from, end: from + text.length, meanings: [] });
  }
  return tokens;
}
