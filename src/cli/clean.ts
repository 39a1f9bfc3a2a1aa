import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import {
  type CleanResult,
  CORPUS_FORMATS,
  type CorpusFormat,
  OFFSET_UNITS,
  type OffsetUnit,
  PACKINGS,
  type Packing,
  type Role,
} from '../index.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { ROLES } from '../model/segment.js';
import { ChoiceOption } from './command.js';
import { type CliContext, describeError } from './context.js';
import { addReadingOptions, addWorkerOptions, type CommonOptions, list } from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { createProgress } from './progress.js';
import { withTovmach } from './session.js';
import { passedOverLines } from './summary.js';

/** `tovmach clean`: the text of articles by language, without translating. */

interface CleanCommandOptions extends Omit<CommonOptions, 'format' | 'out'> {
  out?: string;
  format: CorpusFormat;
  shardSize?: number;
  pack: Packing;
  offsets: OffsetUnit;
  roles?: string[];
  formulas?: boolean;
  json?: boolean;
  quiet?: boolean;
}

const say = messages('cli', {
  noSize: '"{{value}}" is no size',
  writeSize: 'Write bytes, or a number with kB, MB or GB: --shard-size 100MB',
  cleanWhere: 'no folder to write to was named',
  corpusFolder: 'For example: tovmach clean articles/ --out corpus',
  noTranslator: 'tovmach clean translates nothing and takes no {{option}}',
  useRun: 'To translate, use: tovmach run articles/ --to en,uk',
});

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** `100MB`, `1.5 GB`, `4096`. @throws TovmachError USAGE */
function parseSize(value: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)\s*([kmg]?)b?$/i.exec(value.trim()) ?? [];
  const size = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (number !== '' && Number.isFinite(size) && size > 0) return Math.floor(size);
  throw new TovmachError('USAGE', say.noSize({ value }), { hint: say.writeSize() });
}

function refuseTranslator(option: string) {
  return (): never => {
    throw new TovmachError('USAGE', say.noTranslator({ option }), { hint: say.useRun() });
  };
}

export function addCleanCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program.command('clean').description(t('clean.description'));
  addPaths(command, context);
  addReadingOptions(command, context);
  addWorkerOptions(command, context);
  command
    .option('--only <globs>', t('option.only'), list)
    .option('-o, --out <folder>', t('clean.out'))
    .addOption(
      new ChoiceOption('-f, --format <format>', t('clean.format')).choices(CORPUS_FORMATS).default('ndjson'),
    )
    .option('--shard-size <size>', t('clean.shardSize'), parseSize)
    .addOption(new ChoiceOption('--pack <what>', t('clean.pack')).choices(PACKINGS).default('none'))
    .addOption(
      new ChoiceOption('--offsets <unit>', t('option.offsets')).choices(OFFSET_UNITS).default('utf16'),
    )
    .option('--roles <roles>', t('clean.roles', { roles: ROLES.join(', ') }), list)
    .option('--formulas', t('memory.formulas'))
    .option('--json', t('clean.json'))
    .option('-q, --quiet', t('option.quiet'))
    .addOption(hidden('-t, --to <tags>', '--to'))
    .addOption(hidden('-p, --provider <name>', '--provider'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('clean.examples')}`)
    .action((paths: string[], options: CleanCommandOptions) =>
      withPaths(paths, options, 'clean', context, (named) => clean(named, options, context)),
    );
}

/** An option somebody may give who wants to translate. */
function hidden(flags: string, name: string): ChoiceOption {
  const option = new ChoiceOption(flags, '');
  option.hideHelp();
  option.argParser(refuseTranslator(name));
  return option;
}

async function clean(
  { paths, input }: Named,
  given: CleanCommandOptions,
  context: CliContext,
): Promise<void> {
  const { out, format, shardSize, pack, offsets, roles, formulas, json, quiet, only, ...common } = given;
  if (out === undefined) throw new TovmachError('USAGE', say.cleanWhere(), { hint: say.corpusFolder() });
  context.exitCode = await withTovmach(common, context, async (tovmach) => {
    const progress = createProgress(context, quiet === true || json === true);
    const result = await tovmach.clean(paths, {
      ...input,
      out,
      format,
      packing: pack,
      offsets,
      ...onlyDefined({
        shardBytes: shardSize,
        roles:
          roles === undefined ? undefined : roles.includes('all') ? [...ROLES] : (roles as readonly Role[]),
        only,
        formulas: formulas === true ? formulas : undefined,
      }),
      signal: context.signal,
      onEvent(event) {
        if (event.type === 'article-finished') progress.update(event.done, event.total);
        if (event.type === 'notice' && quiet !== true)
          context.error(context.t('notice', { message: context.say(event) }));
      },
    });
    progress.stop();
    for (const problem of result.problems)
      for (const line of describeError(problem, context)) context.error(line);
    for (const line of passedOverLines(result.passedOver, context)) context.error(line);
    if (json === true) {
      const { problems, exitCode: _, passedOver, ...rest } = result;
      context.write(
        JSON.stringify({ ...rest, problems: problems.length, passedOver: passedOver.length }, null, 2),
      );
    } else if (quiet !== true) for (const line of cleanLines(result, context)) context.print(line);
    return result.exitCode;
  });
}

function cleanLines(result: CleanResult, { t, uiLanguage }: CliContext): string[] {
  const number = new Intl.NumberFormat(uiLanguage);
  const lines = Object.entries(result.languages).map(([lang, { articles, segments, characters, files }]) => {
    const names =
      files.length > 2 ? [files[0]?.path, '…', files.at(-1)?.path] : files.map(({ path }) => path);
    return `  ${lang}: ${[
      t('clean.articles', { count: articles }),
      t('clean.segments', { count: segments }),
      t('clean.characters', { count: characters, characters: number.format(characters) }),
      names.join(' '),
    ].join(', ')}`;
  });
  return [
    t(result.unchanged ? 'clean.unchanged' : 'clean.done', { count: result.articles }),
    ...lines,
    ...(result.problems.length > 0 ? [t('clean.unread', { count: result.problems.length })] : []),
    ...(result.left > 0 ? [t('clean.left', { count: result.left })] : []),
    ...(result.exitCode === 130 ? [t('clean.stopped')] : []),
  ];
}
