import type { Command } from 'commander';
import { ChoiceArgument } from './command.js';
import type { CliContext } from './context.js';

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
} as const;

type Shell = keyof typeof SCRIPTS;
const SHELLS = Object.keys(SCRIPTS) as Shell[];

/** What may stand where the last of `words` stands: subcommands, options, or the choices of an option. */
function completions(program: Command, words: readonly string[]): string[] {
  let command = program;
  for (const word of words.slice(0, -1)) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (next !== undefined) command = next;
  }
  const current = words.at(-1) ?? '';
  const before = words.at(-2);
  const option = command.options.find(
    (candidate) => before !== undefined && (candidate.short === before || candidate.long === before),
  );
  const pool =
    option !== undefined && (option.required || option.optional)
      ? (option.argChoices ?? [])
      : current.startsWith('-')
        ? command.options.filter((candidate) => !candidate.hidden).map((candidate) => candidate.long ?? '')
        : command.commands.map((candidate) => candidate.name()).filter((name) => !name.startsWith('_'));
  return pool.filter((candidate) => candidate.startsWith(current));
}

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
      for (const candidate of completions(program, words)) context.print(candidate);
    });
}
