import type { Check, Detector } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, primaryLanguage, sameLanguage } from '../model/language.js';

export interface TargetLanguageOptions {
  readonly detector: Detector;
  /** Languages an answer may be in by mistake. */
  readonly candidates: readonly LanguageTag[];
}

/** Letters an answer needs for its language to be told. */
const ENOUGH_LETTERS = 12;
const SURE = 0.85;

/** Scripts whose letters no other language's words are written in. */
const SCRIPTS = new Set(['Latn', 'Cyrl', 'Grek', 'Arab', 'Hebr', 'Armn', 'Geor', 'Deva']);
/** Share of letters an answer has at least in the script of its language. */
const FEWEST_OWN_LETTERS = 0.2;

/** Whether the words an answer does not share with its source are in letters the target is not written in. */
function isInForeignLetters(answer: string, source: string, target: LanguageTag): boolean {
  const script = new Intl.Locale(target).maximize().script ?? '';
  if (!SCRIPTS.has(script)) return false;
  const carried = new Set(source.match(/\p{L}+/gu));
  const letters = (answer.match(/\p{L}+/gu) ?? []).filter((word) => !carried.has(word)).join('');
  if (letters.length < ENOUGH_LETTERS) return false;
  const own = letters.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
  return own / letters.length < FEWEST_OWN_LETTERS;
}

/** Our own detector on the answer: is it in the language that was asked for? */
export function targetLanguageCheck({ detector, candidates }: TargetLanguageOptions): Check {
  return {
    name: 'target-language',
    examine({ unit, translation }) {
      const prose = translation.replace(/https?:\S+|[@#][\p{L}\p{N}_]+/gu, ' ');
      if (prose.replace(/\P{L}+/gu, '').length < ENOUGH_LETTERS) return undefined;
      if (isInForeignLetters(prose, unit.text, unit.target)) {
        return {
          check: 'target-language',
          severity: 'critical',
          message: `the answer is not in the letters of ${unit.target}`,
        };
      }
      const among = [...new Set([unit.target, unit.source, ...candidates].map(primaryLanguage))];
      const found = detector.identify(prose, among);
      if (isSpecialTag(found.lang) || found.confidence < SURE) return undefined;
      if (
        sameLanguage(found.lang, unit.target) ||
        primaryLanguage(found.lang) === primaryLanguage(unit.target)
      )
        return undefined;
      return {
        check: 'target-language',
        // The source's own language is a refusal to translate; a third one may be our mistake on a short text.
        severity:
          primaryLanguage(found.lang) === primaryLanguage(unit.source) || found.confidence > 0.95
            ? 'critical'
            : 'major',
        message: `the answer is in ${found.lang}, not in ${unit.target} (confidence ${found.confidence.toFixed(2)}: ${found.evidence.join(', ')})`,
      };
    },
  };
}
