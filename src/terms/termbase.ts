import type { Term } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';

/** Words of a house: what things are called in each language, and what they are not. */

export const TERM_STATUSES = ['preferred', 'admitted', 'forbidden'] as const;
/** How welcome a word is. */
export type TermStatus = (typeof TERM_STATUSES)[number];

/** One way to say a concept. */
export interface TermWord {
  /** As it is written in a list of words. */
  readonly text: string;
  /** Whether it is to be said. */
  readonly status: TermStatus;
}

/** One thing, and what it is called. */
export interface Concept {
  /** Unique in a termbase. */
  readonly id: string;
  /** What it belongs to, in the words of the house. */
  readonly domain?: string;
  /** Of a name: what it is the name of. */
  readonly kind?: string;
  /** For people. */
  readonly note?: string;
  /** `exact`: only as it is written; absent: in all its forms. */
  readonly match?: 'exact';
  /** Its words by language, the preferred one first. */
  readonly words: Readonly<Record<LanguageTag, readonly TermWord[]>>;
}

/** Concepts, sorted by id. */
export interface Termbase {
  /** Each id once. */
  readonly concepts: readonly Concept[];
}

export const NO_TERMS: Termbase = { concepts: [] };

/** The concepts sorted by id; of several with one id the words are joined, what comes later wins. */
export function termbaseOf(concepts: Iterable<Concept>): Termbase {
  const byId = new Map<string, Concept>();
  for (const concept of concepts) {
    const before = byId.get(concept.id);
    byId.set(concept.id, before === undefined ? concept : joined(before, concept));
  }
  return { concepts: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** Two entries of one concept; a word keeps its later status, and a language has one preferred word. */
function joined(before: Concept, after: Concept): Concept {
  const words: Record<LanguageTag, readonly TermWord[]> = { ...before.words };
  for (const [language, later] of Object.entries(after.words)) {
    const named = new Set(later.map(({ text }) => text));
    const hasPreferred = later.some(({ status }) => status === 'preferred');
    const earlier = (before.words[language] ?? [])
      .filter(({ text }) => !named.has(text))
      .map(
        (word): TermWord =>
          hasPreferred && word.status === 'preferred' ? { ...word, status: 'admitted' } : word,
      );
    words[language] = inOrder([...later, ...earlier]);
  }
  return { ...before, ...after, words };
}

/** Words by status, otherwise as they were. */
export function inOrder(words: readonly TermWord[]): readonly TermWord[] {
  return TERM_STATUSES.flatMap((status) => words.filter((word) => word.status === status));
}

/** The first preferred word stays that; where none is, the first that is not forbidden becomes it. */
export function onePreferred(words: readonly TermWord[]): readonly TermWord[] {
  const chosen =
    words.find(({ status }) => status === 'preferred') ?? words.find(({ status }) => status === 'admitted');
  return words.map((word): TermWord => {
    if (word === chosen) return { ...word, status: 'preferred' };
    return word.status === 'preferred' ? { ...word, status: 'admitted' } : word;
  });
}

/** The word a language prefers for a concept, if it names one. */
export function preferredOf(concept: Concept, language: LanguageTag): string | undefined {
  const word = wordsOf(concept, language)[0];
  return word === undefined || word.status === 'forbidden' ? undefined : word.text;
}

/** Every word of a language that may stand in a text, with the one another language prefers for it. */
export function termPairs({ concepts }: Termbase, source: LanguageTag, target: LanguageTag): readonly Term[] {
  return concepts.flatMap((concept) => {
    const said = preferredOf(concept, target);
    return said === undefined
      ? []
      : wordsOf(concept, source).map(({ text }) => ({ source: text, target: said }));
  });
}

/** Words of a concept in a language: those of the tag itself, else of its language without region. */
export function wordsOf({ words }: Concept, language: LanguageTag): readonly TermWord[] {
  return words[language] ?? words[language.split('-')[0] ?? ''] ?? [];
}

/** An id for a concept that has none: its first word, in letters that need no quotes in YAML. */
export function idFrom(text: string): string {
  const id = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'term' : id;
}
