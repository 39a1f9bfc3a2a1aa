import type { Check, Memory, MemoryEntry } from '../model/contracts.js';
import { isSpecialTag, sameLanguage } from '../model/language.js';
import type { Planned, Translated } from '../model/stages.js';
import type { Translation, TranslationFailure, TranslationUnit } from '../model/translation.js';
import { abortedError, untilAborted, whenAllAborted } from './abort.js';
import { type BudgetLimit, createBudget } from './budget.js';
import { type Clock, systemClock } from './clock.js';
import { type LineEvent, ProviderLine, type ProviderLink } from './line.js';
import { type RecallOptions, recall } from './recall.js';
import { asProviderError } from './retry.js';
import { Counter, type ProviderStatistics, type TranslationStatistics } from './statistics.js';
import { type Examine, travel } from './travel.js';

export type TranslatorEvent =
  | LineEvent
  | {
      readonly type: 'unit';
      readonly key: string;
      readonly status: Translation['status'];
      readonly from: 'memory' | 'run' | 'provider';
    }
  | { readonly type: 'sweep'; readonly code: string; readonly waitMs: number };

/** What one request cost, reported the moment it is known. */
export interface Spent extends ProviderStatistics {
  readonly provider: string;
}

export interface TranslatorOptions {
  /** Providers in order of preference. */
  readonly chain: readonly ProviderLink[];
  readonly memory?: Memory;
  readonly recall?: RecallOptions;
  /** Critical results reject a translation. */
  readonly checks?: readonly Check[];
  readonly budget?: readonly BudgetLimit[];
  readonly clock?: Clock;
  /** Wait before the one more try of what failed with errors that may pass, in milliseconds; default 15,000. */
  readonly sweepAfterMs?: number;
  /** Finished translations of this run kept at hand; default 10,000. */
  readonly remembered?: number;
  readonly onEvent?: (event: TranslatorEvent) => void;
  readonly onSpend?: (spent: Spent) => void;
}

/** Translates the units of all articles of a run. */
export interface Translator {
  /**
   * One translation or failure for each unit, by key. May be called for many articles at once: equal units
   * are sent once.
   * @throws TovmachError ABORTED when the signal aborts, STORE when translations cannot be kept
   */
  translate(
    units: readonly TranslationUnit[],
    options: { signal: AbortSignal },
  ): Promise<ReadonlyMap<string, Translation>>;
  statistics(): TranslationStatistics;
}

interface Job {
  readonly unit: TranslationUnit;
  readonly signals: AbortSignal[];
  readonly done: Promise<Translation>;
}

/** Makes the translator of one run. */
export function createTranslator(options: TranslatorOptions): Translator {
  return new RunTranslator(options);
}

/** Adds the translations of its units to an article. */
export async function translateArticle(
  planned: Planned,
  translator: Translator,
  options: { signal: AbortSignal },
): Promise<Translated> {
  return { ...planned, translations: await translator.translate(planned.units, options) };
}

class RunTranslator implements Translator {
  readonly #lines: readonly ProviderLine[];
  readonly #identities: readonly string[];
  readonly #clock: Clock;
  readonly #counter: Counter;
  readonly #examine: Examine;
  readonly #jobs = new Map<string, Job>();
  /** Finished in this run, least recently used first. */
  readonly #finished = new Map<string, Translation>();
  #sweep: Promise<void> | undefined;

  constructor(private readonly options: TranslatorOptions) {
    const { chain, checks = [], memory } = options;
    this.#clock = options.clock ?? systemClock;
    this.#counter = new Counter(chain[0]?.pricePerMillionCharacters ?? 0);
    this.#identities = chain.map((link) => link.provider.identity);
    this.#examine = (unit, translation) =>
      checks.flatMap((check) => {
        const result = check.examine({ unit, translation });
        return result?.severity === 'critical' ? [result] : [];
      });
    const parts = {
      budget: createBudget(options.budget ?? []),
      clock: this.#clock,
      store: (entries: readonly MemoryEntry[]) => {
        if (entries.length > 0) memory?.put(entries);
      },
      onSpend: (provider: string, spent: ProviderStatistics) => {
        this.#counter.spend(provider, spent);
        options.onSpend?.({ provider, ...spent });
      },
      onEvent: (event: LineEvent) => options.onEvent?.(event),
    };
    this.#lines = chain.map((link) => new ProviderLine(link, parts));
  }

