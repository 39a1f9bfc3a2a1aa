import { type Command, CommanderError, Option } from 'commander';
import { EXIT, TovmachError } from '../errors.js';
import { VERSION } from '../version.js';
import { addBatchCommand } from './batch.js';
import { addCacheCommand } from './cache.js';
import { addCheckCommand } from './check.js';
import { addCleanCommand } from './clean.js';
import { languageOption, SpokenCommand } from './command.js';
import { addCompletionCommand } from './completion.js';
import { type CliContext, describeError } from './context.js';
import { addDetectCommand } from './detect.js';
import { addDoctorCommand } from './doctor.js';
import { addEvalCommand } from './eval.js';
import { addExchangeCommands } from './exchange.js';
import { addInitCommand } from './init.js';
import { addLockCommand } from './lock.js';
import { addManifestCommand } from './manifest.js';
import { addMcpCommand } from './mcp.js';
import { addMemoryCommand } from './memory.js';
import { addModelsCommand } from './models.js';
import { addNamesCommand } from './names.js';
import { addPlanCommand } from './plan.js';
import { addQueueCommands } from './queue.js';
import { addReviewCommand } from './review.js';
import { addRunCommand } from './run.js';
import { addServeCommand } from './serve.js';
import { addTermsCommand } from './terms.js';

/** The whole command line, for running, for help and for completion. */
export function createProgram(context: CliContext): Command {
  const { t } = context;
  const program = new SpokenCommand(context.say, 'tovmach')
    .description(t('program.description'))
    .version(VERSION, '-V, --version', t('option.version'))
    .helpOption('-h, --help', t('option.help'))
    .helpCommand('help [command]', t('help.command'))
    .addOption(uiLanguageOption(context))
    .option('--debug', t('option.debug'))
    .addOption(noInput(context))
    .addHelpText('after', `\n${t('help.examples')}\n${t('program.examples')}\n\n${t('program.exitCodes')}`)
    .exitOverride()
    .configureOutput({
      getOutHelpWidth: () => context.stdout.columns || 80,
      writeOut: (text) => context.write(text.trimEnd()),
      // Help, where it was not asked for; errors are ours.
      writeErr: (text) => {
        for (const line of text.trimEnd().split('\n')) context.error(line);
      },
    });
  addRunCommand(program, context);
  addBatchCommand(program, context);
  addDetectCommand(program, context);
  addCleanCommand(program, context);
  addPlanCommand(program, context);
  addCheckCommand(program, context);
  addQueueCommands(program, context);
  addReviewCommand(program, context);
  addManifestCommand(program, context);
  addServeCommand(program, context);
  addDoctorCommand(program, context);
  addModelsCommand(program, context);
  addMemoryCommand(program, context);
  addCacheCommand(program, context);
  addTermsCommand(program, context);
  addNamesCommand(program, context);
  addExchangeCommands(program, context);
  addEvalCommand(program, context);
  addLockCommand(program, context);
  addMcpCommand(program, context);
  addInitCommand(program, context);
  addCompletionCommand(program, context);
  for (const command of program.commands) inherit(command, context);
  return program;
}

/** `--no-input` is no negation of an option `--input`. */
function noInput({ t }: CliContext): Option {
  const option = new Option('--no-input', t('option.noInput'));
  option.negate = false;
  return option;
}

function uiLanguageOption({ t, texts: { languages } }: CliContext): Option {
  return languageOption(
    '--ui-language <tag>',
    t('option.uiLanguage', { languages: languages.join(', ') }),
    languages,
  );
}

/** Options every subcommand takes as well, so that their place on the line does not matter. */
function inherit(command: Command, context: CliContext): void {
  const { t } = context;
  command
    .exitOverride()
    .helpOption('-h, --help', t('option.help'))
    .addOption(uiLanguageOption(context))
    .option('--debug', t('option.debug'))
    .addOption(noInput(context));
  for (const nested of command.commands) inherit(nested, context);
}

/**
 * Runs one command line.
 * @returns the exit code; every error has been reported on standard error.
 */
export async function execute(argv: readonly string[], context: CliContext): Promise<number> {
  context.debug = argv.includes('--debug');
  context.asks = !argv.includes('--no-input');
  try {
    const program = createProgram(context);
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    // Commander has printed its own message; help and version leave by the same door with code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    // Stopped by whoever runs it, who has been told so.
    if (error === context.signal.reason && context.signal.aborted) return EXIT.interrupted;
    for (const line of describeError(error, context)) context.error(line);
    return TovmachError.isInstance(error) ? error.exitCode : EXIT.internal;
  }
}
