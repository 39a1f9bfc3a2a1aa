import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { mergeLocks } from '../index.js';
import type { CliContext } from './context.js';

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
      const read = (file: string): string => readFileSync(resolve(cwd, file), 'utf8');
      writeFileSync(resolve(cwd, ours), mergeLocks(read(base), read(ours), read(theirs)));
    });
}
