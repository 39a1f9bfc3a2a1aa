import type { ArticleFacts, Overview, Tovmach } from '../index.js';
import type { Said } from '../message.js';
import type { DeskState } from './contract.js';
import { saidIn } from './say.js';

/** What the page shows of the outputs, read once and kept until they change. */

/** How often it is looked whether a run or somebody else changed the outputs, milliseconds. */
const LOOK_MS = 1_000;

export class Desk {
  #overview: { readonly version: string; readonly list: Promise<Overview> } | undefined;
  #facts = new Map<string, ArticleFacts>();
  #reading: { readonly version: string; readonly stop: AbortController; done: Promise<void> } | undefined;
  #articles = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<(state: DeskState) => void>();

  #busy = false;

  constructor(
    private readonly tovmach: Pick<Tovmach, 'overview' | 'articleFacts' | 'outputsVersion' | 'isBusy'>,
  ) {}

  #before = '';
  #isBusyHere = (): boolean => false;

  /** Runs of this process count as well. */
  busyWith(isBusy: () => boolean): void {
    this.#isBusyHere = isBusy;
  }

  /** Tells whoever listens when the outputs change, until `close`. */
  watch(): void {
    this.#before = this.tovmach.outputsVersion();
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Looks whether anything changed, and tells. */
  look(): void {
    const compare = async (): Promise<void> => {
      const now = this.tovmach.outputsVersion();
      const busy = this.#isBusyHere() || (await this.tovmach.isBusy());
      if (now === this.#before && busy === this.#busy) return;
      this.#before = now;
      this.#busy = busy;
      this.#tell();
    };
    compare().catch(() => {});
  }

  #said: { readonly list: Overview; readonly texts: Map<string, string> } | undefined;

  /** The list as JSON, its messages said in a language: made once, and sent often. */
  async overviewIn(language: string, speak: (said: Said) => string): Promise<string> {
    const list = await this.overview();
    if (this.#said?.list !== list) this.#said = { list, texts: new Map() };
    const known = this.#said.texts.get(language);
    if (known !== undefined) return known;
    // Of the rows nothing is said: they are words of articles, and numbers.
    const text = JSON.stringify({ ...list, broken: saidIn(list.broken, speak) });
    this.#said.texts.set(language, text);
    return text;
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
    return {
      version: this.tovmach.outputsVersion(),
      read: this.#facts.size,
      articles: this.#articles,
      busy: this.#busy,
    };
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
