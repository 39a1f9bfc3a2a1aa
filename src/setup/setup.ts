import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { type check, createChecks } from '../check/check.js';
import { withPolicies } from '../check/policy.js';
import { loadConfig } from '../config/load.js';
import { checkedDefinition } from '../config/modules.js';
import type { NamedProvider } from '../config/providers.js';
import type { Config, ConfigInput } from '../config/schema.js';
import { detect } from '../detect/detect.js';
import type { RoleFinder } from '../detect/roles.js';
import { TovmachError } from '../errors.js';
import { createTexts, type Texts } from '../i18n.js';
import { COMMON_LANGUAGES } from '../language/candidates.js';
import { messages, reasonOf, type Value } from '../message.js';
import type { Article } from '../model/article.js';
import type { Check, Detector, Format } from '../model/contracts.js';
import type { FormatDefinition, Host, ProviderDefinition } from '../model/definition.js';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import type { Identified, Planned } from '../model/stages.js';
import { namesCheck } from '../names/check.js';
import { otherSpellingOf } from '../names/mend.js';
import { encodingName } from '../read/encoding.js';
import { formatDefinitions } from '../read/formats.js';
import { defined } from '../read/metadata.js';
import { createPlaceholderFinder, type FindPlaceholders } from '../segment/placeholders.js';
import { createSegmenter, type Segmenter } from '../segment/segment.js';
import { createProtection } from '../syntax/patterns.js';
import type { FindProtected } from '../syntax/types.js';
import { termsCheck } from '../terms/check.js';
import type { Terms } from '../terms/terms.js';
import type { ProviderLink } from '../translate/link.js';
import { createPersonalFinder, type FindPersonal } from '../translate/personal.js';
import { plan } from '../translate/plan.js';
import type { RecallOptions } from '../translate/recall.js';
import { FALLBACK_LANGUAGES } from './candidates.js';
import { detectorOf } from './detector.js';
import { rolesOf } from './roles.js';
import { srxOf } from './srx.js';
import { type House, houseOf } from './terms.js';

/** What lives as long as an instance: made from configuration once, and never changed by a call. */

const say = messages('setup', {
  formatUnusable: '{{place}}: the format "{{name}}" cannot be used: {{reason}}',
  noRead: 'its create gives nothing that has "read"',
  mendFormat:
    'Mend its create: it takes the settings and gives an object with "name", "extensions" and "read".',
});

/** Where outputs go when nobody said. */
const DEFAULT_OUT = 'out';

/** What an instance is made of. */
export interface TovmachOptions {
  /** Configuration; joined over that of a file. */
  readonly config?: ConfigInput;
  /** What your user calls keys of `config`, `{ targets: '--to' }`: errors about them name it, and no line of a file. */
  readonly configNames?: Readonly<Record<string, string>>;
  /** Where `tovmach.config.yaml` is looked for and relative paths begin; absent: no file is read. */
  readonly cwd?: string;
  /** A configuration file, relative to `cwd`. */
  readonly configFile?: string;
  /** Environment variables with keys and addresses of providers; absent: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Translators of one's own; `auto` asks them before those that come with tovmach. */
  readonly providers?: readonly ProviderDefinition[];
  /** Formats of one's own; they are asked before those that come with tovmach whether a file is theirs. */
  readonly formats?: readonly FormatDefinition[];
}

export interface Setup {
  readonly config: Config;
  /** The file the configuration came from; absolute. */
  readonly configFile: string | undefined;
  /** What paths of the configuration are relative to; absolute. */
  readonly directory: string;
  /** What paths of the caller are relative to; absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder outputs go to; absolute. */
  readonly out: string;
  /** Where translations are kept; absolute. */
  readonly storePath: string;
  readonly texts: Texts;
  readonly formats: readonly Format[];
  readonly roles: RoleFinder;
  readonly segmenter: Segmenter;
  /** Candidates of an article by its path, where the configuration names some for its source. */
  readonly languagesOf: (path: string) => readonly LanguageTag[] | undefined;
  /** What must survive translation unchanged, patterns of the user among it. */
  readonly placeholders: FindPlaceholders;
  /** What of a text must not leave this machine; absent: nothing. */
  readonly personal: FindPersonal | undefined;
  readonly detector: Detector;
  /** Words of the house and names it has decided, as they are looked for in texts. */
  readonly terms: Terms;
  /** The same as they are kept: terms in one file, names in another. */
  readonly house: House;
  /** Formats were given in code: they cannot work in another thread. */
  readonly givenInCode: boolean;
  /** Every translator that can be chosen, in the order `auto` asks them. */
  readonly providers: readonly NamedProvider[];
}

