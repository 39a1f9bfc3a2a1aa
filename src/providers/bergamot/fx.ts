import { createRequire } from 'node:module';
import type { Engine, LoadedModel } from './engine.js';

/** The engine of the package fxtranslate: the same model files in a third of the memory. It knows no markup. */

/** The engine's class; the package's own types give this name to two things. */
interface Translator {
  translate(text: string): string;
  linearMemoryBytes(): number;
  free(): void;
}
interface Package {
  readonly Translator: new (
    model: Uint8Array,
    sourceVocabulary: Uint8Array,
    targetVocabulary: Uint8Array,
    shortlist?: Uint8Array,
  ) => Translator;
}
interface FxModel extends LoadedModel {
  readonly translator: Translator;
}

export async function loadFxtranslate(): Promise<Engine> {
  const fxtranslate = createRequire(import.meta.url)('fxtranslate') as Package;
  let memory = 0;
  return {
    load(bytes): FxModel {
      const { model, sourceVocabulary, targetVocabulary, shortlist } = bytes;
      const translator = new fxtranslate.Translator(model, sourceVocabulary, targetVocabulary, shortlist);
      return { translator, free: () => translator.free() };
    },
    translate(route, sentences) {
      return sentences.map((sentence) => {
        let text = sentence;
        for (const { translator } of route as readonly FxModel[]) {
          text = translator.translate(text);
          memory = translator.linearMemoryBytes();
        }
        return text;
      });
    },
    memory: () => memory,
  };
}
