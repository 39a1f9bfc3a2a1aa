import type { Message } from '../message.js';

/** A file of a folder that no format reads: counted and named, never left out without a word. */
export interface PassedOver {
  /** Relative to the folder the user named, forward slashes. */
  readonly path: string;
  /** What it is, as an id: `pdf`, `picture`; `hidden` for what begins with a dot. */
  readonly kind: string;
  /** What it is, as people call it: `a PDF document`. */
  readonly name: Message;
  /** One sentence: what could read it. */
  readonly remedy: Message;
}
