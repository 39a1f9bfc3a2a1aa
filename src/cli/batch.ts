import type { Command } from 'commander';
import type { BatchesResult, BatchView } from '../index.js';
import { inEnglish } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { type CliContext, describeError } from './context.js';
import type { CommonOptions } from './options.js';
import { withTovmach } from './session.js';

interface BatchCommandOptions extends CommonOptions {
  readonly forget?: boolean;
  readonly json?: boolean;
}

/** `tovmach batch …`: what services answer when they can. */
export function addBatchCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const examples = `\n${t('help.examples')}\n${t('batch.examples')}`;
  const batch = program.command('batch').description(t('batch.description')).addHelpText('after', examples);
  const add = (name: string, description: string): Command =>
    batch
      .command(name)
      .description(description)
      .argument('[ids...]', t('batch.ids'))
      .option('-c, --config <file>', t('option.config'))
      .option('--store <file>', t('option.store'))
      .option('--json', t('option.json'))
      .addHelpText('after', examples);
  add('status', t('batch.status')).action((ids: string[], options: BatchCommandOptions) =>
    run(ids, options, context, 'batchStatus'),
  );
  add('collect', t('batch.collect')).action((ids: string[], options: BatchCommandOptions) =>
    run(ids, options, context, 'collectBatches'),
  );
  add('cancel', t('batch.cancel'))
    .option('--forget', t('batch.forget'))
    .action((ids: string[], options: BatchCommandOptions) => run(ids, options, context, 'cancelBatches'));
}

async function run(
  ids: readonly string[],
  { forget, json, ...options }: BatchCommandOptions,
  context: CliContext,
  what: 'batchStatus' | 'collectBatches' | 'cancelBatches',
): Promise<void> {
  await withTovmach(options, context, async (tovmach) => {
    const result = await tovmach[what]({
      ...onlyDefined({
        ids: ids.length === 0 ? undefined : ids,
        forget: what === 'cancelBatches' && forget === true ? forget : undefined,
      }),
      signal: context.signal,
      onEvent(event) {
        if (event.type === 'notice') context.error(context.t('notice', { message: context.say(event) }));
      },
    });
    context.exitCode = result.exitCode;
    printBatches(result, context, { json: json === true, collected: what === 'collectBatches' });
  });
}

/** What became of batches, for people or for programs. */
export function printBatches(
  { problems, ...result }: BatchesResult,
  context: CliContext,
  { json, collected }: { readonly json: boolean; readonly collected: boolean },
): void {
  const { t } = context;
  for (const problem of problems) for (const line of describeError(problem, context)) context.error(line);
  if (json) {
    const plain = problems.map((problem) => ({ code: problem.code, message: inEnglish(problem) }));
    context.write(JSON.stringify({ schema: 'tovmach/batches@1', ...result, problems: plain }, null, 2));
    return;
  }
  if (result.batches.length === 0) context.print(t('batch.none'));
  for (const batch of result.batches) for (const line of batchLines(batch, context)) context.print(line);
  if (!collected) return;
  if (result.answered > 0) context.print(t('batch.answered', { count: result.answered }));
  if (result.failed > 0) context.print(t('batch.failed', { count: result.failed }));
}

function batchLines(batch: BatchView, { t, uiLanguage }: CliContext): string[] {
  const { id, provider, name, stage, status, texts, requests, createdAt } = batch;
  const money = new Intl.NumberFormat(uiLanguage, {
    style: 'currency',
    currency: batch.currency,
    maximumFractionDigits: 4,
  });
  const head = t(`batch.stage.${stage}`, {
    id,
    provider,
    name,
    date: createdAt.slice(0, 16).replace('T', ' '),
  });
  return [
    status === undefined ? head : `${head} (${status})`,
    `  ${t('batch.counts', {
      requests: requests.open + requests.answered + requests.failed,
      open: texts.open,
      answered: texts.answered,
      failed: texts.failed,
      cost: money.format(batch.cost),
    })}`,
    ...batch.reasons.map((reason) => `  ${reason}`),
  ];
}
