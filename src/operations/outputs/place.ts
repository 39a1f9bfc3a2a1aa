import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeFolder, outputError } from '../../disk/files.js';
import { OutputFolder } from '../../disk/output-folder.js';
import { isRegularFile } from '../../disk/regular.js';
import { asPath, messages } from '../../message.js';
import type { RunEvent } from '../../model/event.js';
import { OWN_FOLDER } from '../../setup/folders.js';
import type { Setup } from '../../setup/setup.js';
import { JOURNAL_NAME } from '../../write/journal.js';
import { MANIFEST_NAME } from '../../write/manifest-read.js';
import { recoverOutputs } from '../../write/recover.js';
import { RESOURCES_NAME } from '../../write/resources.js';
import { readState, STATE_NAME } from '../../write/state.js';

const say = messages('run', {
  moved: {
    one: '{{count}} file of the state of these outputs is in {{folder}} now',
    other: '{{count}} files of the state of these outputs are in {{folder}} now',
  },
});

/** Where the state of the outputs is: in its own folder, or still where an earlier version or setting had it. */

export const REPORT_NAME = 'report.md';

type Places = Pick<Setup, 'out' | 'state'>;

/** The folder the state is in now; the one it belongs into when there is none yet. */
export function stateNow({ out, state }: Places): string {
  const places = [state, out, join(out, OWN_FOLDER)];
  return places.find((place) => existsSync(join(place, STATE_NAME))) ?? state;
}

/**
 * Makes the state ready for a run that holds the lock: what one before it left half done, and what an earlier version kept
 * elsewhere, is put right.
 * @throws TovmachError OUTPUT
 */
export async function readyState(
  setup: Places & Pick<Setup, 'cwd'>,
  {
    tookOver,
    onEvent,
  }: { readonly tookOver: boolean; readonly onEvent?: ((event: RunEvent) => void) | undefined },
): Promise<void> {
  const { out, state, cwd } = setup;
  await makeFolder(state);
  if (tookOver) await recoverOutputs(out, state);
  const count = await migrateState(setup);
  if (count > 0) onEvent?.({ type: 'notice', ...say.moved({ count, folder: asPath(relative(cwd, state)) }) });
}

/** One step that brings what an earlier version left to where this one expects it. Steps may be taken twice. */
type Migration = (places: Places) => Promise<number>;

/** In order; a published step never changes. */
const MIGRATIONS: readonly Migration[] = [intoOwnFolder];

/**
 * Brings the state of an output folder to where and how this version keeps it. Both folders exist, and nobody else is
 * writing to them. A run that dies meanwhile is gone on with by the next.
 * @returns how many files were moved
 * @throws TovmachError OUTPUT
 */
async function migrateState(places: Places): Promise<number> {
  let moved = 0;
  for (const step of MIGRATIONS) moved += await step(places);
  return moved;
}

/** 0.1.0 kept its books among the outputs, where a site generator may publish them. */
async function intoOwnFolder(places: Places): Promise<number> {
  const from = stateNow(places);
  const { state } = places;
  if (from === state) return 0;
  const ledgers = [...(await readState(from)).articles()].map(({ ledger }) => ledger);
  const [old, own] = [new OutputFolder(from), new OutputFolder(state)];
  let moved = 0;
  // The lock file last: as long as it is there, the rest is still to be moved.
  for (const name of [...ledgers, MANIFEST_NAME, REPORT_NAME, JOURNAL_NAME, RESOURCES_NAME, STATE_NAME]) {
    old.refuseEscape(name);
    own.refuseEscape(name);
    if (!isRegularFile(old.file(name))) continue;
    await makeFolder(dirname(own.file(name)));
    await move(old.file(name), own.file(name));
    moved += 1;
  }
  return moved;
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw outputError(to, error);
    // Another disk.
    try {
      await copyFile(from, to);
      await rm(from);
    } catch (cause) {
      throw outputError(to, cause);
    }
  }
}
