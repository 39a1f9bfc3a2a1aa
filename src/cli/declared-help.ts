import { Argument, Command, Option } from 'commander';
import type { Declared, DeclaredCommand } from './declared.js';

/** Help of the command that `path` leads to, `undefined` where there is none; `width` in columns. */
export function helpOf(declared: Declared, path: readonly string[], width: number): string | undefined {
  let at: DeclaredCommand | undefined = declared.program;
  for (const name of path) at = at?.commands.find((command) => command.name === name);
  if (at === undefined) return undefined;
  const { usage, description, commands, options, after } = at;
  const terms = new Map(commands.map(({ name, term }) => [name, term]));
  const command = new Command(at.name)
    .description(description)
    .helpOption(false)
    .helpCommand(false)
    .configureHelp({
      helpWidth: width,
      commandUsage: () => usage,
      styleTitle: (title) => declared.headings[title] ?? title,
      subcommandTerm: (each) => terms.get(each.name()) ?? each.name(),
      argumentTerm: (argument) => argument.name(),
      visibleArguments: () =>
        at.arguments.map(({ term, description: what }) =>
          Object.assign(new Argument('[words]', what), { name: () => term }),
        ),
      optionTerm: (option) => option.flags,
    });
  for (const { term, description: what, hidden } of options) {
    const option = new Option(term, what);
    option.hidden = hidden;
    command.addOption(option);
  }
  for (const each of commands)
    command.addCommand(new Command(each.name).description(each.description), { hidden: each.hidden });
  return [command.helpInformation(), after]
    .filter((text) => text !== '')
    .map((text) => `${text.trimEnd()}\n`)
    .join('');
}
