import type { Command } from 'commander';
import type { ExitCode } from '../errors.js';
import { onlyDefined } from '../model/only-defined.js';
import type { CliContext } from './context.js';
import {
  addReadingOptions,
  addTranslationOptions,
  addWritingOptions,
  type CommonOptions,
} from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { giveReports, type ReportRequest, reportOption } from './report-option.js';
import { requireTargets, withTovmach } from './session.js';

export interface CheckCommandOptions extends CommonOptions {
  report?: readonly ReportRequest[];
}

/** `tovmach check`: whether a run would change anything. It takes what `run` takes, for what was asked of the run decides. */
export function addCheckCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program.command('check').description(t('check.description'));
  addPaths(command, context);
  addReadingOptions(command, context);
  addTranslationOptions(command, context);
  addWritingOptions(command, context);
  command
    .addOption(reportOption(context))
    .addHelpText('after', `\n${t('help.examples')}\n${t('check.examples')}`)
    .action((paths: string[], options: CheckCommandOptions) =>
      withPaths(paths, options, 'check', context, async (named) => {
        context.exitCode = await check(named, options, context);
      }),
    );
}

/** Also `tovmach run --frozen`. */
export function check(
  { paths, input }: Named,
  options: CheckCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  return withTovmach(options, context, async (tovmach) => {
    requireTargets(tovmach.config);
    const result = await tovmach.check(paths, {
      ...input,
      signal: context.signal,
      ...onlyDefined({ only: options.only }),
    });
    const requests = options.report ?? [];
    // Something is always said.
    const all = requests.some(({ file }) => file === undefined)
      ? requests
      : [...requests, { format: 'text' as const }];
    await giveReports(result, all, { paths, config: tovmach.config }, context);
    return result.exitCode;
  });
}
