import type { ArticleFacts, ArticleRow, Overview, Tovmach } from '../index.js';
import type { Said } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import type { DeskState } from './contract.js';
import { saidIn } from './say.js';

/** What the page shows of the outputs, read once and kept until they change. */

/** How often it is looked whether a run or somebody else changed the outputs, milliseconds. */
const LOOK_MS = 1_000;
/** After how long the files of all articles are worth another look, milliseconds. */
const LOOK_AGAIN_MS = 30_000;
/** Lists that are kept. */
const MOST_LISTS = 8;
/** Articles up to which those that changed are read, and not all. */
const MOST_AT_ONCE = 200;

/** Facts by article, and in which order they became known. */
class FactLog {
  readonly #known = new Map<string, ArticleFacts>();
  /** Ids, as they became known or others. */
  #log: string[] = [];
  /** Number of the first of them. */
  #first = 0;

  get size(): number {
    return this.#known.size;
  }

  set(fact: ArticleFacts): void {
    const before = this.#known.get(fact.id);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(fact)) return;
    this.#known.set(fact.id, fact);
    this.#log.push(fact.id);
    if (this.#log.length > 4 * this.#known.size + 1000) {
      this.#first += this.#log.length;
      this.#log = [];
    }
  }

  /** Forgets all others. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
  }

  /** Those that became known since; all, where nobody knows any more what that was. */
  since(after?: number): { readonly facts: readonly ArticleFacts[]; readonly next: number } {
    const next = this.#first + this.#log.length;
    const isKnown = after !== undefined && after >= this.#first && after <= next;
    const ids = isKnown ? new Set(this.#log.slice(after - this.#first)) : this.#known.keys();
    return { facts: [...ids].flatMap((id) => this.#known.get(id) ?? []), next };
  }
}

export class Desk {
  #overview: { readonly version: string; readonly list: Promise<Overview> } | undefined;
  /** Lists as they were, the newest last: what changed since is told by them. */
  readonly #lists: Overview[] = [];
  readonly #facts = new FactLog();
  #reading: { readonly version: string; readonly stop: AbortController; done: Promise<void> } | undefined;
  /** Of which all facts are known, and when the files of all were read. */
  #complete: { readonly version: string; readonly readAt: number } | undefined;
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

  /**
   * The list as JSON, its messages said in a language: made once, and sent often.
   * @param since a version that whoever asks has; where it is known only the rows that are others are in the answer
   */
  async overviewIn(language: string, speak: (said: Said) => string, since?: string): Promise<string> {
    const list = await this.overview();
    // Of the rows nothing is said: they are words of articles, and numbers.
    const saidList = (): Overview => ({ ...list, broken: saidIn(list.broken, speak) });
    const changed = since === undefined ? undefined : this.#changedSince(since, list);
    if (changed !== undefined) return JSON.stringify({ ...saidList(), articles: changed, since });
    if (this.#said?.list !== list) this.#said = { list, texts: new Map() };
    const known = this.#said.texts.get(language);
    if (known !== undefined) return known;
    const text = JSON.stringify(saidList());
    this.#said.texts.set(language, text);
    return text;
  }

  /** Rows that were others in a version; `undefined` where nobody knows that one, or articles came or went. */
  #changedSince(version: string, { articles }: Overview): ArticleRow[] | undefined {
    const old = this.#lists.find((list) => list.version === version)?.articles;
    if (old === undefined || old.length !== articles.length) return undefined;
    const changed: ArticleRow[] = [];
    for (const [index, row] of articles.entries()) {
      const before = old[index];
      if (before?.id !== row.id) return undefined;
      // The library hands out the same object as long as an article is the same.
      if (before !== row) changed.push(row);
    }
    return changed;
  }

  overview(): Promise<Overview> {
    const version = this.tovmach.outputsVersion();
    if (this.#overview?.version !== version) {
      const list = this.tovmach.overview();
      this.#overview = { version, list };
      list.then(
        (made) => {
          this.#articles = made.articles.length;
          this.#lists.push(made);
          if (this.#lists.length > MOST_LISTS) this.#lists.shift();
        },
        () => {
          this.#overview = undefined;
        },
      );
    }
    return this.#overview.list;
  }

  /**
   * What is known of the articles' files by now; reading goes on behind it.
   * @param after `next` of the answer before: only what is new since is in this one
   */
  facts(after?: number): {
    readonly facts: readonly ArticleFacts[];
    readonly complete: boolean;
    readonly read: number;
    readonly next: number;
  } {
    const version = this.tovmach.outputsVersion();
    // Nobody tells of files that were changed by hand: a page that is opened anew looks again.
    const isOld = after === undefined && Date.now() - (this.#complete?.readAt ?? 0) > LOOK_AGAIN_MS;
    if (this.#reading?.version !== version || (isOld && this.#complete?.version === version))
      this.#readFor(version, isOld);
    const { facts, next } = this.#facts.since(after);
    return { facts, complete: this.#complete?.version === version, read: this.#facts.size, next };
  }

  #readFor(version: string, anew: boolean): void {
    this.#reading?.stop.abort();
    const stop = new AbortController();
    const reading = { version, stop, done: Promise.resolve() };
    this.#reading = reading;
    const before = this.#complete;
    reading.done = this.#read(version, anew ? undefined : before, stop.signal).then(
      (isWhole) => {
        if (stop.signal.aborted) return;
        this.#complete = { version, readAt: isWhole ? Date.now() : (before?.readAt ?? 0) };
        this.#tell();
      },
      () => {},
    );
  }

  /** All of them. */
  async allFacts(): Promise<readonly ArticleFacts[]> {
    this.facts();
    await this.#reading?.done;
    return this.#facts.since().facts;
  }

  /** @param before of which version all are known; only those of articles that are others are read. @returns whether all were read */
  async #read(
    version: string,
    before: { readonly version: string } | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const list = await this.overview();
    const changed =
      before === undefined || list.version !== version ? undefined : this.#changedSince(before.version, list);
    const only =
      changed !== undefined && changed.length <= MOST_AT_ONCE ? changed.map(({ id }) => id) : undefined;
    let paused = Date.now();
    for await (const fact of this.tovmach.articleFacts({ signal, ...onlyDefined({ only }) })) {
      if (signal.aborted) return false;
      this.#facts.set(fact);
      // Requests are answered between two articles.
      if (Date.now() - paused < 20) continue;
      await new Promise(setImmediate);
      paused = Date.now();
    }
    if (only === undefined) this.#facts.keep(new Set(list.articles.map(({ id }) => id)));
    return only === undefined;
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
