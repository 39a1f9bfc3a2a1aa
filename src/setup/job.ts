import type { TovmachError } from '../errors.js';
import { IN_MEMORY } from '../memory/store.js';
import type { TranslationStore } from '../memory/translation-store.js';
import type { Memory } from '../model/contracts.js';
import { isPostgres } from '../model/database-address.js';
import type { RunEvent } from '../model/event.js';
import type { StandardInput } from '../model/standard-input.js';
import { Courier, hasCourier } from '../providers/courier/courier.js';
import { termPairs } from '../terms/termbase.js';
import type { ProviderLink } from '../translate/link.js';
import type { Inputs } from './inputs.js';
import { type CallMemory, openStore, withFiles } from './memory.js';
import { type DownloadHooks, providerChain } from './providers.js';
import type { Setup } from './setup.js';
import { SharedMemories } from './shared-memories.js';

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
  /** Whether requests are carried by a thread of their own. */
  readonly apart?: boolean | undefined;
  /** Whether the store is made where there is none yet. */
  readonly create: boolean;
}

export interface Job {
  readonly setup: Setup;
  /** The store of translations, opened. @throws TovmachError STORE, LOCKED, MISSING_DEPENDENCY */
  openStore(): Promise<TranslationStore>;
  /** TMX files of the inputs, and memories of the user's own, over a store. */
  openMemory(store: TranslationStore, inputs: Pick<Inputs, 'memories'>): Promise<CallMemory>;
  /** Memories of the user's own. @throws TovmachError CONFIG, STORE */
  ownMemories(): Promise<readonly Memory[]>;
  /** Waits until these hold what came into the store. @returns what kept it from them; else the call ends with it */
  settleMemories(): Promise<TovmachError | undefined>;
  /** The translators, in order. @throws TovmachError AUTH, CONFIG, MISSING_DEPENDENCY */
  openProviders(hooks?: Omit<DownloadHooks, 'env' | 'directory' | 'terms'>): Promise<ProviderLink[]>;
}

/** Requests by a thread of their own, where the memory is a file and not all is to be done in one thread. */
function courierFor({ config, storePath, env }: Setup): Courier | undefined {
  if (config.jobs === 0 || isPostgres(storePath) || storePath === IN_MEMORY || !hasCourier())
    return undefined;
  return new Courier(storePath, env);
}

/** Does the work of one call, and closes what it opened whatever happens. */
export async function withJob<Result>(
  setup: Setup,
  { create, signal, onEvent, apart = false }: JobOptions,
  work: (job: Job) => Promise<Result>,
): Promise<Result> {
  const opened: { close?(): void | Promise<void> }[] = [];
  const shared = new SharedMemories(setup);
  opened.push(shared);
  const job: Job = {
    setup,
    async openStore() {
      const store = await openStore(setup, { create });
      opened.push(store);
      return shared.behind(store);
    },
    async openMemory(store, inputs) {
      const found = await withFiles(store, setup, inputs, { signal, onEvent, own: await shared.open() });
      // A memory of layers closes them all; the store may be closed twice.
      if (found.memory !== store) opened.push(found.memory);
      return found;
    },
    ownMemories: () => shared.open(),
    settleMemories: () => shared.settled(),
    async openProviders(hooks = {}) {
      const courier = apart ? courierFor(setup) : undefined;
      if (courier !== undefined) opened.push(courier);
      const chain = await providerChain(setup.config, setup.providers, {
        ...hooks,
        courier,
        env: setup.env,
        directory: setup.directory,
        ...(setup.terms.isEmpty
          ? {}
          : { terms: (source, target) => termPairs(setup.terms.termbase, source, target) }),
      });
      opened.push(...chain.map(({ provider }) => provider));
      return chain;
    },
  };
  try {
    const result = await work(job);
    const failure = await shared.settled();
    if (failure !== undefined) throw failure;
    return result;
  } finally {
    for (const each of opened.reverse()) await each.close?.();
  }
}
