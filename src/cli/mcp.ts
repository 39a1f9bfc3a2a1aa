import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import { createTovmach } from '../index.js';
import { serveMcp } from '../mcp/server.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { VERSION } from '../version.js';
import type { CliContext } from './context.js';

const say = messages('cli', {
  mcpTerminal: 'tovmach mcp is started by an assistant, which speaks to it over standard input',
  mcpSettings: 'How to set one up: docs/mcp.md. To translate here: tovmach run articles/ --to en,uk',
});

/** `tovmach mcp`: detection, plans, translation and memory for assistants. Standard output carries the protocol alone. */
export function addMcpCommand(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('mcp')
    .description(t('mcp.description'))
    .option('-c, --config <file>', t('option.config'))
    .option('--allow-write', t('mcp.allowWrite'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('mcp.examples')}`)
    .action(async ({ config: configFile, allowWrite }: { config?: string; allowWrite?: boolean }) => {
      if (context.stdin.isTTY === true) {
        throw new TovmachError('USAGE', say.mcpTerminal(), { hint: say.mcpSettings() });
      }
      const { cwd, env, signal } = context;
      await serveMcp(
        {
          open: (config) => createTovmach({ cwd, env, config, ...onlyDefined({ configFile }) }),
          root: cwd,
          allowWrite: allowWrite === true,
          say: context.say,
          version: VERSION,
        },
        signal,
      );
    });
}
