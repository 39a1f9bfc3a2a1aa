import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, UNDETERMINED } from '../model/language.js';
import { SCRIPTS } from './alphabets.js';
import { createFranc } from './franc.js';
import { type Contender, countLetters, decidingLetters, type LetterTables, letterTables } from './letters.js';

export interface CascadeOptions {
  /** Below this confidence (0 to 1) the answer is `und`. */
  readonly threshold?: number;
  /** Asked where letters and the built-in model leave a doubt. */
  readonly secondOpinion?: Detector;
}

export const DEFAULT_THRESHOLD = 0.5;

const nothing = (...evidence: string[]): Identification => ({ lang: UNDETERMINED, confidence: 0, evidence });

/** The default detector: script, letters that decide, then n-grams among what is left. */
export function createCascade(options: CascadeOptions = {}): Detector {
  const threshold = options.threshold ?? DEFAULT_THRESHOLD;
  const second = options.secondOpinion ?? createFranc();
  let last: { candidates: readonly LanguageTag[]; tables: LetterTables } | undefined;

  const weigh = (text: string, tables: LetterTables): Identification => {
    const { script, alive, letters } = countLetters(text, tables);
    if (script === 0) return nothing();
    const scriptName = `script:${SCRIPTS[script]}`;
    const rivals = tables.byScript[script] ?? [];
    if (rivals.length === 0) return nothing(scriptName);
    const certainty = 1 - 0.5 / (1 + letters);
    const bits = alive[script] ?? 0;
    const left: readonly Contender[] = rivals.filter(({ bit }) => bit === 0 || (bits & bit) !== 0);
    const [only] = left;
    if (only !== undefined && left.length === 1) {
      const found = rivals.length > 1 ? decidingLetters(text, tables, only) : [];
      const evidence = found.length > 0 ? `letters:${found.join(',')}` : scriptName;
      return { lang: only.tag, confidence: certainty, evidence: [evidence] };
    }
    const among = (left.length === 0 ? rivals : left).map(({ tag }) => tag);
    return second.identify(text, among);
  };

  return {
    name: 'cascade',
    identify(text, candidates) {
      if (last?.candidates !== candidates) last = { candidates, tables: letterTables(candidates) };
      const found = weigh(text, last.tables);
      return found.confidence < threshold ? { ...found, lang: UNDETERMINED } : found;
    },
  };
}
