import { resolve } from 'node:path';
import { planningLink, providerStatuses, supports } from './chain.js';
import { loadConfig } from './config-load.js';
import { examineSetup } from './doctor.js';
import { TovmachError } from './errors.js';
import type { ParsedFile } from './model/contracts.js';
import type { Identified } from './model/stages.js';
import { detectorOf } from './parts.js';
import { Tally } from './pipeline.js';
import type {
  DetectResult,
  DetectWork,
  PlanResult,
  Tovmach,
  TovmachOptions,
  WorkOptions,
} from './results.js';
import { DEFAULT_OUT, runArticles } from './run.js';
import { planSummariser } from './translate/summarise.js';
import { Workshop } from './workshop.js';
import { exportXliff, importXliffFiles } from './xliff-exchange.js';

/** Configuration -> a working tovmach. The only place where all parts meet. */

/**
 * Makes a tovmach from configuration.
 * @throws TovmachError CONFIG, LOCALE, INPUT_NOT_FOUND for the configuration.
 */
export async function createTovmach(options: TovmachOptions = {}): Promise<Tovmach> {
  const cwd = options.cwd ?? process.cwd();
  const overrides = options.config ?? {};
  const search = options.cwd !== undefined || options.configFile !== undefined;
  const { config, directory, file } = loadConfig({
    cwd,
    env: options.env ?? {},
    overrides,
    search,
    file: options.configFile,
  });
  const workshop = new Workshop({
    config,
    directory,
    cwd,
    env: options.env ?? {},
    detector: await detectorOf(config),
  });
  return {
    config,
    storePath: resolve(directory, config.memory.store),
    run: (paths, work = {}) => runArticles(workshop, paths, work),
    plan: (paths, work = {}) => planArticles(workshop, paths, work),
    detect: (paths, work = {}) => detectArticles(workshop, paths, work),
    exportXliff: async (paths, work) => {
      const skip = [resolve(directory, config.out ?? DEFAULT_OUT)];
      const memory = await workshop.openMemory(false, paths, work.onEvent);
      return exportXliff(workshop, await detectArticles(workshop, paths, work, skip), memory, work);
    },
    importXliff: (files, work = {}) =>
      importXliffFiles(
        resolve(directory, config.memory.store),
        files.map((path) => resolve(cwd, path)),
        work,
      ),
    detectText: (text, { languages } = {}) => workshop.identifyText(text, languages),
    providers: () => providerStatuses(config),
    doctor: (work = {}) => examineSetup(workshop, file, work),
    close: () => workshop.close(),
  };
}

async function detectArticles(
  workshop: Workshop,
  paths: readonly string[],
  options: DetectWork,
  skip: readonly string[] = [],
): Promise<DetectResult> {
  workshop.stdin = options.stdin;
  const { files, problems } = await workshop.walk(paths, skip);
  const languages = await workshop.candidates(files);
  const collected: TovmachError[] = [...problems];
  async function* articles(): AsyncGenerator<Identified> {
    for (const file of files) {
      if (options.signal?.aborted) return;
      let parsed: ParsedFile;
      try {
        parsed = await workshop.read(file);
      } catch (error) {
        collected.push(asError(error, file.path));
        continue;
      }
      for (const broken of parsed.broken) collected.push(asError(broken, file.path));
      for (const article of parsed.articles) yield workshop.identify(article, languages.candidates);
    }
  }
  return { languages, articles: articles(), problems: collected };
}

async function planArticles(
  workshop: Workshop,
  paths: readonly string[],
  options: WorkOptions,
): Promise<PlanResult> {
  const chain = await workshop.providerChain();
  const memory = await workshop.openMemory(false, paths);
  const { articles, languages, problems } = await detectArticles(workshop, paths, options);
  const summariser = planSummariser({
    memory,
    recall: workshop.recall(),
    chain: chain.map(planningLink),
    providerFor: async (source, target) => {
      for (const link of chain)
        if (await supports(link, source, target, options.signal)) return planningLink(link);
      return undefined;
    },
  });
  for await (const article of articles) summariser.add(workshop.plan(article));
  const summary = await summariser.summary();
  const tally = new Tally();
  tally.problems.push(...workshop.memoryProblems, ...problems);
  const exitCode = tally.exitCode({ interrupted: options.signal?.aborted === true, failOn: 'never' });
  return {
    ...summary,
    languages,
    currency: workshop.config.budget.currency,
    problems: tally.problems,
    exitCode,
  };
}

function asError(error: unknown, path: string): TovmachError {
  if (TovmachError.isInstance(error)) return error;
  return new TovmachError('INPUT_INVALID', error instanceof Error ? error.message : String(error), {
    file: path,
    cause: error,
  });
}
