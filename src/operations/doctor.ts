import { relative, resolve } from 'node:path';
import type { LanguageTag } from '../model/language.js';
import { describeLocalEngine } from '../models/describe.js';
import { asProblem } from '../pipeline.js';
import { FALLBACK_LANGUAGES, type Workshop } from '../setup/job.js';
import { providerStatuses, supports } from '../setup/providers.js';
import type { DoctorReport, WorkOptions } from '../setup/work.js';
import { VERSION } from '../version.js';

/** What can translate which pair here, and what is missing. */
export async function examineSetup(
  workshop: Workshop,
  configFile: string | undefined,
  options: WorkOptions,
): Promise<DoctorReport> {
  const { config } = workshop;
  const statuses = providerStatuses(config);
  const chain = await workshop.providerChain().catch(() => []);
  const store = resolve(workshop.directory, config.memory.store);
  const sources = config.languages ?? [...new Set([...FALLBACK_LANGUAGES, ...config.targets])];
  const targets = config.targets.length > 0 ? config.targets : ['en', 'uk'];
  const pairs: { source: LanguageTag; target: LanguageTag; providers: string[] }[] = [];
  const problems = new Map<string, string>();
  for (const source of sources) {
    for (const target of targets) {
      if (source === target) continue;
      const providers: string[] = [];
      for (const link of chain) {
        try {
          if (await supports(link, source, target, options.signal)) providers.push(link.provider.name);
        } catch (error) {
          problems.set(link.provider.name, error instanceof Error ? error.message : String(error));
        }
      }
      pairs.push({ source, target, providers });
    }
  }
  const memory = await workshop.openMemory(false).then(
    () => ({ entries: workshop.store?.stats().entries ?? 0 }),
    (error: unknown) => ({ entries: 0, problem: asProblem(error, store) }),
  );
  const { directory, registry, architecture } = config.models;
  const localEngine = await describeLocalEngine(pairs, {
    env: workshop.env,
    directory,
    registry,
    architecture,
  });
  const lacking = pairs
    .filter((pair) => pair.providers.length === 0)
    .map((pair) => `${pair.source}-${pair.target}`);
  return {
    version: VERSION,
    node: process.versions.node,
    ...(configFile === undefined ? {} : { configFile: configFile }),
    store: relative(workshop.cwd, store) || store,
    storeEntries: memory.entries,
    providers: statuses.map((status) => {
      const problem = problems.get(status.name);
      return problem === undefined ? status : { ...status, problem };
    }),
    pairs,
    localEngine,
    remedies: [
      ...('problem' in memory ? [memory.problem.message, memory.problem.hint ?? ''] : []),
      ...(lacking.length > 0
        ? [`Set up one of the providers above, or get the models: tovmach models pull ${lacking.join(' ')}`]
        : []),
    ],
  };
}
