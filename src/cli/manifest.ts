import type { Command } from 'commander';
import { onlyDefined } from '../model/only-defined.js';
import type { CliContext } from './context.js';
import type { CommonOptions } from './options.js';
import { withTovmach } from './session.js';

interface ManifestOptions extends CommonOptions {
  readonly head?: string;
  readonly json?: boolean;
}

/** `tovmach manifest …`: whether the outputs are what was written. */
export function addManifestCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const examples = `\n${t('help.examples')}\n${t('manifest.examples')}`;
  const manifest = program
    .command('manifest')
    .description(t('manifest.description'))
    .addHelpText('after', examples);
  manifest
    .command('verify')
    .description(t('manifest.verify'))
    .argument('[folder]', t('manifest.folder'))
    .option('-c, --config <file>', t('option.config'))
    .option('--state-dir <folder>', t('option.stateDir'))
    .option('--head <hash>', t('manifest.head'))
    .option('--json', t('option.json'))
    .addHelpText('after', examples)
    .action((out: string | undefined, options: ManifestOptions) =>
      verify({ ...options, ...onlyDefined({ out }) }, context),
    );
}

async function verify({ head, json, ...options }: ManifestOptions, context: CliContext): Promise<void> {
  const { t } = context;
  await withTovmach(options, context, async (tovmach) => {
    const found = await tovmach.verifyOutputs(head === undefined ? {} : { head });
    const { problems, exitCode, ...rest } = found;
    context.exitCode = exitCode;
    if (json) {
      const plain = problems.map(({ said, ...place }) => ({ ...said, ...place }));
      context.write(
        JSON.stringify({ schema: 'tovmach/manifest-verify@1', ...rest, problems: plain }, null, 2),
      );
      return;
    }
    for (const { said } of problems) context.error(context.say(said));
    if (problems.length > 0) return;
    context.print(t('manifest.sound', { count: rest.files }));
    if (rest.head !== undefined) context.print(t('manifest.chain', { count: rest.entries, head: rest.head }));
  });
}
