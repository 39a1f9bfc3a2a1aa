import { hintOf, ProviderError, TovmachError } from '../errors.js';
import { messages, spoken } from '../message.js';
import type { Provider, ProviderUnit, Term, TranslateRequest } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { abortedError, whenAllAborted } from './abort.js';
import { isFailed, type UnitAnswer } from './answers.js';
import { type BatchLimits, fitting } from './batch.js';
import { isFinal, ProviderHealth } from './health.js';
import type { ProviderLink } from './link.js';
import { paidRequest } from './paid-request.js';
import type { LineParts, Parcel } from './parcel.js';
import type { Tariff } from './price.js';
import { ProviderQueue } from './queue.js';
import { asProviderError, DEFAULT_RETRY, type RetryPolicy, withRetries } from './retry.js';
import { judge, type Progress } from './suspects.js';
import { breaksDown, isDivisible, isFailedAt, mayDoBetter, unlessAborted } from './trouble.js';

const say = messages('translate', { notStored: 'translations could not be stored' });

/** Single units of one batch refused, with none accepted, until the rest is spared. */
const GIVE_UP_AFTER = 4;
/** Texts that brought a service down alone, with none served, until it is taken for down. */
const SUSPECTS = 3;
/** Requests sent again in a row because an adapter asked for it. */
const MOST_RESENDS = 6;

interface Lane {
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly waiting: Parcel[];
  ticking: boolean;
  /** Deliveries that have not ended. */
  underWay: number;
}

/**
 * The way to one provider: collects parcels of all articles by language pair, packs them into requests,
 * sends these within budget and pace, and stores what comes back. A request never mixes languages.
 */
export class ProviderLine {
  readonly provider: Provider;
  readonly #queue: ProviderQueue;
  readonly #limits: BatchLimits;
  readonly #retry: RetryPolicy;
  readonly #tariff: Tariff | undefined;
  readonly #lanes = new Map<string, Lane>();
  readonly #deliveries = new Set<Promise<void>>();
  readonly #supported = new Map<string, Promise<boolean>>();
  readonly #health: ProviderHealth;
  readonly #hide: (text: string) => string;
  /** What the adapter threw, by the error that is shown for it. */
  readonly #originals = new WeakMap<ProviderError, ProviderError>();

