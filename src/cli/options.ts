import { resolve } from 'node:path';
import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import {
  type ConfigInput,
  DUPLICATES,
  FIRST_LINES,
  LAYOUTS,
  OUTPUT_FORMATS,
  PROVIDER_NAMES,
  REPAIRS,
  SAME_STORIES,
  SECOND_OPINIONS,
  UNTRANSLATED,
} from '../index.js';
import { type Message, messages } from '../message.js';
import { SEVERITIES } from '../model/finding.js';
import { ROLES } from '../model/segment.js';
import { ChoiceOption } from './command.js';
import type { CliContext } from './context.js';
import type { PathOptions } from './paths.js';

/** Command-line flags and how they become configuration. */

const say = messages('cli', {
  optionRefused: '{{option}} does not take "{{value}}"',
  takesPositive: 'It takes a number above 0.',
  takesPositiveWhole: 'It takes a whole number above 0.',
  takesWhole: 'It takes a whole number from 0.',
  takesPercent: 'It takes a number from 0 to 100.',
  takesShare: 'It takes a number from 0 to 1.',
  columnRefused: '--column does not take "{{value}}"',
  writeColumn:
    'Write field=column, for example --column title=Headline --column body=3; fields: id, title, body, url, date, language, author',
  policyRefused: '--policy does not take "{{value}}"',
  writePolicy: 'Write role=action or role:language=action, for example --policy quote:ru=keep',
});

/** What commander hands to the actions of commands that use these options. */
export interface CommonOptions extends PathOptions {
  only?: string[];
  config?: string;
  languages?: string[];
  encoding?: string;
  include?: string[];
  exclude?: string[];
  column?: Readonly<Record<string, readonly (string | number)[]>>;
  strict?: boolean;
  title?: (typeof FIRST_LINES)[number];
  duplicates?: (typeof DUPLICATES)[number];
  sameStory?: (typeof SAME_STORIES)[number];
  secondOpinion?: (typeof SECOND_OPINIONS)[number];
  threshold?: number;
  repair?: (typeof REPAIRS)[number][];
  policy?: string[];
  to?: string[];
  provider?: string[];
  memory?: string[];
  store?: string;
  out?: string;
  stateDir?: string;
  format?: (typeof OUTPUT_FORMATS)[number];
  layout?: (typeof LAYOUTS)[number];
  timestamps?: boolean;
  untranslated?: (typeof UNTRANSLATED)[number];
  minTranslated?: number;
  concurrency?: number;
  jobs?: number;
  articleTimeout?: number;
  failOn?: (typeof SEVERITIES)[number] | 'never';
  maxCharacters?: number;
  maxCost?: number;
  yes?: boolean;
}

export const list = (value: string, previous: string[] | undefined): string[] => [
  ...(previous ?? []),
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];
const repeated = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];

/** `title=Headline`, `body=3`; a field may be given several times, in the order its columns follow each other. */
function column(
  value: string,
  previous: Readonly<Record<string, readonly (string | number)[]>> | undefined,
): Readonly<Record<string, readonly (string | number)[]>> {
  const [, field = '', name = ''] = /^(id|title|body|url|date|language|author)=(.+)$/.exec(value) ?? [];
  if (field === '') {
    throw new TovmachError('USAGE', say.columnRefused({ value }), { hint: say.writeColumn() });
  }
  const column = /^\d+$/.test(name) ? Number(name) : name;
  return { ...previous, [field]: [...(previous?.[field] ?? []), column] };
}

function number(
  name: string,
  value: string,
  hint: () => Message,
  valid: (parsed: number) => boolean,
): number {
  const parsed = Number(value);
  if (valid(parsed)) return parsed;
  throw new TovmachError('USAGE', say.optionRefused({ option: name, value }), { hint: hint() });
}

const PROVIDERS = ['auto', ...PROVIDER_NAMES];

const positive =
  (name: string) =>
  (value: string): number =>
    number(name, value, say.takesPositive, (parsed) => Number.isFinite(parsed) && parsed > 0);
const positiveInteger =
  (name: string) =>
  (value: string): number =>
    number(name, value, say.takesPositiveWhole, (parsed) => Number.isInteger(parsed) && parsed > 0);

