import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, TovmachError } from '../errors.js';
import { type QueueStatus, queueStatus, workOnQueue } from '../index.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { type CliContext, describeError } from './context.js';
import {
  addReadingOptions,
  addTranslationOptions,
  addWritingOptions,
  type CommonOptions,
} from './options.js';
import { addPaths, type Named, withPaths } from './paths.js';
import { portOf } from './review.js';
import { RUN_EVENT, waitMs } from './run.js';
import { requireTargets, withTovmach } from './session.js';
import { summaryLines } from './summary.js';
import { serveNumbers, WorkerNumbers } from './worker-numbers.js';

/** `tovmach submit`, `work`, `status`, `collect`: a run that many machines do. */

const say = messages('cli', {
  noQueue: 'no queue was named',
  nameQueue: 'Add --queue postgres://user@host:5432/database, or set TOVMACH_QUEUE.',
  wantsNumber: '{{option}} takes a whole number above 0',
});

const STATUS = 'tovmach/queue-status@1';

interface QueueOptions {
  queue?: string;
  json?: boolean;
  quiet?: boolean;
}

/** @throws TovmachError USAGE */
function queueOf({ queue }: QueueOptions, { env }: CliContext): string {
  const address = queue ?? env.TOVMACH_QUEUE;
  if (address) return address;
  throw new TovmachError('USAGE', say.noQueue(), { hint: say.nameQueue() });
}

const whole =
  (option: string, least = 1) =>
  (value: string): number => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= least) return number;
    throw new TovmachError('USAGE', say.wantsNumber({ option }));
  };

export function addQueueCommands(program: Command, context: CliContext): void {
  addSubmit(program, context);
  addWork(program, context);
  addStatus(program, context);
  addCollect(program, context);
}

interface SubmitOptions extends CommonOptions, QueueOptions {
  wait?: number | true;
}

function addSubmit(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program.command('submit').description(t('queue.submit.description'));
  addPaths(command, context);
  addReadingOptions(command, context);
  addTranslationOptions(command, context);
  addWritingOptions(command, context);
  command
    .option('--queue <address>', t('queue.address'))
    .option('--wait [seconds]', t('option.wait'), (value) => Number(value))
    .option('--json', t('option.json'))
    .option('-q, --quiet', t('option.quiet'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('queue.submit.examples')}`)
    .action((paths: string[], options: SubmitOptions) =>
      withPaths(paths, options, 'submit', context, (named) => submit(named, options, context)),
    );
}

async function submit({ paths }: Named, options: SubmitOptions, context: CliContext): Promise<void> {
  const queue = queueOf(options, context);
  const quiet = options.quiet === true || options.json === true;
  context.exitCode = await withTovmach(options, context, async (tovmach) => {
    requireTargets(tovmach.config);
    const submitted = await tovmach.submit(paths, {
      queue,
      signal: context.signal,
      ...onlyDefined({
        only: options.only,
        waitForLockMs: options.wait === undefined ? undefined : waitMs(options.wait),
      }),
      onEvent(event) {
        if (event.type === 'notice' && !quiet)
          context.error(context.t('notice', { message: context.say(event) }));
      },
    });
    const { problems, ...rest } = submitted;
    for (const problem of problems) for (const line of describeError(problem, context)) context.error(line);
    if (options.json === true) context.write(JSON.stringify({ ...rest, problems: problems.length }, null, 2));
    else if (options.quiet !== true)
      for (const [key, count] of [
        ['files', rest.files],
        ['unchanged', rest.unchanged],
        ['added', rest.added],
        ['retried', rest.retried],
        ['done', rest.done],
      ] as const)
        if (count > 0 || key === 'files') context.print(context.t(`queue.submitted.${key}`, { count }));
    return EXIT.ok;
  });
}

interface WorkOptions extends QueueOptions {
  folder?: string;
  store?: string;
  jobs?: number;
  concurrency?: number;
  lease?: number;
  untilEmpty?: boolean;
  metrics?: number;
  host?: string;
}

function addWork(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('work')
    .description(t('queue.work.description'))
    .option('--queue <address>', t('queue.address'))
    .option('--folder <folder>', t('queue.folder'))
    .option('--store <address>', t('queue.store'))
    .option('--jobs <number>', t('option.jobs'), whole('--jobs', 0))
    .option('--concurrency <number>', t('option.concurrency'), whole('--concurrency'))
    .option('--lease <seconds>', t('queue.lease'), whole('--lease'))
    .option('--until-empty', t('queue.untilEmpty'))
    .option('--metrics <number>', t('queue.metrics'), portOf)
    .option('--host <address>', t('queue.host'))
    .option('-q, --quiet', t('option.quiet'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('queue.work.examples')}`)
    .action((options: WorkOptions) => work(options, context));
}

