import type { TovmachError } from '../errors.js';
import type { Clock } from './clock.js';

/** For how long what a limit refused is not asked for again, in milliseconds: what is under way may give something back. */
const FOR_MS = 5_000;

/**
 * What a limit of characters or cost did not allow. Nothing as large is asked for again for a moment: each question would
 * take a turn at the service, and thousands of texts would wait for a no.
 */
export class TooDear {
  #last: { readonly characters: number; readonly error: TovmachError; readonly until: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** @throws TovmachError BUDGET where as much, or less, was refused just now */
  check(characters: number): void {
    const last = this.#last;
    if (last !== undefined && characters >= last.characters && this.clock.now() < last.until)
      throw last.error;
  }

  hear(error: TovmachError, characters: number): void {
    if (error.code === 'BUDGET') this.#last = { characters, error, until: this.clock.now() + FOR_MS };
  }
}
