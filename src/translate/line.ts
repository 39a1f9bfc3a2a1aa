import { ProviderError, TovmachError } from '../errors.js';
import type { Provider, ProviderUnit } from '../model/contracts.js';
import type { Price } from '../model/definition.js';
import type { LanguageTag } from '../model/language.js';
import { abortedError, whenAllAborted } from './abort.js';
import { inOrder, isFailed, type UnitAnswer } from './answers.js';
import { type BatchLimits, fitting } from './batch.js';
import type { Amount } from './budget.js';
import { isFinal, ProviderHealth } from './health.js';
import type { LineParts, Parcel } from './parcel.js';
import type { Tariff } from './price.js';
import { type Pacing, ProviderQueue } from './queue.js';
import { asProviderError, DEFAULT_RETRY, type RetryPolicy, withRetries } from './retry.js';

/** A provider with what its user allows it. */
export interface ProviderLink {
  readonly provider: Provider;
  readonly pacing?: Pacing;
  readonly retry?: Partial<RetryPolicy>;
  /** Tighter limits than the provider declares; looser ones are ignored. */
  readonly limits?: { readonly [Limit in keyof BatchLimits]?: number | undefined };
  /** Absent: it costs nothing, as far as is known. */
  readonly tariff?: Tariff;
  /** The price list the tariff is from, or would be in another currency, where nobody configured a price. */
  readonly listed?: Price;
  /** What it gives is no translation, on purpose. */
  readonly pretends?: boolean;
  /** Takes secrets out of what it says; absent: it has none. */
  readonly hide?: (text: string) => string;
}

/** Single units of one batch refused, with none accepted, until the rest is spared. */
const GIVE_UP_AFTER = 4;

interface Lane {
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly waiting: Parcel[];
  ticking: boolean;
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
  readonly #price: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #deliveries = new Set<Promise<void>>();
  readonly #supported = new Map<string, Promise<boolean>>();
  readonly #health: ProviderHealth;
  readonly #hide: (text: string) => string;

  constructor(
    link: ProviderLink,
    private readonly parts: LineParts,
  ) {
    this.provider = link.provider;
    this.#health = new ProviderHealth(({ code, message }) =>
      parts.onEvent({ type: 'provider-stopped', provider: link.provider.name, code, message }),
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
    this.#price = link.tariff?.perMillionCharacters ?? 0;
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
      const lane = { source, target, waiting: [...parcels], ticking: false };
      while (lane.waiting.length > 0) {
        const { count } = fitting(lane.waiting, this.#limits, (parcel) => parcel.text.length);
        this.#dispatch(lane, lane.waiting.splice(0, Math.max(1, count)));
      }
      return;
    }
    const pair = `${source} ${target}`;
    let lane = this.#lanes.get(pair);
    if (lane === undefined) {
      lane = { source, target, waiting: [], ticking: false };
      this.#lanes.set(pair, lane);
    }
    lane.waiting.push(...parcels);
    this.#pump(lane);
  }

