import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Setup } from '../../setup/setup.js';
import { JOURNAL_NAME } from '../../write/journal.js';
import { MANIFEST_NAME, openPreviousManifest, type PreviousManifest } from '../../write/manifest-read.js';
import { applyJournal, type OutputsState, readState, STATE_NAME } from '../../write/state.js';
import { stateNow } from './place.js';

/** Lock and manifest as they were read last: thousands of articles are looked at one by one. */

export interface Reading {
  readonly state: OutputsState;
  readonly manifest: PreviousManifest;
  /** What was made of the articles, by id; gone for those that were decided about since. */
  readonly kept: Map<string, unknown>;
}

interface Kept {
  readonly version: string;
  readonly reading: Promise<Reading>;
}

const KEPT = new WeakMap<Setup, Kept>();

function statOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '-' : `${found.mtimeMs} ${found.size} ${found.ino}`;
}

function versionAt(place: string): string {
  return [STATE_NAME, MANIFEST_NAME].map((name) => statOf(join(place, name))).join('\n');
}

/** Another whenever a run or a decision changed the books. */
export function booksVersion(setup: Setup): string {
  const place = stateNow(setup);
  const [manifest, journal] = [MANIFEST_NAME, JOURNAL_NAME].map((name) =>
    statSync(join(place, name), { throwIfNoEntry: false }),
  );
  if (manifest === undefined) return '';
  return `${manifest.mtimeMs}-${manifest.size}${journal === undefined ? '' : `-${journal.mtimeMs}-${journal.size}`}`;
}

/** What the books of the output folder say now; for looking only. @throws TovmachError OUTPUT */
export async function readBooks(setup: Setup): Promise<Reading> {
  const place = stateNow(setup);
  const version = versionAt(place);
  const kept = KEPT.get(setup);
  if (kept?.version === version) {
    const reading = await kept.reading;
    if (reading.manifest.journal.isContinued) return readOn(reading);
  }
  closeBooks(setup);
  const reading = open(place);
  KEPT.set(setup, { version, reading });
  reading.catch(() => KEPT.delete(setup));
  return reading;
}

/** What was decided since. */
function readOn(reading: Reading): Reading {
  const { state, manifest, kept } = reading;
  const touched = manifest.journal.more();
  applyJournal(state, manifest.journal, touched);
  for (const id of touched) kept.delete(id);
  return reading;
}

async function open(place: string): Promise<Reading> {
  const state = await readState(place);
  return { state, manifest: await openPreviousManifest(place), kept: new Map() };
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
