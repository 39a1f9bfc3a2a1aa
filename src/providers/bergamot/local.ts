import { hintOf, ProviderError, TovmachError } from '../../errors.js';
import { messages, reasonOf } from '../../message.js';
import type { Provider, ProviderUnit, TranslateRequest } from '../../model/contracts.js';
import type { LanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import { aborted } from '../failure.js';
import { type Answer, answerUnits, isTranslatablePair } from '../frame.js';
import { bareOf, translateAll } from './batches.js';
import type { EngineName } from './engine.js';
import { createPool, ModelRefused, type PoolOptions } from './pool.js';
import { createRecovery, EngineBroken } from './recover.js';
import type { Route, RouteFinder } from './route.js';
import {
  type Cut,
  cutAtPlaceholders,
  cutSentences,
  joined,
  samePlaceholders,
  sentencesIn,
} from './sentences.js';

const say = messages('providers', {
  noModelHere: 'no model translates {{source}} to {{target}} here',
  pullModel: 'Install one: tovmach models pull {{pair}}',
  engineDied: 'the engine broke down over "{{text}}"',
  otherOrByHand: 'The text stays as it is; translate it with another provider, or by hand.',
  modelRefused: '{{source}} to {{target}}: {{reason}}',
  engineDoesNotRun: '{{source}} to {{target}}: the engine does not run ({{reason}})',
  verifyModels: 'Check the installed models with "tovmach models verify", and pull them again.',
});

export interface LocalProviderOptions extends Omit<PoolOptions, 'engine'> {
  readonly routes: RouteFinder;
  /** Most sentences in one call of the engine; absent: 8 (docs/decisions/local-engine.md). */
  readonly batchSentences?: number | undefined;
}

const localDefaults = { batchSentences: 8, maxUnits: 64, maxCharacters: 8_000 };

/** Translations kept for the units that are sent again without the one that brought the engine down. */
const MOST_SALVAGED = 4_096;

interface Kind {
  readonly engine: EngineName;
  /** Name and version of the engine. */
  readonly identity: string;
  readonly markup: boolean;
}

/** What all local engines share: sentences, batches, workers, models. */
export function createLocalProvider(kind: Kind, options: LocalProviderOptions): Provider {
  const { engine: name, markup } = kind;
  const { routes, batchSentences = localDefaults.batchSentences } = options;
  const pool = createPool({ ...options, engine: name });
  const recovery = createRecovery(pool);
  const salvaged = new Map<string, string>();

  const routeFor = async (source: LanguageTag, target: LanguageTag, signal: AbortSignal): Promise<Route> => {
    let route = await routes.find(source, target);
    if (route === undefined) {
      await routes.install(source, target, signal);
      route = await routes.find(source, target);
    }
    if (route !== undefined) return route;
    throw new ProviderError(name, 'MODEL', say.noModelHere({ source, target }), {
      hint: say.pullModel({ pair: `${source}-${target}` }),
    });
  };

  const call = async (request: TranslateRequest, units: readonly ProviderUnit[], signal: AbortSignal) => {
    const { source, target } = request;
    const route = await routeFor(source, target, signal);
    const cuts = new Map(units.map((unit) => [unit, cutSentences(unit.text, source)]));
    const translate = (sentences: readonly string[]): Promise<Map<string, string>> => {
      const bare = sentences.map((sentence) => [sentence, bareOf(sentence, markup)] as const);
      return translateAll(recovery, route, new Map(bare), batchSentences, signal);
    };
    const sentences = [...cuts.values()].flatMap(sentencesIn);
    const done = await translate(sentences.filter((sentence) => !salvaged.has(keyOf(route, sentence))));
    await mendPlaceholders(done, source, translate);
    const translationOf = (sentence: string): string | undefined =>
      done.get(sentence) ?? salvaged.get(keyOf(route, sentence));
    const texts = new Map([...cuts].map(([unit, parts]) => [unit, joined(parts, translationOf)]));
    const poisonous = units.filter((unit) => texts.get(unit) === undefined);
    if (poisonous.length > 0) {
      for (const [sentence, translation] of done) {
        if (salvaged.size < MOST_SALVAGED) salvaged.set(keyOf(route, sentence), translation);
      }
      const text = shortened(poisonous[0]?.text ?? '');
      throw new ProviderError(name, 'REJECTED', say.engineDied({ text }), {
        hint: say.otherOrByHand(),
        unitIds: poisonous.map((unit) => unit.id),
      });
    }
    const { name: model, pivot } = route;
    return units.map((unit): Answer => ({ text: texts.get(unit) ?? '', model, ...onlyDefined({ pivot }) }));
  };

  return {
    name,
    get identity() {
      return `${kind.identity}|${routes.fingerprint}`;
    },
    capabilities: {
      maxUnits: localDefaults.maxUnits,
      maxCharacters: localDefaults.maxCharacters,
      maxUnitCharacters: localDefaults.maxCharacters,
      placeholders: markup ? 'xml' : 'split',
      context: false,
      deterministic: true,
      remote: false,
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      if ((await routes.find(source, target)) !== undefined) return true;
      return routes.canInstall(source, target, signal);
    },
    translate(request) {
      const { signal } = request;
      return answerUnits(name, request, async (units) => {
        try {
          return await call(request, units, signal);
        } catch (error) {
          throw signal.aborted ? aborted(name) : asProviderError(error, name, request);
        }
      });
    },
    async close() {
      await Promise.all([pool.close(), routes.close()]);
    },
  };
}

/**
 * Where the engine lost a placeholder, or gave one twice, the stretches between them are translated by themselves:
 * half sentences, but everything is there.
 */
async function mendPlaceholders(
  done: Map<string, string>,
  source: LanguageTag,
  translate: (sentences: readonly string[]) => Promise<Map<string, string>>,
): Promise<void> {
  const stretches = new Map<string, Cut[]>();
  for (const [sentence, answer] of done) {
    if (!samePlaceholders(sentence, answer)) stretches.set(sentence, cutAtPlaceholders(sentence, source));
  }
  if (stretches.size === 0) return;
  const translations = await translate([...stretches.values()].flatMap(sentencesIn));
  for (const [sentence, cuts] of stretches) {
    const text = joined(cuts, (stretch) => translations.get(stretch));
    if (text === undefined) done.delete(sentence);
    else done.set(sentence, text);
  }
}

function keyOf(route: Route, sentence: string): string {
  return `${route.models.map((model) => model.key).join('+')}\n${sentence}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function asProviderError(error: unknown, name: string, { source, target }: TranslateRequest): unknown {
  if (ProviderError.isInstance(error)) return error;
  if (error instanceof ModelRefused || error instanceof EngineBroken) {
    const values = { source, target, reason: reasonOf(error) };
    const what = error instanceof ModelRefused ? say.modelRefused(values) : say.engineDoesNotRun(values);
    return new ProviderError(name, 'MODEL', what, {
      hint: say.verifyModels(),
      cause: error,
    });
  }
  // What installing could not do is a matter of models as well: the rest of the run goes on.
  if (TovmachError.isInstance(error)) {
    const hint = hintOf(error);
    return new ProviderError(name, 'MODEL', error, { ...onlyDefined({ hint }), cause: error });
  }
  return error;
}
