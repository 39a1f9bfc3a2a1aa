import { hintOf, ProviderError, type TovmachError } from '../errors.js';
import { spoken } from '../message.js';
import type { Provider } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { abortedError, whenAllAborted } from './abort.js';
import { isFailed } from './answers.js';
import { type BatchLimits, fitting, tighter } from './batch.js';
import { Claims, type Outcome, StoreTrouble } from './claims.js';
import { turnsOf } from './clock.js';
import { isFinal, ProviderHealth } from './health.js';
import { holds, type Lane, laneAmong, laneOf, sizeOf, takeIn } from './lane.js';
import { pendingError, sorted } from './later.js';
import type { ProviderLink } from './link.js';
import { paidRequest, requestOf } from './paid-request.js';
import type { LineParts, Parcel } from './parcel.js';
import { ProviderQueue } from './queue.js';
import { errandOf } from './recovery.js';
import { asProviderError, DEFAULT_RETRY, type RetryPolicy, withRetries } from './retry.js';
import { SupportedPairs } from './supported.js';
import { GIVE_UP_AFTER, judge, MOST_RESENDS, type Progress, SUSPECTS } from './suspects.js';
import { TooDear } from './too-dear.js';
import {
  breaksDown,
  isDivisible,
  isFailedAt,
  isWorthResending,
  mayDoBetter,
  unlessAborted,
} from './trouble.js';

/** Until it is asked again whether another run is done with a text, in milliseconds. */
const LOOK_AGAIN_MS = 100;

/**
 * The way to one provider: collects parcels of all articles by language pair, packs them into requests,
 * sends these within budget and pace, and stores what comes back. A request never mixes languages.
 */
export class ProviderLine {
  readonly provider: Provider;
  /** Asked only where a route names it. */
  readonly reserved: boolean;
  readonly #queue: ProviderQueue;
  /** What a service says of its limits may be known only once it was asked for its pairs. */
  readonly #limits: () => BatchLimits;
  readonly #retry: RetryPolicy;
  /** Where texts that can wait are gathered, and what they cost then. */
  readonly #later: Pick<Parameters<typeof sorted>[2], 'desk' | 'tariff'>;
  readonly #lanes = new Map<string, Lane>();
  readonly #turn: () => Promise<void>;
  readonly #deliveries = new Set<Promise<void>>();
  readonly #pairs: SupportedPairs;
  readonly #health: ProviderHealth;
  readonly #claims: Claims;
  readonly #hide: (text: string) => string;
  readonly #tooDear: TooDear;
  /** What the adapter threw, by the error that is shown for it. */
  readonly #originals = new WeakMap<ProviderError, ProviderError>();

