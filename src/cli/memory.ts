import { relative, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { writeWhole } from '../disk/whole-file.js';
import { EXIT, TovmachError } from '../errors.js';
import {
  backupMemory,
  exportMemory,
  type ImportReport,
  importMemory,
  type MemoryStore,
  openMemory,
  openPostgresMemory,
  type PruneFilter,
  restoreMemory,
  setAsideDamaged,
  TRANSFER_FORMATS,
  type TransferFormat,
  type TranslationStore,
  transferFormatOf,
} from '../index.js';
import { inEnglish, messages, type Said } from '../message.js';
import { isPostgres, shownAddress } from '../model/database-address.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';
import type { EntryFilter, StoredEntry } from '../model/memory-entry.js';
import { onlyDefined } from '../model/only-defined.js';
import { ChoiceOption } from './command.js';
import { type CliContext, describeError } from './context.js';
import { printImportReport, printStats } from './reports.js';
import { withTovmach } from './session.js';

const say = messages('cli', {
  filesOnly: 'this is done with a memory in a file; {{address}} is on a server',
  useItsTools:
    'Use the tools of the server for copies (pg_dump, pg_restore); stats, search, import and prune work with both.',
  nothingToRemove: 'nothing says what to remove',
  nameWhatGoes:
    'Name --before 2026-01-01, --identity, --from, --to or --origin; what people wrote or imported is kept unless --origin names it.',
  noLanguage: '{{option}}: "{{value}}" is not a language code',
  giveLanguage: 'Give a BCP 47 code such as uk or en-GB.',
  didYouMean: 'Did you mean {{suggestion}}?',
  notTaken: '{{option}} does not take "{{value}}"',
  giveWholeNumber: 'Give a whole number from 1.',
  giveDate: 'Write a date as 2026-01-31.',
});

interface MemoryOptions {
  readonly formulas?: boolean;
  readonly config?: string;
  readonly store?: string;
  readonly from?: LanguageTag;
  readonly to?: LanguageTag;
  readonly limit?: number;
  readonly before?: string;
  readonly identity?: string;
  readonly origin?: (typeof ORIGINS)[number];
  readonly dryRun?: boolean;
  readonly setAside?: boolean;
  readonly as?: TransferFormat;
  readonly json?: boolean;
}

const DEFAULT_LIMIT = 20;
const ORIGINS = ['provider', 'memory', 'human'] as const;

/** A command below `memory`, with what all of them take. */
type Add = (name: string, description: string) => Command;

/** `tovmach memory …`: the translation memory. */
export function addMemoryCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const memory = program
    .command('memory')
    .description(t('memory.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('memory.examples')}`);
  const add: Add = (name, description) =>
    memory
      .command(name)
      .description(description)
      .option('-c, --config <file>', t('option.config'))
      .option('--store <file>', t('option.store'))
      .addHelpText('after', `\n${t('help.examples')}\n${t('memory.examples')}`);
  addLooking(add, context);
  addTransfer(add, context);
  addPrune(add, context);
  addCare(add, context);
}

function addLanguages(command: Command, { t }: CliContext): Command {
  return command
    .option('--from <tag>', t('memory.from'), language('--from'))
    .option('--to <tag>', t('memory.to'), language('--to'));
}

/** What is in it. */
function addLooking(add: Add, context: CliContext): void {
  const { t } = context;
  add('stats', t('memory.stats'))
    .option('--json', t('option.json'))
    .action((options: MemoryOptions) =>
      withStore(options, context, true, async (store) => {
        const stats = await store.stats();
        if (options.json)
          context.write(JSON.stringify({ schema: 'tovmach/memory-stats@1', ...stats }, null, 2));
        else printStats(stats, shownPath(store.path, context), context);
      }),
    );
  addLanguages(add('search <text>', t('memory.search')), context)
    .option('--limit <number>', t('memory.limit'), wholeNumber('--limit'))
    .option('--json', t('option.json'))
    .action((text: string, options: MemoryOptions) =>
      withStore(options, context, true, async (store) => {
        const found = await store.search(text, {
          ...filterOf(options),
          limit: options.limit ?? DEFAULT_LIMIT,
        });
        if (options.json)
          context.write(JSON.stringify({ schema: 'tovmach/memory-search@1', entries: found }, null, 2));
        else for (const entry of found) printEntry(entry, context);
        if (found.length === 0) context.error(t('memory.notFound', { text }));
      }),
    );
}

/** In from files, and out into them. */
function addTransfer(add: Add, context: CliContext): void {
  const { t } = context;
  const format = (): Option =>
    new ChoiceOption('--as <format>', t('memory.format')).choices(TRANSFER_FORMATS);
  add('import <files...>', t('memory.import'))
    .addOption(format())
    .option('--json', t('option.json'))
    .action((files: string[], options: MemoryOptions) =>
      withStore(options, context, false, (store) => importFiles(store, files, options, context)),
    );
  addLanguages(add('export [file]', t('memory.export')), context)
    .addOption(format())
    .option('--formulas', t('memory.formulas'))
    .action((file: string | undefined, options: MemoryOptions) =>
      withFile(options, context, (store) => {
        const as = options.as ?? (file === undefined ? 'tmx' : transferFormatOf(file));
        const pieces = exportMemory(store, as, { ...filterOf(options), formulas: options.formulas === true });
        if (file === undefined) for (const piece of pieces) context.stdout.write(piece);
        else writeWhole(resolve(context.cwd, file), pieces);
      }),
    );
}

/** What nobody needs any more. */
function addPrune(add: Add, context: CliContext): void {
  const { t } = context;
  addLanguages(add('prune', t('memory.prune')), context)
    .option('--before <date>', t('memory.before'), moment('--before'))
    .option('--identity <provider>', t('memory.identity'))
    .addOption(new ChoiceOption('--origin <origin>', t('memory.origin')).choices(ORIGINS))
    .option('--dry-run', t('memory.dryRun'))
    .action((options: MemoryOptions) => {
      const filter = pruneFilterOf(options);
      return withStore(options, context, true, async (store) => {
        const count = await store.prune(filter);
        context.print(t(options.dryRun ? 'memory.wouldPrune' : 'memory.pruned', { count }));
      });
    });
}

/** Its file: copied, put back, looked through. */
function addCare(add: Add, context: CliContext): void {
  const { t } = context;
  add('backup <file>', t('memory.backup')).action((file: string, options: MemoryOptions) =>
    withFilePath(options, context, (path) => {
      const count = backupMemory(path, resolve(context.cwd, file));
      context.print(t('memory.backedUp', { file, count }));
    }),
  );
  add('restore <file>', t('memory.restore')).action((file: string, options: MemoryOptions) =>
    withFilePath(options, context, (path) => {
      const count = restoreMemory(path, resolve(context.cwd, file));
      context.print(t('memory.restored', { file, count }));
    }),
  );
  add('verify', t('memory.verify'))
    .option('--set-aside', t('memory.setAside'))
    .option('--json', t('option.json'))
    .action((options: MemoryOptions) =>
      withFilePath(options, context, (path) => verify(path, options, context)),
    );
}

/** Resolves the path of the memory and hands it on. */
async function withPath(
  options: MemoryOptions,
  context: CliContext,
  action: (path: string) => void | Promise<void>,
): Promise<void> {
  const { config, store } = options;
  const common = { ...onlyDefined({ config, store }) };
  await withTovmach(common, context, async (tovmach) => action(tovmach.storePath));
}

export function withStore(
  options: MemoryOptions,
  context: CliContext,
  mustExist: boolean,
  action: (store: TranslationStore) => void | Promise<void>,
): Promise<void> {
  return withPath(options, context, async (path) => {
    const store = isPostgres(path) ? await openPostgresMemory(path) : openMemory(path, { mustExist });
    try {
      await action(store);
    } finally {
      await store.close();
    }
  });
}

/** As `withPath`, for what is done with a file alone. */
function withFilePath(
  options: MemoryOptions,
  context: CliContext,
  action: (path: string) => void | Promise<void>,
): Promise<void> {
  return withPath(options, context, async (path) => {
    if (isPostgres(path))
      throw new TovmachError('USAGE', say.filesOnly({ address: shownAddress(path) }), {
        hint: say.useItsTools(),
      });
    await action(path);
  });
}

/** The memory, where it is a file. */
function withFile(
  options: MemoryOptions,
  context: CliContext,
  action: (store: MemoryStore) => void,
): Promise<void> {
  return withFilePath(options, context, (path) => {
    const store = openMemory(path, { mustExist: true });
    try {
      action(store);
    } finally {
      store.close();
    }
  });
}

export function shownPath(path: string, { cwd }: CliContext): string {
  return isPostgres(path) ? path : relative(cwd, path);
}

/** A file that cannot be read is named, and the others go on. */
async function importFiles(
  store: TranslationStore,
  files: readonly string[],
  { as, json }: MemoryOptions,
  context: CliContext,
): Promise<void> {
  const { signal, cwd } = context;
  const reports: ImportReport[] = [];
  for (const file of files) {
    try {
      const options = { signal, ...onlyDefined({ format: as }) };
      const report = await importMemory(store, resolve(cwd, file), options);
      reports.push(report);
      if (!json) printImportReport(report, context);
    } catch (error) {
      if (!TovmachError.isInstance(error) || error.exitCode === EXIT.output) throw error;
      for (const line of describeError(error, context)) context.error(line);
      context.exitCode = error.exitCode;
    }
  }
  if (context.exitCode !== EXIT.ok && reports.length > 0) context.exitCode = EXIT.partial;
  if (json) context.write(JSON.stringify({ schema: 'tovmach/import@1', reports }, null, 2));
}

function verify(path: string, { setAside = false, json = false }: MemoryOptions, context: CliContext): void {
  const { t, cwd } = context;
  const file = relative(cwd, path) || path;
  const { problems, rescue } = setAside ? setAsideDamaged(path) : { problems: problemsOf(path) };
  if (json)
    context.write(
      JSON.stringify(
        {
          schema: 'tovmach/verify@1',
          file,
          problems: problems.map((problem) => inEnglish(problem)),
          ...rescue,
        },
        null,
        2,
      ),
    );
  for (const problem of problems) context.error(context.say(problem));
  if (problems.length === 0 && !json) context.print(t('memory.sound', { file }));
  if (problems.length === 0) return;
  if (rescue === undefined) {
    context.error(t('memory.remedy'));
    context.exitCode = EXIT.output;
  } else if (!json) {
    context.print(t('memory.keptAside', { file: relative(cwd, rescue.setAside) }));
    context.print(t('memory.rescued', { file, count: rescue.rescued }));
  }
}

function problemsOf(path: string): Said[] {
  const store = openMemory(path, { mustExist: true });
  try {
    return store.verify();
  } finally {
    store.close();
  }
}

function filterOf({ from, to }: MemoryOptions): EntryFilter {
  return { ...onlyDefined({ source: from, target: to }) };
}

/** @throws TovmachError USAGE when nothing narrows what is to go */
function pruneFilterOf(options: MemoryOptions): PruneFilter {
  const { before, identity, origin, dryRun = false } = options;
  const filter = {
    ...filterOf(options),
    ...onlyDefined({ before, identity, origin }),
  };
  if (Object.keys(filter).length > 0) return { ...filter, dryRun };
  throw new TovmachError('USAGE', say.nothingToRemove(), {
    hint: say.nameWhatGoes(),
  });
}

function printEntry(entry: StoredEntry, { colors, print }: CliContext): void {
  const { origin } = entry;
  const name = origin.kind === 'provider' ? origin.provider : origin.kind;
  print(`${entry.source} → ${entry.target}  ${colors.dim(`${name}, ${entry.state}, ${entry.updatedAt}`)}`);
  print(`  ${entry.sourceText}`);
  print(`  ${entry.targetText}`);
}

const language =
  (option: string) =>
  (value: string): LanguageTag => {
    const { tag, suggestion } = parseLanguageTag(value);
    if (tag !== undefined) return tag;
    const hint = suggestion === undefined ? say.giveLanguage() : say.didYouMean({ suggestion });
    throw new TovmachError('USAGE', say.noLanguage({ option, value }), { hint });
  };

/** Takes a whole number from 1. */
export const wholeNumber =
  (option: string) =>
  (value: string): number => {
    const number = Number(value);
    if (Number.isInteger(number) && number > 0) return number;
    throw new TovmachError('USAGE', say.notTaken({ option, value }), {
      hint: say.giveWholeNumber(),
    });
  };

const moment =
  (option: string) =>
  (value: string): string => {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime())) return date.toISOString();
    throw new TovmachError('USAGE', say.notTaken({ option, value }), {
      hint: say.giveDate(),
    });
  };
