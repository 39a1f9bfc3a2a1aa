import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import { explainSegment, formatLedger, LEDGER_FORMATS, type LedgerFormat } from '../index.js';
import { messages } from '../message.js';
import { OFFSET_UNITS, type OffsetUnit } from '../model/offsets.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Identified } from '../model/stages.js';
import { ChoiceOption } from './command.js';
import { type CliContext, describeError } from './context.js';
import { addReadingOptions, addWorkerOptions, type CommonOptions } from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { sourcePlaces } from './places.js';
import { withTovmach } from './session.js';
import { passedOverLines } from './summary.js';

interface DetectCommandOptions extends Omit<CommonOptions, 'format'> {
  format: LedgerFormat;
  explain?: number;
  offsets: OffsetUnit;
}

/** `tovmach detect`: the ledger, on standard output. */
export function addDetectCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program.command('detect').description(t('detect.description'));
  addPaths(command, context);
  addReadingOptions(command, context);
  addWorkerOptions(command, context);
  command
    .addOption(
      new ChoiceOption('-f, --format <format>', t('option.detectFormat'))
        .choices(LEDGER_FORMATS)
        .default('pretty'),
    )
    .addOption(
      new ChoiceOption('--offsets <unit>', t('option.offsets')).choices(OFFSET_UNITS).default('utf16'),
    )
    .option('--explain <line>', t('option.explain'), parseLine)
    .addHelpText('after', `\n${t('help.examples')}\n${t('detect.examples')}`)
    .action((paths: string[], options: DetectCommandOptions) =>
      withPaths(paths, options, 'detect', context, (named) => detect(named, options, context)),
    );
}

const say = messages('cli', {
  noSuchLine: 'no segment on line {{line}}',
  tryDetect: 'Look at the lines with tovmach detect, without --explain.',
  noLine: '"{{value}}" is no number of a line',
  linesFromOne: 'Lines are counted from 1, as in the first column of tovmach detect.',
});

function parseLine(value: string): number {
  const line = Number(value);
  if (Number.isInteger(line) && line >= 1) return line;
  throw new TovmachError('USAGE', say.noLine({ value }), { hint: say.linesFromOne() });
}

/** The segments on a line, each with its reasons. */
async function explainLine(
  articles: AsyncIterable<Identified>,
  line: number,
  source: (path: string) => string,
  { colors, print, say: tell }: CliContext,
): Promise<void> {
  let found = false;
  for await (const { path, segments } of articles) {
    const there = segments.filter(
      (segment) => segment.line <= line && line < segment.line + segment.text.split('\n').length,
    );
    if (there.length > 0) print(colors.bold(`${source(path)}:${line}`));
    for (const segment of there) {
      found = true;
      const { column, lang, role, flagged, confidence, text } = segment;
      const what = `${lang} ${role} ${confidence.toFixed(2)}`;
      print(`${segment.line}:${column} ${flagged ? colors.bold(what) : what} ${text.replaceAll('\n', ' ')}`);
      for (const reason of explainSegment(segment)) print(`  – ${tell(reason)}`);
    }
  }
  if (!found) throw new TovmachError('USAGE', say.noSuchLine({ line }), { hint: say.tryDetect() });
}

async function detect(
  { paths, input }: Named,
  options: DetectCommandOptions,
  context: CliContext,
): Promise<void> {
  const { format, explain, offsets, ...common } = options;
  context.exitCode = await withTovmach({ ...common }, context, async (tovmach) => {
    const result = await tovmach.detect(paths, { ...input, signal: context.signal });
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
    if (explain !== undefined) await explainLine(result.articles, explain, source, context);
    else
      for await (const text of formatLedger(result.articles, format, paint, {
        source,
        language: context.uiLanguage,
        offsets,
        ...onlyDefined({ width: context.stdout.isTTY === true ? context.stdout.columns || 80 : undefined }),
      })) {
        if (format === 'pretty') for (const line of text.split('\n')) context.print(line);
        else context.write(text);
      }
    for (const problem of result.problems)
      for (const line of describeError(problem, context)) context.error(line);
    for (const line of passedOverLines(result.passedOver, context)) context.error(line);
    return result.exitCode;
  });
}
