import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { discardFile } from '../disk/files.js';
import { writeFlushed } from '../disk/whole-file.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { type Database, damaged, openDatabase, storeError } from './database.js';
import { isEmpty, migrate } from './schema.js';

const say = messages('memory', {
  isFolder: 'The memory {{file}} is a folder',
  giveFile: 'Give the path of a file, or of one that is still to be made.',
  emptyFile: 'the file is empty',
});

/** Opened in memory, gone when closed. */
export const IN_MEMORY = ':memory:';

/** Files that belong to a database, its own last. */
const SUFFIXES = ['-wal', '-shm', ''] as const;

/**
 * Opens the database of a memory, made where there is none. An empty file is a damaged one: ours are never
 * empty, not even for a moment.
 * @throws TovmachError STORE, LOCKED
 */
export function connect(path: string, busyMilliseconds: number): Database {
  if (path === IN_MEMORY) return prepared(path, busyMilliseconds, true);
  if (!existsSync(path)) create(path, busyMilliseconds);
  else if (statSync(path).isDirectory()) {
    throw new TovmachError('STORE', say.isFolder({ file: asPath(path) }), {
      hint: say.giveFile(),
      file: path,
    });
  }
  return prepared(path, busyMilliseconds, false);
}

function prepared(path: string, busyMilliseconds: number, fresh: boolean): Database {
  const database = openDatabase(path, busyMilliseconds);
  try {
    if (!fresh && isEmpty(database)) {
      throw damaged(path, say.emptyFile(), Object.assign(new Error(), { code: 'SQLITE_NOTADB' }));
    }
    // FULL: the log reaches the disk at every commit, so what a put returned outlives a power cut.
    database.prepare('PRAGMA journal_mode = WAL').get();
    database.exec(
      'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536',
    );
    migrate(database);
    // Reads the roots of all tables: a cut or scribbled file is noticed now, not after money was spent.
    for (const table of ['pair', 'origin', 'entry', 'spend'])
      database.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes a memory beside its place and puts it there whole; if another process was quicker, its own stays. */
function create(path: string, busyMilliseconds: number): void {
  const fresh = `${path}.${process.pid}.new`;
  const copy = `${path}.${process.pid}.copy`;
  makeFolder(path);
  try {
    remove(fresh);
    prepared(fresh, busyMilliseconds, true).close();
    // A copy: SQLite must not know one file by two names, and the driver may close the first one late.
    writeFlushed(copy, readFileSync(fresh));
    put(copy, path);
    flushFolder(dirname(path));
  } catch (error) {
    // Of the file people know, not of the draft beside it.
    const isOfDraft = TovmachError.isInstance(error) && error.file === fresh && error.cause !== undefined;
    throw storeError(path, isOfDraft ? error.cause : error);
  } finally {
    remove(fresh);
    remove(copy);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw storeError(path, cause);
  }
}

function put(copy: string, path: string): void {
  try {
    linkSync(copy, path);
  } catch {
    // Another process made it, or the file system has no hard links.
    if (!existsSync(path)) renameSync(copy, path);
  }
}

function remove(path: string): void {
  for (const suffix of SUFFIXES) discardFile(path + suffix);
}

/** So that the new name outlives a power cut as well; Windows has no such thing for folders. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  flushFile(folder);
}

/** So that what is in a file outlives a power cut. */
export function flushFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Renames a database and the logs that belong to it; none may stay behind for a new one to trip over.
 * @returns its new name, beside the old one
 * @throws TovmachError STORE
 */
export function moveAside(path: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  let name = `${path}.damaged-${stamp}`;
  for (let count = 2; existsSync(name); count++) name = `${path}.damaged-${stamp}-${count}`;
  try {
    for (const suffix of SUFFIXES) {
      if (existsSync(path + suffix)) renameSync(path + suffix, name + suffix);
    }
  } catch (cause) {
    throw storeError(path, cause);
  }
  return name;
}
