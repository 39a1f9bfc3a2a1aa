import { relative, resolve } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { EXIT, type ExitCode, TovmachError } from '../errors.js';
import { apertiumNearby, type RunSummary, type Tovmach } from '../index.js';
import { type Message, messages } from '../message.js';
import type { RunEvent } from '../model/event.js';
import { onlyDefined } from '../model/only-defined.js';
import { printBatches } from './batch.js';
import { check } from './check.js';
import type { CliContext } from './context.js';
import { describeError } from './context.js';
import { exportXliff, fileLines } from './exchange.js';
import { notify, notifyAddress } from './notify.js';
import {
  addReadingOptions,
  addTranslationOptions,
  addWritingOptions,
  type CommonOptions,
} from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { printPlan } from './plan.js';
import { createProgress } from './progress.js';
import { giveReports, type ReportRequest, RUN_FORMATS, reportOption } from './report-option.js';
import { requireTargets, withTovmach } from './session.js';
import { summaryLines } from './summary.js';
import { watched } from './watch.js';

const say = messages('cli', {
  waitTakesSeconds: '--wait takes a number of seconds',
  forExampleWait: 'For example: --wait 60',
});

/** The schema of what a run tells. */
export const RUN_EVENT = 'tovmach/run-event@1';

interface RunCommandOptions extends CommonOptions {
  dryRun?: boolean;
  review?: boolean;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  frozen?: boolean;
  report?: readonly ReportRequest[];
  prune?: boolean;
  batch?: boolean;
  wait?: number | true;
  watch?: boolean;
  notify?: URL;
}

/** `tovmach run`: articles in, one clean article per language out. */
export function addRunCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program.command('run').description(t('run.description'));
  addPaths(command, context);
  addReadingOptions(command, context);
  addTranslationOptions(command, context);
  addWritingOptions(command, context);
  command
    .option('--prune', t('option.prune'))
    .option('--wait [seconds]', t('option.wait'), (value) => Number(value))
    .option('--batch', t('option.batch'))
    .option('--dry-run', t('option.dryRun'))
    .option('--frozen', t('option.frozen'))
    .addOption(reportOption(context, RUN_FORMATS))
    .option('--review', t('option.review'))
    .option('--json', t('option.jsonEvents'))
    .option('-q, --quiet', t('option.quiet'))
    .option('-v, --verbose', t('option.verbose'))
    .option('--watch', t('option.watch'))
    .option('--notify <url>', t('option.notify'), notifyAddress)
    .addHelpText('after', `\n${t('help.examples')}\n${t('run.examples')}`)
    .action((paths: string[], options: RunCommandOptions) =>
      withPaths(paths, options, 'run', context, (named) => runOrWatch(named, options, context)),
    );
}

/** Once, or again whenever a source changes. */
async function runOrWatch(named: Named, options: RunCommandOptions, context: CliContext): Promise<void> {
  if (options.watch !== true) return run(named, options, context);
  const folders = await withTovmach(options, context, async ({ config }) => [config.out, config.stateDir]);
  const ours = folders.flatMap((folder) => (folder === undefined ? [] : [resolve(context.cwd, folder)]));
  await watched(named.paths, ours, context, () => run(named, options, context));
  // Only Ctrl-C ends it.
  context.exitCode = EXIT.interrupted;
}

async function run(named: Named, options: RunCommandOptions, context: CliContext): Promise<void> {
  if (options.frozen === true) {
    context.exitCode = await check(named, options, context);
    return;
  }
  context.exitCode = await withTovmach(options, context, (tovmach) => {
    requireTargets(tovmach.config);
    const work = options.dryRun ? planOnly : runAndTell;
    return work(tovmach, named, options, context);
  });
}

/** `--dry-run` */
async function planOnly(
  tovmach: Tovmach,
  { paths, input }: Named,
  options: RunCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  const plan = await tovmach.plan(paths, {
    ...input,
    signal: context.signal,
    ...onlyDefined({ only: options.only }),
  });
  printPlan(plan, context, options.json === true);
  return plan.exitCode;
}

/** Runs, and says what came of it: to a person, to a program, to those who asked for a report or a notice. */
async function runAndTell(
  tovmach: Tovmach,
  named: Named,
  options: RunCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  const emit = (event: object): void => {
    if (options.json) context.write(JSON.stringify({ schema: RUN_EVENT, ...event }));
  };
  const summary = await runWith(tovmach, named, options, context, emit);
  for (const problem of summary.problems) {
    for (const line of describeError(problem, context)) context.error(line);
  }
  const finished = { type: 'run-finished', ...summary, problems: summary.problems.length };
  if (options.json) emit(finished);
  else if (!options.quiet) {
    for (const line of summaryLines(summary, context)) context.print(line);
    for (const line of await nearbyLines(tovmach, { summary, named }, context)) context.print(line);
  }
  if (options.review && !context.signal.aborted) {
    const { files } = await exportXliff(tovmach, named, { review: true, folder: summary.out }, context);
    if (options.json) emit({ type: 'review-written', files });
    else if (!options.quiet) for (const line of fileLines(files, context)) context.print(line);
  }
  if (options.report !== undefined && !context.signal.aborted) {
    const { paths, input } = named;
    const found = await tovmach.check(paths, { ...input, only: options.only });
    const about = { paths, config: tovmach.config, changes: summary.changes };
    await giveReports(found, options.report, about, context);
  }
  if (options.notify === undefined) return summary.exitCode;
  const taken = await notify(options.notify, { schema: RUN_EVENT, ...finished }, context);
  return taken || summary.exitCode !== EXIT.ok ? summary.exitCode : EXIT.later;
}

