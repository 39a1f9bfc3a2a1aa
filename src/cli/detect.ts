import type { Readable } from 'node:stream';
import { type Command, Option } from 'commander';
import { formatLedger, LEDGER_FORMATS, type LedgerFormat } from '../report/formats.js';
import { type CliContext, describeError } from './context.js';
import { addReadingOptions, type CommonOptions } from './options.js';
import { sourcePlaces } from './places.js';
import { requirePaths, withTovmach } from './session.js';
import { passedOverLines } from './summary.js';

interface DetectCommandOptions extends Omit<CommonOptions, 'format'> {
  format: LedgerFormat;
}

/** `tovmach detect`: the ledger, on standard output. */
export function addDetectCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program
    .command('detect')
    .description(t('detect.description'))
    .argument('[paths...]', t('argument.paths'));
  addReadingOptions(command, context);
  command
    .addOption(
      new Option('-f, --format <format>', t('option.detectFormat')).choices(LEDGER_FORMATS).default('pretty'),
    )
    .addHelpText('after', `\n${t('help.examples')}\n${t('detect.examples')}`)
    .action((paths: string[], options: DetectCommandOptions) => detect(paths, options, context));
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function detect(
  paths: readonly string[],
  options: DetectCommandOptions,
  context: CliContext,
): Promise<void> {
  requirePaths(paths, 'detect');
  const { format, ...common } = options;
  context.exitCode = await withTovmach({ ...common }, context, async (tovmach) => {
    const stdin = paths.includes('-') ? { stdin: await readAll(context.stdin) } : {};
    const result = await tovmach.detect(paths, { signal: context.signal, ...stdin });
    if (result.languages.inferred) {
      context.error(context.t('detect.inferred', { languages: result.languages.candidates.join(', ') }));
    }
    const { colors } = context;
    const paint = {
      bold: colors.bold,
      dim: colors.dim,
      foreign: (text: string) => colors.black(colors.bgYellow(text)),
      unsure: colors.magenta,
    };
    const source = sourcePlaces(paths, context);
    for await (const text of formatLedger(result.articles, format, paint, { source })) {
      if (format === 'pretty') for (const line of text.split('\n')) context.print(line);
      else context.write(text);
    }
    for (const problem of result.problems)
      for (const line of describeError(problem, context)) context.error(line);
    for (const line of passedOverLines(result.passedOver, context)) context.error(line);
    return result.exitCode;
  });
}
