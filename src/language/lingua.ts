import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage, UNDETERMINED } from '../model/language.js';

const say = messages('language', {
  needsLingua: 'the detector "lingua" needs the package @bluzzi/lingua',
  installLingua: 'Install it: npm install @bluzzi/lingua',
});

/** What the package is used for here; it speaks ISO 639-1 in lower case. */
interface LinguaPackage {
  readonly LanguageDetectorBuilder: {
    fromISOCodes6391(codes: readonly string[]): { build(): LinguaDetector };
  };
}
interface LinguaDetector {
  computeLanguageConfidenceValues(text: string): readonly { language: string; confidence: number }[];
}

/** Lingua writes «Ukrainian», tags say `uk`. */
const names = new Intl.DisplayNames(['en'], { type: 'language' });

/**
 * lingua (Apache-2.0, optional peer `@bluzzi/lingua`): the best of the libraries on short text, at some
 * 270 MB of memory. A detector is built once for every set of candidates.
 * @throws TovmachError `MISSING_DEPENDENCY` when the package is not installed.
 */
export async function createLingua(): Promise<Detector> {
  let lingua: LinguaPackage;
  try {
    const name = '@bluzzi/lingua';
    const loaded = (await import(name)) as LinguaPackage & { default?: LinguaPackage };
    lingua = loaded.default ?? loaded;
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.needsLingua(), {
      hint: say.installLingua(),
      cause,
    });
  }
  const built = new Map<string, { detector: LinguaDetector; tags: ReadonlyMap<string, LanguageTag> }>();

  const detectorFor = (candidates: readonly LanguageTag[]) => {
    const key = candidates.join();
    let found = built.get(key);
    if (found === undefined) {
      const known = candidates.filter((tag) => knows(lingua, primaryLanguage(tag)));
      if (known.length === 0) return undefined;
      const codes = [...new Set(known.map(primaryLanguage))];
      // Lingua wants two languages at least.
      const padded = codes.length > 1 ? codes : [...codes, codes[0] === 'en' ? 'de' : 'en'];
      const tags = new Map(known.map((tag) => [names.of(primaryLanguage(tag))?.toLowerCase() ?? '', tag]));
      found = { detector: lingua.LanguageDetectorBuilder.fromISOCodes6391(padded).build(), tags };
      built.set(key, found);
    }
    return found;
  };

  return {
    name: 'lingua',
    identify(text: string, candidates: readonly LanguageTag[]): Identification {
      const nothing = { lang: UNDETERMINED, confidence: 0, evidence: [] };
      const built = detectorFor(candidates);
      if (built === undefined) return nothing;
      const [best] = built.detector.computeLanguageConfidenceValues(text);
      const lang = best === undefined ? undefined : built.tags.get(best.language.toLowerCase());
      if (best === undefined || lang === undefined || best.confidence === 0) return nothing;
      return { lang, confidence: best.confidence, evidence: [`lingua:${best.confidence.toFixed(2)}`] };
    },
  };
}

const probed = new Map<string, boolean>();

function knows(lingua: LinguaPackage, code: string): boolean {
  let known = probed.get(code);
  if (known === undefined) {
    try {
      lingua.LanguageDetectorBuilder.fromISOCodes6391([code, code === 'en' ? 'de' : 'en']);
      known = true;
    } catch {
      known = false;
    }
    probed.set(code, known);
  }
  return known;
}
