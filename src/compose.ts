import { resolve } from 'node:path';
import { loadConfig } from './config/load.js';
import { TovmachError } from './errors.js';
import type { ParsedFile } from './model/contracts.js';
import type { Identified } from './model/stages.js';
import { checkOutputs } from './operations/check.js';
import { examineSetup } from './operations/doctor.js';
import { exportXliff, importXliffFiles } from './operations/exchange-xliff.js';
import { surveyOutputs } from './operations/outputs/survey.js';
import { runArticles } from './operations/run.js';
import { Tally } from './pipeline.js';
import type { FoundFile } from './read/walk.js';
import { Workshop } from './setup/job.js';
import { detectorOf } from './setup/parts.js';
import { planningLink, providerStatuses, supports } from './setup/providers.js';
import type {
  Candidates,
  DetectResult,
  DetectWork,
  PlanResult,
  Tovmach,
  TovmachOptions,
  WorkOptions,
  XliffExport,
  XliffExportWork,
} from './setup/work.js';
import { planSummariser } from './translate/summarise.js';
import { readState } from './write/state.js';

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
    check: (paths, work = {}) => checkOutputs(workshop, paths, work),
    detect: (paths, work = {}) => detectArticles(workshop, paths, work),
    exportXliff: (paths, work) => exportArticles(workshop, paths, work),
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
): Promise<DetectResult> {
  workshop.stdin = options.stdin;
  const { files, problems } = await workshop.walk(paths);
  const languages = await workshop.candidates(files);
  const collected: TovmachError[] = [...problems];
  const articles = identified(workshop, files, languages, collected, options.signal);
  return { languages, articles, problems: collected };
}

/** The articles of some files with their ledgers, one after the other; files that cannot be read are collected. */
async function* identified(
  workshop: Workshop,
  files: readonly FoundFile[],
  { candidates }: Candidates,
  collected: TovmachError[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Identified> {
  for (const file of files) {
    if (signal?.aborted) return;
    let parsed: ParsedFile;
    try {
      parsed = await workshop.read(file);
    } catch (error) {
      collected.push(asError(error, file.path));
      continue;
    }
    for (const broken of parsed.broken) collected.push(asError(broken, file.path));
    for (const article of parsed.articles) yield workshop.identify(article, candidates);
  }
}

async function planArticles(
  workshop: Workshop,
  paths: readonly string[],
  options: WorkOptions,
): Promise<PlanResult> {
  const survey = await surveyOutputs(workshop, paths, await readState(workshop.out), { only: options.only });
  const { todo, unchanged, reasons } = survey.freshness;
  const chain = await workshop.providerChain();
  const memory = await workshop.openMemory(false, paths, options);
  const languages = await workshop.candidates(survey.files);
  const summariser = planSummariser({
    memory,
    recall: workshop.recall(),
    anyMachine: workshop.anyMachine,
    chain: chain.map(planningLink),
    providerFor: async (source, target) => {
      for (const link of chain)
        if (await supports(link, source, target, options.signal)) return planningLink(link);
      return undefined;
    },
  });
  const tally = new Tally();
  tally.problems.push(...workshop.memoryProblems, ...survey.problems);
  for await (const article of identified(workshop, todo, languages, tally.problems, options.signal))
    await summariser.add(workshop.plan(article, survey.versions));
  const summary = await summariser.summary();
  return {
    ...summary,
    unchanged: unchanged.size,
    redo: reasons,
    languages,
    currency: workshop.config.budget.currency,
    problems: tally.problems,
    exitCode: tally.exitCode({
      interrupted: options.signal?.aborted === true,
      failOn: 'never',
      written: summary.articles > 0,
    }),
  };
}

async function exportArticles(
  workshop: Workshop,
  paths: readonly string[],
  options: XliffExportWork,
): Promise<XliffExport> {
  const { only = [], signal } = options;
  const { files, problems } = await workshop.walk(paths, [workshop.out]);
  const wanted = only.length === 0 ? files : (await workshop.walk(paths, [workshop.out], only)).files;
  const memory = await workshop.openMemory(false, paths, options);
  const languages = await workshop.candidates(files);
  const collected = [...problems];
  const articles = identified(workshop, wanted, languages, collected, signal);
  return exportXliff(workshop, { languages, articles, problems: collected }, memory, options);
}

function asError(error: unknown, path: string): TovmachError {
  if (TovmachError.isInstance(error)) return error;
  return new TovmachError('INPUT_INVALID', error instanceof Error ? error.message : String(error), {
    file: path,
    cause: error,
  });
}
