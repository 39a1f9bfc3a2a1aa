import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { outputError } from '../disk/files.js';
import { TovmachError } from '../errors.js';
import { mergeLocks } from '../index.js';
import { asPath, messages } from '../message.js';
import type { CliContext } from './context.js';

const say = messages('cli', {
  lockUnreadable: 'cannot read the lock file {{file}} ({{reason}})',
  threeLocks: 'Name the three files that git gives a merge driver: base, ours, theirs.',
});

function readLock(cwd: string, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new TovmachError(
      missing ? 'INPUT_NOT_FOUND' : 'INPUT_UNREADABLE',
      say.lockUnreadable({ file: asPath(file), reason }),
      { file, cause, hint: say.threeLocks() },
    );
  }
}

/** `tovmach lock merge`: the merge driver of git for `tovmach.lock`. */
export function addLockCommand(program: Command, { t, cwd }: CliContext): void {
  const lock = program.command('lock').description(t('lock.description'));
  lock
    .command('merge')
    .description(t('lock.merge'))
    .argument('<base>', t('lock.base'))
    .argument('<ours>', t('lock.ours'))
    .argument('<theirs>', t('lock.theirs'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('lock.examples')}`)
    .action((base: string, ours: string, theirs: string) => {
      const merged = mergeLocks(readLock(cwd, base), readLock(cwd, ours), readLock(cwd, theirs));
      try {
        writeFileSync(resolve(cwd, ours), merged);
      } catch (cause) {
        throw outputError(ours, cause);
      }
    });
}
