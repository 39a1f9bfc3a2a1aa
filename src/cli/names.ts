import { relative, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { writeWhole } from '../disk/whole-file.js';
import { TovmachError } from '../errors.js';
import {
  NAME_KINDS,
  type NameKind,
  type RegisteredName,
  TERM_FORMATS,
  type TermFormat,
  type Tovmach,
} from '../index.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { ChoiceOption } from './command.js';
import { type CliContext, describeError } from './context.js';
import { wholeNumber } from './memory.js';
import { addReadingOptions, addWorkerOptions, type CommonOptions } from './options.js';
import { withTovmach } from './session.js';
import { formatOf } from './terms.js';
import { repeated, wordsOf } from './word-forms.js';

const say = messages('cli', {
  unknownName: 'no name "{{name}}" in these texts',
  listNames: 'See which there are: tovmach names list --min 1.',
});

interface NamesOptions extends CommonOptions {
  readonly language?: string;
  readonly kind?: NameKind;
  readonly unsettled?: boolean;
  readonly min?: number;
  readonly as?: TermFormat;
  readonly admit?: readonly string[];
  readonly forbid?: readonly string[];
  readonly note?: string;
  readonly json?: boolean;
}

/** `tovmach names …`: what people, places and organisations are called, and what the house has decided. */
export function addNamesCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const help = `\n${t('help.examples')}\n${t('names.examples')}`;
  const names = program.command('names').description(t('names.description')).addHelpText('after', help);
  const add = (name: string, description: string): Command =>
    names.command(name).description(description).addHelpText('after', help);
  const kind = (): Option => new ChoiceOption('--kind <kind>', t('names.kind')).choices(NAME_KINDS);

  addWorkerOptions(addReadingOptions(add('list [paths...]', t('names.list')), context), context)
    .option('-o, --out <folder>', t('option.out'))
    .option('--language <tag>', t('names.language'))
    .addOption(kind())
    .option('--unsettled', t('names.unsettled'))
    .option('--min <number>', t('names.min'), wholeNumber('--min'))
    .option('--json', t('option.json'))
    .action((paths: string[], options: NamesOptions) =>
      withTovmach(options, context, (tovmach) => list(tovmach, paths, options, context)),
    );
  addWorkerOptions(addReadingOptions(add('show <name> [paths...]', t('names.show')), context), context)
    .option('-o, --out <folder>', t('option.out'))
    .option('--json', t('option.json'))
    .action((name: string, paths: string[], options: NamesOptions) =>
      withTovmach(options, context, (tovmach) => show(tovmach, name, paths, options, context)),
    );
  add('set <name> [forms...]', t('names.set'))
    .option('-c, --config <file>', t('option.config'))
    .addOption(kind())
    .option('--admit <language=form>', t('names.admit'), repeated)
    .option('--forbid <language=form>', t('names.forbid'), repeated)
    .option('--note <text>', t('names.note'))
    .action((name: string, forms: string[], options: NamesOptions) =>
      withTovmach(options, context, async (tovmach) => {
        const made = await tovmach.setName(name, {
          ...wordsOf(forms, options),
          ...onlyDefined({ kind: options.kind }),
        });
        const file = relative(context.cwd, made.file) || made.file;
        const values = { file, name: made.name.id };
        context.print(made.added ? t('names.added', values) : t('names.changed', values));
      }),
    );
  add('export [file]', t('names.export'))
    .option('-c, --config <file>', t('option.config'))
    .addOption(new ChoiceOption('--as <format>', t('terms.format')).choices(TERM_FORMATS))
    .action((file: string | undefined, options: NamesOptions) =>
      withTovmach(options, context, async (tovmach) => {
        const text = tovmach.exportNames(options.as ?? formatOf(file));
        if (file === undefined) context.stdout.write(text);
        else writeWhole(resolve(context.cwd, file), text);
      }),
    );
  add('check', t('names.check'))
    .option('-c, --config <file>', t('option.config'))
    .option('-o, --out <folder>', t('option.out'))
    .option('--json', t('option.json'))
    .action((options: NamesOptions) =>
      withTovmach(options, context, (tovmach) => check(tovmach, options, context)),
    );
}

