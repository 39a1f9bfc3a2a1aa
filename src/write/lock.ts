import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TovmachError } from '../errors.js';

/** One run at a time in an output folder. A dead holder is recognised. */

export interface RunLock {
  /** The run before this one died while it held the lock. */
  readonly tookOver: boolean;
  release(): Promise<void>;
}

const NAME = '.tovmach.lock';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    if (typeof holder.pid !== 'number' || typeof holder.host !== 'string') return undefined;
    return { pid: holder.pid, host: holder.host, since: String(holder.since) };
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock of an output folder.
 * @throws TovmachError LOCKED that says who holds it; OUTPUT when the folder cannot be written.
 */
export async function lockOutput(out: string): Promise<RunLock> {
  const path = join(out, NAME);
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  let tookOver = false;
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const handle = await open(path, 'wx');
      await handle.writeFile(`${JSON.stringify(mine)}\n`);
      await handle.close();
      return { tookOver, release: () => rm(path, { force: true }) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new TovmachError(
          'OUTPUT',
          `cannot write to ${out} (${(cause as NodeJS.ErrnoException).code})`,
          {
            file: out,
            cause,
            hint: 'Check the permissions of the folder, or name another with --out.',
          },
        );
      }
      const holder = await readHolder(path);
      // An empty lock is one whose holder is just writing it, or died before it could.
      if (holder === undefined && attempt < 2) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      if (holder !== undefined && (holder.host !== mine.host || isAlive(holder.pid))) {
        throw new TovmachError(
          'LOCKED',
          `another run (process ${holder.pid} on ${holder.host}, since ${holder.since}) is writing to ${out}`,
          {
            file: path,
            hint: `Wait for it, or, if it is gone, remove ${path}.`,
          },
        );
      }
      tookOver = true;
      await rm(path, { force: true });
    }
  }
  throw new TovmachError('LOCKED', `cannot take the lock of ${out}`, {
    file: path,
    hint: `Remove ${path} if no run is going on.`,
  });
}