/** Loads the configuration and makes of it what every call uses. @throws TovmachError CONFIG, LOCALE, INPUT_UNREADABLE */
export async function createSetup(options: TovmachOptions): Promise<Setup> {
  const { env = {}, config: overrides = {}, configFile } = options;
  const cwd = options.cwd ?? process.cwd();
  const search = options.cwd !== undefined || configFile !== undefined;
  const { config, directory, file, providers } = await loadConfig({
    cwd,
    env,
    overrides,
    names: options.configNames,
    search,
    file: configFile,
    own: options.providers,
  });
  const furnished = await setupFrom({ config, directory, cwd, env, formats: options.formats });
  return Object.freeze({ ...furnished, configFile: file, providers });
}

/** What a setup is made of once the configuration is resolved: plain data, unless formats were given in code. */
export interface SetupParts {
  readonly config: Config;
  readonly directory: string;
  readonly cwd: string;
  readonly env?: Setup['env'];
  readonly formats?: readonly FormatDefinition[] | undefined;
}

/** A setup without translators, of a configuration that was resolved. @throws TovmachError CONFIG, INPUT_UNREADABLE */
export async function setupFrom({
  config,
  directory,
  cwd,
  env = {},
  formats: given = [],
}: SetupParts): Promise<Setup> {
  if (config.input.encoding !== undefined) encodingName(config.input.encoding);
  const roles = rolesOf(config, directory);
  const languages = new Set([
    ...(config.languages ?? []),
    ...config.targets,
    ...FALLBACK_LANGUAGES,
    ...COMMON_LANGUAGES,
  ]);
  for (const source of Object.values(config.sources)) {
    for (const tag of source.languages) languages.add(tag);
  }
  const srx = srxOf(config, directory, [...languages]);
  const findProtected = createProtection(config.protect);
  const placeholders = createPlaceholderFinder(findProtected);
  const personal = createPersonalFinder(
    config.privacy.mask,
    createProtection(config.privacy.patterns, 'privacy.patterns'),
  );
  return Object.freeze({
    config: deepFreeze(config),
    configFile: undefined,
    directory,
    cwd,
    env,
    out: resolve(directory, config.out ?? DEFAULT_OUT),
    storePath: resolve(directory, config.memory.store),
    texts: createTexts(),
    formats: await formatsOf(config, findProtected, given, {
      directory,
      notice: () => undefined,
    }),
    placeholders,
    personal,
    roles,
    languagesOf: bySource(config.sources),
    segmenter: createSegmenter({
      timeZone: config.input.timeZone,
      languages: [...languages],
      counters: roles.counters,
      dateLabels: roles.dateLabels,
      placeholders,
      ...(config.detection.abbreviations.length === 0
        ? {}
        : { abbreviations: config.detection.abbreviations }),
      ...(srx === undefined ? {} : { srx }),
    }),
    detector: await detectorOf(config),
    ...(await houseOf(config, directory)),
    givenInCode: given.length > 0,
    providers: [],
  });
}

/** Candidates by the first pattern that fits a path; the arrays stay the same, for tables are prepared for each. */
function bySource(sources: Config['sources']): Setup['languagesOf'] {
  const rules = Object.entries(sources).map(([pattern, { languages }]) => ({
    isMatch: picomatch(pattern, { dot: true }),
    languages,
  }));
  return (path) => rules.find(({ isMatch }) => isMatch(path))?.languages;
}