async function list(
  tovmach: Tovmach,
  paths: readonly string[],
  { json, only, min, language, kind, unsettled }: NamesOptions,
  context: CliContext,
): Promise<void> {
  const { names, standards, articles, problems, exitCode } = await tovmach.names(paths, {
    signal: context.signal,
    ...onlyDefined({ only, min }),
  });
  context.exitCode = exitCode;
  for (const problem of problems) for (const line of describeError(problem, context)) context.error(line);
  const shown = names.filter(
    (name) =>
      (language === undefined || name.language === language) &&
      (kind === undefined || name.kind === kind) &&
      (unsettled !== true || name.unsettled.length > 0),
  );
  if (json) {
    context.write(JSON.stringify({ schema: 'tovmach/names@1', articles, standards, names: shown }, null, 2));
    return;
  }
  for (const name of shown) context.print(lineOf(name, context));
  for (const { source, target, names: count, standards: kept } of standards) {
    const [best] = Object.entries(kept);
    if (best === undefined || count < FEWEST_FOR_A_STANDARD) continue;
    context.print(
      context.t('names.standard', { pair: `${source}-${target}`, standard: best[0], kept: best[1], count }),
    );
  }
  context.print(context.t('names.listed', { count: articles, names: shown.length }));
}

/** Names from which a standard can be told. */
const FEWEST_FOR_A_STANDARD = 3;

function lineOf(
  { name, language, kind, count, renderings, unsettled, decided, known }: RegisteredName,
  { t, colors }: CliContext,
): string {
  const parts = Object.entries(renderings).map(([target, forms]) => {
    const said = forms.map(({ text, count: times }) => `${text} ×${times}`).join(', ');
    const line = `${target}: ${said}`;
    return unsettled.includes(target) ? colors.yellow(line) : line;
  });
  const settled = Object.entries(decided ?? {})
    .filter(([tag]) => tag !== language)
    .map(([tag, [word]]) => `${tag}=${word?.text ?? ''}`);
  if (settled.length > 0) parts.push(t('names.decided', { forms: settled.join(' ') }));
  else if (Object.keys(known).length > 0)
    parts.push(
      t('names.known', {
        forms: Object.entries(known)
          .map(([tag, said]) => `${tag}=${said}`)
          .join(' '),
      }),
    );
  return [`${language}  ${name}  ×${count}  ${colors.dim(t(`names.kinds.${kind}`))}`, ...parts].join('  ');
}

async function show(
  tovmach: Tovmach,
  name: string,
  paths: readonly string[],
  { json, only }: NamesOptions,
  context: CliContext,
): Promise<void> {
  const { names } = await tovmach.names(paths, { min: 1, ...onlyDefined({ only }) });
  const wanted = name.toLowerCase();
  const isIt = (text: string): boolean => text.toLowerCase() === wanted;
  const found = names.filter(
    ({ name: own, forms, renderings }) =>
      isIt(own) ||
      forms.some(({ text }) => isIt(text)) ||
      Object.values(renderings).some((list) => list.some(({ text }) => isIt(text))),
  );
  if (found.length === 0)
    throw new TovmachError('USAGE', say.unknownName({ name }), { hint: say.listNames() });
  if (json) {
    context.write(JSON.stringify({ schema: 'tovmach/names@1', names: found }, null, 2));
    return;
  }
  for (const one of found) {
    context.print(lineOf({ ...one, renderings: {}, known: {} }, context));
    for (const { text, count, path, line } of one.forms)
      context.print(`  ${one.language}: ${text}  ×${count}  ${path}:${line}`);
    for (const [target, forms] of Object.entries(one.renderings))
      for (const { text, count, path, line } of forms)
        context.print(`  ${target}: ${text}  ×${count}  ${path}:${line}`);
    for (const [tag, said] of Object.entries(one.known)) context.print(`  ${tag}: ${said}  (CLDR)`);
    for (const [standard, spelt] of Object.entries(one.transliterations))
      context.print(`  ${spelt}  (${standard})`);
  }
}

async function check(tovmach: Tovmach, { json }: NamesOptions, context: CliContext): Promise<void> {
  const { decided, outputs, findings, exitCode } = await tovmach.checkNames();
  context.exitCode = exitCode;
  if (json) {
    context.write(JSON.stringify({ schema: 'tovmach/names-check@1', decided, outputs, findings }, null, 2));
    return;
  }
  for (const finding of findings)
    context.print(`${finding.path}:${finding.line} (${finding.target}): ${context.say(finding)}`);
  context.print(context.t('names.checked', { count: outputs, findings: findings.length, decided }));
}
