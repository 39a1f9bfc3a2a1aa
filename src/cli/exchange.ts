import { userInfo } from 'node:os';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type Tovmach,
  XLIFF_STATES,
  XLIFF_VERSIONS,
  type XliffExport,
  type XliffExportWork,
  type XliffVersion,
} from '../index.js';
import { onlyDefined } from '../model/only-defined.js';
import { ChoiceOption } from './command.js';
import { type CliContext, describeError } from './context.js';
import { addPairsCommand } from './export-pairs.js';
import { addReadingOptions, addTranslationOptions, addWorkerOptions, type CommonOptions } from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { printImportReport } from './reports.js';
import { reviewerOf } from './review.js';
import { requireTargets, withTovmach } from './session.js';

interface ExportOptions extends CommonOptions {
  xliffVersion?: XliffVersion;
  review?: boolean;
  force?: boolean;
  json?: boolean;
}

interface ImportOptions extends CommonOptions {
  by?: string;
  reviewer?: string;
  json?: boolean;
}

const DEFAULT_FOLDER = 'xliff';

/** `tovmach export xliff` and `tovmach import xliff`: out to translators and editors, and back. */
export function addExchangeCommands(program: Command, context: CliContext): void {
  const { t } = context;
  const outward = program
    .command('export')
    .description(t('export.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('export.examples')}`);
  addPairsCommand(outward, context);
  addExport(outward, context);
  addImport(program, context);
}

function addExport(outward: Command, context: CliContext): void {
  const { t } = context;
  const exporting = outward.command('xliff').description(t('export.xliff'));
  addPaths(exporting, context);
  addReadingOptions(exporting, context);
  addWorkerOptions(exporting, context);
  addTranslationOptions(exporting, context);
  exporting
    .option('-o, --out <folder>', t('export.out', { folder: DEFAULT_FOLDER }))
    .addOption(new ChoiceOption('--xliff-version <version>', t('export.version')).choices(XLIFF_VERSIONS))
    .option('--review', t('export.review'))
    .option('--force', t('export.force'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('export.examples')}`)
    .action((paths: string[], { out = DEFAULT_FOLDER, ...options }: ExportOptions) =>
      withPaths(paths, options, 'export xliff', context, async (named) => {
        context.exitCode = await withTovmach(options, context, async (tovmach) => {
          const folder = resolve(context.cwd, out);
          const { articles, files, problems, exitCode } = await exportXliff(
            tovmach,
            named,
            { ...options, folder },
            context,
          );
          printProblems(problems, context);
          if (options.json)
            context.write(JSON.stringify({ schema: 'tovmach/export@1', articles, files }, null, 2));
          else if (files.length === 0) context.print(t('export.nothing', { count: articles }));
          else for (const line of fileLines(files, context)) context.print(line);
          return exitCode;
        });
      }),
    );
}

function addImport(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('import')
    .description(t('import.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('import.examples')}`)
    .command('xliff')
    .description(t('import.xliff'))
    .argument('<files...>', t('import.files'))
    .option('-c, --config <file>', t('option.config'))
    .option('--store <file>', t('option.store'))
    .option('--by <name>', t('import.by'))
    .option('--reviewer <name>', t('import.reviewer'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('import.examples')}`)
    .action(async (files: string[], { by, reviewer: named, json, ...options }: ImportOptions) => {
      // An approval that nobody stands for is none.
      const reviewer =
        (await reviewerOf(onlyDefined({ reviewer: named ?? by }), context)) ?? userInfo().username;
      context.exitCode = await withTovmach(options, context, async (tovmach) => {
        const done = await tovmach.importXliff(files, { reviewer, ...onlyDefined({ by }) });
        printProblems(done.problems, context);
        if (json)
          context.write(JSON.stringify({ schema: 'tovmach/import@1', reports: done.reports }, null, 2));
        else for (const report of done.reports) printImportReport(report, context);
        return done.exitCode;
      });
    });
}

/** Exports for `export xliff` and for `run --review`. */
export async function exportXliff(
  tovmach: Tovmach,
  { paths, input }: Named,
  { xliffVersion, review, force, only, folder }: ExportOptions & Pick<XliffExportWork, 'folder'>,
  context: CliContext,
): Promise<XliffExport> {
  requireTargets(tovmach.config);
  return tovmach.exportXliff(paths, {
    ...input,
    folder,
    signal: context.signal,
    ...onlyDefined({ version: xliffVersion, review, only, force }),
  });
}

function printProblems(problems: readonly Error[], context: CliContext): void {
  for (const problem of problems) for (const line of describeError(problem, context)) context.error(line);
}

/** What was written, a line a file. */
export function fileLines(files: XliffExport['files'], { t, cwd }: CliContext): string[] {
  return files.map(({ path, units, states }) => {
    const shares = XLIFF_STATES.filter((state) => states[state] > 0)
      .map((state) => t(`export.states.${state}`, { count: states[state] }))
      .join(', ');
    return t('export.written', { file: relative(cwd, path) || path, count: units, shares });
  });
}
