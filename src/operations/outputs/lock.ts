import { join } from 'node:path';
import { acquireLock, type Holder, holderOf, type Lock } from '../../disk/lock.js';
import { TovmachError } from '../../errors.js';
import { asPath, messages } from '../../message.js';
import type { RunEvent } from '../../model/event.js';

/** One run at a time in an output folder. */

const say = messages('run', {
  waiting:
    'another run (process {{pid}} on {{host}}, since {{since}}) is writing to {{folder}}; waiting for it',
  notWritable: 'cannot write to {{folder}} ({{reason}})',
  otherFolder: 'Check the permissions of the folder, or name another with --out.',
});

const NAME = '.tovmach.lock';

export interface OutputLockOptions {
  /** How long to wait for the holder, in milliseconds; default 0. */
  readonly waitForLockMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

/** Another process that writes into an output folder now. */
export async function writerNow(out: string): Promise<Holder | undefined> {
  const holder = await holderOf(join(out, NAME));
  return holder?.own === true ? undefined : holder;
}

/**
 * Takes the lock of an output folder, which exists.
 * @throws TovmachError LOCKED that says who holds it; OUTPUT when the folder cannot be written; ABORTED.
 */
export async function lockOutput(out: string, options: OutputLockOptions): Promise<Lock> {
  const { waitForLockMs = 0, signal, onEvent } = options;
  const folder = asPath(out);
  try {
    return await acquireLock(join(out, NAME), {
      waitMs: waitForLockMs,
      signal,
      onWait: ({ pid, host, since }) =>
        onEvent?.({ type: 'notice', ...say.waiting({ pid, host, since, folder }) }),
    });
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new TovmachError('OUTPUT', say.notWritable({ folder, reason }), {
      file: out,
      cause,
      hint: say.otherFolder(),
    });
  }
}
