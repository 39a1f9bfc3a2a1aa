import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { serveApi } from '../api/serve.js';
import { onlyDefined } from '../model/only-defined.js';
import type { CliContext } from './context.js';
import {
  addReadingOptions,
  addTranslationOptions,
  addWritingOptions,
  type CommonOptions,
  list,
} from './options.js';
import { portOf, reviewerOf, stopped } from './review.js';
import { withTovmach } from './session.js';

interface ServeCommandOptions extends CommonOptions {
  readonly port: number;
  readonly host?: string;
  readonly allowHost?: string[];
  readonly readOnly?: boolean;
  readonly reviewer?: string;
}

const PORT = 4747;

/** `tovmach serve`: the library over HTTP, for other programs. */
export function addServeCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const command = program
    .command('serve')
    .description(t('serve.description'))
    .argument('[paths...]', t('serve.paths'));
  addReadingOptions(command, context);
  addTranslationOptions(command, context);
  addWritingOptions(command, context);
  command
    .option('--port <number>', t('serve.port'), portOf, PORT)
    .option('--host <address>', t('serve.host'))
    .option('--allow-host <name>', t('serve.allowHost'), list)
    .option('--read-only', t('serve.readOnly'))
    .option('--reviewer <name>', t('review.reviewer'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('serve.examples')}`)
    .action((paths: string[], options: ServeCommandOptions) =>
      withTovmach(options, context, async (tovmach) => {
        const given = context.env.TOVMACH_SERVE_TOKEN;
        const token = given || randomBytes(24).toString('base64url');
        const { host = '127.0.0.1', allowHost, readOnly = false } = options;
        const server = await serveApi({
          tovmach,
          ...onlyDefined({ inputs: paths.length === 0 ? undefined : { paths } }),
          host,
          port: options.port,
          token,
          ...onlyDefined({ allowedHosts: allowHost }),
          readOnly,
          reviewer: await reviewerOf(options, context),
          languages: context.texts.languages,
          language: context.uiLanguage,
          sayIn: (language) => context.texts.messages(language),
        });
        const at = host.includes(':') ? `[${host}]` : host;
        context.print(t('serve.serving', { address: `http://${at}:${server.port}/api/v1` }));
        // Whoever set the token knows it; it does not belong into a log.
        if (!given) context.print(t('serve.token', { token }));
        context.print(t('serve.stop'));
        try {
          await stopped(context.signal);
        } finally {
          await server.close();
        }
      }),
    );
}
