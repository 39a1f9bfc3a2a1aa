import type { Command, Option } from 'commander';
import type { Declared, DeclaredCommand } from './declared.js';

const HEADINGS = ['Usage:', 'Arguments:', 'Options:', 'Commands:'];

/** Asks the program for everything that help and completion show. */
export function declare(program: Command): Declared {
  const help = program.createHelp();
  return {
    program: declareCommand(program),
    headings: Object.fromEntries(HEADINGS.map((title) => [title, help.styleTitle(title)])),
  };
}

function declareCommand(command: Command): DeclaredCommand {
  const help = command.createHelp();
  const visible = new Set(help.visibleCommands(command).map((each) => each.name()));
  const shown = help.visibleOptions(command);
  const isChoosing = (option: Option): boolean => option.required || option.optional;
  const subcommands = [...command.commands, ...help.visibleCommands(command)].filter(
    (each, index, all) => all.findIndex((other) => other.name() === each.name()) === index,
  );
  return {
    name: command.name(),
    hidden: false,
    usage: help.commandUsage(command),
    description: help.commandDescription(command),
    term: help.subcommandTerm(command),
    arguments: help.visibleArguments(command).map((argument) => ({
      term: help.argumentTerm(argument),
      description: help.argumentDescription(argument),
    })),
    options: [...shown, ...command.options.filter((option) => option.hidden)].map((option) => ({
      short: option.short,
      long: option.long,
      term: help.optionTerm(option),
      description: help.optionDescription(option),
      hidden: option.hidden,
      takesValue: isChoosing(option),
      choices: option.argChoices ?? [],
    })),
    commands: subcommands.map((each) => ({ ...declareCommand(each), hidden: !visible.has(each.name()) })),
    after: textAfter(command),
  };
}

/** What follows the help itself; commander gives it only where it writes. */
function textAfter(command: Command): string {
  const output = command.configureOutput();
  let text = '';
  command.configureOutput({ ...output, writeOut: (more) => (text += more) });
  command.outputHelp();
  command.configureOutput(output);
  return text.slice(command.helpInformation().length);
}
