import type { Message } from '../message.js';

/** How the schema says in a sentence of ours what is wrong with a value. */

export interface Refusal {
  readonly said: Message;
  readonly hint: Message;
  /** Absent: `CONFIG`. */
  readonly code?: 'LOCALE';
}

/** An issue for zod that carries the sentence; `issues.ts` takes it out again. */
export function refused(refusal: Refusal) {
  return { code: 'custom' as const, message: refusal.said.message, params: { refusal } };
}
