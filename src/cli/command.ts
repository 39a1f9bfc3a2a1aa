import { Argument, Command, Help, Option } from 'commander';
import { closest, distance } from 'fastest-levenshtein';
import { TovmachError } from '../errors.js';
import type { Say } from '../i18n.js';
import { type Message, messages } from '../message.js';
import { primaryOf } from './language.js';

/** Commander with words of our own: its headings, and what it says of a command line it cannot use. */

const say = messages('cli', {
  usage: 'Usage:',
  argumentsHeading: 'Arguments:',
  optionsHeading: 'Options:',
  commandsHeading: 'Commands:',
  optionsWord: '[options]',
  commandWord: '[command]',
  choices: 'choices: {{values}}',
  byDefault: 'default: {{value}}',
  unknownFlag: 'unknown option {{option}}',
  unknownCommand: 'unknown command "{{command}}"',
  meant: 'Did you mean {{meant}}?',
  seeHelpOf: 'See: {{command}} --help',
  argumentMissing: 'the argument <{{name}}> is missing',
  valueMissing: '{{option}} needs a value',
  optionMissing: '{{option}} has to be given',
  notTogether: '{{option}} and {{other}} exclude each other',
  tooManyArguments: 'too many arguments: {{given}}, where {{expected}} are taken',
  notAChoice: '{{option}} does not take "{{value}}"',
  takesChoices: 'It takes: {{values}}.',
});

/** What stands between `<` and `>`. */
const names = messages('cli', {
  nameFile: 'file',
  nameFileTmx: 'file.tmx',
  nameTag: 'tag',
  nameTags: 'tags',
  nameName: 'name',
  nameGlob: 'glob',
  nameGlobs: 'globs',
  nameDetector: 'detector',
  nameHash: 'hash',
  nameTerm: 'term',
  nameNumber: 'number',
  nameWhat: 'what',
  nameFieldColumn: 'field=column',
  nameRoleLanguageAction: 'role[:language]=action',
  nameAmount: 'amount',
  nameFolder: 'folder',
  nameFormat: 'format',
  nameLayout: 'layout',
  namePercent: 'percent',
  nameSeverity: 'severity',
  nameSeconds: 'seconds',
  nameFormatFile: 'format[=file]',
  nameUrl: 'url',
  nameAddress: 'address',
  nameUrlFile: 'url|file',
  nameDate: 'date',
  nameProvider: 'provider',
  nameOrigin: 'origin',
  nameLimit: 'limit',
  namePairs: 'pairs',
  nameVersion: 'version',
  nameLine: 'line',
  namePaths: 'paths',
  nameIds: 'ids',
  nameFiles: 'files',
  nameLabelled: 'gold',
  nameBase: 'base',
  nameOurs: 'ours',
  nameTheirs: 'theirs',
  nameShell: 'shell',
  nameCommand: 'command',
  nameWords: 'words',
  namePath: 'path',
  nameText: 'text',
  nameForms: 'forms',
  nameLanguageForm: 'language=form',
  nameKind: 'kind',
  nameLanguage: 'language',
  nameSource: 'source',
  nameSize: 'size',
  nameUnit: 'unit',
  nameRoles: 'roles',
  nameNames: 'names',
});

const NAMES: Readonly<Record<string, () => Message>> = {
  file: names.nameFile,
  'file.tmx': names.nameFileTmx,
  tag: names.nameTag,
  tags: names.nameTags,
  name: names.nameName,
  glob: names.nameGlob,
  globs: names.nameGlobs,
  detector: names.nameDetector,
  hash: names.nameHash,
  term: names.nameTerm,
  number: names.nameNumber,
  what: names.nameWhat,
  'field=column': names.nameFieldColumn,
  'role[:language]=action': names.nameRoleLanguageAction,
  amount: names.nameAmount,
  folder: names.nameFolder,
  format: names.nameFormat,
  layout: names.nameLayout,
  percent: names.namePercent,
  severity: names.nameSeverity,
  seconds: names.nameSeconds,
  'format[=file]': names.nameFormatFile,
  url: names.nameUrl,
  address: names.nameAddress,
  'url|file': names.nameUrlFile,
  date: names.nameDate,
  provider: names.nameProvider,
  origin: names.nameOrigin,
  limit: names.nameLimit,
  pairs: names.namePairs,
  version: names.nameVersion,
  line: names.nameLine,
  paths: names.namePaths,
  ids: names.nameIds,
  files: names.nameFiles,
  gold: names.nameLabelled,
  base: names.nameBase,
  ours: names.nameOurs,
  theirs: names.nameTheirs,
  shell: names.nameShell,
  command: names.nameCommand,
  words: names.nameWords,
  path: names.namePath,
  text: names.nameText,
  forms: names.nameForms,
  'language=form': names.nameLanguageForm,
  kind: names.nameKind,
  language: names.nameLanguage,
  source: names.nameSource,
  size: names.nameSize,
  unit: names.nameUnit,
  roles: names.nameRoles,
  names: names.nameNames,
};

