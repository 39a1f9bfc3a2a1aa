import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { loadConfig } from '../config/load.js';
import { NOTHING_OWN, type Own, type OwnAdapters } from '../config/own.js';
import type { NamedProvider } from '../config/providers.js';
import type { Config, ConfigInput } from '../config/schema.js';
import { correct } from '../detect/correct.js';
import { detect } from '../detect/detect.js';
import type { RoleFinder } from '../detect/roles.js';
import { createTexts, type Texts } from '../i18n.js';
import { COMMON_LANGUAGES } from '../language/candidates.js';
import type { Article } from '../model/article.js';
import type { Check, Detector, Format } from '../model/contracts.js';
import type {
  CheckDefinition,
  DetectorDefinition,
  FormatDefinition,
  Host,
  MemoryDefinition,
  ProviderDefinition,
} from '../model/definition.js';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Identified, Planned } from '../model/stages.js';
import { encodingName } from '../read/encoding.js';
import { formatDefinitions } from '../read/formats.js';
import { defined } from '../read/metadata.js';
import { createPlaceholderFinder, type FindPlaceholders } from '../segment/placeholders.js';
import { createSegmenter, type Segmenter } from '../segment/segment.js';
import { createProtection } from '../syntax/patterns.js';
import type { FindProtected } from '../syntax/types.js';
import type { Terms } from '../terms/terms.js';
import { createPersonalFinder } from '../translate/personal.js';
import { plan } from '../translate/plan.js';
import type { RecallOptions } from '../translate/recall.js';
import { FALLBACK_LANGUAGES } from './candidates.js';
import { Decisions } from './decisions.js';
import { detectorOf } from './detector.js';
import { stateOf, storeOf } from './folders.js';
import { ownCheck, ownFormat } from './own.js';
import { rolesOf } from './roles.js';
import { srxOf } from './srx.js';
import { type House, houseOf } from './terms.js';

/** What lives as long as an instance: made from configuration once, and never changed by a call. */

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
  /** Detectors of one's own, for `detection.detector` and `detection.secondOpinion`. */
  readonly detectors?: readonly DetectorDefinition[];
  /** Checks of one's own, asked after those that come with tovmach; `checks` of the configuration holds for them as well. */
  readonly checks?: readonly CheckDefinition[];
  /** Memories of one's own: asked besides the embedded one, and given what comes into it. */
  readonly memories?: readonly MemoryDefinition[];
}

export interface Setup {
  readonly config: Config;
  /** The file the configuration came from; absolute. */
  readonly configFile: string | undefined;
  /** What was laid over that file, as it was given. */
  readonly given: ConfigInput;
  /** There are adapters that no file names: who has the file alone cannot have them. */
  readonly lent: boolean;
  /** What paths of the configuration are relative to; absolute. */
  readonly directory: string;
  /** What paths of the caller are relative to; absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder outputs go to; absolute. */
  readonly out: string;
  /** The folder of ledgers, lock file, manifest and report; absolute. */
  readonly state: string;
  /** Where translations are kept: an absolute path, or the address of a database. */
  readonly storePath: string;
  /** The folder of what people decided, beside the memory where that is a file; absolute. */
  readonly desk: string;
  readonly texts: Texts;
  readonly formats: readonly Format[];
  readonly roles: RoleFinder;
  readonly segmenter: Segmenter;
  /** Candidates of an article by its path, where the configuration names some for its source. */
  readonly languagesOf: (path: string) => readonly LanguageTag[] | undefined;
  /** What must survive translation unchanged, patterns of the user among it. */
  readonly placeholders: FindPlaceholders;
  /** What of a text must not leave this machine; absent: nothing. */
  readonly personal: ReturnType<typeof createPersonalFinder>;
  readonly detector: Detector;
  /** Words of the house and names it has decided, as they are looked for in texts. */
  readonly terms: Terms;
  /** The same as they are kept: terms in one file, names in another. */
  readonly house: House;
  /** There are adapters of the user's own: they work in the thread they were loaded in. */
  readonly givenInCode: boolean;
  /** What people decided about segments and findings. */
  readonly decisions: Decisions;
  /** Every translator that can be chosen, in the order `auto` asks them. */
  readonly providers: readonly NamedProvider[];
  /** Detectors, formats, checks and memories of the user's own. */
  readonly own: OwnAdapters;
  readonly ownChecks: readonly Check[];
}

/** Loads the configuration and makes of it what every call uses. @throws TovmachError CONFIG, LOCALE, INPUT_UNREADABLE */
export async function createSetup(options: TovmachOptions): Promise<Setup> {
  const { env = {}, config: overrides = {}, configFile } = options;
  const cwd = options.cwd ?? process.cwd();
  const search = options.cwd !== undefined || configFile !== undefined;
  const { config, directory, file, providers, own } = await loadConfig({
    cwd,
    env,
    overrides,
    names: options.configNames,
    search,
    file: configFile,
    own: options.providers,
    detectors: options.detectors,
    formats: options.formats,
    checks: options.checks,
    memories: options.memories,
  });
  const furnished = await setupFrom({ config, directory, cwd, env, own });
  const lent = [options.providers, options.detectors, options.formats, options.checks, options.memories];
  return Object.freeze({
    ...furnished,
    configFile: file,
    given: overrides,
    lent: lent.some((each) => each !== undefined && each.length > 0),
    providers,
  });
}

