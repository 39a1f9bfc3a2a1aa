import type { Detector, Identification } from '../../src/index.js';

/** Letters and words that decide, for tests of what stands around a detector. */
const RULES: readonly (readonly [string, RegExp])[] = [
  ['uk', /[іїєґ]|(?<!\p{L})(?:що|та|він|вона|було|буде|нових)(?!\p{L})/giu],
  ['ru', /[ыэёъ]|(?<!\p{L})(?:что|как|он|она|было|будет|новых|и)(?!\p{L})/giu],
  ['pl', /[ąćęłńśźż]/giu],
  ['de', /[äöüß]|\b(?:der|die|und|nicht|ist)\b/giu],
];

/** Tells en, uk, ru, pl and de apart by a few letters and words; `und` when none of them is there. */
export function createLetterDetector(): Detector {
  return {
    name: 'letters-double',
    identify(text, candidates): Identification {
      const scores = RULES.filter(([tag]) => candidates.includes(tag)).map(
        ([tag, pattern]) => [tag, text.match(pattern) ?? []] as const,
      );
      const [best, second] = [...scores].sort((a, b) => b[1].length - a[1].length);
      if (best !== undefined && best[1].length > 0 && best[1].length > (second?.[1].length ?? 0)) {
        const letters = [...new Set(best[1])].slice(0, 3).join(',');
        const alone = (second?.[1].length ?? 0) === 0;
        return {
          lang: best[0],
          confidence: alone ? 0.98 : 0.7,
          evidence: [alone ? `letters:${letters}` : `words:${letters}`],
        };
      }
      if (/\p{Script=Cyrillic}/u.test(text)) return { lang: 'und', confidence: 0, evidence: ['script:Cyrl'] };
      if (/\p{Script=Latin}/u.test(text) && candidates.includes('en')) {
        return { lang: 'en', confidence: 0.95, evidence: ['script:Latn'] };
      }
      return { lang: 'und', confidence: 0, evidence: [] };
    },
  };
}
