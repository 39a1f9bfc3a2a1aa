import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage, UNDETERMINED } from '../model/language.js';

const say = messages('language', {
  needsEld: 'the detector "eld" needs the package eld',
  installEld: 'Install it: npm install eld',
});

/** Sizes of eld's database: 1, 1.6, 2 and 4.5 MB on disk. */
export type EldSize = 'extrasmall' | 'small' | 'medium' | 'large';

/** eld's scores to shares of one. */
const SHARPNESS = 12;

/**
 * eld (Apache-2.0, optional peer) with one of its databases, restricted to the candidates it knows.
 * @throws TovmachError `MISSING_DEPENDENCY` when the package is not installed.
 */
export async function createEld(size: EldSize = 'small'): Promise<Detector> {
  const { eld } = await import('eld').catch((cause: unknown) => {
    throw new TovmachError('MISSING_DEPENDENCY', say.needsEld(), { hint: say.installEld(), cause });
  });
  const own = eld.newInstance();
  const loadable = own as { load?: (size: EldSize) => Promise<unknown> };
  await loadable.load?.(size);
  return {
    name: 'eld',
    identify(text: string, candidates: readonly LanguageTag[]): Identification {
      const scores = own.detect(text).getScores();
      let best = UNDETERMINED;
      let most = 0;
      let total = 0;
      for (const tag of candidates) {
        const score = scores[primaryLanguage(tag)] ?? 0;
        if (score === 0) continue;
        const weight = Math.exp(SHARPNESS * score);
        total += weight;
        if (weight > most) {
          most = weight;
          best = tag;
        }
      }
      if (best === UNDETERMINED) return { lang: UNDETERMINED, confidence: 0, evidence: [] };
      const confidence = most / (total + 1);
      return { lang: best, confidence, evidence: [`eld:${confidence.toFixed(2)}`] };
    },
  };
}
