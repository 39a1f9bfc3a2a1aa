import { distance } from 'fastest-levenshtein';
import { normaliseText } from '../model/text.js';

/** Scripts written without spaces; their runs are compared and indexed by pairs of characters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
const TOKEN = new RegExp(
  `${UNSPACED.source}|(?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}'’ʼ])+|[^\\s\\p{L}\\p{M}\\p{N}]`,
  'gu',
);

interface Token {
  readonly text: string;
  readonly folded: string;
  /** What it costs to leave the token out or to put in another of its kind. */
  readonly weight: number;
}

/** A wrong word is a wrong translation; a number is put right in seconds, a comma at a glance. */
const WEIGHTS = { word: 1, number: 0.5, punctuation: 0.25, letterCase: 0.1 } as const;

function tokensOf(text: string): Token[] {
  return Array.from(normaliseText(text).matchAll(TOKEN), ([token]) => {
    const weight = /\p{L}/u.test(token)
      ? WEIGHTS.word
      : /\p{N}/u.test(token)
        ? WEIGHTS.number
        : WEIGHTS.punctuation;
    return { text: token, folded: token.toLowerCase(), weight };
  });
}

/**
 * Likeness of two texts, 0 to 100, as CAT tools show it: 100 only for the same normalised text, else at most
 * 99. An edit distance over words, in which a changed word costs as much as its letters changed (at most one
 * word), a changed number half a word and a changed punctuation mark a quarter.
 */
export function similarity(a: string, b: string): number {
  const [left, right] = [tokensOf(a), tokensOf(b)];
  if (normaliseText(a) === normaliseText(b)) return 100;
  const size = Math.max(sum(left), sum(right));
  if (size === 0) return 0;
  const score = Math.floor(100 * (1 - editCost(left, right) / size));
  return Math.min(99, Math.max(0, score));
}

function sum(tokens: readonly Token[]): number {
  return tokens.reduce((total, token) => total + token.weight, 0);
}

function editCost(a: readonly Token[], b: readonly Token[]): number {
  let previous = [0];
  for (const [column, token] of b.entries()) previous.push((previous[column] ?? 0) + token.weight);
  for (const from of a) {
    const row = [(previous[0] ?? 0) + from.weight];
    for (const [column, to] of b.entries()) {
      row.push(
        Math.min(
          (previous[column + 1] ?? 0) + from.weight,
          (row[column] ?? 0) + to.weight,
          (previous[column] ?? 0) + replacementCost(from, to),
        ),
      );
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

function replacementCost(a: Token, b: Token): number {
  if (a.text === b.text) return 0;
  if (a.folded === b.folded) return WEIGHTS.letterCase;
  if (a.weight !== b.weight) return Math.max(a.weight, b.weight);
  if (a.weight !== WEIGHTS.word) return a.weight;
  const length = Math.max(a.folded.length, b.folded.length);
  if (Math.min(a.folded.length, b.folded.length) * 2 < length) return WEIGHTS.word;
  const share = distance(a.folded, b.folded) / length;
  // Below half the letters in common they are two words.
  return share > 0.5 ? WEIGHTS.word : share;
}

/** Words a text is found by: lower case, each once, numbers and marks left out, pairs in unspaced scripts. */
export function indexWords(text: string): string[] {
  const words = new Set<string>();
  let previous = '';
  for (const [token] of normaliseText(text).toLowerCase().matchAll(TOKEN)) {
    if (UNSPACED.test(token)) {
      if (previous !== '') words.add(previous + token);
      previous = token;
      continue;
    }
    previous = '';
    if (/\p{L}/u.test(token)) words.add(token.replace(/['’ʼ]/g, ''));
  }
  return [...words].filter((word) => word !== '');
}