  async translate(
    units: readonly TranslationUnit[],
    { signal }: { signal: AbortSignal },
  ): Promise<ReadonlyMap<string, Translation>> {
    if (signal.aborted) throw abortedError(signal.reason);
    const waiting = new Map<string, Translation | Promise<Translation>>();
    for (const unit of units) if (!waiting.has(unit.key)) waiting.set(unit.key, this.#one(unit, signal));
    const all = Promise.all(
      [...waiting].map(
        async ([key, translation]): Promise<[string, Translation]> => [key, await translation],
      ),
    );
    return new Map(await untilAborted(all, signal));
  }

  statistics(): TranslationStatistics {
    return this.#counter.snapshot();
  }

  #one(unit: TranslationUnit, signal: AbortSignal): Translation | Promise<Translation> {
    const { key, target, text } = unit;
    const finished = this.#finished.get(key);
    if (finished !== undefined) {
      this.#remember(finished);
      this.#shared(finished, text);
      return finished;
    }
    const running = this.#jobs.get(key);
    // A job whose callers all gave up is ending; what joins now needs one of its own.
    if (running?.signals.some((each) => !each.aborted)) {
      running.signals.push(signal);
      return running.done.then((translation) => {
        this.#shared(translation, text);
        return translation;
      });
    }
    const known =
      this.options.memory && recall(this.options.memory, unit, this.#identities, this.options.recall);
    if (known !== undefined) {
      this.#counter.fromMemory(text.length);
      this.options.onEvent?.({ type: 'unit', key, status: 'translated', from: 'memory' });
      return { status: 'translated', key, target, ...known };
    }
    return this.#start(unit, signal).done;
  }

  #shared(translation: Translation, text: string): void {
    if (translation.status === 'translated') this.#counter.shared(text.length);
    this.options.onEvent?.({ type: 'unit', key: translation.key, status: translation.status, from: 'run' });
  }

  #start(unit: TranslationUnit, signal: AbortSignal): Job {
    const signals = [signal];
    const job: Job = { unit, signals, done: this.#work(unit, signals) };
    this.#jobs.set(unit.key, job);
    job.done
      .then((translation) => {
        this.#remember(translation);
        const failed = translation.status === 'failed';
        this.#counter.finished(failed ? translation.failure.code : undefined);
        this.options.onEvent?.({ type: 'unit', key: unit.key, status: translation.status, from: 'provider' });
      })
      .catch(() => {})
      .finally(() => {
        if (this.#jobs.get(unit.key) === job) this.#jobs.delete(unit.key);
      });
    return job;
  }

  #remember(translation: Translation): void {
    this.#finished.delete(translation.key);
    this.#finished.set(translation.key, translation);
    const [oldest] = this.#finished.keys();
    if (this.#finished.size > (this.options.remembered ?? 10_000) && oldest !== undefined)
      this.#finished.delete(oldest);
  }

  /** The chain, and once more after a while when what went wrong may have passed. */
  async #work(unit: TranslationUnit, signals: readonly AbortSignal[]): Promise<Translation> {
    const interest = new SharedInterest(signals);
    try {
      const first = await this.#alongChain(unit, interest.signal);
      if (first.status === 'translated' || !mayPass(first.failure)) return first;
      if (this.#lines.every((line) => !line.mayReopen)) return first;
      await untilAborted(this.#nextSweep(first.failure), interest.signal);
      return await this.#alongChain(unit, interest.signal);
    } finally {
      interest.release();
    }
  }

  /** Everything that failed within one wait is swept together. */
  #nextSweep(failure: TranslationFailure): Promise<void> {
    const waitMs = this.options.sweepAfterMs ?? 15_000;
    if (this.#sweep === undefined) {
      this.options.onEvent?.({ type: 'sweep', code: failure.code, waitMs });
      this.#sweep = this.#clock.sleep(waitMs).then(() => {
        this.#sweep = undefined;
        for (const line of this.#lines) line.reopen();
      });
    }
    return this.#sweep;
  }