/** What a setup is made of once the configuration is resolved: plain data, unless there are adapters of the user's own. */
export interface SetupParts {
  readonly config: Config;
  readonly directory: string;
  readonly cwd: string;
  readonly env?: Setup['env'];
  /** Adapters of the user's own; absent: none. */
  readonly own?: OwnAdapters;
}

/** A setup without translators, of a configuration that was resolved. @throws TovmachError CONFIG, INPUT_UNREADABLE */
export async function setupFrom({
  config,
  directory,
  cwd,
  env = {},
  own = NOTHING_OWN,
}: SetupParts): Promise<Setup> {
  if (config.input.encoding !== undefined) encodingName(config.input.encoding);
  const roles = rolesOf(config, directory);
  const out = resolve(directory, config.out ?? DEFAULT_OUT);
  const host: Host = { directory, notice: () => undefined };
  const detector = await detectorOf(config, own.detectors, host);
  const candidates = [...new Set([...(config.languages ?? FALLBACK_LANGUAGES), ...config.targets])];
  const findProtected = createProtection(config.protect);
  const placeholders = createPlaceholderFinder(findProtected);
  const store = storeOf(config, directory);
  return Object.freeze({
    config: deepFreeze(config),
    configFile: undefined,
    given: {},
    lent: false,
    directory,
    cwd,
    env,
    out,
    state: stateOf(config, directory, out),
    ...store,
    texts: createTexts(),
    formats: await formatsOf(config, findProtected, own.formats, host),
    own,
    ownChecks: await Promise.all(own.checks.map((each) => ownCheck(each, { ...host, detector, candidates }))),
    placeholders,
    personal: createPersonalFinder(
      config.privacy.mask,
      createProtection(config.privacy.patterns, 'privacy.patterns'),
    ),
    roles,
    languagesOf: bySource(config.sources),
    segmenter: segmenterOf(config, directory, roles, placeholders),
    detector,
    ...(await houseOf(config, directory)),
    givenInCode: own.detectors.length + own.formats.length + own.checks.length > 0,
    providers: [],
    decisions: Decisions.beside(store.desk),
  });
}

/** Cuts articles into sentences by the rules of every language that may come: those named, those of sources, and the common ones. */
function segmenterOf(
  config: Config,
  directory: string,
  roles: RoleFinder,
  placeholders: FindPlaceholders,
): Segmenter {
  const { abbreviations } = config.detection;
  const languages = [
    ...new Set([
      ...(config.languages ?? []),
      ...config.targets,
      ...FALLBACK_LANGUAGES,
      ...COMMON_LANGUAGES,
      ...Object.values(config.sources).flatMap((source) => source.languages),
    ]),
  ];
  return createSegmenter({
    timeZone: config.input.timeZone,
    languages,
    counters: roles.counters,
    dateLabels: roles.dateLabels,
    placeholders,
    ...onlyDefined({
      abbreviations: abbreviations.length === 0 ? undefined : abbreviations,
      srx: srxOf(config, directory, languages),
    }),
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
  own: readonly Own[],
  host: Host,
): Promise<readonly Format[]> {
  const definitions = formatDefinitions({
    findProtected,
    translated: config.frontMatter.translate,
    shortcodes: config.shortcodes,
    fields: defined(config.input.fields),
    columns: defined(config.input.columns),
    firstLine: config.input.title,
  });
  return [
    ...(await Promise.all(own.map((each) => ownFormat(each, host)))),
    ...(await Promise.all(definitions.map((each) => each.create(each.settings.parse({}), host)))),
  ];
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
  const { segmenter, detector, roles, placeholders, languagesOf, decisions } = setup;
  const identified = detect(segmenter.segment(article), {
    detector,
    candidates: languagesOf(article.path) ?? candidates,
    roles,
    policy,
    placeholders,
  });
  return correct(identified, decisions.corrections(article.id), policy);
}

/** @param versions every language there are outputs in, or will be */
export function planUnits(
  { config, texts }: Setup,
  article: Identified,
  versions: readonly LanguageTag[] = config.targets,
): Planned {
  const { skipped, versions: others = [] } = article.story?.told ?? {};
  const own = article.inPlace === true ? [article.lang] : [];
  const there = [...own, ...(article.versions ?? []), ...others.map(({ lang }) => lang)];
  const isThere = (target: LanguageTag): boolean => there.some((tag) => sameLanguage(tag, target));
  return plan(article, {
    targets: skipped === true ? [] : config.targets.filter((target) => !isThere(target)),
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
