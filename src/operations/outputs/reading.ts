import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Setup } from '../../setup/setup.js';
import { MANIFEST_NAME, openPreviousManifest, type PreviousManifest } from '../../write/manifest-read.js';
import { type OutputsState, readState, STATE_NAME } from '../../write/state.js';
import { stateNow } from './place.js';

/** Lock and manifest as they were read last: thousands of articles are looked at one by one. */

export interface Reading {
  readonly state: OutputsState;
  readonly manifest: PreviousManifest;
}

interface Kept {
  readonly version: string;
  readonly reading: Promise<Reading>;
}

const KEPT = new WeakMap<Setup, Kept>();

function versionAt(place: string): string {
  return [STATE_NAME, MANIFEST_NAME]
    .map((name) => {
      const found = statSync(join(place, name), { throwIfNoEntry: false });
      return found === undefined ? '-' : `${found.mtimeMs} ${found.size} ${found.ino}`;
    })
    .join('\n');
}

/** What the books of the output folder say now; for looking only. @throws TovmachError OUTPUT */
export function readBooks(setup: Setup): Promise<Reading> {
  const place = stateNow(setup);
  const version = versionAt(place);
  const kept = KEPT.get(setup);
  if (kept?.version === version) return kept.reading;
  closeBooks(setup);
  const reading = open(place);
  KEPT.set(setup, { version, reading });
  reading.catch(() => KEPT.delete(setup));
  return reading;
}

async function open(place: string): Promise<Reading> {
  const state = await readState(place);
  return { state, manifest: await openPreviousManifest(place) };
}

/** Lets go of them; whoever still reads has what it needs by then. */
export function closeBooks(setup: Setup): void {
  const kept = KEPT.get(setup);
  KEPT.delete(setup);
  kept?.reading.then(
    ({ manifest }) => setImmediate(() => manifest.close()),
    () => {},
  );
}
