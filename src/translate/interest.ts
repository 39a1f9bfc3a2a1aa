import { whenAllAborted } from './abort.js';

/** Follows a list of signals that grows while the work goes on. */
export class SharedInterest {
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