async function work(options: WorkOptions, context: CliContext): Promise<void> {
  const { folder, store, jobs, concurrency, lease, untilEmpty } = options;
  const quiet = options.quiet === true;
  const { t } = context;
  const numbers = new WorkerNumbers();
  const served =
    options.metrics === undefined
      ? undefined
      : await serveNumbers(numbers, { port: options.metrics, host: options.host ?? '127.0.0.1' });
  if (served !== undefined && !quiet) context.print(t('queue.serving', { port: served.port }));
  try {
    const worked = await workOnQueue({
      queue: queueOf(options, context),
      env: context.env,
      signal: context.signal,
      ...onlyDefined({
        folder: folder === undefined ? undefined : resolve(context.cwd, folder),
        store,
        jobs,
        concurrency,
        leaseSeconds: lease,
        untilEmpty: untilEmpty === true ? untilEmpty : undefined,
      }),
      onEvent(event) {
        if (event.type === 'notice' && !quiet) context.error(t('notice', { message: context.say(event) }));
      },
      onCounts: (counts) => numbers.queue(counts),
      onJob(result) {
        numbers.job(result);
        const { articles, problems, milliseconds } = result;
        const seconds = (milliseconds / 1000).toFixed(1);
        if (!quiet) context.print(t('queue.job', { count: articles, problems, seconds }));
      },
    });
    if (!quiet) context.print(t('queue.worked', { count: worked.jobs, ...worked }));
    context.exitCode = EXIT.ok;
  } finally {
    await served?.close();
  }
}

function addStatus(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('status')
    .description(t('queue.status.description'))
    .option('--queue <address>', t('queue.address'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('queue.status.examples')}`)
    .action(async (options: QueueOptions) => {
      const status = await queueStatus(queueOf(options, context));
      if (options.json === true) context.write(JSON.stringify({ schema: STATUS, ...status }, null, 2));
      else for (const line of statusLines(status, context)) context.print(line);
      context.exitCode = EXIT.ok;
    });
}

function statusLines(status: QueueStatus, { t, uiLanguage }: CliContext): string[] {
  const { jobs, files, throughput, secondsLeft, cost, workers, failures } = status;
  const number = new Intl.NumberFormat(uiLanguage);
  const money = Object.entries(cost).map(([currency, sum]) =>
    new Intl.NumberFormat(uiLanguage, { style: 'currency', currency }).format(sum),
  );
  return [
    t('queue.status.jobs', { ...jobs }),
    t('queue.status.files', { done: number.format(files.done), all: number.format(files.all) }),
    t('queue.status.articles', {
      count: status.articles,
      problems: status.problems,
      failed: status.failedSegments,
    }),
    t('queue.status.pace', { pace: number.format(throughput) }),
    ...(secondsLeft === undefined
      ? []
      : [t('queue.status.left', { minutes: number.format(Math.ceil(secondsLeft / 60)) })]),
    t('queue.status.paid', {
      count: status.requests,
      characters: number.format(status.characters),
      cost: money.join(', ') || '0',
    }),
    t('queue.status.workers', { count: workers.length }),
    ...workers.map(
      ({ host, pid, articles, problems }) =>
        `  ${t('queue.status.worker', { host, pid, articles, problems })}`,
    ),
    ...failures.map(({ job, reason }) => `  ${t('queue.status.failure', { job, reason })}`),
  ];
}

interface CollectOptions extends Pick<CommonOptions, 'config' | 'out' | 'stateDir' | 'store'>, QueueOptions {
  now?: boolean;
  prune?: boolean;
  wait?: number | true;
}

function addCollect(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('collect')
    .description(t('queue.collect.description'))
    .option('--queue <address>', t('queue.address'))
    .option('-c, --config <file>', t('option.config'))
    .option('-o, --out <folder>', t('option.out'))
    .option('--state-dir <folder>', t('option.stateDir'))
    .option('--store <address>', t('queue.store'))
    .option('--now', t('queue.now'))
    .option('--prune', t('option.prune'))
    .option('--wait [seconds]', t('option.wait'), (value) => Number(value))
    .option('--json', t('option.jsonEvents'))
    .option('-q, --quiet', t('option.quiet'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('queue.collect.examples')}`)
    .action((options: CollectOptions) => collect(options, context));
}

async function collect(options: CollectOptions, context: CliContext): Promise<void> {
  const queue = queueOf(options, context);
  const quiet = options.quiet === true || options.json === true;
  const emit = (event: object): void => {
    if (options.json === true) context.write(JSON.stringify({ schema: RUN_EVENT, ...event }));
  };
  context.exitCode = await withTovmach(options, context, async (tovmach) => {
    const summary = await tovmach.collect({
      queue,
      signal: context.signal,
      ...onlyDefined({
        now: options.now === true ? true : undefined,
        prune: options.prune === true ? true : undefined,
        waitForLockMs: options.wait === undefined ? undefined : waitMs(options.wait),
      }),
      onEvent(event) {
        emit(event);
        if (event.type === 'notice' && !quiet)
          context.error(context.t('notice', { message: context.say(event) }));
      },
    });
    for (const problem of summary.problems)
      for (const line of describeError(problem, context)) context.error(line);
    if (options.json === true) emit({ type: 'run-finished', ...summary, problems: summary.problems.length });
    else if (options.quiet !== true) for (const line of summaryLines(summary, context)) context.print(line);
    return summary.exitCode;
  });
}
