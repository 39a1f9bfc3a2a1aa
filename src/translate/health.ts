import { ProviderError, type TovmachError } from '../errors.js';
import { asksTooLong } from './retry.js';

/** Requests in a row that failed after all retries, or reached something else, until the provider is taken for down. */
const DOWN_AFTER = 3;

const FINAL = new Set<TovmachError['code']>(['AUTH', 'QUOTA', 'CONFIG', 'MISSING_DEPENDENCY']);

/** Whether only a person can mend it: no request after it can succeed. */
export function isFinal(error: TovmachError): boolean {
  return FINAL.has(error.code);
}

/** Whether a provider is worth another request: up, down for now, or stopped for the rest of the run. */
export class ProviderHealth {
  #stopped: TovmachError | undefined;
  #forGood = false;
  #exhausted = 0;
  #onProbation = false;
  #reached = false;

  constructor(private readonly onStop: (error: TovmachError) => void) {}

  /** Why nothing more is sent, while that is so. */
  get stopped(): TovmachError | undefined {
    return this.#stopped;
  }

  /** A request has failed for good, and none has been answered since. */
  get isDoubtful(): boolean {
    return this.#stopped !== undefined || this.#exhausted > 0 || this.#onProbation;
  }

  get mayReopen(): boolean {
    return this.#stopped === undefined || !this.#forGood;
  }

  /** Nothing has ever arrived there: an address nobody listens at is a person's to mend, and not waited for. */
  isOutOfReach(error: TovmachError): boolean {
    return ProviderError.isInstance(error) && error.unreached && !this.#reached;
  }

  succeeded(): void {
    this.#reached = true;
    this.#exhausted = 0;
    this.#onProbation = false;
  }

  /** Draws the consequences of a failure that outlasted its retries; gives the error back. */
  failed(error: TovmachError): TovmachError {
    if (!ProviderError.isInstance(error) || this.#stopped !== undefined) return error;
    if (error.status !== undefined) this.#reached = true;
    if (isFinal(error) || asksTooLong(error) || this.isOutOfReach(error)) this.stop(error);
    else if (error.retryable || error.misaddressed) {
      this.#exhausted += 1;
      if (this.#exhausted >= DOWN_AFTER || this.#onProbation) this.#halt(error, this.#onProbation);
    }
    return error;
  }

  /** For the rest of the run. */
  stop(error: TovmachError): void {
    this.#halt(error, true);
  }

  /** After a while one more chance: a provider that fails again then stays stopped. */
  reopen(): void {
    if (this.#stopped === undefined || this.#forGood) return;
    this.#stopped = undefined;
    this.#exhausted = 0;
    this.#onProbation = true;
  }

  #halt(error: TovmachError, forGood: boolean): void {
    if (this.#forGood) return;
    this.#stopped = error;
    this.#forGood = forGood;
    this.onStop(error);
  }
}
