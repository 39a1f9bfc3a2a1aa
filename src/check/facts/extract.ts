import { addCalendar } from './calendar.js';
import { addCurrencies } from './currency.js';
import type { Fact } from './fact.js';
import { Lexicon } from './lexicon.js';
import { Reader } from './reader.js';
import { addScales } from './scale.js';
import { addUnits } from './unit.js';
import { UnspacedReader } from './unspaced.js';
import { addWords } from './words.js';

/** The one way in: a text and its language -> the facts it states, in their order. */

export type ExtractFacts = (text: string, language: string) => readonly Fact[];

/** An extractor that keeps the lexicons of the languages it was asked for. */
export function createExtractor(): ExtractFacts {
  const lexicons = new Map<string, Lexicon>();
  return (text, language) => {
    let lexicon = lexicons.get(language);
    if (lexicon === undefined) {
      lexicon = lexiconOf(language);
      lexicons.set(language, lexicon);
    }
    return lexicon.unspaced ? new UnspacedReader(text, lexicon).facts() : new Reader(text, lexicon).facts();
  };
}

function lexiconOf(language: string): Lexicon {
  const lexicon = new Lexicon(language);
  addScales(lexicon);
  addCalendar(lexicon);
  addUnits(lexicon);
  addCurrencies(lexicon);
  addWords(lexicon);
  return lexicon;
}
