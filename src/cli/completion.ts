import type { Command } from 'commander';
import { ChoiceArgument } from './command.js';
import type { CliContext } from './context.js';
import { declare } from './declare.js';
import { completionsOf } from './declared.js';

/** Scripts that ask tovmach itself what may follow, so that they never grow stale. */
const SCRIPTS = {
  bash: `_tovmach() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(tovmach __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -o bashdefault -F _tovmach tovmach
`,
  zsh: `#compdef tovmach
_tovmach() {
  local -a candidates
  candidates=("\${(@f)$(tovmach __complete -- "\${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
  compadd -- $candidates
  _files
}
compdef _tovmach tovmach
`,
  fish: `complete -c tovmach -a '(tovmach __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName tovmach -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  tovmach __complete '--' @words | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
} as const;

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