export const percent =
  (name: string) =>
  (value: string): number =>
    number(name, value, say.takesPercent, (parsed) => parsed >= 0 && parsed <= 100);

/** Options of every command that reads articles. */
export function addReadingOptions(command: Command, context: CliContext): Command {
  const { t } = context;
  return command
    .option('-c, --config <file>', t('option.config'))
    .option('--languages <tags>', t('option.languages'), list)
    .option('--encoding <name>', t('option.encoding'))
    .option('--include <glob>', t('option.include'), repeated)
    .option('--exclude <glob>', t('option.exclude'), repeated)
    .addOption(new ChoiceOption('--title <what>', t('option.title')).choices(FIRST_LINES))
    .option('--column <field=column>', t('option.column'), column)
    .addOption(new ChoiceOption('--duplicates <what>', t('option.duplicates')).choices(DUPLICATES))
    .addOption(new ChoiceOption('--same-story <what>', t('option.sameStory')).choices(SAME_STORIES))
    .option('--strict', t('option.strict'))
    .addOption(
      new ChoiceOption('--second-opinion <detector>', t('option.secondOpinion')).choices(SECOND_OPINIONS),
    )
    .option('--threshold <number>', t('option.threshold'), (value) =>
      number('--threshold', value, say.takesShare, (parsed) => parsed >= 0 && parsed <= 1),
    )
    .addOption(new ChoiceOption('--repair <what...>', t('option.repair')).choices(REPAIRS));
}

/** Options of the commands that plan or translate. */
export function addTranslationOptions(command: Command, context: CliContext): Command {
  const { t } = context;
  return command
    .option('-t, --to <tags>', t('option.to'), list)
    .addOption(
      // The choices are for the completion: the configuration may name others.
      new ChoiceOption('-p, --provider <name>', t('option.provider')).choices(PROVIDERS).argParser(list),
    )
    .option('-m, --memory <file.tmx>', t('option.memory'), repeated)
    .option('--store <file>', t('option.store'))
    .option('--policy <role[:language]=action>', t('option.policy', { roles: ROLES.join(', ') }), repeated)
    .option('--max-characters <number>', t('option.maxCharacters'), positiveInteger('--max-characters'))
    .option('--max-cost <amount>', t('option.maxCost'), positive('--max-cost'))
    .option('--only <globs>', t('option.only'), list);
}

/** Options of the commands that may share their work among threads. */
export function addWorkerOptions(command: Command, { t }: CliContext): Command {
  return command
    .option('--jobs <number>', t('option.jobs'), (value) =>
      number('--jobs', value, say.takesWhole, (parsed) => Number.isInteger(parsed) && parsed >= 0),
    )
    .option('--article-timeout <seconds>', t('option.articleTimeout'), positive('--article-timeout'));
}

/** Options of the commands that write. */
export function addWritingOptions(command: Command, context: CliContext): Command {
  const { t } = context;
  return addWorkerOptions(command, context)
    .option('-o, --out <folder>', t('option.out'))
    .option('--state-dir <folder>', t('option.stateDir'))
    .addOption(new ChoiceOption('-f, --format <format>', t('option.format')).choices(OUTPUT_FORMATS))
    .addOption(new ChoiceOption('--layout <layout>', t('option.layout')).choices(LAYOUTS))
    .addOption(new ChoiceOption('--untranslated <what>', t('option.untranslated')).choices(UNTRANSLATED))
    .option('--min-translated <percent>', t('option.minTranslated'), percent('--min-translated'))
    .option('--timestamps', t('option.timestamps'))
    .option('--concurrency <number>', t('option.concurrency'), positiveInteger('--concurrency'))
    .addOption(new ChoiceOption('--fail-on <severity>', t('option.failOn')).choices([...SEVERITIES, 'never']))
    .option('-y, --yes', t('option.yes'));
}

type Policy = NonNullable<ConfigInput['policy']>;

