import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Provider } from '../../model/contracts.js';
import type { EnsureOptions } from '../../models/ensure.js';
import type { ModelsOptions } from '../../models/manager.js';
import type { EngineName } from './engine.js';
import { createLocalProvider, type LocalProviderOptions } from './local.js';
import { createModels } from './models.js';
import { createRouteFinder } from './routes.js';

export interface LocalEngineOptions extends Omit<LocalProviderOptions, 'routes'> {
  /** Store and registry of the models. */
  readonly models?: ModelsOptions | undefined;
  /** Whether models a request needs may be downloaded, and who is told; absent: they may not. */
  readonly ensure?: Omit<EnsureOptions, 'signal'> | undefined;
}

/**
 * The local neural engine: Bergamot (Marian in WebAssembly) with the Firefox Translations models. Free,
 * without key or network once its models are installed; text never leaves the machine.
 */
export function createBergamot(options: LocalEngineOptions = {}): Provider {
  return localEngine('bergamot', '@browsermt/bergamot-translator', true, options);
}

/** The second local engine, fxtranslate; see `fxtranslate.ts`. */
export function createFxtranslate(options: LocalEngineOptions = {}): Provider {
  return localEngine('fxtranslate', 'fxtranslate', false, options);
}

/** A local engine by name, with the models of the store behind it. */
export function localEngine(
  engine: EngineName,
  packageName: string,
  markup: boolean,
  options: LocalEngineOptions,
): Provider {
  const models = createModels({ engine, workerUrl: options.workerUrl, ...options.models });
  const { architecture } = options.models ?? {};
  const routes = createRouteFinder(models, { architecture, ensure: options.ensure ?? { consent: 'no' } });
  const identity = `${engine}@${versionOf(packageName)}`;
  return createLocalProvider({ engine, identity, markup }, { ...options, routes });
}

/** The engine's version tells its translations apart in memory. */
function versionOf(packageName: string): string {
  // Asked of the file, not of `<package>/package.json`: packages may keep that one to themselves.
  let folder = dirname(createRequire(import.meta.url).resolve(packageName));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
