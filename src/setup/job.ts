import type { MemoryStore } from '../memory/store.js';
import type { RunEvent } from '../model/event.js';
import type { StandardInput } from '../model/standard-input.js';
import type { ProviderLink } from '../translate/link.js';
import type { Inputs } from './inputs.js';
import { type CallMemory, openStore, withFiles } from './memory.js';
import { type DownloadHooks, providerChain } from './providers.js';
import type { Setup } from './setup.js';

/** What lives as long as one call: it opens store, memory and providers when the call needs them, and closes them. */

/** What every call takes. */
export interface WorkOptions {
  /** Stops the call; what is done by then stays. */
  readonly signal?: AbortSignal;
  /** Told what happens, as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Globs: only files that match one are worked on; the rest of the batch stays as it is. */
  readonly only?: readonly string[];
  /** What stands for the path `-`. */
  readonly stdin?: StandardInput;
}

export interface JobOptions extends WorkOptions {
  /** Whether the store is made where there is none yet. */
  readonly create: boolean;
}

export interface Job {
  readonly setup: Setup;
  /** The store of translations, opened. @throws TovmachError STORE, LOCKED */
  openStore(): MemoryStore;
  /** TMX files of the inputs over a store. */
  openMemory(store: MemoryStore, inputs: Pick<Inputs, 'memories'>): Promise<CallMemory>;
  /** The translators, in order. @throws TovmachError AUTH, CONFIG, MISSING_DEPENDENCY */
  openProviders(hooks?: Omit<DownloadHooks, 'env' | 'directory'>): Promise<ProviderLink[]>;
}

/** Does the work of one call, and closes what it opened whatever happens. */
export async function withJob<Result>(
  setup: Setup,
  { create, signal, onEvent }: JobOptions,
  work: (job: Job) => Promise<Result>,
): Promise<Result> {
  const opened: { close?(): void | Promise<void> }[] = [];
  const job: Job = {
    setup,
    openStore() {
      const store = openStore(setup, { create });
      opened.push(store);
      return store;
    },
    async openMemory(store, inputs) {
      const found = await withFiles(store, setup, inputs, { signal, onEvent });
      // A memory of layers closes them all; the store may be closed twice.
      if (found.memory !== store) opened.push(found.memory);
      return found;
    },
    async openProviders(hooks = {}) {
      const chain = await providerChain(setup.config, setup.providers, {
        ...hooks,
        env: setup.env,
        directory: setup.directory,
      });
      opened.push(...chain.map(({ provider }) => provider));
      return chain;
    },
  };
  try {
    return await work(job);
  } finally {
    for (const each of opened.reverse()) await each.close?.();
  }
}
