import type { Origin } from '../model/translation.js';

/** What can be said of machines in an output. Pure. */

/** Values of the vocabulary of the W3C's AI Content Disclosure Community Group that can be known here. */
export type Disclosure = 'ai-assisted' | 'ai-autonomous';

/** Counts texts a machine wrote: those nobody looked at, and those a person changed or approved. */
export class MachineWords {
  #alone = 0;
  #reviewed = 0;

  add(origin: Origin): void {
    if (origin.kind === 'human' && origin.over !== undefined) this.#reviewed += 1;
    // The disguise is no machine's word.
    if (origin.kind !== 'provider' || origin.provider === 'pseudo') return;
    if (origin.reviewed === true) this.#reviewed += 1;
    else this.#alone += 1;
  }

  /** What is known of machines in the text, and no more: that there were none nobody knows. */
  get disclosure(): Disclosure | undefined {
    if (this.#alone > 0) return 'ai-autonomous';
    return this.#reviewed > 0 ? 'ai-assisted' : undefined;
  }
}
