import { resolve, sep } from 'node:path';
import { watch } from 'chokidar';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { type CliContext, describeError } from './context.js';

/** `run --watch`: once now, and again whenever a source changes. */

const say = messages('cli', {
  watching: {
    one: 'watching {{count}} path; Ctrl-C ends it',
    other: 'watching {{count}} paths; Ctrl-C ends it',
  },
  watchNoStdin: 'standard input cannot be watched',
  watchFiles: 'Name files or folders.',
});

/** Editors write a file in several steps; so long nothing may happen before it is read, in milliseconds. */
const QUIET_MS = 300;

/**
 * Runs `once`, then again after every change below `paths`, one run at a time, until Ctrl-C. An error in a later run is said and waited out:
 * it may be a file that is half written.
 * @param ours folders whose changes are not the user's
 * @throws TovmachError USAGE for standard input; what the first run throws
 */
export async function watched(
  paths: readonly string[],
  ours: readonly string[],
  context: CliContext,
  once: () => Promise<void>,
): Promise<void> {
  if (paths.includes('-')) throw new TovmachError('USAGE', say.watchNoStdin(), { hint: say.watchFiles() });
  const { signal } = context;
  const named = paths.map((path) => resolve(context.cwd, path));
  const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);
  // Outputs that stand among their sources are looked at like them: a run that finds nothing to do changes nothing.
  const left = ours.filter((folder) => !named.some((path) => isIn(path, folder)));
  const isOurs = (path: string): boolean => left.some((folder) => isIn(path, folder));
  const watcher = watch(named, {
    ignoreInitial: true,
    ignored: isOurs,
  });
  let changed = false;
  let wake = (): void => {};
  watcher.on('all', () => {
    changed = true;
    wake();
  });
  const pause = (ms: number | undefined): Promise<void> =>
    new Promise((done) => {
      const timer = ms === undefined ? undefined : setTimeout(done, ms);
      const end = (): void => {
        clearTimeout(timer);
        done();
      };
      wake = end;
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  try {
    await new Promise<void>((ready) => watcher.once('ready', () => ready()));
    await once();
    while (!signal.aborted) {
      if (!changed) {
        context.error(context.say(say.watching({ count: paths.length })));
        await pause(undefined);
      }
      // Until nothing has happened for a while.
      while (changed && !signal.aborted) {
        changed = false;
        await pause(QUIET_MS);
      }
      if (signal.aborted) break;
      try {
        await once();
      } catch (error) {
        for (const line of describeError(error, context)) context.error(line);
      }
    }
  } finally {
    await watcher.close();
  }
}