/** `quote=keep`, `quote:ru=drop`. */
function parsePolicy(values: readonly string[]): Policy {
  const policy: Record<string, string | Record<string, string>> = {};
  for (const value of values) {
    const match = /^([a-z-]+)(?::([\w-]+))?=([a-z]+)$/.exec(value);
    if (match === null) {
      throw new TovmachError('USAGE', say.policyRefused({ value }), {
        hint: say.writePolicy(),
      });
    }
    const [, role = '', language, action = ''] = match;
    const before = policy[role];
    if (language === undefined) policy[role] = action;
    else
      policy[role] = {
        ...(typeof before === 'object' ? before : before ? { '*': before } : {}),
        [language]: action,
      };
  }
  return policy as Policy;
}

/**
 * Flags as configuration; what was not given is absent, so that the file's value stands. Paths become
 * absolute: on the command line they are relative to the working directory, in the file to the file.
 */
export function toConfig(options: CommonOptions, cwd: string): ConfigInput {
  const provider = options.provider;
  const single = provider?.length === 1 ? provider[0] : provider;
  const config: Record<string, unknown> = {
    targets: options.to,
    languages: options.languages,
    out: absolute(options.out, cwd),
    stateDir: absolute(options.stateDir, cwd),
    provider: single,
    policy: options.policy === undefined ? undefined : parsePolicy(options.policy),
    failOn: options.failOn,
    concurrency: options.concurrency,
    jobs: options.jobs,
    limits: { articleSeconds: options.articleTimeout },
    input: {
      include: options.include,
      exclude: options.exclude,
      strict: options.strict,
      columns: options.column,
      title: options.title,
      duplicates: options.duplicates,
      sameStory: options.sameStory,
      encoding: options.encoding,
    },
    detection: { threshold: options.threshold, secondOpinion: options.secondOpinion, repair: options.repair },
    memory: {
      files: options.memory?.map((file) => resolve(cwd, file)),
      store: storeOf(options.store, cwd),
    },
    output: {
      format: options.format,
      layout: options.layout,
      timestamps: options.timestamps,
      untranslated: options.untranslated,
      minTranslated: options.minTranslated,
    },
    budget: { maxCharactersPerRun: options.maxCharacters, maxCostPerRun: options.maxCost },
    models: { download: options.yes === true ? 'yes' : undefined },
  };
  return dropAbsent(config) as ConfigInput;
}

/** What each key of `toConfig` is called on the command line. */
export const FLAGS: Readonly<Record<string, string>> = {
  targets: '--to',
  languages: '--languages',
  out: '--out',
  stateDir: '--state-dir',
  provider: '--provider',
  policy: '--policy',
  failOn: '--fail-on',
  concurrency: '--concurrency',
  jobs: '--jobs',
  'limits.articleSeconds': '--article-timeout',
  uiLanguage: '--ui-language',
  'input.include': '--include',
  'input.exclude': '--exclude',
  'input.strict': '--strict',
  'input.columns': '--column',
  'input.title': '--title',
  'input.duplicates': '--duplicates',
  'input.sameStory': '--same-story',
  'input.encoding': '--encoding',
  'detection.threshold': '--threshold',
  'detection.secondOpinion': '--second-opinion',
  'detection.repair': '--repair',
  'memory.files': '--memory',
  'memory.store': '--store',
  'output.format': '--format',
  'output.layout': '--layout',
  'output.timestamps': '--timestamps',
  'output.untranslated': '--untranslated',
  'output.minTranslated': '--min-translated',
  'budget.maxCharactersPerRun': '--max-characters',
  'budget.maxCostPerRun': '--max-cost',
  'models.download': '--yes',
};

/** A file is relative to the working directory; an address of whatever kind is for the configuration to judge. */
const storeOf = (store: string | undefined, cwd: string): string | undefined =>
  store?.includes('://') === true ? store : absolute(store, cwd);

const absolute = (path: string | undefined, cwd: string): string | undefined =>
  path === undefined ? undefined : resolve(cwd, path);

function dropAbsent(value: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const isSection = typeof item === 'object' && item !== null && !Array.isArray(item);
    const clean = isSection && key !== 'policy' ? dropAbsent(item as Record<string, unknown>) : item;
    if (isSection && Object.keys(clean as object).length === 0) continue;
    kept[key] = clean;
  }
  return kept;
}
