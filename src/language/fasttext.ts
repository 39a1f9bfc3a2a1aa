import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage, UNDETERMINED } from '../model/language.js';

const say = messages('language', {
  needsFasttext: 'the detector "fasttext" needs the package fasttext.wasm.js',
  installFasttext: 'Install it: npm install fasttext.wasm.js',
  noFasttextModel: 'fasttext.wasm.js did not load lid.176.ftz',
  reinstallFasttext: 'Reinstall the package: npm install fasttext.wasm.js',
});

/** What is used of the package: pairs of probability and label out of an Emscripten vector. */
interface Predictions {
  size(): number;
  get(index: number): [number, string];
  delete?(): void;
}
interface FastTextPackage {
  getLIDModel(): Promise<{
    load(): Promise<unknown>;
    readonly model?: { predict(text: string, count: number, threshold: number): Predictions } | null;
  }>;
}

const LANGUAGES = 176;
const LABEL = '__label__'.length;

/**
 * fastText's `lid.176.ftz` (CC BY-SA 3.0) as the optional peer `fasttext.wasm.js` (MIT) ships it, restricted
 * to the candidates: their probabilities are brought to a sum of one.
 * @throws TovmachError `MISSING_DEPENDENCY` when the package is not installed.
 */
export async function createFasttext(): Promise<Detector> {
  let loaded: FastTextPackage;
  try {
    const name = 'fasttext.wasm.js';
    loaded = (await import(name)) as FastTextPackage;
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.needsFasttext(), { hint: say.installFasttext(), cause });
  }
  const language = await loaded.getLIDModel();
  await language.load();
  const { model } = language;
  if (model === undefined || model === null) {
    throw new TovmachError('MODEL', say.noFasttextModel(), {
      hint: say.reinstallFasttext(),
    });
  }
  return {
    name: 'fasttext',
    identify(text: string, candidates: readonly LanguageTag[]): Identification {
      // Without a letter it would answer with the most frequent language.
      if (!/\p{L}/u.test(text)) return { lang: UNDETERMINED, confidence: 0, evidence: [] };
      const tags = new Map(candidates.map((tag) => [primaryLanguage(tag), tag]));
      // One line at a time is what the model knows.
      const found = model.predict(text.replace(/\s+/g, ' '), LANGUAGES, 0);
      let best = UNDETERMINED;
      let most = 0;
      let total = 0;
      for (let index = 0; index < found.size(); index++) {
        const [probability, label] = found.get(index);
        const tag = tags.get(label.slice(LABEL));
        if (tag === undefined) continue;
        total += probability;
        if (probability > most) {
          most = probability;
          best = tag;
        }
      }
      found.delete?.();
      if (best === UNDETERMINED) return { lang: UNDETERMINED, confidence: 0, evidence: [] };
      const confidence = Math.min(1, most / total);
      return { lang: best, confidence, evidence: [`fasttext:${confidence.toFixed(2)}`] };
    },
  };
}
