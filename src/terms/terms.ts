import type { Term } from '../model/contracts.js';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import { sha256 } from '../model/text.js';
import { createTermFinder, type TermFinder, type TermHit } from './match.js';
import { type Concept, preferredOf, type Termbase, wordsOf } from './termbase.js';

/** A termbase at work: what of it a text asks for, and what of it an output rests on. */

export interface Terms {
  readonly termbase: Termbase;
  readonly isEmpty: boolean;
  /** Terms in a text of a language. */
  find(text: string, language: LanguageTag): readonly TermHit[];
  /** The same with one concept and no other, so that nothing longer hides it. */
  alone(concept: Concept): Terms;
  /** What a translation of a text has to say: each concept once, with the word as the source has it. */
  wanted(text: string, source: LanguageTag, target: LanguageTag): readonly WantedTerm[];
  /** What an output rests on: by concept, a hash of its words in the two languages. */
  basis(pairs: Iterable<TextPair>, target: LanguageTag): Readonly<Record<string, string>>;
}

/** A text and its translation. */
interface TextPair {
  readonly lang: LanguageTag;
  readonly text: string;
  readonly translation: string;
}

interface WantedTerm extends Term {
  readonly concept: Concept;
  /** Where it stands in the source. */
  readonly start: number;
  readonly end: number;
}

export function createTerms(termbase: Termbase): Terms {
  const finders = new Map<LanguageTag, TermFinder>();
  const find = (text: string, language: LanguageTag): readonly TermHit[] => {
    let finder = finders.get(language);
    if (finder === undefined) {
      finder = createTermFinder(termbase, language);
      finders.set(language, finder);
    }
    return finder.find(text);
  };
  const alone = new Map<Concept, Terms>();
  const isEmpty = termbase.concepts.length === 0;
  return {
    termbase,
    isEmpty,
    find,
    alone(concept) {
      let one = alone.get(concept);
      if (one === undefined) {
        one = createTerms({ concepts: [concept] });
        alone.set(concept, one);
      }
      return one;
    },
    wanted(text, source, target) {
      if (isEmpty || sameLanguage(source, target)) return [];
      const found = new Map<string, WantedTerm>();
      for (const { concept, start, end } of find(text, source)) {
        const said = preferredOf(concept, target);
        if (said === undefined || found.has(concept.id)) continue;
        found.set(concept.id, { source: text.slice(start, end), target: said, concept, start, end });
      }
      return [...found.values()];
    },
    basis(pairs, target) {
      const concepts = new Map<string, string>();
      if (isEmpty) return {};
      for (const { lang, text, translation } of pairs) {
        if (sameLanguage(lang, target)) continue;
        const hits = [
          ...find(text, lang).filter(({ concept }) => wordsOf(concept, target).length > 0),
          // What must not be said counts wherever it is said.
          ...find(translation, target).filter(({ status }) => status === 'forbidden'),
        ];
        for (const { concept } of hits) {
          const said = [concept.match ?? '', wordsOf(concept, lang), wordsOf(concept, target)];
          const before = concepts.get(concept.id) ?? '';
          const hash = sha256(JSON.stringify(said)).slice(0, 8);
          if (!before.includes(hash))
            concepts.set(concept.id, [...before.split(' '), hash].filter(Boolean).sort().join(' '));
        }
      }
      return Object.fromEntries([...concepts].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}
