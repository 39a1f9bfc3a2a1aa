import { TovmachError } from '../errors.js';
import { type Config, createTovmach, type Tovmach } from '../index.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import type { CliContext } from './context.js';
import { type CommonOptions, FLAGS, toConfig } from './options.js';

const say = messages('cli', {
  noTarget: 'no target language was named',
  addTo: 'Add --to en,uk (BCP 47 codes), or "targets: [en, uk]" to tovmach.config.yaml.',
});

/** Opens the library for one command and closes it whatever happens. */
export async function withTovmach<T>(
  options: CommonOptions,
  context: CliContext,
  action: (tovmach: Tovmach) => Promise<T>,
): Promise<T> {
  const tovmach = await createTovmach({
    cwd: context.cwd,
    env: context.env,
    config: { ...toConfig(options, context.cwd), uiLanguage: context.uiLanguage },
    configNames: FLAGS,
    ...onlyDefined({ configFile: options.config }),
  });
  context.hide = tovmach.hide;
  try {
    return await action(tovmach);
  } finally {
    await tovmach.close();
  }
}

/** @throws TovmachError USAGE when no target is known. */
export function requireTargets(config: Config): void {
  if (config.targets.length > 0) return;
  throw new TovmachError('USAGE', say.noTarget(), {
    hint: say.addTo(),
  });
}
