import type { Command } from 'commander';
import { ChoiceArgument } from './command.js';
import { SCRIPTS } from './completion-scripts.js';
import type { CliContext } from './context.js';
import { declare } from './declare.js';
import { completionsOf } from './declared.js';

type Shell = keyof typeof SCRIPTS;
const SHELLS = Object.keys(SCRIPTS) as Shell[];

/** Adds `tovmach completion <shell>` and the hidden command behind its scripts. */
export function addCompletionCommand(program: Command, context: CliContext): void {
  program
    .command('completion')
    .description(context.t('completion.description'))
    .addArgument(new ChoiceArgument('<shell>').choices(SHELLS))
    .addHelpText('after', `\n${context.t('help.examples')}\n  tovmach completion bash >> ~/.bashrc\n`)
    .action((shell: Shell) => context.write(SCRIPTS[shell].trimEnd()));
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action((words: string[]) => {
      for (const candidate of completionsOf(declare(program).program, words)) context.print(candidate);
    });
}