  async #alongChain(unit: TranslationUnit, signal: AbortSignal): Promise<Translation> {
    const failures: TranslationFailure[] = [];
    let rejections = 0;
    for (const line of isTranslatable(unit) ? this.#lines : []) {
      const provider = line.provider.name;
      const unsupported = await this.#obstacle(line, unit, signal);
      if (unsupported !== undefined) {
        failures.push(unsupported);
        continue;
      }
      const back = await travel(unit, line, this.#examine, signal);
      if (back.status === 'translated') {
        return {
          status: 'translated',
          key: unit.key,
          target: unit.target,
          text: back.text,
          origin: back.origin,
        };
      }
      if (back.status === 'rejected') {
        failures.push({ code: 'CHECK', message: back.message, provider });
        rejections += 1;
        // A text that two providers get wrong is for a person to see.
        if (rejections === 2) break;
        continue;
      }
      const { error } = back;
      if (error.code === 'ABORTED' || error.code === 'STORE') throw error;
      failures.push({ code: error.code, message: error.message, provider });
      // The next provider may be dearer, or free but worse: neither is chosen silently.
      if (error.code === 'BUDGET' || error.code === 'INTERNAL') break;
    }
    return { status: 'failed', key: unit.key, target: unit.target, failure: summarise(failures, unit) };
  }

  /** Why a unit cannot go over a line at all. */
  async #obstacle(
    line: ProviderLine,
    unit: TranslationUnit,
    signal: AbortSignal,
  ): Promise<TranslationFailure | undefined> {
    const provider = line.provider.name;
    const { source, target } = unit;
    const stopped = line.stopped;
    if (stopped?.code === 'STORE') throw stopped;
    if (stopped !== undefined) return { code: stopped.code, message: stopped.message, provider };
    for (;;) {
      try {
        if (await line.supports(source, target, signal)) return undefined;
        return {
          code: 'UNSUPPORTED_PAIR',
          message: `${provider} does not translate ${source} to ${target}`,
          provider,
        };
      } catch (caught) {
        const error = asProviderError(caught, provider);
        if (signal.aborted) throw abortedError(error);
        // Asked for by another article that was stopped meanwhile: ask again.
        if (error.code === 'ABORTED') continue;
        return { code: error.code, message: error.message, provider };
      }
    }
  }
}

/** Follows a list of signals that grows while the work goes on. */
class SharedInterest {
  readonly #controller = new AbortController();
  #watched: { release(): void } | undefined;

  constructor(private readonly signals: readonly AbortSignal[]) {
    this.#watch();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  release(): void {
    this.#watched?.release();
  }

  #watch(): void {
    const count = this.signals.length;
    const watched = whenAllAborted(this.signals);
    this.#watched = watched;
    const decide = (): void => {
      watched.release();
      if (this.signals.length > count) this.#watch();
      else this.#controller.abort();
    };
    if (watched.signal.aborted) decide();
    else watched.signal.addEventListener('abort', decide, { once: true });
  }
}

function isTranslatable(unit: TranslationUnit): boolean {
  return !isSpecialTag(unit.source) && !sameLanguage(unit.source, unit.target);
}

function mayPass({ code }: TranslationFailure): boolean {
  return code === 'RATE_LIMIT' || code === 'UNAVAILABLE';
}

/** The failure of the most preferred provider that could have done it; the others are named in the message. */
function summarise(failures: readonly TranslationFailure[], unit: TranslationUnit): TranslationFailure {
  const { source, target } = unit;
  if (!isTranslatable(unit)) {
    return {
      code: 'INTERNAL',
      message: `A text in ${source} was to be translated to ${target}; that is a bug in tovmach`,
    };
  }
  const real = failures.filter((failure) => failure.code !== 'UNSUPPORTED_PAIR');
  const chosen = real.at(-1)?.code === 'BUDGET' ? real.at(-1) : (real[0] ?? failures[0]);
  if (chosen === undefined) {
    return {
      code: 'UNSUPPORTED_PAIR',
      message: `No provider is set up that translates ${source} to ${target}`,
    };
  }
  const others = failures.filter((failure) => failure !== chosen).map((failure) => failure.message);
  return others.length === 0 ? chosen : { ...chosen, message: [chosen.message, ...others].join('; then: ') };
}
