import { problemOf, TovmachError } from '../errors.js';
import type { TranslationStore } from '../memory/translation-store.js';
import type { Memory, MemoryEntry } from '../model/contracts.js';
import { ownMemory } from './own.js';
import type { Setup } from './setup.js';

/**
 * Memories of the user's own, for one call. The store is written first and alone decides whether something is kept; what
 * came into it is then handed on, in order and in the background.
 */
export class SharedMemories {
  #opened: Promise<readonly Memory[]> | undefined;
  #sending: Promise<void> = Promise.resolve();
  #failure: TovmachError | undefined;

  constructor(private readonly setup: Pick<Setup, 'own' | 'directory'>) {}

  /** Opened when first asked for. @throws TovmachError CONFIG, STORE */
  open(): Promise<readonly Memory[]> {
    const { own, directory } = this.setup;
    const host = { directory, notice: () => undefined };
    this.#opened ??= Promise.all(own.memories.map((each) => ownMemory(each, host)));
    return this.#opened;
  }

  /** The store, of which everything that is put into it is handed on. */
  behind(store: TranslationStore): TranslationStore {
    if (this.setup.own.memories.length === 0) return store;
    return {
      ...store,
      put: async (entries) => {
        await store.put(entries);
        this.#handOn(entries);
      },
      add: async (entries) => {
        const count = await store.add(entries);
        this.#handOn(entries);
        return count;
      },
      answers: {
        ...store.answers,
        settle: async (entries, done) => {
          await store.answers.settle(entries, done);
          this.#handOn(entries);
        },
      },
    };
  }

  #handOn(entries: readonly MemoryEntry[]): void {
    if (entries.length === 0) return;
    this.#sending = this.#sending.then(async () => {
      if (this.#failure !== undefined) return;
      try {
        for (const memory of await this.open()) await memory.put(entries);
      } catch (error) {
        this.#failure = TovmachError.isInstance(error) ? error : problemOf(error, 'memories');
      }
    });
  }

  /** Waits until all is handed on. @returns what kept it from them, once */
  async settled(): Promise<TovmachError | undefined> {
    await this.#sending;
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }

  async close(): Promise<void> {
    if (this.#opened === undefined) return;
    const opened = await this.#opened.catch(() => []);
    await Promise.all(opened.map((memory) => memory.close()));
  }
}
