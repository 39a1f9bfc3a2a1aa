import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { discardFile } from './files.js';
import { isRunning, processHere, startOf } from './process.js';
import { isRegularFile } from './regular.js';

/**
 * A lock between processes, and between calls of one process: a file that names its holder. One whose holder is dead
 * is taken over.
 */

const say = messages('disk', {
  held: 'another run (process {{pid}} on {{host}}, since {{since}}) holds {{lock}}',
  waitForIt: 'Wait for it (--wait does), or, if it is gone, remove {{lock}}.',
  stoppedWaiting: 'interrupted while waiting for another run',
  stoppedBefore: 'interrupted before anything was begun',
});

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** Tells a holder from every other; absent in locks of earlier versions. */
  readonly token?: string;
  /** When its process began, in the kernel's ticks; absent where that cannot be known. */
  readonly started?: string;
}

export interface LockOptions {
  /** How long to wait for the holder, in milliseconds; default 0. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told once who is waited for. */
  readonly onWait?: ((holder: Holder) => void) | undefined;
  /** Milliseconds between looks; default 200. */
  readonly pollMs?: number | undefined;
}

export interface Lock {
  /** The holder before this one died while it held the lock. */
  readonly tookOver: boolean;
  release(): Promise<void>;
}

/** Untouched for so long, a lock is of a dead holder: on another machine, or one whose process id another got. */
const FORGOTTEN_MS = 60_000;
const TOUCH_MS = 15_000;
const LOOK_AGAIN_MS = 200;
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Who holds a lock now; absent where nobody does, or only somebody who died. */
export async function holderOf(path: string): Promise<(Holder & { readonly own: boolean }) | undefined> {
  const found = await readHolder(path);
  if (found === undefined || (await isDead(path, found))) return undefined;
  return { ...found, own: found.pid === process.pid && found.host === hostname() };
}

/**
 * Takes a lock. Its folder exists.
 * @throws TovmachError LOCKED that says who holds it, ABORTED, OUTPUT when something else is in its place; errors of the
 * file system as they come
 */
export async function acquireLock(path: string, options: LockOptions = {}): Promise<Lock> {
  const { waitMs = 0, signal, onWait, pollMs = LOOK_AGAIN_MS } = options;
  const until = Date.now() + waitMs;
  let tookOver = false;
  let unreadable = 0;
  let told = false;
  for (;;) {
    if (signal?.aborted) throw new TovmachError('ABORTED', told ? say.stoppedWaiting() : say.stoppedBefore());
    const mine = holder();
    if (await create(path, mine)) return heldLock(path, mine, tookOver);
    const other = isRegularFile(path) ? await readHolder(path) : undefined;
    // A lock that cannot be read was just released, or damaged.
    if (other === undefined && unreadable++ < 3) {
      await pause(pollMs, signal);
      continue;
    }
    if (other === undefined || (await isDead(path, other))) {
      tookOver = (await removeDead(path, other)) || tookOver;
      continue;
    }
    if (Date.now() >= until) {
      const { pid, host, since } = other;
      throw new TovmachError('LOCKED', say.held({ pid, host, since, lock: asPath(path) }), {
        file: path,
        hint: say.waitForIt({ lock: asPath(path) }),
      });
    }
    if (!told) onWait?.(other);
    told = true;
    await pause(pollMs, signal);
  }
}

/** Runs `work` while holding a lock, and lets go of it whatever happens. @throws as `acquireLock` */
export async function withLock<Result>(
  path: string,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(path, { waitMs: Number.MAX_SAFE_INTEGER, ...options });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** What is waited for ends the wait; that it was aborted is said by whoever looks next. */
const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  wait(milliseconds, undefined, { signal }).catch(() => {});

function holder(): Holder {
  const { pid, host, started } = processHere();
  return {
    pid,
    host,
    since: new Date().toISOString(),
    token: randomUUID(),
    ...onlyDefined({ started }),
  };
}

function heldLock(path: string, mine: Holder, tookOver: boolean): Lock {
  const touch = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_MS).unref();
  return {
    tookOver,
    async release() {
      clearInterval(touch);
      if ((await readHolder(path))?.token === mine.token) discardFile(path);
    },
  };
}

/** Creates the lock with its content in one step. @returns false when somebody holds it */
async function create(path: string, mine: Holder): Promise<boolean> {
  const content = `${JSON.stringify(mine)}\n`;
  const draft = `${path}.${mine.token}`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      // File systems without links: the lock is then empty for a moment.
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return writeFile(path, content, { flag: 'wx' });
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    discardFile(draft);
  }
  await removeDrafts(path);
  return true;
}

/** Drafts of processes that were killed between two steps; one of a process that lives is of somebody who still tries. */
async function removeDrafts(path: string): Promise<void> {
  const beginning = `${basename(path)}.`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(beginning)) continue;
    const draft = join(dirname(path), name);
    const owner = await readHolder(draft);
    const isLeft = owner === undefined ? await isForgotten(draft) : await isDead(draft, owner);
    if (isLeft) discardFile(draft);
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const found = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    const { pid, host, since, token, started } = found;
    if (typeof pid !== 'number' || pid <= 0 || typeof host !== 'string') return undefined;
    return {
      pid,
      host,
      since: String(since),
      ...onlyDefined({
        token: typeof token === 'string' ? token : undefined,
        started: typeof started === 'string' ? started : undefined,
      }),
    };
  } catch {
    return undefined;
  }
}

async function isDead(path: string, { pid, host, since, token, started }: Holder): Promise<boolean> {
  // Holders of earlier versions do not touch their locks: elsewhere, nobody can tell.
  const isForgottenHere = token !== undefined && (await isForgotten(path));
  if (host !== hostname()) return isForgottenHere;
  const booted = Date.now() - uptime() * 1000;
  if (Date.parse(since) < booted - 1000 || !isRunning(pid)) return true;
  const now = startOf(pid);
  if (started !== undefined && now !== undefined) return started !== now;
  // This process writes when it began; a lock that does not say it is of another that had its id.
  if (pid === process.pid && now !== undefined && token === undefined) return true;
  return isForgottenHere;
}

async function isForgotten(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > FORGOTTEN_MS;
  } catch {
    return false; // gone: whoever held it let go
  }
}

/** Takes a dead holder's lock away. Two that try at once do not take away the lock of the one that was faster. */
async function removeDead(path: string, dead: Holder | undefined): Promise<boolean> {
  const aside = `${path}.${randomUUID()}.dead`;
  try {
    await rename(path, aside);
  } catch {
    return false;
  }
  const taken = await readHolder(aside);
  const isSame = taken?.pid === dead?.pid && taken?.since === dead?.since && taken?.token === dead?.token;
  if (!isSame) await link(aside, path).catch(() => {});
  discardFile(aside);
  return isSame;
}