/** The name of a value, in the user's language. */
function nameIn(speak: Say, name: string): string {
  const bare = name.replace(/\.{3}$/, '');
  const known = NAMES[bare];
  return known === undefined ? name : `${speak(known())}${name.slice(bare.length)}`;
}

const HEADINGS: Readonly<Record<string, () => Message>> = {
  'Usage:': say.usage,
  'Arguments:': say.argumentsHeading,
  'Options:': say.optionsHeading,
  'Commands:': say.commandsHeading,
};

class SpokenHelp extends Help {
  constructor(private readonly speak: Say) {
    super();
  }

  override styleTitle(title: string): string {
    const heading = HEADINGS[title];
    return heading === undefined ? title : this.speak(heading());
  }

  override commandUsage(command: Command): string {
    const names = [command.name()];
    for (let above = command.parent; above !== null; above = above.parent) names.unshift(above.name());
    return [
      ...names,
      this.speak(say.optionsWord()),
      ...(command.commands.length > 0 ? [this.speak(say.commandWord())] : []),
      ...command.registeredArguments.map((argument) => this.argumentUsage(argument)),
    ].join(' ');
  }

  private argumentUsage(argument: Argument): string {
    const shown = nameIn(this.speak, `${argument.name()}${argument.variadic ? '...' : ''}`);
    return argument.required ? `<${shown}>` : `[${shown}]`;
  }

  override argumentTerm(argument: Argument): string {
    return nameIn(this.speak, argument.name());
  }

  override optionTerm({ flags }: Option): string {
    const [, before, open, name, close] = /^(.*?)([<[])(.*)([>\]])$/.exec(flags) ?? [];
    return name === undefined ? flags : `${before}${open}${nameIn(this.speak, name)}${close}`;
  }

  override argumentDescription(argument: Argument): string {
    const { description, argChoices } = argument;
    if (argChoices === undefined) return description;
    return `${description} (${this.speak(say.choices({ values: argChoices.join(', ') }))})`.trimStart();
  }

  override subcommandTerm(command: Command): string {
    const { options, registeredArguments } = command;
    const given = options.length > 0 ? [this.speak(say.optionsWord())] : [];
    return [command.name(), ...given, ...registeredArguments.map((one) => this.argumentUsage(one))].join(' ');
  }

  override optionDescription(option: Option): string {
    const more: Message[] = [];
    if (option.argChoices) more.push(say.choices({ values: option.argChoices.join(', ') }));
    if (option.defaultValue !== undefined && !option.isBoolean()) {
      more.push(say.byDefault({ value: String(option.defaultValueDescription ?? option.defaultValue) }));
    }
    const told = more.map((message) => this.speak(message)).join('; ');
    return told === '' ? option.description : `${option.description} (${told})`;
  }
}

/** An option whose choices are refused in our words. */
export class ChoiceOption extends Option {
  override choices(values: readonly string[]): this {
    super.choices(values);
    const take = this.parseArg;
    const name = this.long ?? this.flags;
    return this.argParser((value: string, previous: unknown) => {
      if (values.includes(value)) return take?.(value, previous);
      throw new TovmachError('USAGE', say.notAChoice({ option: name, value }), {
        hint: say.takesChoices({ values: values.join(', ') }),
      });
    });
  }
}

