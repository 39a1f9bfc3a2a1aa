import { TovmachError } from '../errors.js';
import { messages } from '../message.js';

const say = messages('setup', {
  closed: 'this tovmach was closed',
  makeAnother: 'Make another with createTovmach(), and close it when all calls are done.',
});

/** The calls under way on one instance, and whether there may be more. */
export class Calls {
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /** @throws TovmachError USAGE */
  refuseWhenClosed(): void {
    if (this.#closing === undefined) return;
    throw new TovmachError('USAGE', say.closed(), {
      hint: say.makeAnother(),
    });
  }

  async add<Result>(call: () => Promise<Result>): Promise<Result> {
    this.refuseWhenClosed();
    const result = call();
    this.#underWay.add(result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(result);
    }
  }

  close(end: () => Promise<void>): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#underWay).then(end);
    return this.#closing;
  }
}
