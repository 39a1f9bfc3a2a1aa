import type { Usage } from '../model/contracts.js';
import type { Manners } from './chat-habits.js';

/** What goes to a chat model, and what comes back. */

/** One question to a chat model. */
export interface Question {
  /** Instructions; absent: they are at the head of `texts`. */
  readonly told?: string;
  /** The texts as data. */
  readonly texts: string;
  readonly manners: Manners;
  /** Tokens the answer will need at most. */
  readonly room: number;
  readonly signal: AbortSignal;
}

/** What a chat model made of it. */
export interface Reply {
  /** Where the answer may stand, the likeliest first. */
  readonly contents: readonly string[];
  /** Cut off at a limit, refused by the model, or stopped by a filter; absent: it is whole. */
  readonly end?: 'cut' | 'refused' | 'filtered';
  /** Why it was refused. */
  readonly words?: string;
  readonly usage?: Usage | undefined;
  readonly model?: string | undefined;
}
