import { lstatSync, realpathSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { type NewFile, outputError, readExisting, writeTogether } from './files.js';

const say = messages('disk', {
  linkOut: '{{folder}} is a link that leaves the output folder',
  deadLink: '{{folder}} is a link that leads nowhere',
  removeLink: 'Remove the link, or name another folder with --out.',
});

/**
 * The output folder of one run. Everything written into it goes through here, so that nothing is written anywhere else:
 * each folder below is followed to where it really is, once a run, before the first file in it is read or written.
 */
export class OutputFolder {
  /** Folders that are there, and in the output folder. */
  readonly #safe = new Set<string>();
  #root: string | undefined;

  /** @param path absolute; exists */
  constructor(readonly path: string) {}

  /** Where a file of the folder is. @param name relative, forward slashes */
  file(name: string): string {
    return join(this.path, name);
  }

  /**
   * Refuses a file that a link below the folder leads elsewhere; to be asked before anything is paid for.
   * @throws TovmachError OUTPUT
   */
  refuseEscape(name: string): void {
    const wanted = dirname(this.file(name));
    if (this.#safe.has(wanted)) return;
    // The nearest folder that is there: those below it will be made in it.
    let folder = wanted;
    while (folder.length > this.path.length && !isThere(folder)) folder = dirname(folder);
    try {
      this.#root ??= realpathSync(this.path);
      const real = realpathSync(folder);
      if (real !== this.#root && !real.startsWith(this.#root + sep)) {
        throw new TovmachError('OUTPUT', say.linkOut({ folder: asPath(folder) }), {
          file: folder,
          hint: say.removeLink(),
        });
      }
    } catch (cause) {
      if (TovmachError.isInstance(cause)) throw cause;
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw outputError(folder, cause);
      throw new TovmachError('OUTPUT', say.deadLink({ folder: asPath(folder) }), {
        file: folder,
        cause,
        hint: say.removeLink(),
      });
    }
    if (folder === wanted) this.#safe.add(wanted);
  }

  /** Whether a file is really in the folder, whatever links there are. */
  holds(name: string): boolean {
    try {
      this.refuseEscape(name);
      return true;
    } catch {
      return false;
    }
  }

  /** Removes a file, if it is there. @throws TovmachError OUTPUT */
  async remove(name: string): Promise<void> {
    this.refuseEscape(name);
    try {
      await rm(this.file(name), { force: true });
    } catch (cause) {
      throw outputError(this.file(name), cause);
    }
  }

  /** Text of a file of ours, or `undefined` when there is none. @throws TovmachError OUTPUT */
  async read(name: string): Promise<string | undefined> {
    return (await this.readBytes(name))?.toString('utf8');
  }

  /** Bytes of a file, or `undefined` when there is none. @throws TovmachError OUTPUT */
  async readBytes(name: string): Promise<Buffer | undefined> {
    this.refuseEscape(name);
    return readExisting(this.file(name));
  }

  /**
   * Writes files that belong together: all are there in full before the first gets its name.
   * @param files by names relative to the folder, forward slashes
   * @throws TovmachError OUTPUT naming the file and the remedy; nothing half-written is left.
   */
  write(files: readonly NewFile[]): Promise<void> {
    return writeAcross([[this, files]]);
  }

  /** Makes the folders some files will be in. @returns the files by absolute names; @throws TovmachError OUTPUT */
  async prepare(files: readonly NewFile[]): Promise<NewFile[]> {
    for (const { path } of files) {
      this.refuseEscape(path);
      const folder = dirname(this.file(path));
      if (this.#safe.has(folder)) continue;
      try {
        await mkdir(folder, { recursive: true });
      } catch (cause) {
        throw outputError(folder, cause);
      }
      this.refuseEscape(path);
    }
    return files.map(({ path, content }) => ({ path: this.file(path), content }));
  }

  /** Looks at every folder anew: somebody may have taken one away. */
  forget(): void {
    this.#safe.clear();
  }

  /** Writes a small file, unless it is so already. @returns whether it was written */
  async writeIfChanged(name: string, content: string): Promise<boolean> {
    if ((await this.read(name)) === content) return false;
    await this.write([{ path: name, content }]);
    return true;
  }
}

/**
 * Writes files of several folders that belong together: all are there in full before the first gets its name, in the order
 * given.
 * @throws TovmachError OUTPUT naming the file and the remedy; nothing half-written is left.
 */
export async function writeAcross(
  parts: readonly (readonly [OutputFolder, readonly NewFile[]])[],
): Promise<void> {
  const files: NewFile[] = [];
  for (const [folder, wanted] of parts) files.push(...(await folder.prepare(wanted)));
  try {
    await writeTogether(files);
  } catch (error) {
    for (const [folder] of parts) folder.forget();
    throw error;
  }
}

/** Something has this name; be it a link that leads nowhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
