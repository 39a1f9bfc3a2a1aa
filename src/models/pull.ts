import { hintOf, TovmachError } from '../errors.js';
import { asValue, messages } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { type CatalogueModel, chooseModel } from './catalogue.js';
import type { EnsureOptions } from './ensure.js';
import { noticeOf } from './ensure.js';
import { type Models, PIVOT } from './manager.js';
import { codesOf } from './missing.js';
import type { InstalledModel } from './record.js';
import { TransferError } from './transport.js';

const say = messages('models', {
  notPublishedAs: '{{pair}} is not published as {{architecture}}',
  thereAs: 'It is there as {{others}}.',
  noModelOffered: '{{registry}} has no model for {{pair}}',
  seeOffer: 'See what there is: tovmach models list --available',
});

/** Which models to download, and who hears of it. */
export interface PullOptions extends Pick<EnsureOptions, 'onNotice' | 'onProgress' | 'onWait' | 'signal'> {
  /** Absent: the best that is released. */
  readonly architecture?: string | undefined;
}

/** What came of a download. */
export interface PullResult {
  /** Downloaded, tried out and put in place by this call. */
  readonly installed: readonly InstalledModel[];
  /** Were there already, the same build and whole. */
  readonly unchanged: readonly InstalledModel[];
}

/**
 * Installs or renews the models of these pairs, for someone who asked for it. A pair the registry lacks is
 * pulled as two, over the pivot. A model that is there but damaged is installed again.
 * @throws TovmachError MODEL that names what the registry has instead; UNAVAILABLE where nothing could be had now; STORE
 */
export async function pullModels(
  models: Models,
  pairs: readonly { readonly source: LanguageTag; readonly target: LanguageTag }[],
  options: PullOptions,
): Promise<PullResult> {
  const installed: InstalledModel[] = [];
  try {
    return { installed, unchanged: await pullInto(installed, models, pairs, options) };
  } catch (error) {
    throw installed.length === 0 ? passing(error) : error;
  }
}

/** A network that does not answer now is no lack of a model. */
function passing(error: unknown): unknown {
  const isPassing =
    TovmachError.isInstance(error) &&
    error.code === 'MODEL' &&
    error.cause instanceof TransferError &&
    error.cause.passing;
  return isPassing
    ? new TovmachError('UNAVAILABLE', asValue(error), {
        ...onlyDefined({ hint: hintOf(error) }),
        cause: error.cause,
      })
    : error;
}

/** @returns what was there already */
async function pullInto(
  installed: InstalledModel[],
  models: Models,
  pairs: readonly { readonly source: LanguageTag; readonly target: LanguageTag }[],
  options: PullOptions,
): Promise<InstalledModel[]> {
  const { signal, architecture, onProgress, onWait } = options;
  const offered = await models.available(signal);
  const wanted = new Map<string, CatalogueModel>();
  for (const { source, target } of pairs) {
    for (const model of modelsFor(offered, source, target, architecture, models.registry)) {
      wanted.set(model.build, model);
    }
  }
  const damaged = new Set<string>();
  const whole = new Map<string, InstalledModel>();
  for (const { model, problems } of await models.store.verify()) {
    if (model === undefined) continue;
    if (problems.length > 0) damaged.add(model.build);
    else whole.set(`${model.build} ${model.architecture}`, model);
  }
  const unchanged: InstalledModel[] = [];
  const lacking: CatalogueModel[] = [];
  for (const model of wanted.values()) {
    const same = whole.get(`${model.build} ${model.architecture}`);
    if (same === undefined) lacking.push(model);
    else unchanged.push(same);
  }
  if (lacking.length > 0) options.onNotice?.(noticeOf(lacking, models));
  for (const model of lacking) {
    const again = damaged.has(model.build);
    installed.push(await models.pull(model, { signal, onProgress, onWait, again }));
  }
  return unchanged;
}

/** Models a pair takes: its own, or one to the pivot and one from it. */
function modelsFor(
  offered: readonly CatalogueModel[],
  source: LanguageTag,
  target: LanguageTag,
  architecture: string | undefined,
  registry: string,
): CatalogueModel[] {
  const choose = (from: LanguageTag, to: LanguageTag, wanted = architecture): CatalogueModel | undefined => {
    for (const code of codesOf(from)) {
      for (const other of codesOf(to)) {
        const model = chooseModel(offered, code, other, wanted);
        if (model !== undefined) return model;
      }
    }
    return undefined;
  };
  const direct = choose(source, target);
  if (direct !== undefined) return [direct];
  const others = architecture === undefined ? [] : architecturesOf(offered, source, target);
  if (others.length > 0) {
    throw new TovmachError(
      'MODEL',
      say.notPublishedAs({ pair: `${source}-${target}`, architecture: architecture ?? '' }),
      {
        hint: say.thereAs({ others: others.join(', ') }),
      },
    );
  }
  const legs = source === PIVOT || target === PIVOT ? [] : [choose(source, PIVOT), choose(PIVOT, target)];
  const found = legs.filter((leg) => leg !== undefined);
  if (found.length === 2) return found;
  throw new TovmachError('MODEL', say.noModelOffered({ registry, pair: `${source}-${target}` }), {
    hint: say.seeOffer(),
  });
}

function architecturesOf(
  offered: readonly CatalogueModel[],
  source: LanguageTag,
  target: LanguageTag,
): string[] {
  const sources = codesOf(source);
  const targets = codesOf(target);
  const found = offered.filter((model) => sources.includes(model.source) && targets.includes(model.target));
  return [...new Set(found.map((model) => model.architecture))];
}
