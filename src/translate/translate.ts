import type { Check, Memory } from '../model/contracts.js';
import type { FindPersonal } from '../model/personal.js';
import type { Planned, Translated } from '../model/stages.js';
import type { SecondTranslation, Translation, TranslationUnit } from '../model/translation.js';
import { abortedError, untilAborted } from './abort.js';
import { type AnswerStore, lonelyStore, type Spent } from './answer-store.js';
import { type BudgetLimit, createBudget, type SharedBudget } from './budget.js';
import { type Answer, ProviderChain } from './chain.js';
import { type Clock, systemClock } from './clock.js';
import type { BatchDesk } from './desk.js';
import { ProviderLine } from './line.js';
import type { ProviderLink } from './link.js';
import type { LineEvent } from './parcel.js';
import { pricePerMillionCharacters } from './price.js';
import type { TakeTurn } from './queue.js';
import { type RecallOptions, recallAll, recallEach, similarTranslations } from './recall.js';
import { takeInLeft } from './recovery.js';
import { type Course, createCourses, identitiesBy, type Route } from './routes.js';
import { Counter, type TranslationStatistics } from './statistics.js';
import type { Examine, Mend, TermsOf } from './travel.js';
import { isGrave, notesOf } from './verdict.js';

export type { AnswerStore, Spent };

type TranslatorEvent =
  | LineEvent
  | {
      readonly type: 'unit';
      readonly key: string;
      readonly status: Translation['status'];
      readonly from: 'memory' | 'run' | 'provider';
    }
  | { readonly type: 'sweep'; readonly waitMs: number };

export interface TranslatorOptions {
  /** Providers in order of preference. */
  readonly chain: readonly ProviderLink[];
  /** Who is asked first for some of the texts; absent: all go along the chain. */
  readonly routes?: readonly Route[];
  /** Name of the provider that translates everything a second time, for comparing; absent: none. */
  readonly verify?: string | undefined;
  readonly memory?: Memory;
  readonly recall?: RecallOptions;
  /** Take what any machine translated before, not only the providers of the chain; default: false. */
  readonly anyMachine?: boolean;
  /** Critical results reject a translation. */
  readonly checks?: readonly Check[];
  /** What a translation has to say in the words of the house; absent: nothing. */
  readonly termsOf?: TermsOf;
  /** What of a text must not leave this machine; absent: nothing. */
  readonly personal?: FindPersonal | undefined;
  /** Puts right in a machine's translation what the house has decided; absent: nothing. */
  readonly mend?: Mend;
  readonly budget?: readonly BudgetLimit[];
  /** Limits that other processes use up as well. */
  readonly sharedBudget?: SharedBudget | undefined;
  /** Where other processes ask the same services: see `TakeTurn`. */
  readonly takeTurn?: TakeTurn | undefined;
  readonly clock?: Clock;
  /** Wait before the one more try of what failed with errors that may pass, in milliseconds; default 15,000. */
  readonly sweepAfterMs?: number;
  /** Finished translations of this run kept at hand; default 10,000. */
  readonly remembered?: number;
  /**
   * How many articles come at once, where they do: until so many wait, a request that is not full is held a moment for the
   * next. Absent: nothing is held.
   */
  readonly articlesAtOnce?: number | undefined;
  /** Names of providers that were not there when what memory has was translated: they are asked first for it. */
  readonly newcomers?: ReadonlySet<string> | undefined;
  readonly onEvent?: (event: TranslatorEvent) => void;
  /** Told of each request what it cost. */
  readonly onSpend?: (spent: Spent) => void;
  /** Where texts are gathered that can wait, for providers that take batches; absent: all are sent at once. */
  readonly desk?: BatchDesk | undefined;
  /** Keeps answers and their cost before anything is done with them; absent: only translations are kept, in the memory. */
  readonly answers?: AnswerStore;
}

/** Translates the units of all articles of a run. */
export interface Translator {
  /**
   * One translation or failure for each unit, by key. May be called for many articles at once: equal units
   * are sent once, where the calls have one signal.
   * @throws TovmachError ABORTED when the signal aborts, STORE when translations cannot be kept
   */
  translate(
    units: readonly TranslationUnit[],
    options: { signal: AbortSignal },
  ): Promise<ReadonlyMap<string, Translation>>;
  /** Resolves when nothing is under way any more: after an abort, requests that may have been paid for still come back. */
  settled(): Promise<void>;
  statistics(): TranslationStatistics;
}