  constructor(
    link: ProviderLink,
    private readonly parts: LineParts,
  ) {
    this.provider = link.provider;
    this.#health = new ProviderHealth((error) =>
      parts.onEvent({
        type: 'provider-stopped',
        provider: link.provider.name,
        code: error.code,
        ...spoken(error),
        hint: hintOf(error),
      }),
    );
    const { capabilities } = link.provider;
    this.#queue = new ProviderQueue(link.provider.name, parts.clock, link.pacing, () => {
      for (const lane of this.#lanes.values()) this.#pump(lane);
    });
    this.#limits = {
      maxUnits: Math.max(
        1,
        Math.min(capabilities.maxUnits, link.limits?.maxUnits ?? Number.POSITIVE_INFINITY),
      ),
      maxCharacters: Math.max(
        1,
        Math.min(capabilities.maxCharacters, link.limits?.maxCharacters ?? Number.POSITIVE_INFINITY),
      ),
    };
    this.#hide = link.hide ?? ((text) => text);
    this.#retry = { ...DEFAULT_RETRY, ...link.retry };
    this.#tariff = link.tariff;
  }

  /** Longest text of one parcel. */
  get maxText(): number {
    return Math.max(1, Math.min(this.provider.capabilities.maxUnitCharacters, this.#limits.maxCharacters));
  }

  /** Why nothing more is sent, while that is so. */
  get stopped(): TovmachError | undefined {
    return this.#health.stopped;
  }

  /** Not stopped, or stopped only until `reopen`. */
  get mayReopen(): boolean {
    return this.#health.mayReopen;
  }

  /** Gives a provider that was down one more chance. */
  reopen(): void {
    this.#health.reopen();
  }

  /** Asked once for each pair of a run. @throws what the provider throws */
  supports(source: LanguageTag, target: LanguageTag, signal: AbortSignal): Promise<boolean> {
    const pair = `${source} ${target}`;
    const known = this.#supported.get(pair);
    if (known !== undefined) return known;
    const asked = withRetries(
      () =>
        this.#queue
          .run(0, (inner) => this.provider.supports(source, target, { signal: inner }), signal)
          .catch((caught) => {
            const error = asProviderError(caught, this.provider.name, this.#hide);
            throw signal.aborted ? error : unlessAborted(error, this.provider.name);
          }),
      this.#retrying(signal),
    ).catch((error: unknown) => {
      this.#supported.delete(pair);
      throw this.#health.failed(asProviderError(error, this.provider.name, this.#hide));
    });
    this.#supported.set(pair, asked);
    return asked;
  }

  /** `alone`: in requests of their own, with nothing else in them. */
  post(
    source: LanguageTag,
    target: LanguageTag,
    parcels: readonly Parcel[],
    { alone = false }: { readonly alone?: boolean } = {},
  ): void {
    if (alone) {
      const lane = { source, target, waiting: [...parcels], ticking: false, underWay: 0 };
      while (lane.waiting.length > 0) {
        const { count } = fitting(lane.waiting, this.#limits, (parcel) => parcel.text.length);
        this.#dispatch(lane, lane.waiting.splice(0, Math.max(1, count)));
      }
      return;
    }
    const pair = `${source} ${target}`;
    let lane = this.#lanes.get(pair);
    if (lane === undefined) {
      lane = { source, target, waiting: [], ticking: false, underWay: 0 };
      this.#lanes.set(pair, lane);
    }
    lane.waiting.push(...parcels);
    this.#pump(lane);
  }

  /**
   * Full requests leave at once. The rest waits for texts of other articles while a request of its languages is under way,
   * and leaves when none is: the first article is not kept waiting, and those behind it travel together.
   */
  #pump(lane: Lane): void {
    for (;;) {
      const { count, full } = fitting(lane.waiting, this.#limits, (parcel) => parcel.text.length);
      if (!full) break;
      this.#dispatch(lane, lane.waiting.splice(0, count));
    }
    if (lane.waiting.length === 0 || lane.ticking) return;
    lane.ticking = true;
    void this.parts.clock.tick().then(() => {
      lane.ticking = false;
      if (lane.waiting.length === 0 || lane.underWay > 0 || this.#queue.isBusy) return;
      this.#dispatch(lane, lane.waiting.splice(0));
    });
  }

  /** Resolves when nothing is under way any more, and what came back is stored. */
  async settled(): Promise<void> {
    while (this.#deliveries.size > 0) await Promise.all(this.#deliveries);
  }

  #dispatch(lane: Lane, parcels: Parcel[]): void {
    lane.underWay += 1;
    const progress: Progress = { refused: 0, served: 0, divided: false, suspects: [] };
    const delivery = this.#deliver(lane, parcels, progress)
      .then(() => judge(progress, this.provider.name, this.#health))
      .catch((error: unknown) => {
        const reason = asProviderError(error, this.provider.name, this.#hide);
        for (const parcel of parcels) parcel.fail(reason);
      })
      .finally(() => {
        this.#deliveries.delete(delivery);
        lane.underWay -= 1;
        this.#pump(lane);
      });
    this.#deliveries.add(delivery);
  }

  /** Sends parcels; where a smaller request may do better, in halves, down to the one that spoils it. */
  async #deliver(lane: Lane, all: readonly Parcel[], progress: Progress): Promise<void> {
    const parcels = all.filter((parcel) => !parcel.signal.aborted);
    for (const parcel of all) if (parcel.signal.aborted) parcel.fail(abortedError(parcel.signal.reason));
    if (parcels.length === 0) return;
    let answers: UnitAnswer[];
    try {
      answers = await this.#request(lane, parcels, progress);
    } catch (caught) {
      const error = asProviderError(caught, this.provider.name, this.#hide);
      if (breaksDown(error) && this.#health.stopped === undefined)
        await this.#brokeDown(lane, parcels, error, progress);
      else await this.#refused(lane, parcels, this.#health.failed(error), progress);
      return;
    }
    progress.served += parcels.length;
    const left = parcels.filter((_, index) => isFailedAt(answers, index));
    await this.#keep(
      parcels.filter((_, index) => !isFailedAt(answers, index)),
      answers.filter((answer) => !isFailed(answer)),
    );
    // Units the service gave up one by one: each once more by itself, where that may help.
    for (const parcel of left) {
      const error = answers[parcels.indexOf(parcel)];
      if (error !== undefined && isFailed(error) && !mayDoBetter(error)) parcel.fail(error);
      else await this.#deliver(lane, [parcel], progress);
    }
  }

  /** A request that was answered, with a no. */
  async #refused(
    lane: Lane,
    parcels: readonly Parcel[],
    error: TovmachError,
    progress: Progress,
  ): Promise<void> {
    const blamed = ProviderError.isInstance(error) ? new Set(error.unitIds) : new Set<string>();
    const guilty = parcels.filter((_, index) => blamed.has(String(index)));
    const hopeless = progress.refused >= GIVE_UP_AFTER && progress.served === 0 && error.code !== 'BUDGET';
    if (!isDivisible(error) || parcels.length === 1 || hopeless) {
      if (error.code === 'BAD_RESPONSE' || error.code === 'REJECTED') progress.refused += 1;
      for (const parcel of parcels) parcel.fail(error);
    } else if (guilty.length > 0 && guilty.length < parcels.length && error.code !== 'TOO_LARGE') {
      for (const parcel of guilty) parcel.fail(error);
      await this.#deliver(
        lane,
        parcels.filter((parcel) => !guilty.includes(parcel)),
        progress,
      );
    } else await this.#halve(lane, parcels, progress);
  }

  /**
   * A request the service broke down over, and waiting has not helped: it may be down, or one text may bring it down each
   * time. The request is divided to find out; where other texts are served meanwhile, the service is up.
   */
  async #brokeDown(
    lane: Lane,
    parcels: readonly Parcel[],
    error: TovmachError,
    progress: Progress,
  ): Promise<void> {
    const down = progress.served === 0 && (progress.suspects.length >= SUSPECTS || this.#health.isDoubtful);
    if (parcels.length === 1 || down) {
      for (const parcel of parcels) progress.suspects.push({ parcel, error });
      return;
    }
    progress.divided = true;
    await this.#halve(lane, parcels, progress);
  }

  async #halve(lane: Lane, parcels: readonly Parcel[], progress: Progress): Promise<void> {
    const middle = Math.ceil(parcels.length / 2);
    await this.#deliver(lane, parcels.slice(0, middle), progress);
    await this.#deliver(lane, parcels.slice(middle), progress);
  }

  /** One request, and the same again where the adapter asks for it or can be told what was wrong. */
  async #request(lane: Lane, parcels: readonly Parcel[], progress: Progress): Promise<UnitAnswer[]> {
    const { signal, release } = whenAllAborted(parcels.map((parcel) => parcel.signal));
    const retrying = this.#retrying(signal);
    // What has outlasted all waits once is not waited for again at every division.
    const retries = Math.min(retrying.policy.retries, parcels.length === 1 ? 1 : 0);
    const how = progress.divided ? { ...retrying, policy: { ...retrying.policy, retries } } : retrying;
    let previous: ProviderError | undefined;
    let resends = 0;
    try {
      for (;;) {
        try {
          const answers = await withRetries(() => this.#attempt(lane, parcels, { signal, previous }), how);
          this.#health.succeeded();
          return answers;
        } catch (error) {
          if (!ProviderError.isInstance(error) || !this.#mayResend(error, previous, resends)) throw error;
          if (error.resend) resends += 1;
          previous = this.#originals.get(error) ?? error;
        }
      }
    } finally {
      release();
    }
  }

  #mayResend(error: ProviderError, previous: ProviderError | undefined, resends: number): boolean {
    if (this.#health.stopped !== undefined) return false;
    if (error.resend) return resends < MOST_RESENDS;
    const told = previous !== undefined && !previous.resend;
    const repairs = this.provider.capabilities.repairs === true;
    return repairs && !told && error.code === 'BAD_RESPONSE' && !error.misaddressed;
  }

  async #attempt(
    lane: Lane,
    parcels: readonly Parcel[],
    { signal, previous }: { readonly signal: AbortSignal; readonly previous: ProviderError | undefined },
  ): Promise<UnitAnswer[]> {
    if (this.#health.stopped !== undefined) throw this.#health.stopped;
    const units = parcels.map(
      ({ text, context }, index): ProviderUnit => ({
        id: String(index),
        text,
        ...(context === undefined ? {} : { context }),
      }),
    );
    const characters = units.reduce((sum, unit) => sum + unit.text.length, 0);
    const terms = termsIn(parcels);
    const { source, target } = lane;
    const { name } = this.provider;
    return this.#queue
      .run(
        characters,
        async (inner) => {
          if (this.#health.stopped !== undefined) throw this.#health.stopped;
          const request: TranslateRequest = {
            source,
            target,
            units,
            ...(terms.length === 0 ? {} : { terms }),
            signal: inner,
            ...(previous === undefined ? {} : { previous }),
          };
          return paidRequest(request, { provider: this.provider, tariff: this.#tariff, parts: this.parts });
        },
        signal,
      )
      .catch((caught: unknown) => {
        const shown = asProviderError(caught, name, this.#hide);
        const error = signal.aborted ? abortedError(caught) : unlessAborted(shown, name);
        if (ProviderError.isInstance(caught) && ProviderError.isInstance(error))
          this.#originals.set(error, caught);
        if (isFinal(error)) this.#health.stop(error);
        throw error;
      });
  }

  /** Durable first: whatever happens next, what was paid for is not paid for again. */
  async #keep(parcels: readonly Parcel[], answers: readonly UnitAnswer[]): Promise<void> {
    const entries = parcels.flatMap((parcel, index) => {
      const answer = answers[index];
      const entry = answer === undefined || isFailed(answer) ? undefined : parcel.accept(answer);
      return entry === undefined ? [] : [entry];
    });
    try {
      await this.parts.store(entries);
    } catch (error) {
      // Without a memory that holds, every further request might be paid for nothing.
      const reason = TovmachError.isInstance(error)
        ? error
        : new TovmachError('STORE', say.notStored(), { cause: error });
      this.#health.stop(reason);
      for (const parcel of parcels) parcel.fail(reason);
      return;
    }
    for (const parcel of parcels) parcel.stored();
  }

  #retrying(signal: AbortSignal): Parameters<typeof withRetries>[1] {
    return {
      policy: this.#retry,
      clock: this.parts.clock,
      signal,
      isHopeless: () => this.#health.stopped !== undefined,
      // Once more, for a server that is just being started.
      retriesFor: (error) => (this.#health.isOutOfReach(error) ? 1 : this.#retry.retries),
      onRetry: (error, attempt, waitMs) => {
        if (error.code === 'RATE_LIMIT' || error.retryAfterMs !== undefined) this.#queue.pause(waitMs);
        this.parts.onEvent({
          type: 'retry',
          provider: this.provider.name,
          code: error.code,
          attempt,
          waitMs,
        });
      },
    };
  }
}

/** The terms of all texts of a request, each once. */
function termsIn(parcels: readonly Parcel[]): readonly Term[] {
  const terms = parcels.flatMap((parcel) => parcel.terms ?? []);
  return [
    ...new Map(terms.map(({ source, target }) => [`${source}\n${target}`, { source, target }])).values(),
  ];
}
