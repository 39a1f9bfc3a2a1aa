import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { TovmachError } from '../errors.js';

/** Files appear whole or not at all: written under a temporary name, flushed, renamed. */

export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
}

/** Names of unfinished files end so; a later run removes those of a run that died. */
export const TEMPORARY = '.tovmach-tmp';

let counter = 0;

function outputError(path: string, cause: unknown): TovmachError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const why: Record<string, readonly [string, string]> = {
    ENOSPC: ['the disk is full', 'Free some space and run again; what is finished is kept.'],
    EDQUOT: ['the disk quota is used up', 'Free some space and run again; what is finished is kept.'],
    EACCES: ['permission denied', 'Check the permissions of the folder, or name another with --out.'],
    EPERM: ['permission denied', 'Check the permissions of the folder, or name another with --out.'],
    EROFS: ['the file system is read-only', 'Name another folder with --out.'],
    ENOTDIR: ['a part of the path is a file, not a folder', 'Name another folder with --out.'],
    EEXIST: ['a file of that name is in the way', 'Name another folder with --out.'],
    ENAMETOOLONG: ['the name is too long for this file system', 'Shorten the name of the source file.'],
  };
  const [reason, hint] = why[code] ?? [code === '' ? String(cause) : code, 'Check the output folder.'];
  return new TovmachError('OUTPUT', `cannot write ${path}: ${reason}`, { file: path, cause, hint });
}

/** Makes a folder and those above it. @throws TovmachError OUTPUT */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeWithParents(path);
  } catch (cause) {
    throw outputError(path, cause);
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

const made = new Set<string>();

async function stage(file: NewFile): Promise<string> {
  const folder = dirname(file.path);
  if (!made.has(folder)) {
    await mkdir(folder, { recursive: true });
    made.add(folder);
  }
  const temporary = join(folder, `.${basename(file.path)}.${process.pid}-${counter++}${TEMPORARY}`);
  const handle = await open(temporary, 'wx');
  try {
    await handle.writeFile(file.content);
    await handle.datasync();
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  return temporary;
}

/**
 * Writes some files that belong together: all are staged before the first gets its name.
 * @throws TovmachError OUTPUT naming the file and the remedy; nothing half-written is left.
 */
export async function writeTogether(files: readonly NewFile[]): Promise<void> {
  const staged: string[] = [];
  let current = files[0]?.path ?? '';
  try {
    for (const file of files) {
      current = file.path;
      staged.push(await stage(file));
    }
    for (const [index, file] of files.entries()) {
      current = file.path;
      await rename(staged[index] ?? '', file.path);
    }
  } catch (cause) {
    made.clear();
    await Promise.all(staged.map((path) => rm(path, { force: true }).catch(() => {})));
    throw outputError(current, cause);
  }
}

/** Content of a file, or `undefined` when there is none. @throws TovmachError OUTPUT when it cannot be read. */
export async function readExisting(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EISDIR')
      throw outputError(path, Object.assign(new Error('a folder is in the way'), { code: 'EEXIST' }));
    throw outputError(path, cause);
  }
}

/** Refuses an output folder below which links lead elsewhere. @throws TovmachError OUTPUT */
export async function refuseEscape(out: string, path: string): Promise<void> {
  let folder = dirname(path);
  if (made.has(folder)) return;
  while (folder.length > out.length) {
    const exists = await stat(folder).then(
      () => true,
      () => false,
    );
    if (exists) {
      const real = await realpath(folder);
      const root = await realpath(out);
      if (real !== root && !real.startsWith(root + sep)) {
        throw new TovmachError('OUTPUT', `${folder} is a link that leaves the output folder`, {
          file: folder,
          hint: 'Remove the link, or name another folder with --out.',
        });
      }
      return;
    }
    folder = dirname(folder);
  }
}
