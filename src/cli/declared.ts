/**
 * The command line as plain data, written when the package is built: so that help and completion come without loading the
 * program (`quick.ts`). What is said there is what the program says, for it is asked.
 */

/** What completion knows of an option. */
interface OptionNames {
  readonly short?: string | undefined;
  readonly long?: string | undefined;
  readonly hidden: boolean;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** What completion knows of a command: the same in every language. */
export interface CommandNames {
  readonly name: string;
  readonly hidden: boolean;
  readonly options: readonly OptionNames[];
  readonly commands: readonly CommandNames[];
}

/** A command with its subcommands, in the user's language. */
export interface DeclaredCommand extends CommandNames {
  /** `tovmach detect [options] [paths...]` */
  readonly usage: string;
  readonly description: string;
  /** The line a command has in the list of its parent: its name and what it takes. */
  readonly term: string;
  readonly arguments: readonly { readonly term: string; readonly description: string }[];
  /** `term` as help shows it: `-o, --out <folder>`. */
  readonly options: readonly (OptionNames & { readonly term: string; readonly description: string })[];
  readonly commands: readonly DeclaredCommand[];
  /** Examples and exit codes. */
  readonly after: string;
}

/** The command line in one language. */
export interface Declared {
  readonly program: DeclaredCommand;
  /** Commander's headings in that language. */
  readonly headings: Readonly<Record<string, string>>;
}

/** A command without its sentences. */
export function namesOf({ name, hidden, options, commands }: CommandNames): CommandNames {
  return {
    name,
    hidden,
    options: options.map(({ short, long, hidden: isHidden, takesValue, choices }) => ({
      short,
      long,
      hidden: isHidden,
      takesValue,
      choices,
    })),
    commands: commands.map(namesOf),
  };
}

/** What may stand where the last of `words` stands: subcommands, options, or the choices of an option. */
export function completionsOf(program: CommandNames, words: readonly string[]): string[] {
  let command = program;
  for (const word of words.slice(0, -1))
    command = command.commands.find(({ name }) => name === word) ?? command;
  const current = words.at(-1) ?? '';
  const before = words.at(-2);
  const option = command.options.find(
    ({ short, long }) => before !== undefined && (short === before || long === before),
  );
  const pool = option?.takesValue
    ? option.choices
    : current.startsWith('-')
      ? command.options.filter(({ hidden }) => !hidden).map(({ long, short }) => long ?? short ?? '')
      : command.commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  return pool.filter((candidate) => candidate.startsWith(current));
}
