import { setMaxListeners } from 'node:events';
import { ProviderError, TovmachError } from '../../errors.js';
import type { Provider, ProviderUnit, TranslateRequest } from '../../model/contracts.js';
import type { LanguageTag } from '../../model/language.js';
import { aborted } from '../failure.js';
import { type Answer, answerUnits, isTranslatablePair } from '../frame.js';
import type { EngineName } from './engine.js';
import { escapeText, fromMarkup, hasPlaceholder, toMarkup, unescapeText } from './markup.js';
import { createPool, ModelRefused, type PoolOptions } from './pool.js';
import { createRecovery, EngineBroken, type Recovery } from './recover.js';
import type { Route, RouteFinder } from './route.js';
import { type Cut, cutSentences, readable, restoreNoBreak } from './sentences.js';

export interface LocalProviderOptions extends Omit<PoolOptions, 'engine'> {
  readonly routes: RouteFinder;
  /** Most sentences in one call of the engine; absent: 8 (docs/decisions/local-engine.md). */
  readonly batchSentences?: number | undefined;
}

export const localDefaults = {
  batchSentences: 32,
  batchCharacters: 4_000,
  maxUnits: 64,
  maxCharacters: 8_000,
};

/** Translations kept for the units that are sent again without the one that brought the engine down. */
const MOST_SALVAGED = 4_096;

interface Kind {
  readonly engine: EngineName;
  /** Name and version of the engine. */
  readonly identity: string;
  readonly markup: boolean;
}

/** A sentence as it goes to the engine. */
interface Bare {
  readonly text: string;
  readonly markup: boolean;
  /** The answer as it goes back. */
  finish(answer: string): string;
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
    throw new ProviderError(name, 'MODEL', `no model translates ${source} to ${target} here`, {
      hint: `Install one: tovmach models pull ${source}-${target}`,
    });
  };

  const call = async (request: TranslateRequest, units: readonly ProviderUnit[], signal: AbortSignal) => {
    const { source, target } = request;
    const route = await routeFor(source, target, signal);
    const cuts = new Map(units.map((unit) => [unit, cutSentences(unit.text, source)]));
    const wanted = new Map<string, Bare>();
    for (const sentence of [...cuts.values()].flat().flatMap(sentenceOf)) {
      if (!salvaged.has(keyOf(route, sentence))) wanted.set(sentence, bareOf(sentence, markup));
    }
    const done = await translateAll(recovery, route, wanted, batchSentences, signal);
    const translationOf = (sentence: string): string | undefined =>
      done.get(sentence) ?? salvaged.get(keyOf(route, sentence));
    const poisonous = units.filter((unit) =>
      (cuts.get(unit) ?? []).flatMap(sentenceOf).some((sentence) => translationOf(sentence) === undefined),
    );
    if (poisonous.length > 0) {
      for (const [sentence, translation] of done) {
        if (salvaged.size < MOST_SALVAGED) salvaged.set(keyOf(route, sentence), translation);
      }
      throw new ProviderError(
        name,
        'REJECTED',
        `the engine broke down over ${quote(poisonous[0]?.text ?? '')}`,
        {
          hint: 'The text stays as it is; translate it with another provider, or by hand.',
          unitIds: poisonous.map((unit) => unit.id),
        },
      );
    }
    return units.map((unit): Answer => {
      const parts = (cuts.get(unit) ?? []).map(({ before, sentence }) =>
        sentence === undefined ? before : before + restoreNoBreak(sentence, translationOf(sentence) ?? ''),
      );
      const text = parts.join('');
      return { text, model: route.name, ...(route.pivot === undefined ? {} : { pivot: route.pivot }) };
    });
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
    translate(request, { signal }) {
      return answerUnits(name, request, signal, async (units) => {
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

function sentenceOf(cut: Cut): string[] {
  return cut.sentence === undefined ? [] : [cut.sentence];
}

function keyOf(route: Route, sentence: string): string {
  return `${route.models.map((model) => model.key).join('+')}\n${sentence}`;
}

function bareOf(sentence: string, markup: boolean): Bare {
  const text = readable(sentence);
  if (!markup) return { text, markup, finish: (answer) => answer };
  if (hasPlaceholder(text)) return { text: toMarkup(text), markup, finish: fromMarkup };
  // Texts of the `xml` style travel escaped; the engine reads and writes plain ones.
  const escaped = /&(?:amp|lt|gt);/.test(text);
  return {
    text: unescapeText(text),
    markup: false,
    finish: (answer) => (escaped || /[<>]/.test(answer) ? escapeText(answer) : answer),
  };
}

/** Translates each sentence once: packed by length, so that a batch wastes little on filling up. */
async function translateAll(
  recovery: Recovery,
  route: Route,
  sentences: ReadonlyMap<string, Bare>,
  most: number,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const done = new Map<string, string>();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  // Every batch listens, and there may be many.
  setMaxListeners(0, either);
  const work = pack([...sentences], most).map(async (batch) => {
    const markup = batch[0]?.[1].markup ?? false;
    const texts = batch.map(([, bare]) => bare.text);
    const answers = await recovery.run({ route: route.models, sentences: texts, markup }, either);
    answers.forEach((answer, index) => {
      const [sentence, bare] = batch[index] ?? [];
      if (sentence === undefined || bare === undefined || answer === undefined) return;
      done.set(sentence, bare.finish(answer).trim());
    });
  });
  try {
    await Promise.all(work);
  } finally {
    stop.abort();
    await Promise.allSettled(work);
  }
  return done;
}

type Entry = readonly [string, Bare];

function pack(entries: readonly Entry[], most: number): Entry[][] {
  const sorted = [...entries].sort(
    ([, a], [, b]) => Number(a.markup) - Number(b.markup) || a.text.length - b.text.length,
  );
  const batches: Entry[][] = [];
  let characters = 0;
  for (const entry of sorted) {
    const batch = batches.at(-1);
    const [, { text, markup }] = entry;
    const fits = characters + text.length <= localDefaults.batchCharacters;
    if (batch !== undefined && batch.length < most && fits && batch[0]?.[1].markup === markup) {
      batch.push(entry);
      characters += text.length;
    } else {
      batches.push([entry]);
      characters = text.length;
    }
  }
  return batches;
}

function quote(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

function asProviderError(error: unknown, name: string, { source, target }: TranslateRequest): unknown {
  if (ProviderError.isInstance(error)) return error;
  if (error instanceof ModelRefused || error instanceof EngineBroken) {
    const what = error instanceof ModelRefused ? error.message : `the engine does not run (${error.message})`;
    return new ProviderError(name, 'MODEL', `${source} to ${target}: ${what}`, {
      hint: 'Check the installed models with "tovmach models verify", and pull them again.',
      cause: error,
    });
  }
  // What installing could not do is a matter of models as well: the rest of the run goes on.
  if (TovmachError.isInstance(error)) {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return new ProviderError(name, 'MODEL', error.message, { ...hint, cause: error });
  }
  return error;
}
