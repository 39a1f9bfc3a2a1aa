import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Setup } from '../setup/setup.js';

/** Whether there are workers, and how many. */

export const WORKER_URL = new URL('./worker.js', import.meta.url);
/** The file a thread is started from: not there for what runs from its TypeScript source, or in a bundle. */
const HAS_WORKER = existsSync(WORKER_URL);

/** So many files want a further worker. */
const FILES_A_WORKER = 24;

/** How many workers a batch gets; 0: all is done in place. */
export function workersFor({ config, givenInCode }: Setup, files: number): number {
  if (!HAS_WORKER || givenInCode) return 0;
  const most = config.jobs ?? availableParallelism();
  return Math.min(most, Math.ceil(files / FILES_A_WORKER));
}

export interface CrewOptions {
  readonly workers: number;
  /** Seconds of the processor for one article. */
  readonly articleSeconds: number;
}
