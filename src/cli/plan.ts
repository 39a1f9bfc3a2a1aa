import type { Command } from 'commander';
import type { PlanResult } from '../index.js';
import { onlyDefined } from '../model/only-defined.js';
import { type CliContext, describeError } from './context.js';
import { addReadingOptions, addTranslationOptions, addWorkerOptions, type CommonOptions } from './options.js';
import { addPaths, withPaths } from './paths.js';
import { requireTargets, withTovmach } from './session.js';
import { passedOverLines } from './summary.js';

/** `tovmach plan`: what a run would send. Nothing is sent. */
export function addPlanCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program.command('plan').description(t('plan.description'));
  addPaths(command, context);
  addReadingOptions(command, context);
  addWorkerOptions(command, context);
  addTranslationOptions(command, context);
  command
    .option('-o, --out <folder>', t('option.out'))
    .option('--state-dir <folder>', t('option.stateDir'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('plan.examples')}`)
    .action((given: string[], options: CommonOptions & { json?: boolean }) =>
      withPaths(given, options, 'plan', context, async ({ paths, input }) => {
        context.exitCode = await withTovmach(options, context, async (tovmach) => {
          requireTargets(tovmach.config);
          const plan = await tovmach.plan(paths, {
            ...input,
            signal: context.signal,
            ...onlyDefined({ only: options.only }),
          });
          printPlan(plan, context, options.json === true);
          return plan.exitCode;
        });
      }),
    );
}

/** Prints a plan as JSON or for people, and its problems on standard error. */
export function printPlan(plan: PlanResult, context: CliContext, asJson: boolean): void {
  const { t, uiLanguage } = context;
  for (const problem of plan.problems)
    for (const line of describeError(problem, context)) context.error(line);
  if (!asJson) for (const line of passedOverLines(plan.passedOver, context)) context.error(line);
  if (asJson) {
    const { problems, exitCode: _, ...rest } = plan;
    context.write(JSON.stringify({ schema: 'tovmach/plan@1', ...rest, problems: problems.length }, null, 2));
    return;
  }
  const number = new Intl.NumberFormat(uiLanguage);
  if (plan.unchanged > 0) context.print(t('summary.unchanged', { count: plan.unchanged }));
  for (const [reason, count] of Object.entries(plan.redo)) context.print(t(`plan.redo.${reason}`, { count }));
  for (const { output, concepts } of plan.termChanges)
    context.print(`  ${t('plan.termChange', { output, terms: concepts.join(', ') })}`);
  context.print(t('plan.articles', { count: plan.articles }));
  for (const [language, count] of Object.entries(plan.segmentsByLanguage)) {
    context.print(`  ${language}: ${t('plan.segments', { count })}`);
  }
  for (const pair of plan.pairs) {
    context.print(
      t('plan.pair', {
        pair: `${pair.source} → ${pair.target}`,
        provider: pair.provider ?? t('plan.noProvider'),
        count: pair.units,
        characters: number.format(pair.characters),
      }),
    );
  }
  context.print(t('plan.kept', { count: plan.kept }));
  context.print(t('plan.dropped', { count: plan.dropped }));
  context.print(t('plan.fromMemory', { count: plan.fromMemory }));
  context.print(
    t('plan.characters', {
      before: number.format(plan.charactersBefore),
      after: number.format(plan.charactersAfter),
      send: number.format(plan.charactersToSend),
    }),
  );
  if (plan.cost !== undefined) {
    const money = new Intl.NumberFormat(uiLanguage, { style: 'currency', currency: plan.currency });
    context.print(t('plan.cost', { cost: money.format(plan.cost) }));
  } else if (plan.charactersToSend > 0) context.print(t('plan.noPrice'));
  context.print(t('plan.nothingSent'));
}
