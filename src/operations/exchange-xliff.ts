import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { WholeFile } from '../disk/whole-file.js';
import { TovmachError } from '../errors.js';
import type { ImportReport } from '../exchange/import-report.js';
import { importXliff, pendingWork, type XliffImportOptions } from '../exchange/xliff/import.js';
import {
  unitsByPair,
  XLIFF_VERSIONS,
  type XliffUnit,
  type XliffVersion,
  type XliffWriter,
  xliffFileName,
} from '../exchange/xliff/units.js';
import { xliffWriter } from '../exchange/xliff/write.js';
import { openMemory } from '../memory/store.js';
import type { Memory } from '../model/contracts.js';
import { asProblem, Tally } from '../pipeline.js';
import type { Workshop } from '../setup/job.js';
import type { DetectResult, XliffExport, XliffExportWork, XliffFile, XliffImport } from '../setup/work.js';
import { xliffSegments } from './review-units.js';

/** Articles out to translators and editors as XLIFF, one file a language pair, and their work back in. */

const DEFAULT_VERSION = XLIFF_VERSIONS[0];

/**
 * Writes what articles need translated, with what the memory has for it; sends nothing. A file of an earlier
 * export that holds work which was not imported is left alone.
 * @throws TovmachError OUTPUT
 */
export async function exportXliff(
  workshop: Workshop,
  { articles, languages, problems }: DetectResult,
  memory: Memory,
  options: XliffExportWork,
): Promise<XliffExport> {
  const { folder, review = false, version = DEFAULT_VERSION, signal } = options;
  const chain = await workshop.providerChain();
  const segmentsOptions = {
    memory,
    identities: workshop.anyMachine ? undefined : chain.map(({ provider }) => provider.identity),
    recall: workshop.recall(),
    checks: workshop.checks(languages.candidates, chain),
    review,
    t: workshop.texts.forLanguage(workshop.config.uiLanguage ?? 'en', 'output'),
  };
  const stem = review ? 'review' : 'articles';
  if (options.force !== true) await refuseLoss(memory, folder, stem, workshop.cwd);
  const pairs = new Map<string, PairFile>();
  const tally = new Tally();
  try {
    for await (const article of articles) {
      tally.articles += 1;
      const units = await xliffSegments(workshop.plan(article), segmentsOptions);
      for (const pair of unitsByPair(units)) {
        const [first] = pair;
        if (first === undefined) continue;
        const name = xliffFileName(stem, first.source, first.target);
        const file = pairs.get(name) ?? new PairFile(join(folder, name), first, version);
        pairs.set(name, file);
        file.add(article.id, pair);
      }
    }
    if (signal?.aborted) throw new TovmachError('ABORTED', 'interrupted; no file was changed');
    const outdated = (name: string): boolean =>
      !pairs.has(name) && workshop.config.targets.some((target) => name.endsWith(`-${target}.xlf`));
    for (const name of filesOf(folder, stem).filter(outdated)) rmSync(join(folder, name));
    const files = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file.finish());
    tally.problems.push(...workshop.memoryProblems, ...problems);
    const exitCode = tally.exitCode({ interrupted: false, failOn: 'never' });
    return { articles: tally.articles, files, problems: tally.problems, exitCode };
  } finally {
    for (const file of pairs.values()) file.discard();
  }
}

/**
 * Takes people's work in XLIFF files into the store; a file that cannot be read is a problem, the others go on.
 * @param paths absolute
 * @throws TovmachError STORE, LOCKED
 */
export async function importXliffFiles(
  storePath: string,
  paths: readonly string[],
  options: XliffImportOptions,
): Promise<XliffImport> {
  const store = openMemory(storePath);
  const reports: ImportReport[] = [];
  const tally = new Tally();
  try {
    for (const path of paths) {
      try {
        reports.push(await importXliff(store, path, options));
        tally.articles += 1;
      } catch (error) {
        tally.problems.push(asProblem(error, path));
      }
    }
  } finally {
    store.close();
  }
  const exitCode = tally.exitCode({ interrupted: false, failOn: 'never' });
  return { reports, problems: tally.problems, exitCode };
}

/** Files of earlier exports in a folder. */
function filesOf(folder: string, stem: string): string[] {
  try {
    const name = new RegExp(`^${stem}\\.[A-Za-z0-9-]+\\.xlf$`);
    return readdirSync(folder).filter((each) => name.test(each));
  } catch {
    // A folder that is not there yet, or is none: writing will say.
    return [];
  }
}

/** @throws TovmachError OUTPUT when a file holds work that the memory does not have */
async function refuseLoss(memory: Memory, folder: string, stem: string, cwd: string): Promise<void> {
  for (const name of filesOf(folder, stem)) {
    const file = join(folder, name);
    const count = await pendingWork(memory, file);
    if (count === 0) continue;
    const named = relative(cwd, file);
    throw new TovmachError('OUTPUT', `translations in ${named} were not imported yet: ${count}`, {
      file: named,
      hint: `Run "tovmach import xliff ${named}" first, name another folder with --out, or lose them with --force.`,
    });
  }
}

/** The file of one language pair while it is written. */
class PairFile {
  readonly #file: WholeFile;
  readonly #writer: XliffWriter;
  readonly #pair: Pick<XliffFile, 'source' | 'target'>;
  readonly #states: Record<XliffUnit['state'], number> = {
    initial: 0,
    'needs-review': 0,
    translated: 0,
    reviewed: 0,
    final: 0,
  };
  #units = 0;

  constructor(path: string, { source, target }: Pick<XliffUnit, 'source' | 'target'>, version: XliffVersion) {
    this.#pair = { source, target };
    this.#writer = xliffWriter(version, source, target);
    this.#file = new WholeFile(path);
    this.#file.write(this.#writer.head);
  }

  add(articleId: string, units: readonly XliffUnit[]): void {
    this.#file.write(this.#writer.article(articleId, units));
    this.#units += units.length;
    for (const { state } of units) this.#states[state] += 1;
  }

  finish(): XliffFile {
    this.#file.write(this.#writer.foot);
    this.#file.finish();
    return { path: this.#file.path, ...this.#pair, units: this.#units, states: this.#states };
  }

  discard(): void {
    this.#file.discard();
  }
}
