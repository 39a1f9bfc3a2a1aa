import { z } from 'zod';
import { installCommand } from '../disk/packages.js';
import { ProviderError, type ProviderErrorDetails, TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type {
  ProviderUnit,
  TranslateAnswer,
  TranslatedUnit,
  TranslateRequest,
  Usage,
} from '../model/contracts.js';
import type { ProviderHost } from '../model/definition.js';
import { isSpecialTag, type LanguageTag, sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { badResponse, throwIfAborted } from './failure.js';

const say = messages('providers', {
  needs: '{{provider}} needs {{setting}}',
  noLibrary: '{{provider}} needs the library {{name}}, which is not installed',
  install: 'Run: {{command}}',
  noSuchPair: '{{provider}} does not translate {{source}} to {{target}}',
  chooseOther: 'Choose another provider for this pair; "tovmach doctor" lists who translates what.',
  otherNumber: '{{provider}} answered {{answered}} texts where {{sent}} were sent',
  setIt: 'Set providers.{{provider}}.{{setting}} in the configuration.',
});

/** What an adapter takes of its host; made without one it reaches the network directly. */
export type AdapterHost = Partial<Pick<ProviderHost, 'fetch' | 'importPeer' | 'terms' | 'notice'>>;

/** Settings of every adapter that speaks HTTP itself. */
export const addressSettings = {
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Headers sent besides, for gateways that want them; their values are never shown.'),
  query: z
    .record(z.string(), z.string())
    .optional()
    .describe('Parameters added to every address; their values are never shown.'),
};

/**
 * A library that is an optional peer: of this installation, else of the user's project.
 * @throws ProviderError MISSING_DEPENDENCY with the command that installs it
 */
export async function importPeer<Sdk>(
  provider: string,
  name: string,
  own: () => Promise<Sdk>,
  host: AdapterHost,
): Promise<Sdk> {
  try {
    return await own();
  } catch (cause) {
    const elsewhere = await host.importPeer?.(name).catch(() => undefined);
    if (elsewhere !== undefined) return elsewhere as Sdk;
    throw new ProviderError(provider, 'MISSING_DEPENDENCY', say.noLibrary({ provider, name }), {
      hint: say.install({ command: installCommand(name) }),
      cause,
    });
  }
}

/** A setting that has to be there. @throws TovmachError CONFIG */
export function needed<T>(provider: string, setting: string, value: T | undefined): T {
  if (value !== undefined && value !== '') return value;
  throw new TovmachError('CONFIG', say.needs({ provider, setting }), {
    hint: say.setIt({ provider, setting }),
  });
}

/** One answer of a service, before it gets back its unit's id. */
export type Answer = Omit<TranslatedUnit, 'id'>;

/** Answers with what they cost, where the service says. */
export interface Answered {
  readonly answers: readonly Answer[];
  readonly usage?: Usage;
}

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
  return new ProviderError(provider, 'UNSUPPORTED_PAIR', say.noSuchPair({ provider, source, target }), {
    hint: say.chooseOther(),
  });
}

/** The error of an answer with too few or too many texts. */
export function wrongNumber(
  provider: string,
  answered: number,
  sent: number,
  details?: ProviderErrorDetails,
): ProviderError {
  return badResponse(provider, say.otherNumber({ provider, answered, sent }), details);
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
  call: (units: readonly ProviderUnit[]) => Promise<readonly Answer[] | Answered>,
): Promise<TranslateAnswer> {
  const { source, target, units, signal } = request;
  throwIfAborted(provider, signal);
  if (!isTranslatablePair(source, target)) throw unsupportedPair(provider, source, target);
  const full = units.filter((unit) => unit.text.trim() !== '');
  const answered = full.length === 0 ? [] : await call(full);
  const { answers, usage } = 'answers' in answered ? answered : { answers: answered, usage: undefined };
  throwIfAborted(provider, signal);
  if (answers.length !== full.length) {
    throw wrongNumber(provider, answers.length, full.length);
  }
  const byUnit = new Map(full.map((unit, index) => [unit, answers[index]]));
  return {
    units: units.map((unit): TranslatedUnit => ({ id: unit.id, text: unit.text, ...byUnit.get(unit) })),
    ...onlyDefined({ usage }),
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
