import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';

/** One run at a time in an output folder. A dead holder is recognised. */

const say = messages('disk', {
  folderNotWritable: 'cannot write to {{folder}} ({{reason}})',
  checkLockFolder: 'Check the permissions of the folder, or name another with --out.',
  stoppedWaiting: 'interrupted while waiting for another run',
  held: 'another run (process {{pid}} on {{host}}, since {{since}}) is writing to {{folder}}',
  waitForIt: 'Wait for it (--wait does), or, if it is gone, remove {{lock}}.',
  waiting: '{{holder}}; waiting for it',
});

export interface RunLock {
  /** The run before this one died while it held the lock. */
  readonly tookOver: boolean;
  release(): Promise<void>;
}

export interface LockOptions {
  /** How long to wait for the holder, in milliseconds; default 0. */
  readonly waitForLockMs?: number;
  readonly signal?: AbortSignal;
  /** Told once who is waited for. */
  readonly onEvent?: (event: { readonly type: 'notice' } & Message) => void;
}

const NAME = '.tovmach.lock';
const LOOK_AGAIN_MS = 200;
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** Locks this process holds: its own number alone does not tell a run in it from a dead one that had the number before. */
const mine = new Set<string>();

function isAlive({ pid, host, since }: Holder, path: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return mine.has(path);
  const booted = Date.now() - uptime() * 1000;
  if (Date.parse(since) < booted - 1000) return false;
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

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));

/** Creates the lock with its content in one step. @returns false when somebody holds it */
async function create(path: string, holder: Holder, out: string): Promise<boolean> {
  const draft = `${path}.${holder.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(holder)}\n`);
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      // File systems without links: the lock is then empty for a moment.
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return writeFile(path, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
    });
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new TovmachError('OUTPUT', say.folderNotWritable({ folder: asPath(out), reason: code ?? '' }), {
      file: out,
      cause,
      hint: say.checkLockFolder(),
    });
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes a dead holder's lock away. Two that try at once do not take away the lock of the one that was faster. */
async function removeDead(path: string, dead: Holder | undefined): Promise<boolean> {
  const aside = `${path}.${process.pid}.dead`;
  try {
    await rename(path, aside);
  } catch {
    return false;
  }
  const taken = await readHolder(aside);
  const isSame = taken?.pid === dead?.pid && taken?.since === dead?.since;
  if (!isSame) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
  return isSame;
}

/**
 * Takes the lock of an output folder.
 * @throws TovmachError LOCKED that says who holds it; OUTPUT when the folder cannot be written; ABORTED.
 */
export async function lockOutput(out: string, options: LockOptions = {}): Promise<RunLock> {
  const path = join(out, NAME);
  const { waitForLockMs = 0, signal, onEvent } = options;
  const until = Date.now() + waitForLockMs;
  let tookOver = false;
  let unreadable = 0;
  let told = false;
  for (;;) {
    if (signal?.aborted) throw new TovmachError('ABORTED', say.stoppedWaiting());
    const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    if (await create(path, holder, out)) {
      mine.add(path);
      return {
        tookOver,
        async release() {
          mine.delete(path);
          await rm(path, { force: true });
        },
      };
    }
    const other = await readHolder(path);
    // A lock that cannot be read was just released, or damaged.
    if (other === undefined && unreadable++ < 3) {
      await pause();
      continue;
    }
    if (other === undefined || !isAlive(other, path)) {
      tookOver = (await removeDead(path, other)) || tookOver;
      continue;
    }
    const who = say.held({
      pid: other.pid,
      host: other.host,
      since: other.since,
      folder: asPath(out),
    });
    if (Date.now() >= until) {
      throw new TovmachError('LOCKED', who, {
        file: path,
        hint: say.waitForIt({ lock: asPath(path) }),
      });
    }
    if (!told) onEvent?.({ type: 'notice', ...say.waiting({ holder: who }) });
    told = true;
    await pause();
  }
}