  /** Full requests leave at once; the rest as soon as nobody adds to it and the provider has room. */
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
      if (lane.waiting.length === 0 || this.#queue.isBusy) return;
      this.#dispatch(lane, lane.waiting.splice(0));
    });
  }

  /** Resolves when nothing is under way any more, and what came back is stored. */
  async settled(): Promise<void> {
    while (this.#deliveries.size > 0) await Promise.all(this.#deliveries);
  }

  #dispatch(lane: Lane, parcels: Parcel[]): void {
    const delivery = this.#deliver(lane, parcels, { refused: 0, served: 0 })
      .catch((error: unknown) => {
        const reason = asProviderError(error, this.provider.name, this.#hide);
        for (const parcel of parcels) parcel.fail(reason);
      })
      .finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
  }

  /** Sends parcels; where a smaller request may do better, in halves, down to the one that spoils it. */
  async #deliver(
    lane: Lane,
    all: readonly Parcel[],
    progress: { refused: number; served: number },
  ): Promise<void> {
    const parcels = all.filter((parcel) => !parcel.signal.aborted);
    for (const parcel of all) if (parcel.signal.aborted) parcel.fail(abortedError(parcel.signal.reason));
    if (parcels.length === 0) return;
    let answers: UnitAnswer[];
    try {
      answers = await this.#request(lane, parcels);
    } catch (caught) {
      const error = this.#health.failed(asProviderError(caught, this.provider.name, this.#hide));
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
      } else {
        const middle = Math.ceil(parcels.length / 2);
        await this.#deliver(lane, parcels.slice(0, middle), progress);
        await this.#deliver(lane, parcels.slice(middle), progress);
      }
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

  async #request(lane: Lane, parcels: readonly Parcel[]): Promise<UnitAnswer[]> {
    const { signal, release } = whenAllAborted(parcels.map((parcel) => parcel.signal));
    try {
      const answers = await withRetries(() => this.#attempt(lane, parcels, signal), this.#retrying(signal));
      this.#health.succeeded();
      return answers;
    } finally {
      release();
    }
  }

  async #attempt(lane: Lane, parcels: readonly Parcel[], signal: AbortSignal): Promise<UnitAnswer[]> {
    if (this.#health.stopped !== undefined) throw this.#health.stopped;
    const units = parcels.map(
      ({ text, context }, index): ProviderUnit => ({
        id: String(index),
        text,
        ...(context === undefined ? {} : { context }),
      }),
    );
    const characters = units.reduce((sum, unit) => sum + unit.text.length, 0);
    const { name } = this.provider;
    return this.#queue
      .run(
        characters,
        async (inner) => {
          if (this.#health.stopped !== undefined) throw this.#health.stopped;
          const reservation = this.parts.budget.reserve(this.#amount(characters));
          this.parts.onEvent({ type: 'request', provider: name, units: units.length, characters });
          const spent = (billed: number): void => {
            reservation.settle(this.#amount(billed));
            this.parts.onSpend(name, {
              requests: 1,
              charactersSent: characters,
              charactersBilled: billed,
              cost: this.#amount(billed).cost,
            });
          };
          try {
            const { source, target } = lane;
            const answers = inOrder(
              name,
              units,
              await this.provider.translate({ source, target, units, signal: inner }),
            );
            spent(
              answers.reduce(
                (sum, answer, index) =>
                  sum + ((isFailed(answer) ? 0 : answer.billedCharacters) ?? units[index]?.text.length ?? 0),
                0,
              ),
            );
            return answers;
          } catch (error) {
            // An answer that cannot be used was an answer, and is taken as billed; no answer, as not.
            spent(ProviderError.isInstance(error) && error.code === 'BAD_RESPONSE' ? characters : 0);
            throw error;
          }
        },
        signal,
      )
      .catch((caught: unknown) => {
        const error = signal.aborted
          ? abortedError(caught)
          : unlessAborted(asProviderError(caught, name, this.#hide), name);
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
        : new TovmachError('STORE', 'Translations could not be stored', { cause: error });
      this.#health.stop(reason);
      for (const parcel of parcels) parcel.fail(reason);
      return;
    }
    for (const parcel of parcels) parcel.stored();
  }

  #amount(characters: number): Amount {
    return { characters, cost: (characters * this.#price) / 1_000_000 };
  }

  #retrying(signal: AbortSignal): Parameters<typeof withRetries>[1] {
    return {
      policy: this.#retry,
      clock: this.parts.clock,
      signal,
      isHopeless: () => this.#health.stopped !== undefined,
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

/** An adapter that says it was stopped when nobody stopped it has lost its service. */
function unlessAborted(error: TovmachError, provider: string): TovmachError {
  if (error.code !== 'ABORTED') return error;
  return new ProviderError(provider, 'UNAVAILABLE', `${provider} broke off a request by itself`, {
    cause: error,
  });
}

function isFailedAt(answers: readonly UnitAnswer[], index: number): boolean {
  const answer = answers[index];
  return answer !== undefined && isFailed(answer);
}

function mayDoBetter(error: ProviderError): boolean {
  return error.retryable || error.code === 'BAD_RESPONSE' || error.code === 'TOO_LARGE';
}

function isDivisible(error: TovmachError): boolean {
  return error.code === 'BUDGET' || (ProviderError.isInstance(error) && error.divisible);
}
