import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A lock between processes: a file that names its holder. One whose holder is dead is taken over. */

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told once, when another process holds the lock. */
  readonly onWait?: ((holder: string) => void) | undefined;
  /** Milliseconds between looks; absent: 200. */
  readonly pollMs?: number | undefined;
}

/** Untouched for so long, a lock is of a dead holder: on another machine, or one whose process id another got. */
const FORGOTTEN_MS = 60_000;
const TOUCH_MS = 15_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** Runs `work` while holding the lock; others wait. @throws the signal's reason when it is aborted */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const mine: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  while (!(await take(path, mine))) {
    options.signal?.throwIfAborted();
    const holder = await readHolder(path);
    if (await isDead(path, holder)) {
      await remove(path, holder);
      continue;
    }
    if (!told && holder !== undefined) options.onWait?.(`process ${holder.pid} on ${holder.host}`);
    told ||= holder !== undefined;
    await wait(options.pollMs ?? 200, undefined, { signal: options.signal });
  }
  const touch = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true });
  }
}

/** The lock appears with its content, so that nobody reads half of it. */
async function take(path: string, mine: Holder): Promise<boolean> {
  const draft = `${path}.${mine.token}`;
  const handle = await open(draft, 'wx');
  try {
    await handle.writeFile(JSON.stringify(mine));
    await handle.close();
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    const { pid, host, token } = holder;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof token !== 'string') return undefined;
    return { pid, host, token };
  } catch {
    return undefined;
  }
}

async function isDead(path: string, holder: Holder | undefined): Promise<boolean> {
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  try {
    return Date.now() - (await stat(path)).mtimeMs > FORGOTTEN_MS;
  } catch {
    return false; // gone: whoever held it let go
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes the dead holder's lock, and no other: someone else may have taken it over meanwhile. */
async function remove(path: string, dead: Holder | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}.dead`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readHolder(aside))?.token !== dead?.token) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}
