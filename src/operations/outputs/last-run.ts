import { relative } from 'node:path';
import type { TranslationStore } from '../../memory/translation-store.js';
import type { Setup } from '../../setup/setup.js';

/** When the last run into a folder was: no book has times, so that the same run leaves the same bytes; memory has them. */

const markOf = ({ directory, out }: Pick<Setup, 'directory' | 'out'>, which: 'began' | 'ended'): string =>
  `run-${which}:${relative(directory, out)}`;

/** Both in milliseconds since 1970. */
export interface RunTimes {
  /** When its first file was looked for. */
  readonly began: number;
  /** When its books were written. */
  readonly ended: number;
}

/** @returns absent where this memory knows of none */
export async function lastRunOf(
  setup: Pick<Setup, 'directory' | 'out'>,
  store: Pick<TranslationStore, 'mark'>,
): Promise<RunTimes | undefined> {
  const [began, ended] = [await store.mark(markOf(setup, 'began')), await store.mark(markOf(setup, 'ended'))];
  return ended === 0 ? undefined : { began, ended };
}

/** Keeps when a run that ends now began; before it writes its books, for whoever hears that they changed asks. */
export async function noteRun(
  setup: Pick<Setup, 'directory' | 'out'>,
  store: Pick<TranslationStore, 'setMark'>,
  began: number,
): Promise<void> {
  await store.setMark(markOf(setup, 'began'), began);
  await store.setMark(markOf(setup, 'ended'), Date.now());
}

/** Milliseconds since 1970. */
export const now = (): number => Date.now();

/** Under which memory remembers up to when its human translations are in the outputs of a folder. */
export const appliedMark = ({ directory, out }: Pick<Setup, 'directory' | 'out'>): string =>
  `applied:${relative(directory, out)}`;
