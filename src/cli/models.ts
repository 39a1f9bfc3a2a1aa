import { basename, dirname, join } from 'node:path';
import type { Command, Option } from 'commander';
import { EXIT } from '../errors.js';
import {
  ARCHITECTURES,
  type CatalogueModel,
  createModels,
  type InstalledModel,
  importModels,
  type Models,
  parsePair,
  publishedSize,
  pullModels,
  type StoredFolder,
} from '../index.js';
import { megabytes } from '../model/bytes.js';
import { ChoiceOption } from './command.js';
import type { CliContext } from './context.js';
import { createProgress } from './progress.js';
import { withTovmach } from './session.js';

interface ModelsCommandOptions {
  readonly config?: string;
  readonly registry?: string;
  readonly baseUrl?: string;
  readonly architecture?: string;
  readonly installed?: boolean;
  readonly available?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `tovmach models …`: the models of the local engine. */
export function addModelsCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program
    .command('models')
    .description(t('models.description'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('models.examples')}`);
  const architecture = (): Option =>
    new ChoiceOption('--architecture <name>', t('models.architecture')).choices(ARCHITECTURES);
  const add = (name: string, description: string): Command =>
    command.command(name).description(description).option('-c, --config <file>', t('option.config'));

  add('list', t('models.list'))
    .option('--installed', t('models.installedOnly'))
    .option('--available', t('models.availableOnly'))
    .option('--registry <url|file>', t('models.registry'))
    .option('--json', t('option.json'))
    .action((options: ModelsCommandOptions) =>
      withModels(options, context, (models) => list(models, options, context)),
    );
  add('pull <pairs...>', t('models.pull'))
    .addOption(architecture())
    .option('--registry <url|file>', t('models.registry'))
    .option('--base-url <url>', t('models.baseUrl'))
    .option('-y, --yes', t('option.yes'))
    .option('-q, --quiet', t('option.quiet'))
    .action((pairs: string[], options: ModelsCommandOptions) =>
      withModels(options, context, (models) => pull(models, pairs, options, context)),
    );
  add('verify', t('models.verify'))
    .option('--json', t('option.json'))
    .action((options: ModelsCommandOptions) =>
      withModels(options, context, (models) => verify(models, options, context)),
    );
  add('remove <pairs...>', t('models.remove'))
    .addOption(architecture())
    .action((pairs: string[], options: ModelsCommandOptions) =>
      withModels(options, context, (models) => remove(models, pairs, options, context)),
    );
  add('path', t('models.path')).action((options: ModelsCommandOptions) =>
    withModels(options, context, async (models) => context.print(models.store.directory)),
  );
  add('import <path>', t('models.import'))
    .addOption(architecture())
    .action((path: string, options: ModelsCommandOptions) =>
      withModels(options, context, async (models) => {
        const { signal } = context;
        const installed = await importModels(models, path, { signal, architecture: options.architecture });
        for (const model of installed) context.print(t('models.installed', { model: described(model) }));
      }),
    );
}

async function withModels(
  options: ModelsCommandOptions,
  context: CliContext,
  action: (models: Models) => Promise<void>,
): Promise<void> {
  const common = options.config === undefined ? {} : { config: options.config };
  await withTovmach(common, context, async ({ config }) => {
    const models = createModels({
      env: context.env,
      directory: config.models.directory,
      registry: options.registry ?? config.models.registry,
      architecture: options.architecture ?? config.models.architecture,
      baseUrl: options.baseUrl,
      engine: config.models.engine,
    });
    try {
      await action(models);
    } finally {
      await models.close();
    }
  });
}

async function list(models: Models, options: ModelsCommandOptions, context: CliContext): Promise<void> {
  const { t, print } = context;
  const both = options.installed === true && options.available === true;
  const installed = options.available === true && !both ? [] : await models.store.list();
  const available = options.available === true ? await models.available(context.signal) : [];
  if (options.json === true) {
    const { directory } = models.store;
    context.write(
      JSON.stringify({ schema: 'tovmach/models-list@1', directory, installed, available }, null, 2),
    );
    return;
  }
  for (const model of installed) print(row(model, model.size, model.licence));
  for (const model of available) print(row(model, publishedSize([model]), model.status ?? '–'));
  if (options.available === true)
    context.error(t('models.source', { registry: models.registry, licence: models.licence }));
  else if (installed.length === 0) context.error(t('models.none', { directory: models.store.directory }));
}

async function pull(
  models: Models,
  pairs: readonly string[],
  options: ModelsCommandOptions,
  context: CliContext,
): Promise<void> {
  const { t, print, signal } = context;
  const progress = createProgress(context, options.quiet === true);
  try {
    const result = await pullModels(models, pairs.map(parsePair), {
      signal,
      architecture: options.architecture,
      onNotice: (notice) =>
        context.error(
          t('models.notice', {
            models: notice.models
              .map((model) => `${model.source}-${model.target} (${model.architecture})`)
              .join(', '),
            size: notice.size === 0 ? t('models.sizeUnknown') : megabytes(notice.size),
            from: notice.from,
            licence: notice.licence,
          }),
        ),
      onProgress: ({ file, done, total }) => progress.download(file, done, total),
      onWait: (holder) => context.error(t('models.waiting', { holder })),
    });
    for (const model of result.installed) print(t('models.installed', { model: described(model) }));
    for (const model of result.unchanged) print(t('models.unchanged', { model: described(model) }));
  } finally {
    progress.stop();
  }
}

async function verify(models: Models, options: ModelsCommandOptions, context: CliContext): Promise<void> {
  const { t, print } = context;
  const checks = await models.store.verify();
  if (checks.some((check) => check.problems.length > 0)) context.exitCode = EXIT.output;
  if (options.json === true) {
    const plain = checks.map((check) => ({
      ...check,
      problems: check.problems.map(({ message }) => message),
    }));
    context.write(JSON.stringify({ schema: 'tovmach/models-verify@1', models: plain }, null, 2));
    return;
  }
  if (checks.length === 0) context.error(t('models.none', { directory: models.store.directory }));
  for (const check of checks) {
    const { folder, problems } = check;
    print(`${problems.length === 0 ? '✓' : '✗'} ${stored(check)}`);
    for (const problem of problems) print(`    ${context.say(problem)}`);
    if (problems.length > 0) print(`    tovmach models pull ${basename(dirname(folder))}`);
  }
}

async function remove(
  models: Models,
  pairs: readonly string[],
  options: ModelsCommandOptions,
  context: CliContext,
): Promise<void> {
  const { t, print } = context;
  for (const pair of pairs) {
    const { source, target } = parsePair(pair);
    const removed = await models.store.remove(source, target, options.architecture);
    for (const each of removed) print(t('models.removed', { model: stored(each) }));
    if (removed.length > 0) continue;
    context.error(t('models.notInstalled', { pair }));
    context.exitCode = EXIT.input;
  }
}

function stored({ folder, model }: StoredFolder): string {
  return model === undefined ? join(basename(dirname(folder)), basename(folder)) : described(model);
}

function described(model: InstalledModel): string {
  const { source, target, architecture, size, licence } = model;
  return [`${source}-${target}`, architecture, megabytes(size), licence, ...qualityOf(model)].join('  ');
}

/** One row of a list; `note` is the licence of an installed model, the release status of one that is offered. */
function row(model: InstalledModel | CatalogueModel, size: number, note: string): string {
  const columns = [
    `${model.source}-${model.target}`.padEnd(12),
    model.architecture.padEnd(11),
    (size === 0 ? '?' : megabytes(size)).padStart(9),
    note.padEnd(15),
    ...qualityOf(model),
  ];
  return columns.join('  ').trimEnd();
}

/** Published figures on flores200-plus. */
function qualityOf({ quality = {} }: Pick<CatalogueModel, 'quality'>): string[] {
  const { bleu, chrf, comet } = quality;
  return [
    ...(bleu === undefined ? [] : [`BLEU ${bleu.toFixed(1)}`]),
    ...(chrf === undefined ? [] : [`chrF ${chrf.toFixed(1)}`]),
    ...(comet === undefined ? [] : [`COMET ${comet.toFixed(3)}`]),
  ];
}
