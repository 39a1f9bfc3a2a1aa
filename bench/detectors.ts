/** The detectors that are compared, by name. */
import { createRequire } from 'node:module';
import { createCascade } from '../src/language/cascade.js';
import { createEld } from '../src/language/eld.js';
import { createFasttext } from '../src/language/fasttext.js';
import { createFranc } from '../src/language/franc.js';
import { createLingua } from '../src/language/lingua.js';
import type { Detector, Identification } from '../src/model/contracts.js';
import { UNDETERMINED } from '../src/model/language.js';

const require = createRequire(import.meta.url);
const answer = (lang: string | undefined, confidence: number): Identification => ({
  lang: lang ?? UNDETERMINED,
  confidence,
  evidence: [],
});

/** tinyld restricted by its `only` option. */
function createTinyld(): Detector {
  const { detectAll } = require('tinyld/heavy') as {
    detectAll(text: string, options: { only: string[] }): { lang: string; accuracy: number }[];
  };
  return {
    name: 'tinyld',
    identify(text, candidates) {
      const [best] = detectAll(text, { only: [...candidates] });
      return answer(best?.lang, best?.accuracy ?? 0);
    },
  };
}

/** cld3 knows no candidates: the most probable one among its three best answers. */
async function createCld3(): Promise<Detector> {
  const { loadModule } = require('cld3-asm') as {
    loadModule(): Promise<{
      create(
        min: number,
        max: number,
      ): {
        findMostFrequentLanguages(text: string, count: number): { language: string; probability: number }[];
        findLanguage(text: string): { language: string; probability: number };
      };
    }>;
  };
  const identifier = (await loadModule()).create(0, 1000);
  return {
    name: 'cld3',
    identify(text, candidates) {
      const best = identifier.findLanguage(text);
      if (candidates.includes(best.language)) return answer(best.language, best.probability);
      const found = identifier
        .findMostFrequentLanguages(text, 3)
        .find(({ language }) => candidates.includes(language));
      return answer(found?.language, found?.probability ?? 0);
    },
  };
}

export const MAKERS: Readonly<Record<string, () => Detector | Promise<Detector>>> = {
  tovmach: () => createCascade(),
  'tovmach+lingua': async () => createCascade({ secondOpinion: await createLingua() }),
  franc: createFranc,
  eld: () => createEld('small'),
  tinyld: createTinyld,
  lingua: createLingua,
  fastText: createFasttext,
  cld3: createCld3,
};
