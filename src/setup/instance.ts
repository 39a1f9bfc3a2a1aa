import { Calls } from './calls.js';
import { type OptionNames, takeOptions, takePaths } from './options.js';
import type { Setup } from './setup.js';
import { houseOf } from './terms.js';

/** One tovmach at work: its setup as it is now, and the calls under way. What its methods have in common is here. */
export class Instance {
  readonly #calls = new Calls();
  #setup: Setup;
  readonly #forget: (setup: Setup) => void;

  /** @param forget what was kept open of a setup that is not used any more is closed */
  constructor(setup: Setup, forget: (setup: Setup) => void) {
    this.#setup = setup;
    this.#forget = forget;
  }

  /** A method upon files. @param absent what stands for options that were left out; none: they have to be given */
  uponPaths<Work extends object, Result>(
    method: string,
    names: OptionNames<Work>,
    operation: (setup: Setup, paths: readonly string[], work: Work) => Promise<Result>,
    absent?: Work,
  ): (paths: readonly string[], work?: Work) => Promise<Result> {
    return (paths, work = absent) =>
      this.call((setup) =>
        operation(setup, takePaths(method, paths), takeOptions(method, work as Work, names)),
      );
  }

  /** A method with options alone. @param absent as in `uponPaths` */
  withOptions<Work extends object, Result>(
    method: string,
    names: OptionNames<Work>,
    operation: (setup: Setup, work: Work) => Promise<Result>,
    absent?: Work,
  ): (work?: Work) => Promise<Result> {
    return (work = absent) =>
      this.call((setup) => operation(setup, takeOptions(method, work as Work, names)));
  }

  /** What is waited for before the instance is closed. What is thrown at once rejects as well. */
  call<Result>(operation: (setup: Setup) => Result | Promise<Result>): Promise<Result> {
    return this.#calls.add(async () => operation(this.#setup));
  }

  /** What answers at once. @throws TovmachError USAGE when closed */
  answer<Result>(operation: (setup: Setup) => Result): Result {
    this.refuseWhenClosed();
    return operation(this.#setup);
  }

  /** Writes terms or names upon what the files say now; later calls know what was written. */
  write<Result>(operation: (setup: Setup) => Result): Promise<Result> {
    return this.#calls.add(async () => {
      await this.#rereadHouse();
      const result = operation(this.#setup);
      await this.#rereadHouse();
      return result;
    });
  }

  /** @throws TovmachError USAGE */
  refuseWhenClosed(): void {
    this.#calls.refuseWhenClosed();
  }

  /** Waits for the calls under way, then ends. */
  close(end: (setup: Setup) => Promise<void>): Promise<void> {
    return this.#calls.close(async () => {
      await end(this.#setup);
      this.#forget(this.#setup);
      await this.#setup.detector.close?.();
    });
  }

  /** A file of terms or names may have been written by us, or by anybody. */
  async #rereadHouse(): Promise<void> {
    this.#forget(this.#setup);
    this.#setup = Object.freeze({
      ...this.#setup,
      ...(await houseOf(this.#setup.config, this.#setup.directory)),
    });
  }
}
