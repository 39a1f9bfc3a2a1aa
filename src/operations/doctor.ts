import { relative } from 'node:path';
import { hintOf, problemOf } from '../errors.js';
import { asValue, type Message, messages, reasonOf, type Said } from '../message.js';
import type { Standing } from '../model/contracts.js';
import { isPostgres, shownAddress } from '../model/database-address.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Role } from '../model/segment.js';
import { describeLocalEngine, type LocalEngineReport } from '../providers/bergamot/describe.js';
import { FALLBACK_LANGUAGES } from '../setup/candidates.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import { type ProviderStatus, providerStatuses, supports } from '../setup/providers.js';
import type { Setup } from '../setup/setup.js';
import { standingOf } from '../setup/standings.js';
import type { ProviderLink } from '../translate/link.js';
import { isForPair } from '../translate/routes.js';
import { VERSION } from '../version.js';

/** What can translate which pair here, and what is missing. */

const say = messages('run', {
  setUpOrPull: 'Set up one of the providers above, or get the models: tovmach models pull {{pairs}}',
});

/** What this installation can do, and what to do about what it cannot. */
export interface DoctorReport {
  /** Of tovmach. */
  readonly version: string;
  /** Of Node. */
  readonly node: string;
  /** Absolute; absent when no file was read. */
  readonly configFile?: string;
  /** Where translations are kept, relative to the working folder. */
  readonly store: string;
  /** Entries in that memory; 0 where there is none yet. */
  readonly storeEntries: number;
  /** Every provider that is known here. */
  readonly providers: readonly ProviderStatus[];
  /** Every pair asked for, with those that translate it, in the order they are asked. */
  readonly pairs: readonly {
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    readonly providers: readonly string[];
  }[];
  /** Routes of the configuration, in its order: whom their texts go to first. */
  readonly routes: readonly DoctorRoute[];
  /** Models that are installed, and those the pairs asked for lack. */
  readonly localEngine: LocalEngineReport;
  /** What to do, one sentence each. */
  readonly remedies: readonly Said[];
}

/** One route: which texts, who is asked for them first, and for which pairs none of these can do it. */
export interface DoctorRoute {
  /** What its texts are in their article; absent: anything. */
  readonly roles?: readonly Role[];
  /** Length of its texts in UTF-16 units; absent: any. */
  readonly minCharacters?: number;
  /** See `minCharacters`. */
  readonly maxCharacters?: number;
  /** Names of its providers, in the order they are asked. */
  readonly providers: readonly string[];
  /** Of the pairs asked for, those it is for and none of its providers has: they go to the others. */
  readonly lacking: readonly { readonly source: LanguageTag; readonly target: LanguageTag }[];
}

export function examineSetup(setup: Setup, options: WorkOptions): Promise<DoctorReport> {
  return withJob(setup, { ...options, create: false }, async (job) => {
    const { config, env, cwd, storePath, configFile } = setup;
    const chain = await job.openProviders().catch((): ProviderLink[] => []);
    const { pairs: all, problems } = await askEvery(pairsOf(setup), chain, options.signal);
    const standings = await askStandings(chain, problems, options.signal);
    const reserved = new Set(chain.flatMap((link) => (link.reserved === true ? [link.provider.name] : [])));
    const pairs = all.map(({ providers, ...pair }) => ({
      ...pair,
      providers: providers.filter((name) => !reserved.has(name)),
    }));
    const memory = await memoryOf(job, storePath);
    const { directory, registry, architecture } = config.models;
    const localEngine = await describeLocalEngine(pairs, { env, directory, registry, architecture });
    const lacking = pairs
      .filter((pair) => pair.providers.length === 0)
      .map((pair) => `${pair.source}-${pair.target}`);
    return {
      version: VERSION,
      node: process.versions.node,
      ...onlyDefined({ configFile }),
      store: isPostgres(storePath) ? shownAddress(storePath) : relative(cwd, storePath) || storePath,
      storeEntries: memory.entries,
      providers: providerStatuses(config, setup.providers).map((status) => {
        const problem = problems.get(status.name);
        const standing = standings.get(status.name);
        return { ...status, ...onlyDefined({ problem, standing }) };
      }),
      pairs,
      routes: config.routes.map((route) => routeOf(route, all)),
      localEngine,
      remedies: [
        ...memory.remedies,
        ...(lacking.length > 0 ? [say.setUpOrPull({ pairs: lacking.join(' ') })] : []),
      ],
    };
  });
}

function routeOf(route: Setup['config']['routes'][number], pairs: DoctorReport['pairs']): DoctorRoute {
  const { roles, minCharacters, maxCharacters, provider } = route;
  const lacking = pairs.filter(
    (pair) => isForPair(route, pair) && !provider.some((name) => pair.providers.includes(name)),
  );
  return {
    ...onlyDefined({ roles, minCharacters, maxCharacters }),
    providers: provider,
    lacking: lacking.map(({ source, target }) => ({ source, target })),
  };
}

type Pair = Omit<DoctorReport['pairs'][number], 'providers'>;

function pairsOf({ config }: Setup): Pair[] {
  const sources = config.languages ?? [...new Set([...FALLBACK_LANGUAGES, ...config.targets])];
  const targets = config.targets.length > 0 ? config.targets : ['en', 'uk'];
  return sources.flatMap((source) =>
    targets.filter((target) => target !== source).map((target) => ({ source, target })),
  );
}

/** Asks every provider whether it translates each pair. */
async function askEvery(
  asked: readonly Pair[],
  chain: readonly ProviderLink[],
  signal: AbortSignal | undefined,
): Promise<{ pairs: DoctorReport['pairs']; problems: Map<string, string | Message> }> {
  const problems = new Map<string, string | Message>();
  const pairs: DoctorReport['pairs'][number][] = [];
  for (const { source, target } of asked) {
    const providers: string[] = [];
    for (const link of chain) {
      try {
        if (await supports(link, source, target, signal)) providers.push(link.provider.name);
      } catch (error) {
        problems.set(link.provider.name, reasonOf(error));
      }
    }
    pairs.push({ source, target, providers });
  }
  return { pairs, problems };
}

/** What each service says of itself; what it minds goes to the problems. */
async function askStandings(
  chain: readonly ProviderLink[],
  problems: Map<string, string | Message>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Standing>> {
  const standings = new Map<string, Standing>();
  for (const link of chain) {
    const { name } = link.provider;
    try {
      const standing = await standingOf(link, signal);
      if (standing !== undefined && Object.keys(standing).length > 0) standings.set(name, standing);
    } catch (error) {
      if (!problems.has(name)) problems.set(name, reasonOf(error));
    }
  }
  return standings;
}

async function memoryOf(job: Job, path: string): Promise<{ entries: number; remedies: readonly Said[] }> {
  try {
    return { entries: (await (await job.openStore()).stats()).entries, remedies: [] };
  } catch (error) {
    const problem = problemOf(error, path);
    const hint = hintOf(problem);
    return { entries: 0, remedies: [asValue(problem), ...(hint === undefined ? [] : [hint])] };
  }
}
