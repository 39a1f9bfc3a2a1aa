import type { Message } from '../../message.js';
import type { Concept } from '../../terms/termbase.js';

/** What comes of reading a termbase, whatever its format. */

/** What was left out of a file, and why. */
export interface TermsSkipped {
  readonly line: number;
  readonly reason: Message;
}

export interface TermsRead {
  readonly concepts: readonly Concept[];
  readonly skipped: readonly TermsSkipped[];
}
