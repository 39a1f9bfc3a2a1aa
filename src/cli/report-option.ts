import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Option } from 'commander';
import { TovmachError } from '../errors.js';
import {
  type ArticleChanges,
  CHECK_FORMATS,
  type CheckResult,
  type Config,
  formatChanges,
  formatCheck,
} from '../index.js';
import { asPath, messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { ChoiceOption } from './command.js';
import type { CliContext } from './context.js';
import { reportPath, sourcePlaces } from './places.js';

/** `--report <format[=file]>`: what a check found, to standard output or to a file. */

const say = messages('cli', {
  reportRefused: '--report does not take "{{value}}"',
  writeReport: 'Write --report format or --report format=file; formats: {{formats}}',
  oneToStdout: 'only one --report may go to standard output',
  giveOthersFile: 'Give the others a file, for example --report {{format}}=check.txt',
  unknownReason: 'unknown error',
  reportNotWritten: 'cannot write {{file}} ({{reason}})',
  checkFolderAndSpace: 'Check the folder, its permissions and the space on the disk.',
});

/** A report of what a run changed for readers. */
const CHANGES = 'changes';
/** What `run --report` takes. */
export const RUN_FORMATS = [...CHECK_FORMATS, CHANGES] as const;
type ReportFormat = (typeof RUN_FORMATS)[number];

export interface ReportRequest {
  readonly format: ReportFormat;
  /** As the user wrote it; absent: standard output. */
  readonly file?: string;
}

const parserOf =
  (formats: readonly ReportFormat[]) =>
  (value: string, previous: readonly ReportRequest[] | undefined): ReportRequest[] => {
    const [, name = '', file] = /^([^=]*)(?:=(.+))?$/.exec(value) ?? [];
    const format = formats.find((known) => known === name);
    if (format === undefined) {
      throw new TovmachError('USAGE', say.reportRefused({ value }), {
        hint: say.writeReport({ formats: formats.join(', ') }),
      });
    }
    const requests = [...(previous ?? []), { format, ...onlyDefined({ file }) }];
    if (requests.filter((request) => request.file === undefined).length > 1) {
      throw new TovmachError('USAGE', say.oneToStdout(), {
        hint: say.giveOthersFile({ format }),
      });
    }
    return requests;
  };

export function reportOption(context: CliContext, formats: readonly ReportFormat[] = CHECK_FORMATS): Option {
  // The choices are for the completion; the parser knows the rest of the syntax.
  return new ChoiceOption('--report <format[=file]>', context.t('option.report'))
    .choices(formats)
    .argParser(parserOf(formats));
}

/** Prints and writes what was asked for, and puts the job summary where GitHub wants it. */
export async function giveReports(
  result: CheckResult,
  requests: readonly ReportRequest[],
  subject: {
    readonly paths: readonly string[];
    readonly config: Config;
    /** Of the run before; absent: there was none. */
    readonly changes?: readonly ArticleChanges[];
  },
  context: CliContext,
): Promise<void> {
  const source = sourcePlaces(subject.paths, context);
  const text = (format: ReportFormat): string =>
    context.redact(
      format === CHANGES
        ? formatChanges(subject.changes ?? [], context.uiLanguage)
        : formatCheck(result, format, {
            failOn: subject.config.failOn,
            language: context.uiLanguage,
            source,
            output: (path) => reportPath(join(result.out, path), context),
          }),
    );
  for (const { format, file } of requests) {
    if (file === undefined) context.write(text(format).trimEnd());
    else await save(resolve(context.cwd, file), text(format), writeFile);
  }
  const summary = context.env.GITHUB_STEP_SUMMARY;
  if (summary && requests.some((request) => request.format === 'github'))
    await save(summary, text('markdown'), appendFile);
}

async function save(
  file: string,
  text: string,
  how: (file: string, text: string) => Promise<void>,
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await how(file, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? say.unknownReason();
    throw new TovmachError('OUTPUT', say.reportNotWritten({ file: asPath(file), reason: code }), {
      file,
      cause,
      hint: say.checkFolderAndSpace(),
    });
  }
}
