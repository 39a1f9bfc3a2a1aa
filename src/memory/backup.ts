import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { discardFile, temporaryName } from '../disk/files.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { StoredEntry } from '../model/memory-entry.js';
import { connect, flushFile, flushFolder } from './connect.js';
import { openDatabase, storeError } from './database.js';
import { insertEntries } from './insert.js';
import { entriesOf } from './maintenance.js';
import { copySpend } from './spend.js';
import { openMemory } from './store.js';

const say = messages('memory', {
  noBackup: 'There is no backup {{file}}',
  inTheWay: '{{file}} is there already',
  otherName: 'Name another file, or move this one away.',
});

const BUSY_MILLISECONDS = 10_000;
const BATCH = 2_000;

/**
 * Writes a memory as it is at one moment into a file of its own, whole or not at all. Runs may use the memory meanwhile.
 * @returns how many entries are in it
 * @throws TovmachError STORE, LOCKED, INPUT_NOT_FOUND; OUTPUT when something is there already
 */
export function backupMemory(path: string, file: string): number {
  if (existsSync(file)) {
    throw new TovmachError('OUTPUT', say.inTheWay({ file: asPath(file) }), { file, hint: say.otherName() });
  }
  const store = openMemory(path, { mustExist: true });
  store.close();
  const temporary = temporaryName(file);
  const database = openDatabase(path, BUSY_MILLISECONDS);
  try {
    database.prepare('VACUUM INTO ?').run(temporary);
    flushFile(temporary);
    const entries = countIn(temporary);
    renameSync(temporary, file);
    flushFolder(dirname(file));
    return entries;
  } catch (cause) {
    discardFile(temporary);
    throw storeError(file, TovmachError.isInstance(cause) ? cause.cause : cause);
  } finally {
    database.close();
  }
}

function countIn(path: string): number {
  const copy = openDatabase(path, BUSY_MILLISECONDS);
  try {
    return Number(copy.prepare('SELECT count(*) AS entries FROM entry').get()?.entries ?? 0);
  } finally {
    copy.close();
  }
}

/**
 * Puts into a memory what a backup has and it has not: entries, and records of spending. What the memory has stays as it
 * is. Runs may use the memory meanwhile; where there is none yet, one is made.
 * @returns how many entries came back
 * @throws TovmachError STORE, LOCKED, INPUT_NOT_FOUND
 */
export function restoreMemory(path: string, file: string, now: () => Date = () => new Date()): number {
  if (!existsSync(file))
    throw new TovmachError('INPUT_NOT_FOUND', say.noBackup({ file: asPath(file) }), { file });
  const backup = connect(file, BUSY_MILLISECONDS);
  try {
    const memory = connect(path, BUSY_MILLISECONDS);
    try {
      let restored = 0;
      let batch: StoredEntry[] = [];
      const flush = (): void => {
        restored += memory.write(() => insertEntries(memory, batch, now(), { keepOlder: true }));
        batch = [];
      };
      for (const entry of entriesOf(backup, {})) {
        batch.push(entry);
        if (batch.length >= BATCH) flush();
      }
      flush();
      copySpend(backup.prepare('SELECT * FROM spend').all(), memory);
      return restored;
    } finally {
      memory.close();
    }
  } finally {
    backup.close();
  }
}
