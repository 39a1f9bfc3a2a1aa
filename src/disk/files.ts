import { randomInt } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, readFile, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { TovmachError } from '../errors.js';
import { asPath, type Message, messages, reasonOf, type Value } from '../message.js';
import { isRegularFile } from './regular.js';

/** Files appear whole or not at all: written under a temporary name, flushed, renamed. */

const say = messages('disk', {
  notWritten: 'cannot write {{file}}: {{reason}}',
  diskFull: 'the disk is full',
  quotaUsedUp: 'the disk quota is used up',
  freeSpace: 'Free some space and run again; what is finished is kept.',
  denied: 'permission denied',
  checkFolderPermissions: 'Check the permissions of the folder, or name another with --out.',
  readOnly: 'the file system is read-only',
  otherFolder: 'Name another folder with --out.',
  fileOnTheWay: 'a part of the path is a file, not a folder',
  nameTaken: 'a file of that name is in the way',
  folderInTheWay: 'a folder is in the way',
  nameTooLong: 'the name is too long for this file system',
  shortenName: 'Shorten the name of the source file.',
  checkOutput: 'Check the output folder.',
  broken: 'the disk does not answer as it should',
  checkDisk: 'Check the disk; what is finished is kept, and the next run does the rest.',
  tooManyOpen: 'too many files are open',
  allowMoreFiles: 'Allow more open files (ulimit -n), or run with a smaller --concurrency.',
});

export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Names of unfinished files end so; a later run removes those of a run that died. */
export const TEMPORARY = '.tovmach-tmp';

/** Takes away what this process began of some files and did not finish. @param paths absolute */
export function removeUnfinished(paths: readonly string[]): void {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    const folder = names.get(dirname(path)) ?? new Set();
    names.set(dirname(path), folder.add(basename(path)));
  }
  for (const [folder, wanted] of names) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const [, begun = ''] = /^\.(.+)\.\d+-\d+$/.exec(name.slice(0, -TEMPORARY.length)) ?? [];
      const isOurs = name.endsWith(TEMPORARY) && name.includes(`.${process.pid}-`);
      if (isOurs && wanted.has(begun)) rmSync(join(folder, name), { force: true });
    }
  }
}

/** The name of a file while it is not finished, beside its place; another each time. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomInt(2 ** 47)}${TEMPORARY}`);
}

const WHY: Readonly<Record<string, () => readonly [Value, Message]>> = {
  ENOSPC: () => [say.diskFull(), say.freeSpace()],
  EDQUOT: () => [say.quotaUsedUp(), say.freeSpace()],
  EACCES: () => [say.denied(), say.checkFolderPermissions()],
  EPERM: () => [say.denied(), say.checkFolderPermissions()],
  EROFS: () => [say.readOnly(), say.otherFolder()],
  EIO: () => [say.broken(), say.checkDisk()],
  EMFILE: () => [say.tooManyOpen(), say.allowMoreFiles()],
  ENFILE: () => [say.tooManyOpen(), say.allowMoreFiles()],
  ENOTDIR: () => [say.fileOnTheWay(), say.otherFolder()],
  EISDIR: () => [say.folderInTheWay(), say.otherFolder()],
  EEXIST: () => [say.nameTaken(), say.otherFolder()],
  ENAMETOOLONG: () => [say.nameTooLong(), say.shortenName()],
};

/** Why the file system refused, in words; the code where there are none for it. */
export function systemReason(cause: unknown): Value {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return WHY[code]?.()[0] ?? (code === '' ? reasonOf(cause) : code);
}

/** A failure of the file system, with what to do about it. */
export function outputError(path: string, cause: unknown): TovmachError {
  const [, hint] = WHY[(cause as NodeJS.ErrnoException).code ?? '']?.() ?? [];
  return new TovmachError('OUTPUT', say.notWritten({ file: asPath(path), reason: systemReason(cause) }), {
    file: path,
    cause,
    hint: hint ?? say.checkOutput(),
  });
}

/** Makes a folder and those above it. @throws TovmachError OUTPUT */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeWithParents(path);
  } catch (cause) {
    throw outputError(path, cause);
  }
}

/** The folders that `makeFolder` would make, the innermost first. */
export function missingFolders(path: string): string[] {
  const missing: string[] = [];
  for (let at = path; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  return missing;
}

/** Removes folders that are empty, the innermost first; one that is not, or cannot be removed, stays. */
export async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const left = await rmdir(folder).then(
      () => false,
      () => true,
    );
    if (left) return;
  }
}

/** Step by step: `recursive` never returns where a folder exists and refuses new ones as missing, as /proc does. */
async function makeWithParents(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === 'ENOENT' && parent !== path) {
      await makeWithParents(parent);
      await mkdir(path);
    } else if (!(await stat(path).catch(() => undefined))?.isDirectory()) throw error;
  }
}

/**
 * Removes a file that is nobody's any more. One that cannot be removed, after a second try, stays: nothing reads it, and
 * what has a `TEMPORARY` name in an output folder the next run takes away.
 */
export function discardFile(path: string): void {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      rmSync(path, { force: true });
      return;
    } catch {
      // Once more.
    }
  }
}

const flush = promisify(fdatasync);

interface Staged {
  readonly temporary: string;
  readonly flushed: Promise<void>;
}

/**
 * Writes a file under a temporary name. What has to wait for the disk, to flush it, is left to another thread; the rest is done
 * in place, for handing over a step costs more than the step.
 */
function stage(file: NewFile): Staged {
  const temporary = temporaryName(file.path);
  const handle = openSync(temporary, 'wx');
  try {
    writeFileSync(handle, file.content);
  } catch (error) {
    closeSync(handle);
    discardFile(temporary);
    throw error;
  }
  const flushed = flush(handle).finally(() => closeSync(handle));
  // Whoever awaits it hears of a failure; until then it is nobody's.
  flushed.catch(() => {});
  return { temporary, flushed };
}

/**
 * Writes some files that belong together: all are staged before the first gets its name. Their folders are there.
 * @throws TovmachError OUTPUT naming the file and the remedy; nothing half-written is left.
 */
export async function writeTogether(files: readonly NewFile[]): Promise<void> {
  const staged: Staged[] = [];
  let current = files[0]?.path ?? '';
  try {
    for (const file of files) {
      current = file.path;
      staged.push(stage(file));
    }
    await Promise.all(staged.map(({ flushed }) => flushed));
    for (const [index, file] of files.entries()) {
      current = file.path;
      renameSync(staged[index]?.temporary ?? '', file.path);
    }
  } catch (cause) {
    await Promise.allSettled(staged.map(({ flushed }) => flushed));
    for (const { temporary } of staged) discardFile(temporary);
    throw outputError(current, cause);
  }
}

/**
 * Bytes of a file, or `undefined` when there is none. A link is not followed: it may have come from a stranger.
 * @throws TovmachError OUTPUT when it is no regular file or cannot be read
 */
export async function readExisting(path: string): Promise<Buffer | undefined> {
  try {
    // Mostly there is none; to be told so by an error costs many times the look.
    if (!isRegularFile(path)) return undefined;
    return await readFile(path);
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw outputError(path, cause);
  }
}
