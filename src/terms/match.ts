import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { foldWord, formsOf, type IsForm } from './forms.js';
import { type Concept, type Termbase, type TermStatus, wordsOf } from './termbase.js';

/** Terms in a text: in any form, the longest first, none inside another. */

/** A term where it stands. */
export interface TermHit {
  readonly concept: Concept;
  /** The word of the termbase. */
  readonly term: string;
  readonly status: TermStatus;
  /** Half-open UTF-16 range. */
  readonly start: number;
  readonly end: number;
}

/** Finds the terms of a language. */
export interface TermFinder {
  find(text: string): readonly TermHit[];
}

interface Part {
  readonly isForm: IsForm;
  /** Its capital is part of it: `Apple` is no `apple`. */
  readonly capital: boolean;
  /** Written in capitals, as an acronym: endings of an inflected language may follow in small letters. */
  readonly acronym?: string;
}

interface Pattern {
  readonly concept: Concept;
  readonly term: string;
  readonly status: TermStatus;
  readonly parts: readonly Part[];
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ‘`][\p{L}\p{M}]+)*/gu;
/** What may stand between the words of one term: never the end of a sentence. */
const BETWEEN = /^[\s\u00ad"'’«»“”„./&+-]*$|^[\s]*[‐‑–—][\s]*$/u;
/** Scripts without spaces: a term is found wherever its letters stand. */
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A finder for the words of a termbase in one language. */
export function createTermFinder(termbase: Termbase, language: LanguageTag): TermFinder {
  const dense: { concept: Concept; term: string; status: TermStatus }[] = [];
  const patterns: Pattern[] = [];
  for (const concept of termbase.concepts)
    for (const { text: term, status } of wordsOf(concept, language)) {
      if (DENSE.test(term)) dense.push({ concept, term, status });
      else {
        const parts = [...term.matchAll(WORD)].map(([word]) =>
          partOf(word, language, concept.match === 'exact'),
        );
        if (parts.length > 0) patterns.push({ concept, term, status, parts });
      }
    }
  const known = new Map<string, readonly Pattern[]>();
  /** Patterns that a word may begin; a text has few different words. */
  const beginning = (word: string, folded: string): readonly Pattern[] => {
    let found = known.get(word);
    if (found === undefined) {
      found = patterns.filter(({ parts }) => parts[0] !== undefined && isPart(parts[0], word, folded));
      if (known.size < MOST_KNOWN) known.set(word, found);
    }
    return found;
  };
  return {
    find(text) {
      const hits: TermHit[] = [];
      for (const one of dense)
        for (let at = text.indexOf(one.term); at >= 0; at = text.indexOf(one.term, at + 1))
          hits.push({ ...one, start: at, end: at + one.term.length });
      if (patterns.length > 0) hits.push(...inWords(text, beginning));
      return longest(hits);
    },
  };
}

/** Words a finder remembers the patterns of. */
const MOST_KNOWN = 50_000;

function partOf(word: string, language: LanguageTag, exact: boolean): Part {
  const capital = /^\p{Lu}/u.test(word);
  const folded = foldWord(word);
  const acronym = word.length > 1 && /^[\p{Lu}\p{N}]+$/u.test(word) && /\p{Lu}/u.test(word);
  return {
    isForm: exact || acronym ? (other) => other === folded : formsOf(word, language),
    capital,
    ...onlyDefined({ acronym: acronym ? word : undefined }),
  };
}

function isPart({ isForm, capital, acronym }: Part, word: string, folded: string): boolean {
  if (acronym !== undefined)
    return (
      word === acronym || (word.startsWith(acronym) && /^['’]?\p{Ll}{1,3}$/u.test(word.slice(acronym.length)))
    );
  return isForm(folded) && (!capital || /^\p{Lu}/u.test(word));
}

function inWords(text: string, beginning: (word: string, folded: string) => readonly Pattern[]): TermHit[] {
  const words = [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    folded: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const hits: TermHit[] = [];
  for (const [index, first] of words.entries())
    for (const { concept, term, status, parts } of beginning(first.text, first.folded)) {
      const last = words[index + parts.length - 1];
      if (last === undefined) continue;
      const fits = parts.every((part, offset) => {
        const word = words[index + offset];
        const before = words[index + offset - 1];
        if (word === undefined) return false;
        if (offset === 0) return true;
        return (
          isPart(part, word.text, word.folded) &&
          before !== undefined &&
          BETWEEN.test(text.slice(before.end, word.start)) &&
          !/[.]\s/u.test(text.slice(before.end, word.start))
        );
      });
      if (fits) hits.push({ concept, term, status, start: first.start, end: last.end });
    }
  return hits;
}

/** Of hits that lie over each other the longest; of equal ones all, for one word may be of two concepts. */
function longest(hits: readonly TermHit[]): readonly TermHit[] {
  const sorted = [...hits].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: TermHit[] = [];
  for (const hit of sorted) {
    const over = kept.find(({ start, end }) => hit.start < end && hit.end > start);
    if (over === undefined || (over.start === hit.start && over.end === hit.end)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}