/** An option for one of the languages there are words in; `uk_UA.UTF-8` is Ukrainian as well. */
export function languageOption(flags: string, description: string, languages: readonly string[]): Option {
  return new Option(flags, description).argParser((value: string) => {
    if (languages.includes(primaryOf(value))) return value;
    throw new TovmachError('USAGE', say.notAChoice({ option: flags.split(' ')[0] ?? flags, value }), {
      hint: say.takesChoices({ values: languages.join(', ') }),
    });
  });
}

/** The same for an argument. */
export class ChoiceArgument extends Argument {
  override choices(values: readonly string[]): this {
    super.choices(values);
    const name = `<${this.name()}>`;
    return this.argParser((value: string) => {
      if (values.includes(value)) return value;
      throw new TovmachError('USAGE', say.notAChoice({ option: name, value }), {
        hint: say.takesChoices({ values: values.join(', ') }),
      });
    });
  }
}

/**
 * A command that speaks the user's language. Below `createHelp` are the places where commander makes its sentences; it
 * declares no types for them, so a test says each.
 */
export class SpokenCommand extends Command {
  constructor(
    private readonly speak: Say,
    name?: string,
  ) {
    super(name);
  }

  override createCommand(name?: string): SpokenCommand {
    return new SpokenCommand(this.speak, name);
  }

  override createHelp(): Help {
    return Object.assign(new SpokenHelp(this.speak), this.configureHelp());
  }

  missingArgument(name: string): never {
    throw this.refusal(say.argumentMissing({ name: nameIn(this.speak, name) }));
  }

  optionMissingArgument(option: Option): never {
    throw this.refusal(say.valueMissing({ option: option.long ?? option.flags }));
  }

  missingMandatoryOptionValue(option: Option): never {
    throw this.refusal(say.optionMissing({ option: option.long ?? option.flags }));
  }

  _conflictingOption(option: Option, other: Option): never {
    throw this.refusal(
      say.notTogether({ option: option.long ?? option.flags, other: other.long ?? other.flags }),
    );
  }

  unknownOption(flag: string): never {
    const known: string[] = [];
    for (let command: Command | null = this; command !== null; command = command.parent)
      known.push(...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])));
    throw this.refusal(say.unknownFlag({ option: flag }), near(flag, [...known, '--help']));
  }

  /** A known option is no value of another: `--out --to en` has forgotten the folder. */
  override parseOptions(argv: string[]): ReturnType<Command['parseOptions']> {
    const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
    const known = (word: string | undefined): Option | undefined =>
      this.options.find(({ long, short }) => word !== undefined && (long === word || short === word));
    const forgotten = words.findIndex(
      (word, index) =>
        word.startsWith('-') &&
        known(word)?.required &&
        words[index + 1]?.startsWith('--') &&
        known(words[index + 1]),
    );
    if (forgotten >= 0) this.optionMissingArgument(known(words[forgotten]) as Option);
    return super.parseOptions(argv);
  }

  _excessArguments(given: readonly string[]): void {
    if (given.length <= this.registeredArguments.length) return;
    const [first = ''] = given;
    const meant =
      this.isTheDefault() && this.parent !== null
        ? near(
            first,
            this.parent.commands.map((each) => each.name()),
          )
        : undefined;
    if (meant !== undefined) throw this.refusal(say.unknownCommand({ command: first }), meant);
    const expected = this.registeredArguments.length;
    throw this.refusal(say.tooManyArguments({ given: given.length, expected }));
  }

  unknownCommand(): never {
    const [command = ''] = this.args;
    const names = this.createHelp()
      .visibleCommands(this)
      .map((each) => each.name());
    throw this.refusal(say.unknownCommand({ command }), near(command, names));
  }

  /** Whether it is what its parent does when no command is named. */
  private isTheDefault(): boolean {
    return (
      (this.parent as (Command & { readonly _defaultCommandName?: string }) | null)?._defaultCommandName ===
      this.name()
    );
  }

  private refusal(what: Message, meant?: string): TovmachError {
    const names = [this.name()];
    for (let above = this.parent; above !== null; above = above.parent) names.unshift(above.name());
    return new TovmachError('USAGE', what, {
      hint: meant === undefined ? say.seeHelpOf({ command: names.join(' ') }) : say.meant({ meant }),
    });
  }
}

/** The known word that was probably meant. */
function near(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(word, known);
  return distance(word, best) <= Math.max(2, best.length / 3) ? best : undefined;
}