  constructor(
    private readonly link: ProviderLink,
    private readonly parts: LineParts,
  ) {
    this.provider = link.provider;
    this.reserved = link.reserved === true;
    this.#claims = new Claims(parts.answers, link.provider.identity, (error) => this.#health.stop(error));
    this.#health = new ProviderHealth((error) =>
      parts.onEvent({
        type: 'provider-stopped',
        provider: link.provider.name,
        code: error.code,
        ...spoken(error),
        hint: hintOf(error),
      }),
    );
    const onRoom = (): void => {
      for (const lane of this.#lanes.values()) this.#pump(lane);
    };
    this.#queue = new ProviderQueue(link.provider.name, parts.clock, link.pacing, { ...parts, onRoom });
    this.#limits = () => tighter(link.provider.capabilities, link.limits);
    this.#hide = link.hide ?? ((text) => text);
    const [queue, health, hide] = [this.#queue, this.#health, this.#hide];
    this.#pairs = new SupportedPairs(link.provider, { queue, health, hide });
    this.#tooDear = new TooDear(parts.clock);
    this.#retry = { ...DEFAULT_RETRY, ...link.retry };
    this.#later = { desk: link.provider.batches && parts.desk, tariff: link.batchTariff };
    this.#turn = turnsOf(parts.clock);
  }

  /** Longest text of one parcel. */
  get maxText(): number {
    return Math.max(1, Math.min(this.provider.capabilities.maxUnitCharacters, this.#limits().maxCharacters));
  }

  /** Why nothing more is sent, while that is so. */
  get stopped(): TovmachError | undefined {
    return this.#health.stopped;
  }

  /** Not stopped, or stopped only until `reopen`. */
  get mayReopen(): boolean {
    return this.#health.mayReopen;
  }

  /** One more chance. */
  reopen(): void {
    this.#health.reopen();
  }

  /** Asked once for each pair of a run. @throws what the provider throws */
  supports(source: LanguageTag, target: LanguageTag, signal: AbortSignal): Promise<boolean> {
    return this.#pairs.supports({ source, target }, this.#retrying(signal));
  }

  /** `alone`: in requests of their own, with nothing else in them. */
  post(
    source: LanguageTag,
    target: LanguageTag,
    parcels: readonly Parcel[],
    { alone = false }: { readonly alone?: boolean } = {},
  ): void {
    const lane = alone ? laneOf(source, target, true) : laneAmong(this.#lanes, source, target);
    takeIn(lane, parcels, this.parts.clock.now());
    this.#pump(lane);
  }

  /**
   * Full requests leave at once. The rest waits for texts of other articles while a request of its languages is under way,
   * and leaves when none is: the first article is not kept waiting, and those behind it travel together. Where articles are
   * still being read, the rest waits a moment for them as well.
   */
  #pump(lane: Lane): void {
    for (;;) {
      const { count, full } = fitting(lane.waiting, this.#limits(), sizeOf);
      if (!full && !(lane.alone && lane.waiting.length > 0)) break;
      this.#dispatch(lane, lane.waiting.splice(0, count));
    }
    if (lane.waiting.length === 0 || lane.ticking) return;
    lane.ticking = true;
    void this.parts.clock.tick().then(() => {
      lane.ticking = false;
      if (lane.waiting.length === 0 || lane.underWay > 0 || this.#queue.isBusy) return;
      if (this.parts.comesMore?.() === true && holds(lane, this.parts.clock, () => this.#pump(lane))) return;
      this.#dispatch(lane, lane.waiting.splice(0));
    });
  }

  /** Resolves when nothing is under way any more, and what came back is stored. */
  async settled(): Promise<void> {
    while (this.#deliveries.size > 0) await Promise.all(this.#deliveries);
  }

  #dispatch(lane: Lane, parcels: Parcel[]): void {
    lane.underWay += 1;
    lane.begun = true;
    lane.firstAt = this.parts.clock.now();
    const progress: Progress = { refused: 0, served: 0, divided: false, suspects: [] };
    const delivery = this.#deliver(lane, parcels, progress)
      .then(() => judge(progress, this.provider.name, this.#health))
      .catch((error: unknown) => {
        const reason = asProviderError(error, this.provider.name, this.#hide);
        for (const parcel of parcels) parcel.fail(reason);
      })
      .finally(async () => {
        await this.#claims.release(lane, parcels);
        this.#deliveries.delete(delivery);
        lane.underWay -= 1;
        this.#pump(lane);
      });
    this.#deliveries.add(delivery);
  }

  /** Texts another run asks for: looked at again until it is done with them; then memory holds them, or they are asked for here. */
  #await(lane: Lane, parcels: readonly Parcel[]): void {
    if (parcels.length === 0) return;
    const { signal, release } = whenAllAborted(parcels.map((parcel) => parcel.signal));
    const waiting = this.parts.clock
      .sleep(LOOK_AGAIN_MS, signal)
      .catch(() => {})
      .then(async () => {
        const free = await this.#claims.free(lane, parcels);
        const ready = parcels.filter((parcel, index) => free[index] === true || parcel.signal.aborted);
        const held = parcels.filter((parcel) => !ready.includes(parcel));
        this.#await(lane, held);
        lane.waiting.push(...ready);
        this.#pump(lane);
      })
      .catch((error: unknown) => this.#storeFailed(parcels, error))
      .finally(() => {
        release();
        this.#deliveries.delete(waiting);
      });
    this.#deliveries.add(waiting);
  }

  #storeFailed(parcels: readonly Parcel[], trouble: unknown): void {
    const reason =
      trouble instanceof StoreTrouble ? trouble.error : asProviderError(trouble, this.provider.name);
    this.#health.stop(reason);
    for (const parcel of parcels) parcel.fail(reason);
  }

  /** Sends parcels; where a smaller request may do better, in halves, down to the one that spoils it. */
  async #deliver(lane: Lane, all: readonly Parcel[], progress: Progress): Promise<void> {
    const parcels = all.filter((parcel) => !parcel.signal.aborted);
    for (const parcel of all) if (parcel.signal.aborted) parcel.fail(abortedError(parcel.signal.reason));
    if (parcels.length === 0) return;
    let answers: Outcome[];
    try {
      answers = await this.#request(lane, parcels, progress);
    } catch (caught) {
      if (caught instanceof StoreTrouble) return this.#storeFailed(parcels, caught);
      const error = asProviderError(caught, this.provider.name, this.#hide);
      if (breaksDown(error) && this.#health.stopped === undefined)
        await this.#brokeDown(lane, parcels, error, progress);
      else await this.#refused(lane, parcels, this.#health.failed(error), progress);
      return;
    }
    const elsewhere = parcels.filter((_, index) => answers[index] === 'elsewhere');
    this.#await(lane, elsewhere);
    for (const [index, parcel] of parcels.entries())
      if (answers[index] === 'pending') parcel.fail(pendingError(this.provider.name));
    progress.served += answers.filter((answer) => typeof answer !== 'string').length;
    const left = parcels.filter((_, index) => isFailedAt(answers, index));
    await this.#keep(lane, parcels, answers);
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
  async #request(lane: Lane, parcels: readonly Parcel[], progress: Progress): Promise<Outcome[]> {
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
          return answers;
        } catch (error) {
          const repairs = this.provider.capabilities.repairs === true;
          const isHopeless = this.#health.stopped !== undefined || resends >= MOST_RESENDS;
          if (isHopeless || !isWorthResending(error, previous, repairs)) throw error;
          if (error.resend) resends += 1;
          previous = this.#originals.get(error) ?? error;
        }
      }
    } finally {
      release();
    }
  }

  async #attempt(
    lane: Lane,
    parcels: readonly Parcel[],
    { signal, previous }: { readonly signal: AbortSignal; readonly previous: ProviderError | undefined },
  ): Promise<Outcome[]> {
    if (this.#health.stopped !== undefined) throw this.#health.stopped;
    // What is gathered for a batch is not sent now.
    const texts = this.#later.desk === undefined ? parcels : [];
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    this.#tooDear.check(characters);
    return this.#queue
      .run(
        characters,
        async (inner) => {
          if (this.#health.stopped !== undefined) throw this.#health.stopped;
          const outcomes = await sorted(lane, parcels, {
            claims: this.#claims,
            ...this.#later,
            provider: this.provider,
            budget: this.parts.budget,
            signal: inner,
          });
          const { provider, parts } = this;
          const sent = parcels.filter((_, index) => outcomes[index] === undefined);
          if (sent.length === 0) return outcomes.filter((outcome) => outcome !== undefined);
          const request = requestOf(lane, sent, { all: parcels, signal: inner, previous });
          const wanted = sent.map((parcel) => this.#claims.wanted(lane, parcel));
          const answers = await paidRequest(request, {
            provider,
            parts,
            errand: errandOf(this.link.notes, provider.identity, request, wanted),
            tariff: this.link.tariff,
            keep: (back, spent) => this.#claims.keep(lane, sent, back, spent),
          });
          this.#health.succeeded();
          return parcels.flatMap((parcel, index) => outcomes[index] ?? answers[sent.indexOf(parcel)] ?? []);
        },
        signal,
      )
      .catch((caught: unknown) => {
        if (caught instanceof StoreTrouble) throw caught;
        const shown = asProviderError(caught, this.provider.name, this.#hide);
        const error = signal.aborted ? abortedError(caught) : unlessAborted(shown, this.provider.name);
        if (ProviderError.isInstance(caught) && ProviderError.isInstance(error))
          this.#originals.set(error, caught);
        if (isFinal(error)) this.#health.stop(error);
        this.#tooDear.hear(error, characters);
        throw error;
      });
  }

  /** Durable first: what a text came to is stored before anybody hears of it. */
  async #keep(lane: Lane, all: readonly Parcel[], outcomes: readonly Outcome[]): Promise<void> {
    const parcels: Parcel[] = [];
    await this.#turn();
    const entries = all.flatMap((parcel, index) => {
      const answer = outcomes[index];
      if (answer === undefined || typeof answer === 'string' || isFailed(answer)) return [];
      parcels.push(parcel);
      return parcel.accept(answer) ?? [];
    });
    try {
      await this.#claims.settle(lane, parcels, entries);
    } catch (error) {
      return this.#storeFailed(parcels, error);
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