/** The run itself, with how far it is on the terminal and its events for programs. */
async function runWith(
  tovmach: Tovmach,
  { paths, input }: Named,
  options: RunCommandOptions,
  context: CliContext,
  emit: (event: object) => void,
): Promise<RunSummary> {
  const quiet = options.quiet === true || options.json === true;
  const progress = createProgress(context, quiet);
  progress.phase(context.t('progress.reading'));
  const log = options.verbose === true ? logOf(context) : () => {};
  const tell = (event: RunEvent): void => {
    emit(event);
    if (event.type === 'notice' && !quiet)
      context.error(context.t('notice', { message: context.say(event) }));
  };
  if (options.batch === true) await collectFirst(tovmach, { context, tell, quiet });
  const asks = context.asks && context.isTTY && context.stdin.isTTY;
  const summary = await tovmach.run(paths, {
    ...input,
    signal: context.signal,
    requestsApart: true,
    ...onlyDefined({
      only: options.only,
      prune: options.prune === true ? true : undefined,
      batch: options.batch === true ? true : undefined,
      waitForLockMs: options.wait === undefined ? undefined : waitMs(options.wait),
      confirm: asks ? (line: Message) => progress.during(() => askDownload(line, context)) : undefined,
    }),
    onEvent(event) {
      tell(event);
      log(event);
      if (event.type === 'run-started') progress.phase(context.t('progress.working', { files: event.files }));
      if (event.type === 'download') progress.download(event.file, event.done, event.total);
      if (event.type === 'article-finished') progress.update(event.done, event.total);
    },
  });
  progress.stop();
  return summary;
}

/** `--verbose`: what is done with every file, with the seconds since the beginning, on standard error. */
function logOf(context: CliContext): (event: RunEvent) => void {
  const started = Date.now();
  const { t } = context;
  return (event) => {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (event.type === 'run-started') context.error(t('verbose.started', { seconds, files: event.files }));
    if (event.type === 'article-finished')
      context.error(
        t('verbose.article', { seconds, article: event.id, done: event.done, total: event.total }),
      );
    if (event.type === 'passed-over') context.error(t('verbose.passedOver', { seconds, file: event.path }));
  };
}

/** A translator that answers here and was not asked, with the command that would ask it. */
async function nearbyLines(
  tovmach: Tovmach,
  { summary, named }: { readonly summary: RunSummary; readonly named: Named },
  { t, cwd, signal }: CliContext,
): Promise<string[]> {
  const isSetUp = tovmach.providers().some(({ name, ready }) => name === 'apertium' && ready);
  if (tovmach.config.provider !== 'auto' || isSetUp || signal.aborted) return [];
  const { languages, targets } = summary;
  const nearby = await apertiumNearby(languages.candidates, targets, signal);
  if (nearby === undefined) return [];
  const { url, pairs } = nearby;
  const quoted = (path: string): string =>
    /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  const out = quoted(relative(cwd, summary.out) || '.');
  const command = `APERTIUM_URL=${url} tovmach run ${named.paths.map(quoted).join(' ')} --to ${targets.join(',')} --out ${out} --provider apertium`;
  return [t('summary.nearby', { url, pairs: pairs.join(', ') }), `  ${command}`];
}

/** Takes in what earlier batches have answered by now; what stands in the way of that is said, and the run goes on. */
async function collectFirst(
  tovmach: Tovmach,
  {
    context,
    tell,
    quiet,
  }: {
    readonly context: CliContext;
    readonly tell: (event: RunEvent) => void;
    readonly quiet: boolean;
  },
): Promise<void> {
  const { problems, ...result } = await tovmach.collectBatches({ signal: context.signal, onEvent: tell });
  for (const problem of problems) for (const line of describeError(problem, context)) context.error(line);
  const isQuiet = quiet || result.answered + result.failed === 0;
  if (!isQuiet) printBatches({ ...result, problems: [] }, context, { json: false, collected: true });
}

/** `--wait` alone waits as long as it takes. */
export function waitMs(wait: number | true): number {
  if (wait === true) return Number.MAX_SAFE_INTEGER;
  if (Number.isFinite(wait) && wait > 0) return wait * 1000;
  throw new TovmachError('USAGE', say.waitTakesSeconds(), { hint: say.forExampleWait() });
}

/** One question, on a terminal, before anything is fetched. */
async function askDownload(line: Message, context: CliContext): Promise<boolean> {
  const answer = await confirm({
    message: context.t('run.download', { line: context.say(line) }),
    output: context.stderr,
    input: context.stdin,
    signal: context.signal,
  });
  // The prompt takes Ctrl-C for itself.
  if (isCancel(answer)) context.interrupt();
  return answer === true;
}
