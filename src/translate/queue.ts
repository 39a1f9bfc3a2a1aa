import PQueue from 'p-queue';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Awaitable } from '../model/contracts.js';
import { abortedError, untilAborted } from './abort.js';
import type { Clock } from './clock.js';

const say = messages('translate', {
  tooLate: '{{provider}} did not answer within {{seconds}} seconds',
  raiseTimeout: 'Raise timeoutSeconds of this provider, or send smaller batches.',
});

export interface Pacing {
  /** Requests under way at once; default 4. */
  readonly concurrency?: number | undefined;
  readonly requestsPerSecond?: number | undefined;
  readonly charactersPerMinute?: number | undefined;
  /** Longest wait for one answer, in milliseconds; default 60,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Takes the next turn at a service that other processes ask as well: how many seconds it is away. The turn after it comes
 * so many `seconds` later.
 */
export type TakeTurn = (service: string, seconds: number) => Awaitable<number>;

const MINUTE = 60_000;
const DEFAULT_CONCURRENCY = 4;
const DEFAULT_TIMEOUT = 60_000;
/** How long a request under way may still take once nobody wants its answer: it may have been paid for. */
const GRACE_MS = 10_000;

/** Everything that keeps one provider from being asked too much at once. */
export class ProviderQueue {
  readonly #queue: PQueue;
  readonly #concurrency: number;
  readonly #timeoutMs: number;
  readonly #charactersPerMinute: number;
  #pausedUntil = 0;
  /** Characters sent within the last minute, oldest first. */
  #sent: { at: number; characters: number }[] = [];
  #turn: Promise<void> = Promise.resolve();
  readonly #takeTurn: TakeTurn | undefined;
  readonly #requestsPerSecond: number;

  constructor(
    private readonly provider: string,
    private readonly clock: Clock,
    pacing: Pacing = {},
    {
      onRoom,
      takeTurn,
    }: {
      /** Called whenever a request ended, however it ended. */
      readonly onRoom?: () => void;
      /** Absent: nobody else asks. */
      readonly takeTurn?: TakeTurn | undefined;
    } = {},
  ) {
    this.#takeTurn = takeTurn;
    this.#requestsPerSecond = pacing.requestsPerSecond ?? Number.POSITIVE_INFINITY;
    this.#concurrency = pacing.concurrency ?? DEFAULT_CONCURRENCY;
    this.#timeoutMs = pacing.timeoutMs ?? DEFAULT_TIMEOUT;
    this.#charactersPerMinute = pacing.charactersPerMinute ?? Number.POSITIVE_INFINITY;
    this.#queue = new PQueue({ concurrency: this.#concurrency, ...rateOf(pacing.requestsPerSecond) });
    if (onRoom !== undefined) this.#queue.on('next', onRoom);
  }

  /** Whether a request added now would have to wait for others. */
  get isBusy(): boolean {
    return this.#queue.pending + this.#queue.size >= this.#concurrency;
  }

  /** Holds back every request that has not started, for all callers alike. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.clock.now() + milliseconds);
  }

  /**
   * Runs one request when its turn comes. When the signal aborts, one that waits ends at once; one that is under way
   * gets some time to come back.
   * @throws ProviderError UNAVAILABLE on timeout, TovmachError ABORTED
   */
  async run<T>(
    characters: number,
    request: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    if (signal.aborted) throw abortedError(signal.reason);
    let start: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      start = resolve;
    });
    const turn = this.#queue.add(async () => {
      await this.#admit(characters, signal);
      start();
      return this.#timed(request, signal);
    });
    turn.catch(() => {});
    await untilAborted(Promise.race([started, turn]), signal);
    return turn;
  }

  /** One after the other: waits out a pause and the characters of the last minute. */
  #admit(characters: number, signal: AbortSignal): Promise<void> {
    const turn = this.#turn.then(async () => {
      await this.#among(characters, signal);
      for (let wait = this.#waitFor(characters); wait > 0; wait = this.#waitFor(characters)) {
        if (signal.aborted) throw abortedError(signal.reason);
        await this.clock.sleep(wait, signal);
      }
      if (signal.aborted) throw abortedError(signal.reason);
      if (Number.isFinite(this.#charactersPerMinute)) this.#sent.push({ at: this.clock.now(), characters });
    });
    this.#turn = turn.catch(() => {});
    return turn.catch((error: unknown) => {
      throw abortedError(error);
    });
  }

  /** Waits for its turn among all that ask this service. */
  async #among(characters: number, signal: AbortSignal): Promise<void> {
    const seconds = Math.max(1 / this.#requestsPerSecond, (60 * characters) / this.#charactersPerMinute);
    if (this.#takeTurn === undefined || seconds === 0 || signal.aborted) return;
    // Where turns are kept, claims are too: what is wrong there is said when the request claims its texts, and it is not sent.
    const wait = await Promise.resolve(this.#takeTurn(this.provider, seconds)).catch(() => 0);
    if (wait > 0) await this.clock.sleep(1000 * wait, signal);
  }

  #waitFor(characters: number): number {
    const now = this.clock.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    this.#sent = this.#sent.filter(({ at }) => at > now - MINUTE);
    const recent = this.#sent.reduce((sum, entry) => sum + entry.characters, 0);
    const oldest = this.#sent[0];
    // A request larger than the whole allowance goes alone, or it would wait for ever.
    if (oldest === undefined || recent + characters <= this.#charactersPerMinute) return 0;
    return oldest.at + MINUTE - now;
  }

  async #timed<T>(request: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const done = new AbortController();
    const stop = new AbortController();
    let isLate = false;
    const patience = new Promise<never>((_, reject) => {
      const onAbort = (): void => {
        this.clock.sleep(GRACE_MS, done.signal).then(
          () => {
            stop.abort();
            reject(abortedError(signal.reason));
          },
          () => {},
        );
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true, signal: done.signal });
    });
    const expired = this.clock.sleep(this.#timeoutMs, done.signal).then(
      () => {
        isLate = !stop.signal.aborted;
        stop.abort();
        throw this.#tooLate();
      },
      () => new Promise<never>(() => {}),
    );
    try {
      return await Promise.race([request(stop.signal), expired, patience]);
    } catch (error) {
      // However the adapter words it that it was stopped: it was too slow.
      throw isLate ? this.#tooLate() : error;
    } finally {
      // A reason of our own: the error made in its absence would cost more than the rest of this.
      done.abort('done');
    }
  }

  #tooLate(): ProviderError {
    const seconds = Math.round(this.#timeoutMs / 1000);
    return new ProviderError(
      this.provider,
      'UNAVAILABLE',
      say.tooLate({ provider: this.provider, seconds }),
      {
        hint: say.raiseTimeout(),
      },
    );
  }
}

/** Below one a second the interval grows, above it the number of requests in it. */
function rateOf(requestsPerSecond: number | undefined): {
  interval?: number;
  intervalCap?: number;
  strict?: boolean;
} {
  if (requestsPerSecond === undefined) return {};
  const intervalCap = Math.max(1, Math.floor(requestsPerSecond));
  return { intervalCap, interval: Math.ceil((1000 * intervalCap) / requestsPerSecond), strict: true };
}
