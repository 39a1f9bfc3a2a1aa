import { z } from 'zod';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { answerUnits, isTranslatablePair } from './frame.js';

const say = messages('providers', { pseudo: 'pseudo-translation, for trying layouts; no translation' });

const settings = z.strictObject({
  expansion: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe('Share of padding added to every text, to see whether a layout holds longer languages.'),
});
export type PseudoSettings = z.infer<typeof settings>;

/** Pseudo-translation as it is plugged in. */
export const pseudo = defineProvider({
  kind: 'provider',
  name: 'pseudo',
  description: say.pseudo(),
  settings,
  isLocal: true,
  auto: false,
  pretends: true,
  create: createPseudo,
});

const pseudoDefaults = { expansion: 0 } as const satisfies PseudoSettings;

const PLAIN = 'AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz';
const ACCENTED = 'ÀàƁƀÇçĐđÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöṔṕǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž';
const ACCENTS: ReadonlyMap<string, string> = new Map(
  [...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]),
);
const LATIN = /[A-Za-z]/g;
/** Stress marks on vowels: readable, and in no real text on every one of them. */
const STRESSED = /[АЕЄИІЇОУЮЯЫЭЁаеєиіїоуюяыэёΑΕΗΙΟΥΩαεηιουω](?!\u0301)/g;

/**
 * No translation at all: marks every text with its target language and accents its letters, offline and always
 * the same, so that layouts can be tried. Never chosen by itself.
 */
export function createPseudo(options: PseudoSettings = {}): Provider {
  const expansion = Math.min(2, Math.max(0, options.expansion ?? pseudoDefaults.expansion));
  return {
    name: 'pseudo',
    identity: expansion === 0 ? 'pseudo' : `pseudo|${expansion}`,
    capabilities: {
      maxUnits: 1000,
      maxCharacters: 1_000_000,
      maxUnitCharacters: 1_000_000,
      placeholders: 'token',
      context: false,
      deterministic: true,
      remote: false,
    },
    async supports(source, target) {
      return isTranslatablePair(source, target);
    },
    translate(request) {
      return answerUnits('pseudo', request, async (units) =>
        units.map(({ text }) => ({ text: pseudoText(text, request.target, expansion) })),
      );
    },
  };
}

function pseudoText(text: string, target: string, expansion: number): string {
  const accented = text
    .replace(LATIN, (letter) => ACCENTS.get(letter) ?? letter)
    .replace(STRESSED, '$&\u0301');
  const padding = expansion === 0 ? '' : ` ${'~'.repeat(Math.max(1, Math.round(text.length * expansion)))}`;
  return `[${target}] ${accented}${padding}`;
}
