import { relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT, TovmachError } from '../errors.js';
import type { EntryFilter } from '../memory/maintenance.js';
import type { StoredEntry } from '../memory/rows.js';
import { type MemoryStore, openMemory } from '../memory/store.js';
import {
  exportMemory,
  importMemory,
  TRANSFER_FORMATS,
  type TransferFormat,
  transferFormatOf,
} from '../memory/transfer.js';
import { writeWhole } from '../memory/whole-file.js';
import type { CliContext } from './context.js';
import { printImportReport } from './reports.js';
import { withTovmach } from './session.js';

interface MemoryOptions {
  readonly config?: string;
  readonly store?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: string;
  readonly before?: string;
  readonly identity?: string;
  readonly dryRun?: boolean;
  readonly as?: TransferFormat;
  readonly json?: boolean;
}

const DEFAULT_LIMIT = 20;

/** `tovmach memory …`: the translation memory. */
export function addMemoryCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const memory = program
    .command('memory')
    .description(t('memory.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('memory.examples')}`);
  const add = (name: string, description: string): Command =>
    memory
      .command(name)
      .description(description)
      .option('-c, --config <file>', t('option.config'))
      .option('--store <file>', t('option.store'));
  const format = (): Option => new Option('--as <format>', t('memory.format')).choices(TRANSFER_FORMATS);

  add('stats', t('memory.stats'))
    .option('--json', t('option.json'))
    .action((options: MemoryOptions) =>
      withStore(options, context, true, (store) => stats(store, options, context)),
    );
  add('search <text>', t('memory.search'))
    .option('--from <tag>', t('memory.from'))
    .option('--to <tag>', t('memory.to'))
    .option('--limit <number>', t('memory.limit'))
    .option('--json', t('option.json'))
    .action((text: string, options: MemoryOptions) =>
      withStore(options, context, true, (store) => {
        const limit = Number(options.limit ?? DEFAULT_LIMIT);
        if (!Number.isInteger(limit) || limit < 1) {
          throw new TovmachError('USAGE', `--limit does not take "${options.limit}"`, {
            hint: 'Give a whole number from 1.',
          });
        }
        const found = store.search(text, { ...filterOf(options), limit });
        if (options.json) context.print(JSON.stringify(found, null, 2));
        else for (const entry of found) printEntry(entry, context);
      }),
    );
  add('import <files...>', t('memory.import'))
    .addOption(format())
    .action((files: string[], options: MemoryOptions) =>
      withStore(options, context, false, async (store) => {
        for (const file of files) {
          const { signal } = context;
          const report = await importMemory(store, resolve(context.cwd, file), {
            signal,
            ...(options.as === undefined ? {} : { format: options.as }),
          });
          printImportReport(report, context);
        }
      }),
    );
  add('export [file]', t('memory.export'))
    .addOption(format())
    .option('--from <tag>', t('memory.from'))
    .option('--to <tag>', t('memory.to'))
    .action((file: string | undefined, options: MemoryOptions) =>
      withStore(options, context, true, (store) => {
        const as = options.as ?? (file === undefined ? 'tmx' : transferFormatOf(file));
        const pieces = exportMemory(store, as, filterOf(options));
        if (file === undefined) for (const piece of pieces) context.stdout.write(piece);
        else writeWhole(resolve(context.cwd, file), pieces);
      }),
    );
  add('prune', t('memory.prune'))
    .option('--before <date>', t('memory.before'))
    .option('--identity <provider>', t('memory.identity'))
    .option('--dry-run', t('memory.dryRun'))
    .action((options: MemoryOptions) =>
      withStore(options, context, true, (store) => prune(store, options, context)),
    );
  add('verify', t('memory.verify')).action((options: MemoryOptions) =>
    withStore(options, context, true, (store) => {
      const problems = store.verify();
      for (const problem of problems) context.error(problem);
      if (problems.length === 0)
        context.print(t('memory.sound', { file: relative(context.cwd, store.path) }));
      else context.exitCode = EXIT.output;
    }),
  );
}

async function withStore(
  options: MemoryOptions,
  context: CliContext,
  mustExist: boolean,
  action: (store: MemoryStore) => void | Promise<void>,
): Promise<void> {
  const common = options.config === undefined ? {} : { config: options.config };
  await withTovmach(common, context, async (tovmach) => {
    const path = options.store === undefined ? tovmach.storePath : resolve(context.cwd, options.store);
    const store = openMemory(path, { mustExist });
    try {
      await action(store);
    } finally {
      store.close();
    }
  });
}

function filterOf({ from, to }: MemoryOptions): EntryFilter {
  return { ...(from === undefined ? {} : { source: from }), ...(to === undefined ? {} : { target: to }) };
}

function printEntry(entry: StoredEntry, { colors, print }: CliContext): void {
  const origin = entry.origin.kind === 'provider' ? entry.origin.provider : entry.origin.kind;
  print(`${entry.source} → ${entry.target}  ${colors.dim(`${origin}, ${entry.state}, ${entry.updatedAt}`)}`);
  print(`  ${entry.sourceText}`);
  print(`  ${entry.targetText}`);
}

function stats(store: MemoryStore, options: MemoryOptions, context: CliContext): void {
  const { t, print } = context;
  const found = store.stats();
  if (options.json) {
    print(JSON.stringify(found, null, 2));
    return;
  }
  print(t('memory.entries', { count: found.entries, megabytes: (found.bytes / 1e6).toFixed(1) }));
  for (const pair of found.pairs) print(`  ${pair.source} → ${pair.target}: ${pair.entries}`);
  for (const origin of found.origins) {
    print(`  ${[origin.origin, origin.name].filter(Boolean).join(' ')} (${origin.state}): ${origin.entries}`);
  }
}

function prune(store: MemoryStore, options: MemoryOptions, context: CliContext): void {
  const { before, identity, dryRun = false } = options;
  if (before === undefined && identity === undefined) {
    throw new TovmachError('USAGE', 'nothing says what to remove', {
      hint: 'Name --before 2026-01-01 or --identity <provider>; what people wrote or imported is kept.',
    });
  }
  const moment = before === undefined ? undefined : new Date(before);
  if (moment !== undefined && Number.isNaN(moment.getTime())) {
    throw new TovmachError('USAGE', `--before does not take "${before}"`, {
      hint: 'Write a date as 2026-01-31.',
    });
  }
  const removed = store.prune({
    dryRun,
    ...(moment === undefined ? {} : { before: moment.toISOString() }),
    ...(identity === undefined ? {} : { identity }),
  });
  context.print(context.t(dryRun ? 'memory.wouldPrune' : 'memory.pruned', { count: removed }));
}
