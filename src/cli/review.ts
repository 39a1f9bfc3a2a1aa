import { execFile, spawn } from 'node:child_process';
import { platform } from 'node:os';
import { relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import type { Tovmach } from '../index.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { exportReview } from '../review/export.js';
import { serveReview } from '../review/server.js';
import type { CliContext } from './context.js';
import type { CommonOptions } from './options.js';
import { withTovmach } from './session.js';

const say = messages('cli', {
  portRefused: '--port does not take "{{value}}"',
  portRange: 'It takes a number from 0 (any free port) to 65535.',
});

interface ReviewCommandOptions extends CommonOptions {
  port: number;
  open: boolean;
  readOnly?: boolean;
  export?: string;
  reviewer?: string;
}

/** `tovmach review`: the outputs in a browser. */
export function addReviewCommand(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('review')
    .description(t('review.description'))
    .argument('[folder]', t('review.out'))
    .option('-c, --config <file>', t('option.config'))
    .option('--store <file>', t('option.store'))
    .option('--port <number>', t('review.port'), portOf, 0)
    .option('--no-open', t('review.noOpen'))
    .option('--read-only', t('review.readOnly'))
    .option('--export <file>', t('review.export'))
    .option('--reviewer <name>', t('review.reviewer'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('review.examples')}`)
    .action((out: string | undefined, options: ReviewCommandOptions) =>
      withTovmach({ ...options, ...onlyDefined({ out }) }, context, async (tovmach) => {
        // What cannot be shown is said here, not in a browser.
        await tovmach.overview();
        if (options.export !== undefined)
          return exportTo(resolve(context.cwd, options.export), tovmach, context);
        const reviewer = options.readOnly === true ? undefined : await reviewerOf(options, context);
        const server = await serveReview({
          tovmach,
          port: options.port,
          readOnly: reviewer === undefined,
          reviewer,
          languages: context.texts.languages,
          language: context.uiLanguage,
          sayIn: (language) => context.texts.messages(language),
          onAddress: (address) => context.print(t('review.another', { address })),
        });
        const address = server.address();
        if (options.readOnly !== true && reviewer === undefined) context.print(t('review.nobody'));
        context.print(t('review.serving', { address }));
        context.print(t('review.stop'));
        if (options.open) openBrowser(address);
        try {
          await stopped(context.signal);
        } finally {
          await server.close();
        }
      }),
    );
}

async function exportTo(file: string, tovmach: Tovmach, context: CliContext): Promise<void> {
  const { t } = context;
  const { files, bytes } = await exportReview({
    tovmach,
    file,
    language: context.uiLanguage,
    sayIn: (language) => context.texts.messages(language),
    onArticle: (done, all) => context.status(t('review.exporting', { done, all })),
    signal: context.signal,
  });
  context.status('');
  const megabytes = (bytes / 1e6).toFixed(1);
  context.print(t('review.exported', { file: relative(context.cwd, file) || file, count: files, megabytes }));
}

/** @throws TovmachError USAGE */
export function portOf(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new TovmachError('USAGE', say.portRefused({ value }), { hint: say.portRange() });
}

/** Who decides: as named, else whoever git knows here. */
export async function reviewerOf(
  { reviewer }: Pick<ReviewCommandOptions, 'reviewer'>,
  { cwd }: CliContext,
): Promise<string | undefined> {
  if (reviewer !== undefined && reviewer.trim() !== '') return reviewer.trim();
  const name = await promisify(execFile)('git', ['config', 'user.name'], { cwd }).catch(() => undefined);
  return name?.stdout.trim() || undefined;
}

/** Until somebody ends the program. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Where no browser can be opened the address is on the screen. */
function openBrowser(address: string): void {
  const [command, ...rest] = OPENERS[platform()] ?? ['xdg-open'];
  spawn(command, [...rest, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
