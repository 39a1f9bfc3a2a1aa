import type { ArticleFacts, Overview, Tovmach } from '../index.js';

/** What the page shows of the outputs, read once and kept until they change. */

/** How often it is looked whether a run or somebody else changed the outputs, milliseconds. */
const LOOK_MS = 1_000;

export interface DeskState {
  /** Of the list. */
  readonly version: string;
  /** How many articles' files are read, of how many. */
  readonly read: number;
  readonly articles: number;
}

export class Desk {
  #overview: { readonly version: string; readonly list: Promise<Overview> } | undefined;
  #facts = new Map<string, ArticleFacts>();
  #reading: { readonly version: string; readonly stop: AbortController; done: Promise<void> } | undefined;
  #articles = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<(state: DeskState) => void>();

  constructor(private readonly tovmach: Pick<Tovmach, 'overview' | 'articleFacts' | 'outputsVersion'>) {}

  /** Tells whoever listens when the outputs change, until `close`. */
  watch(): void {
    let before = this.tovmach.outputsVersion();
    this.#timer = setInterval(() => {
      const now = this.tovmach.outputsVersion();
      if (now === before) return;
      before = now;
      this.#tell();
    }, LOOK_MS);
  }

  overview(): Promise<Overview> {
    const version = this.tovmach.outputsVersion();
    if (this.#overview?.version !== version) {
      const list = this.tovmach.overview();
      this.#overview = { version, list };
      list.then(
        ({ articles }) => {
          this.#articles = articles.length;
        },
        () => {
          this.#overview = undefined;
        },
      );
    }
    return this.#overview.list;
  }

  /** What is known of the articles' files by now; reading goes on behind it. */
  facts(): { readonly facts: readonly ArticleFacts[]; readonly complete: boolean } {
    const version = this.tovmach.outputsVersion();
    if (this.#reading?.version !== version) {
      this.#reading?.stop.abort();
      const stop = new AbortController();
      const reading = { version, stop, done: Promise.resolve() };
      this.#reading = reading;
      reading.done = this.#read(stop.signal).then(
        () => {
          if (!stop.signal.aborted) this.#complete = version;
          this.#tell();
        },
        () => {},
      );
    }
    return { facts: [...this.#facts.values()], complete: this.#complete === version };
  }

  #complete: string | undefined;

  /** All of them. */
  async allFacts(): Promise<readonly ArticleFacts[]> {
    this.facts();
    await this.#reading?.done;
    return [...this.#facts.values()];
  }

  async #read(signal: AbortSignal): Promise<void> {
    const facts = new Map<string, ArticleFacts>();
    let paused = Date.now();
    for await (const fact of this.tovmach.articleFacts(signal)) {
      if (signal.aborted) return;
      facts.set(fact.id, fact);
      this.#facts.set(fact.id, fact);
      // Requests are answered between two articles.
      if (Date.now() - paused < 20) continue;
      await new Promise(setImmediate);
      paused = Date.now();
    }
    this.#facts = facts;
  }

  listen(listener: (state: DeskState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  state(): DeskState {
    return { version: this.tovmach.outputsVersion(), read: this.#facts.size, articles: this.#articles };
  }

  #tell(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#reading?.stop.abort();
    await this.#reading?.done;
  }
}
