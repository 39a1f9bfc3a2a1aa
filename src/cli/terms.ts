import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../disk/whole-file.js';
import { TERM_FORMATS, type TermFormat, type Tovmach } from '../index.js';
import { inEnglish } from '../message.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { ChoiceOption } from './command.js';
import { type CliContext, describeError } from './context.js';
import { wholeNumber } from './memory.js';
import { addReadingOptions, addWorkerOptions, type CommonOptions } from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { withTovmach } from './session.js';
import { repeated, wordsOf } from './word-forms.js';

interface TermsOptions extends CommonOptions {
  readonly language?: string;
  readonly as?: TermFormat;
  readonly min?: number;
  readonly limit?: number;
  readonly json?: boolean;
  readonly admit?: readonly string[];
  readonly forbid?: readonly string[];
  readonly note?: string;
}

/** `tovmach terms …`: what things are called here, in each language. */
export function addTermsCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const terms = program
    .command('terms')
    .description(t('terms.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('terms.examples')}`);
  const add = (name: string, description: string): Command =>
    terms
      .command(name)
      .description(description)
      .addHelpText('after', `\n${t('help.examples')}\n${t('terms.examples')}`);
  const config = (command: Command): Command => command.option('-c, --config <file>', t('option.config'));

  config(add('list', t('terms.list')))
    .option('--language <tag>', t('terms.language'))
    .option('--json', t('option.json'))
    .action((options: TermsOptions) =>
      withTovmach(options, context, (tovmach) => list(tovmach, options, context)),
    );
  config(add('check', t('terms.check')))
    .option('-o, --out <folder>', t('option.out'))
    .option('--state-dir <folder>', t('option.stateDir'))
    .option('--json', t('option.json'))
    .action((options: TermsOptions) =>
      withTovmach(options, context, (tovmach) => check(tovmach, options, context)),
    );
  config(add('import <files...>', t('terms.import')))
    .option('--json', t('option.json'))
    .action((files: string[], options: TermsOptions) =>
      withTovmach(options, context, (tovmach) => importFiles(tovmach, files, options, context)),
    );
  config(add('set <term> [forms...]', t('terms.set')))
    .option('--admit <language=form>', t('names.admit'), repeated)
    .option('--forbid <language=form>', t('names.forbid'), repeated)
    .option('--note <text>', t('names.note'))
    .action((term: string, forms: string[], options: TermsOptions) =>
      withTovmach(options, context, async (tovmach) => {
        const made = await tovmach.setTerm(term, wordsOf(forms, options));
        const file = relative(context.cwd, made.file) || made.file;
        const values = { file, name: made.term.id };
        context.print(made.added ? t('names.added', values) : t('names.changed', values));
      }),
    );
  config(add('export [file]', t('terms.export')))
    .addOption(new ChoiceOption('--as <format>', t('terms.format')).choices(TERM_FORMATS))
    .action((file: string | undefined, options: TermsOptions) =>
      withTovmach(options, context, async (tovmach) => {
        const text = tovmach.exportTerms(options.as ?? formatOf(file));
        if (file === undefined) context.stdout.write(text);
        else writeWhole(resolve(context.cwd, file), text);
      }),
    );
  addExtract(add('extract', t('terms.extract')), context);
}

function addExtract(command: Command, context: CliContext): void {
  const { t } = context;
  const extract = addPaths(command, context);
  addReadingOptions(extract, context);
  addWorkerOptions(extract, context);
  extract
    .option('--min <number>', t('terms.min'), wholeNumber('--min'))
    .option('--limit <number>', t('terms.limit'), wholeNumber('--limit'))
    .option('--json', t('option.json'))
    .action((paths: string[], options: TermsOptions) =>
      withPaths(paths, options, 'terms extract', context, (named) =>
        withTovmach(options, context, (tovmach) => extractFrom(tovmach, named, options, context)),
      ),
    );
}

/** The format of a termbase by the name of its file. */
export function formatOf(file = ''): TermFormat {
  if (/\.(?:csv|tsv)$/i.test(file)) return 'csv';
  return /\.(?:tbx|xml)$/i.test(file) ? 'tbx' : 'yaml';
}

async function list(tovmach: Tovmach, { language, json }: TermsOptions, context: CliContext): Promise<void> {
  const tag: LanguageTag | undefined =
    language === undefined ? undefined : (parseLanguageTag(language).tag ?? language);
  const concepts = tovmach
    .terms()
    .concepts.filter(({ words }) => tag === undefined || words[tag] !== undefined);
  if (json) {
    context.write(JSON.stringify({ schema: 'tovmach/terms@1', concepts }, null, 2));
    return;
  }
  for (const { id, domain, words } of concepts) {
    context.print(domain === undefined ? id : `${id}  ${context.colors.dim(domain)}`);
    for (const [name, list] of Object.entries(words)) {
      if (tag !== undefined && name !== tag) continue;
      const said = list.map(({ text, status }) =>
        status === 'preferred' ? text : context.t(`terms.as.${status}`, { text }),
      );
      context.print(`  ${name}: ${said.join(', ')}`);
    }
  }
  context.print(context.t('terms.concepts', { count: concepts.length }));
}

async function check(tovmach: Tovmach, { json }: TermsOptions, context: CliContext): Promise<void> {
  const { concepts, conflicts, outputs, findings, exitCode } = await tovmach.checkTerms();
  context.exitCode = exitCode;
  if (json) {
    context.write(
      JSON.stringify(
        {
          schema: 'tovmach/terms-check@1',
          concepts,
          outputs,
          conflicts: conflicts.map((one) => inEnglish(one)),
          findings,
        },
        null,
        2,
      ),
    );
    return;
  }
  for (const conflict of conflicts) context.print(context.say(conflict));
  for (const finding of findings)
    context.print(`${finding.path}:${finding.line} (${finding.target}): ${context.say(finding)}`);
  context.print(
    context.t('terms.checked', { count: outputs, findings: findings.length, conflicts: conflicts.length }),
  );
}

async function importFiles(
  tovmach: Tovmach,
  files: readonly string[],
  { json }: TermsOptions,
  context: CliContext,
): Promise<void> {
  const { file, added, changed, unchanged, skipped } = await tovmach.importTerms(files);
  const name = (path: string): string => relative(context.cwd, path) || path;
  if (json) {
    const left = skipped.map(({ reason, ...one }) => ({
      ...one,
      file: name(one.file),
      reason: inEnglish(reason),
    }));
    context.write(
      JSON.stringify(
        { schema: 'tovmach/terms-import@1', file: name(file), added, changed, unchanged, skipped: left },
        null,
        2,
      ),
    );
    return;
  }
  for (const one of skipped)
    context.error(
      context.t('terms.skipped', { place: `${name(one.file)}:${one.line}`, reason: context.say(one.reason) }),
    );
  context.print(context.t('terms.imported', { file: name(file), added, changed, unchanged }));
}

async function extractFrom(
  tovmach: Tovmach,
  { paths, input }: Named,
  { json, only, min, limit }: TermsOptions,
  context: CliContext,
): Promise<void> {
  const { candidates, articles, problems, exitCode } = await tovmach.extractTerms(paths, {
    ...input,
    signal: context.signal,
    ...onlyDefined({ only, min, limit }),
  });
  context.exitCode = exitCode;
  for (const problem of problems) for (const line of describeError(problem, context)) context.error(line);
  if (json) {
    context.write(JSON.stringify({ schema: 'tovmach/terms-extract@1', articles, candidates }, null, 2));
    return;
  }
  for (const { language, text, count, path, line } of candidates)
    context.print(context.t('terms.candidate', { language, text, count, place: `${path}:${line}` }));
  context.print(context.t('terms.extracted', { count: articles, candidates: candidates.length }));
}
