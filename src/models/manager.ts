import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TovmachError } from '../errors.js';
import { messages, reasonOf, SpokenError } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { type CatalogueFile, type CatalogueModel, chooseModel } from './catalogue.js';
import { download } from './download.js';
import type { FileRole, InstalledModel, ModelRecord } from './record.js';
import { readCatalogue } from './registry.js';
import { createStore, type ModelStore, modelsDirectory } from './store.js';
import { createTransport, TransferError, type Transport, type TransportOptions } from './transport.js';
import { unpackBytes } from './unpack.js';

/** Registry and store together: what can be installed, and installing it. */

const say = messages('models', {
  noAddress: '{{registry}} is no address of a model registry',
  giveAddress:
    'Give an http or https address, or a file, with --registry, models.registry or TOVMACH_MODELS_REGISTRY.',
  registryUnreadable: 'the model registry {{registry}} cannot be read ({{reason}})',
  checkRegistrySetting: 'Check --registry or models.registry.',
  endlessList: 'the list does not end',
  listNotFetched: 'the list of models cannot be fetched: {{reason}}',
  checkNetwork:
    'Check the network and {{url}}, or import models from a folder: tovmach models import <folder>',
  gone: 'the model that was just installed is gone',
});

/** Where the Firefox Translations models are published for third parties. */
const PUBLISHED_REGISTRY =
  'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json';
export const MODEL_LICENCE = 'MPL-2.0';
/** The language other pairs are translated over. */
export const PIVOT = 'en';

const MOST_CATALOGUE_BYTES = 50_000_000;
const RETRY_REGISTRY_MS = 30_000;

/** Where models are kept and where they come from. */
export interface ModelsOptions extends TransportOptions {
  /** Folder of the installed models; absent: TOVMACH_MODELS_DIR, or the platform's cache folder. */
  readonly directory?: string | undefined;
  /** URL or file of the registry; absent: TOVMACH_MODELS_REGISTRY, or the published one. */
  readonly registry?: string | undefined;
  /** Replaces the address the registry gives for its files: a mirror. */
  readonly baseUrl?: string | undefined;
  /** `tiny`, `base`, `base-memory`; absent: the best that is released. */
  readonly architecture?: string | undefined;
  /** Said of models whose registry names no licence; absent: MPL-2.0. */
  readonly licence?: string | undefined;
  /** Milliseconds before the second try of a transfer; absent: 500. */
  readonly pauseMs?: number | undefined;
  /** Largest file whose size nobody says; absent: 600 MB. */
  readonly maxBytes?: number | undefined;
}

/** How far the download of one file is. */
export interface PullProgress {
  /** The model the file belongs to. */
  readonly model: CatalogueModel;
  /** Its name after unpacking. */
  readonly file: string;
  /** Bytes transferred of this file. */
  readonly done: number;
  /** Bytes to transfer; `undefined` where nobody says. */
  readonly total: number | undefined;
}

/** The models of the local engine, here and at the registry. */
export interface Models {
  /** What is installed. */
  readonly store: ModelStore;
  /** Address or file of the registry. */
  readonly registry: string;
  /** Licence said of models whose registry names none: an SPDX name. */
  readonly licence: string;
  /** What the registry offers; asked once. @throws TovmachError MODEL */
  available(signal: AbortSignal): Promise<readonly CatalogueModel[]>;
  /** Models a pair needs and lacks: none, one, or two over the pivot; `undefined` where the registry has no way. */
  missing(source: string, target: string, signal: AbortSignal): Promise<CatalogueModel[] | undefined>;
  /** @returns the installed model, also where another process was faster */
  pull(
    model: CatalogueModel,
    options: {
      signal: AbortSignal;
      onProgress?: ((progress: PullProgress) => void) | undefined;
      onWait?: ((holder: string) => void) | undefined;
      /** Installs again what is there. */
      again?: boolean | undefined;
    },
  ): Promise<InstalledModel>;
  /** Whether the engine runs what is in a folder. @throws TovmachError MODEL when it does not */
  prove(folder: string, files: ModelRecord['files'], signal: AbortSignal): Promise<void>;
  /** Closes connections that are left open. */
  close(): Promise<void>;
}

/** @throws TovmachError CONFIG for an address no registry can have */
function locationOf(registry: string): URL {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(registry)) return pathToFileURL(resolve(registry));
  const url = URL.canParse(registry) ? new URL(registry) : undefined;
  if (url !== undefined && /^(?:https?|file):$/.test(url.protocol)) return url;
  throw new TovmachError('CONFIG', say.noAddress({ registry }), {
    hint: say.giveAddress(),
  });
}

/** Where the list of models comes from. */
interface Source {
  readonly registry: string;
  readonly baseUrl: string | undefined;
  readonly transport: Transport;
}

/** @throws TovmachError MODEL, CONFIG */
async function fetchCatalogue(
  { registry, baseUrl, transport }: Source,
  signal: AbortSignal,
): Promise<CatalogueModel[]> {
  const location = locationOf(registry);
  if (location.protocol !== 'file:')
    return readCatalogue(await readAll(location.href, transport, signal), location, baseUrl);
  const text = await readFile(location, 'utf8').catch((cause) => {
    throw new TovmachError('MODEL', say.registryUnreadable({ registry, reason: String(cause.code) }), {
      hint: say.checkRegistrySetting(),
      cause,
    });
  });
  return readCatalogue(text, location, baseUrl);
}