/** The formats of the user's own, which are asked first, and those that come with tovmach. */
async function formatsOf(
  config: Config,
  findProtected: FindProtected | undefined,
  own: readonly FormatDefinition[],
  host: Host,
): Promise<readonly Format[]> {
  const definitions = formatDefinitions({
    findProtected,
    translated: config.frontMatter.translate,
    fields: defined(config.input.fields),
    columns: defined(config.input.columns),
  });
  const given = await Promise.all(
    own.map((definition, index) => ownFormat(definition, `formats[${index}]`, host)),
  );
  return [
    ...given,
    ...(await Promise.all(definitions.map((each) => each.create(each.settings.parse({}), host)))),
  ];
}

/** A format of the user's own, checked to be one. @throws TovmachError CONFIG naming it and what is wrong */
async function ownFormat(definition: FormatDefinition, place: string, host: Host): Promise<Format> {
  const { name, settings, create } = checkedDefinition(definition, {
    kind: 'format',
    module: 'createTovmach',
    place,
  });
  let reason: Value;
  try {
    const format = await create(settings.parse({}), host);
    if (typeof format?.read === 'function') return format;
    reason = say.noRead();
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    reason = reasonOf(cause);
  }
  throw new TovmachError('CONFIG', say.formatUnusable({ place, name, reason }), { hint: say.mendFormat() });
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

/** An article with its ledger. */
export function identify(
  setup: Setup,
  article: Article,
  candidates: readonly LanguageTag[],
  policy: Config['policy'] = setup.config.policy,
): Identified {
  const { segmenter, detector, roles, placeholders, languagesOf } = setup;
  return detect(segmenter.segment(article), {
    detector,
    candidates: languagesOf(article.path) ?? candidates,
    roles,
    policy,
    placeholders,
  });
}

/** @param versions every language there are outputs in, or will be */
export function planUnits(
  { config, texts }: Setup,
  article: Identified,
  versions: readonly LanguageTag[] = config.targets,
): Planned {
  const { inPlace, lang, versions: there = [] } = article;
  const isThere = (target: LanguageTag): boolean =>
    (inPlace === true && sameLanguage(target, lang)) || there.some((tag) => sameLanguage(tag, target));
  return plan(article, {
    targets: config.targets.filter((target) => !isThere(target)),
    versions,
    repair: config.detection.repair,
    hasLabel: (key, target) => texts.label(key, target) !== undefined,
  });
}

/** `auto` takes what any machine translated before: what was paid for once is not paid for again because a key is missing today. */
export function takesAnyMachine({ config }: Setup): boolean {
  return config.provider === 'auto';
}

/** How far memory may go beyond the same text. */
export function recallOptions({ config }: Setup): RecallOptions {
  const from = config.memory.useFuzzyFrom;
  return from === undefined ? {} : { fuzzyFrom: from };
}

/** The checks of translations; pseudo-translation is in no language, on purpose, and is not examined. */
export function checksOf(
  { detector, config, terms }: Setup,
  candidates: readonly LanguageTag[],
  chain: readonly ProviderLink[],
): Check[] {
  if (isPretence(chain)) return [];
  const checks = createChecks({ detector, candidates: [...new Set([...candidates, ...config.targets])] });
  return withPolicies(
    [...checks, namesCheck(terms), termsCheck(terms, (input, name) => otherSpellingOf(terms, input, name))],
    config.checks,
    [RESIDUE],
  );
}

/** The check of whole outputs. */
const RESIDUE = 'residue';

/** What the user wants of the check of whole outputs. */
export function residueOptions({ config }: Setup): NonNullable<Parameters<typeof check>[2]> {
  const policy = config.checks[RESIDUE];
  const { severity, allow } = typeof policy === 'object' ? policy : { severity: policy, allow: undefined };
  return {
    ...(severity === undefined || severity === 'as-is' ? {} : { residue: severity }),
    ...(allow === undefined ? {} : { allow }),
  };
}

/** What the translators give is no translation, on purpose. */
export function isPretence(chain: readonly ProviderLink[]): boolean {
  return chain.length > 0 && chain.every((link) => link.pretends === true);
}