interface Job {
  readonly signal: AbortSignal;
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
  readonly #chain: ProviderChain;
  readonly #verifier: ProviderLine | undefined;
  readonly #seconds = new Map<
    string,
    { readonly signal: AbortSignal; readonly done: Promise<SecondTranslation> }
  >();
  readonly #courseOf: (unit: TranslationUnit) => Course<ProviderLine>;
  readonly #identitiesOf: (unit: TranslationUnit) => readonly string[] | undefined;
  readonly #counter: Counter;
  readonly #examine: Examine;
  readonly #mend: Mend;
  readonly #jobs = new Map<string, Job>();
  /** Finished in this run, least recently used first. */
  readonly #finished = new Map<string, Translation>();
  /** What runs that died had been answered is in the memory. */
  #recovered: Promise<void> | undefined;
  readonly #recover: () => Promise<void>;
  /** Articles that wait for their translations. */
  #waiting = 0;

  constructor(private readonly options: TranslatorOptions) {
    const { chain, checks = [], memory } = options;
    const clock = options.clock ?? systemClock;
    this.#counter = new Counter(pricePerMillionCharacters(chain[0]?.tariff) ?? 0);
    const examine: Examine = (unit, translation) =>
      checks.flatMap((check) => check.examine?.({ unit, translation }) ?? []);
    this.#examine = examine;
    this.#mend = options.mend ?? ((_, translation) => translation);
    const parts = {
      budget: createBudget(options.budget ?? [], options.sharedBudget),
      clock,
      answers: options.answers ?? lonelyStore((entries) => memory?.put(entries)),
      takeTurn: options.takeTurn,
      onSpend: (spent: Spent) => {
        const { provider, ...amount } = spent;
        this.#counter.spend(provider, amount);
        options.onSpend?.(spent);
      },
      onEvent: (event: LineEvent) => options.onEvent?.(event),
      desk: options.desk,
      comesMore: () => this.#waiting < (options.articlesAtOnce ?? 0),
    };
    this.#lines = chain.map((link) => new ProviderLine(link, parts));
    this.#recover = async () => {
      for (const { notes, provider, tariff } of chain) await takeInLeft(notes, provider, { parts, tariff });
    };
    this.#courseOf = createCourses(this.#lines, options.routes);
    this.#verifier = this.#lines.find(({ provider }) => provider.name === options.verify);
    this.#identitiesOf = identitiesBy(this.#courseOf, options);
    this.#chain = new ProviderChain({
      lines: this.#lines,
      courseOf: this.#courseOf,
      examine,
      similar: async (unit) => memory && similarTranslations(memory, unit),
      mend: this.#mend,
      known: (unit, line) => this.#known(unit, line),
      personal: options.personal,
      onMasked: (masked) => this.#counter.masked(masked),
      termsOf: options.termsOf ?? (() => []),
      clock,
      sweepAfterMs: options.sweepAfterMs ?? 15_000,
      onSweep: (waitMs) => options.onEvent?.({ type: 'sweep', waitMs }),
      onRepeat: () => this.#counter.repeated(),
      newcomers: options.newcomers,
    });
  }

  async translate(
    units: readonly TranslationUnit[],
    { signal }: { signal: AbortSignal },
  ): Promise<ReadonlyMap<string, Translation>> {
    if (signal.aborted) throw abortedError(signal.reason);
    this.#recovered ??= this.#recover();
    await this.#recovered;
    const keys = new Set<string>();
    const distinct = units.filter(({ key }) => !keys.has(key) && keys.add(key) !== undefined);
    const earlier = new Map<string, Answer>();
    const recalled = await this.#recalled(
      distinct.filter((unit) => !this.#isShared(unit, signal)),
      earlier,
    );
    const waiting = new Map<string, Translation | Promise<Translation>>();
    const verified: Promise<Translation>[] = [];
    for (const unit of distinct) {
      const first = unit.sharedKey === undefined ? undefined : waiting.get(unit.sharedKey);
      const known = recalled.get(unit.key);
      const translation =
        known ??
        (first === undefined ? this.#one(unit, signal, earlier.get(unit.key)) : this.#again(unit, first));
      waiting.set(unit.key, translation);
      verified.push(this.#verified(unit, translation, signal));
    }
    this.#waiting += 1;
    const translations = await untilAborted(Promise.all(verified), signal).finally(() => {
      this.#waiting -= 1;
    });
    return new Map(translations.map((translation) => [translation.key, translation]));
  }

  async settled(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.settled()));
  }

  statistics(): TranslationStatistics {
    return this.#counter.snapshot();
  }

  /** Whether this run has translated a unit already, or is about to. A repetition is looked up for its own place. */
  #isShared({ key, sharedKey }: TranslationUnit, signal: AbortSignal): boolean {
    return sharedKey === undefined && (this.#finished.has(key) || this.#jobs.get(key)?.signal === signal);
  }

  #one(
    unit: TranslationUnit,
    signal: AbortSignal,
    earlier: Answer | undefined,
  ): Translation | Promise<Translation> {
    const { key, text } = unit;
    const finished = this.#finished.get(key);
    if (finished !== undefined) {
      this.#remember(finished);
      this.#shared(finished, text);
      return finished;
    }
    const running = this.#jobs.get(key);
    // A job under another signal may be stopped while this caller goes on waiting.
    if (running?.signal === signal) {
      return running.done.then((translation) => {
        this.#shared(translation, text);
        return translation;
      });
    }
    return this.#start(unit, signal, earlier).done;
  }

  /** A translation with what the second engine makes of its unit; people's words are not compared. */
  async #verified(
    unit: TranslationUnit,
    waiting: Translation | Promise<Translation>,
    signal: AbortSignal,
  ): Promise<Translation> {
    const translation = await waiting;
    const verifier = this.#verifier;
    if (verifier === undefined || translation.status === 'failed') return translation;
    const { origin } = translation;
    const isOwn = origin.kind === 'provider' && origin.provider === verifier.provider.name;
    if (origin.kind !== 'provider' || origin.reviewed === true || isOwn) return translation;
    return { ...translation, second: await this.#second(unit, verifier, signal) };
  }

  /** Asked once for equal texts that are under way together; later ones find the answer that was kept. */
  #second(unit: TranslationUnit, verifier: ProviderLine, signal: AbortSignal): Promise<SecondTranslation> {
    const key = unit.sharedKey ?? unit.key;
    const running = this.#seconds.get(key);
    if (running?.signal === signal) return running.done;
    const done = this.#ownWords(unit, verifier)
      .then((known) => known ?? this.#chain.second(unit, verifier, signal))
      .finally(() => this.#seconds.delete(key));
    this.#seconds.set(key, { signal, done });
    return done;
  }

  /** What memory has of a unit in the words of one provider. */
  async #ownWords(
    unit: TranslationUnit,
    { provider: { name, identity } }: ProviderLine,
  ): Promise<SecondTranslation | undefined> {
    const { memory, recall } = this.options;
    const [match] = memory === undefined ? [] : await recallAll(memory, [unit], [identity], recall);
    const isOwn = match?.origin.kind === 'provider' && match.origin.provider === name;
    return isOwn ? { provider: name, text: match.text } : undefined;
  }

  /** A repetition that memory has nothing for takes the translation of the first. */
  async #again({ key }: TranslationUnit, first: Translation | Promise<Translation>): Promise<Translation> {
    return { ...(await first), key };
  }

  /**
   * What memory has, by key. What a machine got gravely wrong is asked for again where anybody can be asked, and goes
   * to `earlier`: it is kept if nothing better comes. What is no translation at all is not taken from memory either.
   */
  async #recalled(
    units: readonly TranslationUnit[],
    earlier: Map<string, Answer>,
  ): Promise<ReadonlyMap<string, Translation>> {
    const found = new Map<string, Translation>();
    const { memory, recall, onEvent } = this.options;
    if (memory === undefined) return found;
    const known = await recallEach(memory, units, this.#identitiesOf, recall);
    for (const [index, unit] of units.entries()) {
      const { key, target, text } = unit;
      const match = known[index];
      if (match === undefined) continue;
      const { byMachine, ...kept } = match;
      const translation = byMachine ? { ...kept, text: this.#mend(unit, kept.text) } : kept;
      if (byMachine) {
        const notes = notesOf(this.#examine(unit, translation.text));
        if (notes[0]?.severity === 'critical') continue;
        if (isGrave(notes) && this.#courseOf(unit).first.length > 0) {
          earlier.set(key, { ...translation, notes });
          continue;
        }
      }
      this.#counter.fromMemory(text.length);
      onEvent?.({ type: 'unit', key, status: 'translated', from: 'memory' });
      found.set(key, { status: 'translated', key, target, ...translation });
    }
    return found;
  }

  /**
   * What memory has for a unit by now, because another run has put it there or a line is asked that was not meant to be;
   * nothing critical.
   */
  async #known(unit: TranslationUnit, { provider }: ProviderLine): Promise<Answer | undefined> {
    const { memory, recall } = this.options;
    if (memory === undefined) return undefined;
    const first = this.#identitiesOf(unit);
    const identities = first === undefined ? undefined : [...new Set([...first, provider.identity])];
    const [match] = await recallAll(memory, [unit], identities, recall);
    if (match === undefined) return undefined;
    const { byMachine, ...kept } = match;
    const translation = byMachine ? { ...kept, text: this.#mend(unit, kept.text) } : kept;
    const notes = byMachine ? notesOf(this.#examine(unit, translation.text)) : [];
    return notes[0]?.severity === 'critical' ? undefined : { ...translation, notes };
  }

  #shared(translation: Translation, text: string): void {
    if (translation.status === 'translated') this.#counter.shared(text.length);
    this.options.onEvent?.({ type: 'unit', key: translation.key, status: translation.status, from: 'run' });
  }

  #start(unit: TranslationUnit, signal: AbortSignal, earlier: Answer | undefined): Job {
    const job: Job = { signal, done: this.#chain.translate(unit, signal, earlier) };
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
}