async function readAll(url: string, transport: Transport, signal: AbortSignal): Promise<string> {
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (await transport.open(url, { signal })).bytes) {
      size += chunk.length;
      if (size > MOST_CATALOGUE_BYTES) throw new TransferError(say.endlessList(), false);
      chunks.push(chunk);
    }
    return Buffer.from(unpackBytes(Buffer.concat(chunks))).toString('utf8');
  } catch (cause) {
    if (!(cause instanceof TransferError)) throw cause;
    throw new TovmachError('MODEL', say.listNotFetched({ reason: reasonOf(cause) }), {
      hint: say.checkNetwork({ url }),
      cause,
    });
  }
}

/** Fetches every file of a model into a folder. @returns the files, and the hash of each address */
async function fetchFiles(
  model: CatalogueModel,
  folder: string,
  {
    store,
    onProgress,
    ...options
  }: ModelsOptions & {
    readonly store: ModelStore;
    readonly transport: Transport;
    readonly partialFolder: string;
    readonly signal: AbortSignal;
    readonly onProgress: ((progress: PullProgress) => void) | undefined;
  },
): Promise<{ readonly files: ModelRecord['files']; readonly pins: Readonly<Record<string, string>> }> {
  const pins: Record<string, string> = {};
  const files: Partial<Record<FileRole, ModelRecord['files']['model']>> = {};
  for (const [role, file] of Object.entries(model.files) as [FileRole, CatalogueFile | undefined][]) {
    if (file === undefined) continue;
    const placed = await download(file, join(folder, file.name), await store.pin(file.url), {
      ...options,
      onProgress: (done, total) => onProgress?.({ model, file: file.name, done, total }),
    });
    pins[file.url] = placed.sha256;
    files[role] = { name: file.name, ...placed };
  }
  return { files: files as ModelRecord['files'], pins };
}

/** What is kept beside a model. */
function recordOf(
  { source, target, architecture, version, status, build, quality }: CatalogueModel,
  files: ModelRecord['files'],
  { registry, licence }: { readonly registry: string; readonly licence: string },
): ModelRecord {
  return {
    schema: 'tovmach/model@1',
    source,
    target,
    architecture,
    ...onlyDefined({ version, status }),
    from: registry,
    licence,
    build,
    files,
    ...onlyDefined({ quality }),
  };
}

/** Models that make a pair: one, or two over the pivot; `undefined` where there is no way. */
function lacking(
  {
    installed,
    offered,
    architecture,
  }: {
    readonly installed: readonly InstalledModel[];
    readonly offered: readonly CatalogueModel[];
    readonly architecture: string | undefined;
  },
  source: string,
  target: string,
): CatalogueModel[] | undefined {
  const has = (from: string, to: string): boolean =>
    installed.some((model) => model.source === from && model.target === to);
  const choose = (from: string, to: string): CatalogueModel | undefined =>
    chooseModel(offered, from, to, architecture) ?? chooseModel(offered, from, to);
  const direct = choose(source, target);
  if (direct !== undefined) return [direct];
  if (source === PIVOT || target === PIVOT) return undefined;
  const legs = [
    has(source, PIVOT) ? 'installed' : choose(source, PIVOT),
    has(PIVOT, target) ? 'installed' : choose(PIVOT, target),
  ];
  if (legs.includes(undefined)) return undefined;
  return legs.filter((leg) => typeof leg === 'object');
}

/** Registry and store together. @param prove tries out a model before it is installed */
export function createModelManager(options: ModelsOptions, prove: Models['prove']): Models {
  const env = options.env ?? {};
  const registry = options.registry ?? (env.TOVMACH_MODELS_REGISTRY || PUBLISHED_REGISTRY);
  const licence = options.licence ?? MODEL_LICENCE;
  const store = createStore(modelsDirectory(options.directory, env));
  const transport = createTransport(options);
  let catalogue: Promise<CatalogueModel[]> | undefined;
  let forgetAt = Number.POSITIVE_INFINITY;

  const models: Models = {
    store,
    registry,
    licence,
    available(signal) {
      if (catalogue === undefined || Date.now() > forgetAt) {
        forgetAt = Number.POSITIVE_INFINITY;
        catalogue = fetchCatalogue({ registry, baseUrl: options.baseUrl, transport }, signal);
        // A registry out of reach is not asked again for every text; a caller who stopped says nothing of it.
        catalogue.catch(() => {
          forgetAt = signal.aborted ? 0 : Date.now() + RETRY_REGISTRY_MS;
        });
      }
      return catalogue;
    },
    async missing(source, target, signal) {
      const installed = await store.list();
      if (installed.some((model) => model.source === source && model.target === target)) return [];
      const offered = await models.available(signal);
      return lacking({ installed, offered, architecture: options.architecture }, source, target);
    },
    async pull(model, { signal, onProgress, onWait, again = false }) {
      const same = async (): Promise<InstalledModel | undefined> =>
        (await store.list()).find(
          (installed) => installed.build === model.build && installed.architecture === model.architecture,
        );
      const before = again ? undefined : await same();
      if (before !== undefined) return before;
      const installed = await store.install(model, { signal, onWait }, async (folder, partialFolder) => {
        if (!again && (await same()) !== undefined) return undefined;
        const { files, pins } = await fetchFiles(model, folder, {
          ...options,
          store,
          transport,
          partialFolder,
          signal,
          onProgress,
        });
        await prove(folder, files, signal);
        await store.addPins(pins, signal);
        return recordOf(model, files, { registry, licence });
      });
      const result = installed ?? (await same());
      if (result === undefined) throw new SpokenError(say.gone());
      return result;
    },
    prove,
    close: () => transport.close(),
  };
  return models;
}
