import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import { createModels } from '../index.js';
import { messages } from '../message.js';
import { megabytes } from '../model/bytes.js';
import { onlyDefined } from '../model/only-defined.js';
import type { CliContext } from './context.js';
import { shownPath, withStore } from './memory.js';
import { withTovmach } from './session.js';

/** `tovmach cache`: what is kept on this machine between runs, and how to be rid of what can be had again. */

const say = messages('cli', {
  clearNeedsYes: 'nothing is removed without a yes',
  addYes: 'Add --yes where nobody can be asked.',
  notCleared: '"{{what}}" is not cleared from here',
  onlyModels: 'It takes: models. The translation memory is emptied by "tovmach memory prune".',
});

const MODELS = 'models';

interface CacheOptions {
  readonly config?: string;
  readonly store?: string;
  readonly yes?: boolean;
}

export function addCacheCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const cache = program
    .command('cache')
    .description(t('cache.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('cache.examples')}`);
  cache
    .command('list', { isDefault: true })
    .description(t('cache.list'))
    .option('-c, --config <file>', t('option.config'))
    .option('--store <file>', t('option.store'))
    .action((options: CacheOptions) => list(options, context));
  cache
    .command('clear')
    .description(t('cache.clear'))
    .argument('<what>', t('cache.what'))
    .option('-c, --config <file>', t('option.config'))
    .option('-y, --yes', t('cache.yes'))
    .action((what: string, options: CacheOptions) => {
      if (what !== MODELS)
        throw new TovmachError('USAGE', say.notCleared({ what }), { hint: say.onlyModels() });
      return clear(options, context);
    });
}

/** The models of the local engine, and their size in bytes. */
async function withModels<Result>(
  options: CacheOptions,
  context: CliContext,
  action: (models: ReturnType<typeof createModels>) => Promise<Result>,
): Promise<Result> {
  return withTovmach(onlyDefined({ config: options.config }), context, async ({ config }) => {
    const models = createModels({ env: context.env, directory: config.models.directory });
    try {
      return await action(models);
    } finally {
      await models.close();
    }
  });
}

async function list(options: CacheOptions, context: CliContext): Promise<void> {
  const { t, print, uiLanguage } = context;
  await withModels(options, context, async ({ store }) => {
    const installed = await store.list();
    const size = megabytes(installed.reduce((sum, model) => sum + model.size, 0));
    if (installed.length === 0) return print(t('cache.noModels'));
    print(t('cache.models', { count: installed.length, size, place: store.directory }));
    print(`  ${t('cache.modelsAgain')}`);
  });
  try {
    await withStore(options, context, true, async (store) => {
      const { entries, bytes } = await store.stats();
      const number = new Intl.NumberFormat(uiLanguage).format(entries);
      print(
        t('cache.memory', {
          count: entries,
          number,
          size: megabytes(bytes),
          place: shownPath(store.path, context),
        }),
      );
      print(`  ${t('cache.memoryStays')}`);
    });
  } catch (error) {
    if (!TovmachError.isInstance(error) || error.code !== 'INPUT_NOT_FOUND') throw error;
    print(t('cache.noMemory'));
  }
}

async function clear(options: CacheOptions, context: CliContext): Promise<void> {
  const { t, print } = context;
  await withModels(options, context, async ({ store }) => {
    const installed = await store.list();
    if (installed.length === 0) return print(t('cache.noModels'));
    const size = megabytes(installed.reduce((sum, model) => sum + model.size, 0));
    const line = t('cache.models', { count: installed.length, size, place: store.directory });
    if (options.yes !== true && !(await agreed(line, context)))
      throw new TovmachError('USAGE', say.clearNeedsYes(), { hint: say.addYes() });
    for (const { source, target } of installed)
      for (const { folder } of await store.remove(source, target)) print(t('cache.removed', { folder }));
  });
}

async function agreed(line: string, context: CliContext): Promise<boolean> {
  if (!context.asks || !context.isTTY || !context.stdin.isTTY) return false;
  const answer = await confirm({
    message: context.t('cache.sure', { line }),
    output: context.stderr,
    input: context.stdin,
    signal: context.signal,
  });
  if (isCancel(answer)) context.interrupt();
  return answer === true;
}
