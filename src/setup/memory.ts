import { relative } from 'node:path';
import { hintOf, problemOf, TovmachError } from '../errors.js';
import { importTmx } from '../exchange/tmx.js';
import { layerMemories } from '../memory/layers.js';
import { openPostgresMemory } from '../memory/postgres/store.js';
import { IN_MEMORY, openMemory } from '../memory/store.js';
import type { TranslationStore } from '../memory/translation-store.js';
import { asPath, messages, withPaths } from '../message.js';
import type { Memory } from '../model/contracts.js';
import { isPostgres } from '../model/database-address.js';
import type { RunEvent } from '../model/event.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Inputs } from './inputs.js';
import type { Setup } from './setup.js';

/** The memory of one call: the store, and over it the TMX files of its inputs. */

const say = messages('setup', {
  usingMemory: 'using the translation memory {{file}}',
});

/** Opens where translations are kept. With `create: false` one nothing was kept in yet is not made just to be read. */
export async function openStore(
  { storePath }: Setup,
  { create }: { readonly create: boolean },
): Promise<TranslationStore> {
  if (isPostgres(storePath)) return openPostgresMemory(storePath);
  if (create) return openMemory(storePath);
  try {
    return openMemory(storePath, { mustExist: true });
  } catch (error) {
    if (TovmachError.isInstance(error) && error.code === 'INPUT_NOT_FOUND') return openMemory(IN_MEMORY);
    throw error;
  }
}

export interface CallMemory {
  readonly memory: Memory;
  /** TMX files that could not be read whole. */
  readonly problems: readonly TovmachError[];
}

/** Lays the TMX files of the inputs, and memories of the user's own, over the store. When the signal aborts, what was read until then. */
export async function withFiles(
  store: TranslationStore,
  { config, cwd }: Setup,
  { memories: { all, companions } }: Pick<Inputs, 'memories'>,
  options: {
    readonly signal?: AbortSignal;
    readonly onEvent?: (event: RunEvent) => void;
    readonly own: readonly Memory[];
  },
): Promise<CallMemory> {
  const { signal, onEvent = () => {}, own } = options;
  if (all.length === 0)
    return { memory: own.length === 0 ? store : layerMemories([store, ...own]), problems: [] };
  const { targets } = config;
  for (const file of companions)
    onEvent({ type: 'notice', ...say.usingMemory({ file: asPath(relative(cwd, file)) }) });
  const files = openMemory(IN_MEMORY);
  const problems: TovmachError[] = [];
  for (const file of all) {
    try {
      await importTmx(files, file, {
        ...onlyDefined({ targets: targets.length === 0 ? undefined : targets, signal }),
      });
    } catch (error) {
      if (signal?.aborted) break;
      // Like any other bad file: named, and the rest goes on with what could be read.
      problems.push(renamed(problemOf(error, file), file, relative(cwd, file)));
    }
  }
  return { memory: layerMemories([store, files, ...own]), problems };
}

/** The error with the name the user knows the file by. */
function renamed(error: TovmachError, from: string, to: string): TovmachError {
  const { code, line, column } = error;
  const rename = (path: string): string => (path === from ? to : path);
  const hint = hintOf(error);
  return new TovmachError(code, withPaths(error, rename), {
    file: to,
    cause: error,
    hint: hint === undefined ? undefined : withPaths(hint, rename),
    line,
    column,
  });
}
