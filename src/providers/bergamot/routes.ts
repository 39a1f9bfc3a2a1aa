import type { LanguageTag } from '../../model/language.js';
import { ARCHITECTURES } from '../../models/catalogue.js';
import { type DownloadNotice, type EnsureOptions, ensureModels } from '../../models/ensure.js';
import { type Models, PIVOT } from '../../models/manager.js';
import { codesOf, missingOf } from '../../models/missing.js';
import type { InstalledModel } from '../../models/record.js';
import { engineFiles } from './prove.js';
import type { Route, RouteFinder } from './route.js';

/** Finds the installed models of a pair, directly or over the pivot, and installs what is missing. */
export function createRouteFinder(
  models: Models,
  options: { readonly architecture?: string | undefined; readonly ensure: Omit<EnsureOptions, 'signal'> },
): RouteFinder {
  const found = new Map<string, Route>();
  const installing = new Map<string, Promise<void>>();
  const answers = new Map<string, Promise<boolean>>();
  const closing = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  const { confirm } = options.ensure;
  const ensure = {
    ...options.ensure,
    signal: closing.signal,
    // Whoever said no to a model is not asked again for the next text.
    confirm:
      confirm &&
      ((notice: DownloadNotice): Promise<boolean> => {
        const answer = answers.get(notice.line.message) ?? confirm(notice);
        answers.set(notice.line.message, answer);
        return answer;
      }),
  };
  const finder: RouteFinder = {
    get fingerprint() {
      return models.store.fingerprint();
    },
    async find(source, target) {
      const key = `${source} ${target}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const route = routeAmong(await models.store.list(), source, target, options.architecture);
      if (route !== undefined) found.set(key, route);
      return route;
    },
    async canInstall(source, target, signal) {
      if (options.ensure.consent === 'no') return false;
      return (await missingOf(models, source, target, signal ?? NEVER)) !== undefined;
    },
    install(source, target, signal) {
      const key = `${source} ${target}`;
      let work = installing.get(key);
      if (work === undefined) {
        // Not under the signal of one request: others may wait for the same model, and a request that ran out
        // of time comes back for it. One after the other: two questions, or two bars, would write over each other.
        work = turn.then(async () => {
          await ensureModels(models, [{ source, target }], ensure);
        });
        turn = work.then(
          () => installing.delete(key),
          // Not downloaded again for every text.
          () => setTimeout(() => installing.delete(key), RETRY_MS).unref(),
        );
        installing.set(key, work);
      }
      return untilAborted(work, signal);
    },
    async close() {
      closing.abort(new Error('the engine was closed'));
      await Promise.allSettled(installing.values());
      await models.close();
    },
  };
  return finder;
}

/** How long a failed installation is not tried again. */
const RETRY_MS = 300_000;

const NEVER = new AbortController().signal;

/** Settles as `work`, or rejects when the signal is aborted; the work goes on. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: () => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The best installed way from one language to another. */
export function routeAmong(
  installed: readonly InstalledModel[],
  source: LanguageTag,
  target: LanguageTag,
  architecture?: string,
): Route | undefined {
  const best = (from: readonly string[], to: readonly string[]): InstalledModel | undefined => {
    const candidates = installed.filter((model) => from.includes(model.source) && to.includes(model.target));
    const rank = (model: InstalledModel): number => {
      if (model.architecture === architecture) return -1;
      const index = (ARCHITECTURES as readonly string[]).indexOf(model.architecture);
      return index < 0 ? ARCHITECTURES.length : index;
    };
    const quality = (model: InstalledModel): number => model.quality?.comet ?? 0;
    return candidates.sort(
      (a, b) =>
        Number(b.architecture === architecture) - Number(a.architecture === architecture) ||
        quality(b) - quality(a) ||
        rank(a) - rank(b),
    )[0];
  };
  const from = codesOf(source);
  const to = codesOf(target);
  const direct = best(from, to);
  if (direct !== undefined) return { models: [engineFiles(direct, nameOf(direct))], name: nameOf(direct) };
  const first = best(from, [PIVOT]);
  const second = best([PIVOT], to);
  if (first === undefined || second === undefined) return undefined;
  return {
    models: [first, second].map((model) => engineFiles(model, nameOf(model))),
    name: `${nameOf(first)}+${nameOf(second)}`,
    pivot: PIVOT,
  };
}

/** `en-uk/base-memory@1f2e3d4c5b6a`: the build is part of it. */
function nameOf(model: InstalledModel): string {
  const build = model.folder.slice(model.folder.lastIndexOf('@') + 1);
  return `${model.source}-${model.target}/${model.architecture}@${build}`;
}
