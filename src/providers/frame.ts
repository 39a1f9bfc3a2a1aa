import { ProviderError } from '../errors.js';
import type { ProviderUnit, TranslateAnswer, TranslatedUnit, TranslateRequest } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, sameLanguage } from '../model/language.js';
import { badResponse, throwIfAborted } from './failure.js';

/** One answer of a service, before it gets back its unit's id. */
export type Answer = Omit<TranslatedUnit, 'id'>;

/** Whether a pair can be translated by anyone: two different languages, both named. */
export function isTranslatablePair(source: LanguageTag, target: LanguageTag): boolean {
  return (
    source !== '' &&
    target !== '' &&
    !isSpecialTag(source) &&
    !isSpecialTag(target) &&
    !sameLanguage(source, target)
  );
}

/** The error of a pair the service does not have. */
export function unsupportedPair(provider: string, source: LanguageTag, target: LanguageTag): ProviderError {
  return new ProviderError(
    provider,
    'UNSUPPORTED_PAIR',
    `${provider} does not translate ${source} to ${target}`,
    {
      hint: 'Choose another provider for this pair; "tovmach doctor" lists who translates what.',
    },
  );
}

/**
 * What every adapter does around its one call: refuses pairs nobody has, keeps blank texts from the service
 * and gives the answers back under the ids they belong to.
 * @param call gets the units with something in them, never none; answers one for each, in their order
 * @throws ProviderError ABORTED, UNSUPPORTED_PAIR, BAD_RESPONSE for too few or too many answers, and what `call` throws
 */
export async function answerUnits(
  provider: string,
  request: TranslateRequest,
  call: (units: readonly ProviderUnit[]) => Promise<readonly Answer[]>,
): Promise<TranslateAnswer> {
  const { source, target, units, signal } = request;
  throwIfAborted(provider, signal);
  if (!isTranslatablePair(source, target)) throw unsupportedPair(provider, source, target);
  const full = units.filter((unit) => unit.text.trim() !== '');
  const answers = full.length === 0 ? [] : await call(full);
  throwIfAborted(provider, signal);
  if (answers.length !== full.length) {
    throw badResponse(provider, `answered ${answers.length} texts where ${full.length} were sent`);
  }
  const byUnit = new Map(full.map((unit, index) => [unit, answers[index]]));
  return {
    units: units.map((unit): TranslatedUnit => ({ id: unit.id, text: unit.text, ...byUnit.get(unit) })),
  };
}

/**
 * Remembers a service's answer for the life of an adapter, and shares a question that is under way; a failure is not
 * remembered.
 */
export function remembered<T>(ask: (signal: AbortSignal | undefined) => Promise<T>): {
  get(signal?: AbortSignal): Promise<T>;
  readonly known: T | undefined;
} {
  let known: { readonly value: T } | undefined;
  let asking: Promise<T> | undefined;
  const start = async (signal: AbortSignal | undefined): Promise<T> => {
    try {
      known = { value: await ask(signal) };
      return known.value;
    } finally {
      asking = undefined;
    }
  };
  return {
    get known() {
      return known?.value;
    },
    async get(signal) {
      while (known === undefined && asking !== undefined) {
        try {
          return await asking;
        } catch (error) {
          // Stopped by the caller that asked: the others still want to know.
          if (!ProviderError.isInstance(error) || error.code !== 'ABORTED') throw error;
          if (signal !== undefined) throwIfAborted(error.provider, signal);
        }
      }
      if (known !== undefined) return known.value;
      asking = start(signal);
      return asking;
    },
  };
}
