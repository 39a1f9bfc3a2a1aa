import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { temporaryName } from '../disk/files.js';
import { type Holder, withLock } from '../disk/lock.js';
import { writeFlushed } from '../disk/whole-file.js';
import { storeError } from './failure.js';
import {
  type InstalledModel,
  type ModelCheck,
  type ModelRecord,
  parseJson,
  problemsOf,
  RECORD,
  readRecord,
  type StoredFolder,
} from './record.js';

/**
 * The folder of installed models:
 *
 *     <pair>/<architecture>@<first of SHA-256>/   one installed model, complete or not there
 *       model.json                                what it is and the SHA-256 of every file
 *     models.lock.json                            SHA-256 of every file ever installed, by address
 *     .partial/                                   unfinished downloads, by pair, and installations
 *     .locks/                                     who is installing what
 */

const PINS = 'models.lock.json';
const PARTIAL = '.partial';
const LOCKS = '.locks';
const PAIR = /^[A-Za-z]{2,3}(?:_[A-Za-z\d]+)*-[A-Za-z]{2,3}(?:_[A-Za-z\d]+)*$/;

/** The folder of installed models, shared by all processes of this user. */
export interface ModelStore {
  /** Where it is; it need not exist yet. */
  readonly directory: string;
  /** Models whose record can be read; none where there is no folder. */
  list(): Promise<InstalledModel[]>;
  /** Reads every file and compares it with its record. */
  verify(): Promise<ModelCheck[]>;
  /** @returns what was removed */
  remove(source: string, target: string, architecture?: string): Promise<StoredFolder[]>;
  /**
   * Installs a model under the lock of its pair: `fill` puts the files in an empty folder and says what they
   * are; then they appear under their name all at once, in the place of an older build.
   */
  install(
    pair: { readonly source: string; readonly target: string; readonly architecture: string },
    options: { signal: AbortSignal; onWait?: ((holder: string) => void) | undefined },
    /** Answers nothing when, now that the lock is held, there is nothing left to do. */
    fill: (folder: string, partialFolder: string) => Promise<ModelRecord | undefined>,
  ): Promise<InstalledModel | undefined>;
  /** SHA-256 a file had when it was first installed from this address. */
  pin(address: string): Promise<string | undefined>;
  /** Remembers SHA-256 sums by the address their files came from, for `pin`. */
  addPins(pins: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  /** Changes whenever an installed model does. */
  fingerprint(): string;
}

/** `TOVMACH_MODELS_DIR`, or the platform's folder for caches. */
export function modelsDirectory(
  directory: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const named = directory ?? (env.TOVMACH_MODELS_DIR || undefined);
  return resolve(named ?? join(envPaths('tovmach', { suffix: '' }).cache, 'models'));
}

/** `zh-Hant` and `en` -> `zh_Hant-en`. */
function pairFolder(source: string, target: string): string {
  return `${source.replaceAll('-', '_')}-${target.replaceAll('-', '_')}`;
}

export function createStore(directory: string): ModelStore {
  const partialFolder = join(directory, PARTIAL);
  const pinsPath = join(directory, PINS);
  const lock = (name: string): string => join(directory, LOCKS, `${name}.lock`);
  const store: ModelStore = {
    directory,
    async list() {
      return (await foldersIn(directory)).flatMap(({ model }) => model ?? []);
    },
    async verify() {
      const checks: ModelCheck[] = [];
      for (const each of await foldersIn(directory))
        checks.push({ ...each, problems: await problemsOf(each) });
      return checks;
    },
    async remove(source, target, architecture) {
      const pair = join(directory, pairFolder(source, target));
      const found = (await foldersIn(directory)).filter(
        ({ folder }) =>
          dirname(folder) === pair &&
          (architecture === undefined || basename(folder).startsWith(`${architecture}@`)),
      );
      for (const { folder } of found) await removeWhole(folder, partialFolder);
      return found;
    },
    async install({ source, target, architecture }, { signal, onWait }, fill) {
      const pair = pairFolder(source, target);
      try {
        await mkdir(partialFolder, { recursive: true });
        await mkdir(join(directory, LOCKS), { recursive: true });
        return await withLock(lock(pair), { signal, onWait: told(onWait) }, async () => {
          await sweep(partialFolder, pair);
          return put({ directory, partialFolder, pair, architecture }, fill);
        });
      } catch (error) {
        signal.throwIfAborted();
        throw isSystem(error) ? storeError(error, directory) : error;
      }
    },
    async pin(address) {
      return (await readPins(pinsPath))[address];
    },
    async addPins(pins, signal) {
      if (Object.keys(pins).length === 0) return;
      await mkdir(join(directory, LOCKS), { recursive: true });
      await withLock(lock('pins'), { signal }, async () => {
        await writePins(pinsPath, { ...(await readPins(pinsPath)), ...pins });
      }).catch((error) => {
        throw isSystem(error) ? storeError(error, pinsPath) : error;
      });
    },
    fingerprint() {
      const names = namesIn(directory)
        .filter((pair) => PAIR.test(pair))
        .flatMap((pair) => namesIn(join(directory, pair)).map((build) => `${pair}/${build}`));
      return createHash('sha256').update(names.sort().join('\n')).digest('hex').slice(0, 12);
    },
  };
  return store;
}

/** Every build of every pair. */
async function foldersIn(directory: string): Promise<StoredFolder[]> {
  const found: string[] = [];
  for (const pair of await entries(directory)) {
    if (!PAIR.test(pair)) continue;
    for (const build of await entries(join(directory, pair))) found.push(join(directory, pair, build));
  }
  return Promise.all(found.sort().map(readRecord));
}

/** Hashes of files as they were the first time, by address. */
async function readPins(path: string): Promise<Record<string, string>> {
  const content = await readFile(path, 'utf8').catch(() => '{}');
  const result = z.object({ files: z.record(z.string(), z.string()) }).safeParse(parseJson(content));
  return result.success ? result.data.files : {};
}

async function writePins(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const draft = temporaryName(path);
  writeFlushed(draft, `${JSON.stringify({ schema: 'tovmach/models-lock@1', files: sorted }, null, 2)}\n`);
  await rename(draft, path);
}

/** Fills a folder of its own, and puts it in the place of the older builds of the same architecture. */
async function put(
  {
    directory,
    partialFolder,
    pair,
    architecture,
  }: {
    readonly directory: string;
    readonly partialFolder: string;
    readonly pair: string;
    readonly architecture: string;
  },
  fill: Parameters<ModelStore['install']>[2],
): Promise<InstalledModel | undefined> {
  const draft = join(partialFolder, `${pair}.${process.pid}.${randomUUID()}`);
  const transfers = join(partialFolder, pair);
  await mkdir(draft);
  try {
    // Transfers of a pair of its own: another pair may have a file from the same address.
    const record = await fill(draft, transfers);
    if (record === undefined) return undefined;
    writeFlushed(join(draft, RECORD), `${JSON.stringify(record, null, 2)}\n`);
    const digest = createHash('sha256').update(JSON.stringify(record.files)).digest('hex').slice(0, 12);
    const folder = join(directory, pair, `${architecture}@${digest}`);
    await mkdir(join(directory, pair), { recursive: true });
    await removeWhole(folder, partialFolder);
    await rename(draft, folder);
    for (const older of await entries(join(directory, pair))) {
      const path = join(directory, pair, older);
      if (older.startsWith(`${architecture}@`) && path !== folder) await removeWhole(path, partialFolder);
    }
    return (await readRecord(folder)).model;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rmdir(transfers).catch(() => {}); // kept while something is in it
  }
}

/** Says who is waited for. */
function told(onWait: ((holder: string) => void) | undefined): (holder: Holder) => void {
  return ({ pid, host }) => onWait?.(`process ${pid} on ${host}`);
}

/** Away under its own name first, so that nobody ever sees half of it. */
async function removeWhole(folder: string, partialFolder: string): Promise<void> {
  const away = join(partialFolder, `gone.${process.pid}.${randomUUID()}`);
  try {
    await mkdir(partialFolder, { recursive: true });
    await rename(folder, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw storeError(error, folder);
  }
  await rm(away, { recursive: true, force: true });
}

/** Drafts of this pair are of holders that died: the lock is ours. */
async function sweep(partialFolder: string, pair: string): Promise<void> {
  for (const name of await entries(partialFolder)) {
    if (name.startsWith(`${pair}.`)) await rm(join(partialFolder, name), { recursive: true, force: true });
  }
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
