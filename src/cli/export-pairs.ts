import { relative } from 'node:path';
import type { Command } from 'commander';
import type { Role } from '../index.js';
import { SEVERITIES, type Severity } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import { ROLES } from '../model/segment.js';
import { ChoiceOption } from './command.js';
import type { CliContext } from './context.js';
import { type CommonOptions, list, percent } from './options.js';
import { withTovmach } from './session.js';

/** `tovmach export pairs`: a parallel corpus of what a run translated. */

interface PairsOptions extends Pick<CommonOptions, 'config' | 'out'> {
  roles?: string[];
  worst?: Severity;
  without?: string[];
  minScore?: number;
  pairs?: string[];
  sameStory?: boolean;
  formulas?: boolean;
  json?: boolean;
}

export function addPairsCommand(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('pairs')
    .description(t('pairs.description'))
    .argument('<file>', t('pairs.file'))
    .option('-c, --config <file>', t('option.config'))
    .option('-o, --out <folder>', t('pairs.out'))
    .option('--pairs <pairs>', t('pairs.pairs'), list)
    .option('--roles <roles>', t('pairs.roles', { roles: ROLES.join(', ') }), list)
    .addOption(new ChoiceOption('--worst <severity>', t('pairs.worst')).choices(SEVERITIES))
    .option('--without <names>', t('pairs.without'), list)
    .option('--min-score <percent>', t('pairs.minScore'), percent('--min-score'))
    .option('--same-story', t('pairs.sameStory'))
    .option('--formulas', t('memory.formulas'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('pairs.examples')}`)
    .action(async (file: string, options: PairsOptions) => {
      const { roles, worst, without, minScore, pairs, sameStory, formulas, json, ...common } = options;
      context.exitCode = await withTovmach(common, context, async (tovmach) => {
        const done = await tovmach.exportPairs({
          file,
          ...onlyDefined({
            roles: roles === undefined ? undefined : (roles as Role[]),
            worst,
            without,
            leastScore: minScore,
            languages: pairs,
            sameStory,
            formulas,
          }),
        });
        for (const ledger of done.unreadable) context.error(t('pairs.unreadable', { file: ledger }));
        const { exitCode, ...rest } = done;
        if (json === true) context.write(JSON.stringify(rest, null, 2));
        else {
          context.print(t('pairs.done', { count: done.pairs, file: relative(context.cwd, done.file) }));
          for (const [why, count] of Object.entries(done.left))
            if (count > 0) context.print(`  ${t(`pairs.left.${why}`, { count })}`);
        }
        return exitCode;
      });
    });
}
