import { type Message, messages } from '../../message.js';
import type { LanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import { MODEL_LICENCE, type ModelsOptions } from '../../models/manager.js';
import { createModels } from './models.js';
import { routeAmong } from './routes.js';

const say = messages('providers', {
  getModel: 'Get the model: tovmach models pull {{pair}}',
});

/** What `tovmach doctor` says of the local engine. */
export interface LocalEngineReport {
  /** Folder of the installed models. */
  readonly directory: string;
  /** Address or file of the registry that models would be downloaded from. */
  readonly registry: string;
  /** SPDX names: of the engine, and of models whose registry names none. */
  readonly licences: { readonly engine: string; readonly models: string };
  /** Models that are there, each for one direction. */
  readonly installed: readonly {
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    readonly architecture: string;
    /** Bytes on disk. */
    readonly size: number;
  }[];
  /** The pairs asked for, with the models for each or how to get them. */
  readonly pairs: readonly {
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    /** How it would be translated; absent: not with what is installed. */
    readonly models?: string;
    readonly pivot?: LanguageTag;
    /** How to get it, one sentence. */
    readonly remedy?: Message;
  }[];
}

/** What is installed, what is missing for the pairs, and how to get it. Asks no network, writes nothing. */
export async function describeLocalEngine(
  pairs: readonly { readonly source: LanguageTag; readonly target: LanguageTag }[],
  options: ModelsOptions = {},
): Promise<LocalEngineReport> {
  const models = createModels(options);
  const installed = await models.store.list();
  return {
    directory: models.store.directory,
    registry: models.registry,
    licences: { engine: MODEL_LICENCE, models: models.licence },
    installed: installed.map(({ source, target, architecture, size }) => ({
      source,
      target,
      architecture,
      size,
    })),
    pairs: pairs.map(({ source, target }) => {
      const route = routeAmong(installed, source, target, options.architecture);
      if (route === undefined) {
        return { source, target, remedy: say.getModel({ pair: `${source}-${target}` }) };
      }
      const { name, pivot } = route;
      return { source, target, models: name, ...onlyDefined({ pivot }) };
    }),
  };
}
