import { readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { articlesOf } from '../crew/articles.js';
import { WholeFile } from '../disk/whole-file.js';
import { type ExitCode, exitCodeOf, problemOf, TovmachError } from '../errors.js';
import type { ImportReport } from '../exchange/import-report.js';
import { importXliff, pendingWork, type XliffImportOptions } from '../exchange/xliff/import.js';
import {
  unitsByPair,
  XLIFF_VERSIONS,
  type XliffState,
  type XliffUnit,
  type XliffVersion,
  type XliffWriter,
  xliffFileName,
} from '../exchange/xliff/units.js';
import { xliffWriter } from '../exchange/xliff/write.js';
import { asPath, messages } from '../message.js';
import type { Memory } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { FoundFile } from '../read/walk.js';
import { candidatesOf } from '../setup/candidates.js';
import { checksOf } from '../setup/checks.js';
import { findInputs, readRecords } from '../setup/inputs.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import { planUnits, recallOptions, type Setup, takesAnyMachine } from '../setup/setup.js';
import type { ProviderLink } from '../translate/link.js';
import { xliffSegments } from './xliff/review-units.js';

/** Articles out to translators and editors as XLIFF, one file a language pair, and their work back in. */

const say = messages('run', {
  notImported: {
    one: '{{count}} translation in {{file}} was not imported yet',
    other: '{{count}} translations in {{file}} were not imported yet',
  },
  importFirst:
    'Run "tovmach import xliff {{file}}" first, name another folder with --out, or lose them with --force.',
  interruptedUnchanged: 'interrupted; no file was changed',
});

/** What to export, and where to. */
export interface XliffExportWork extends WorkOptions {
  /** Where the files go; absolute. */
  readonly folder: string;
  /** Default `2.1`. */
  readonly version?: XliffVersion;
  /** Only what needs eyes: not translated, fuzzy, unsure of the language, with findings. */
  readonly review?: boolean;
  /** Overwrite earlier files even if they hold work that was not imported. */
  readonly force?: boolean;
}

/** A file of one language pair. */
export interface XliffFile {
  /** Absolute. */
  readonly path: string;
  /** Language of its source texts, a BCP 47 tag. */
  readonly source: LanguageTag;
  /** Language they are to be translated into, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** How many sentences are in it. */
  readonly units: number;
  /** Units by state. */
  readonly states: Readonly<Record<XliffState, number>>;
}

/** What was written for translators. */
export interface XliffExport {
  /** Articles that were looked at. */
  readonly articles: number;
  /** In the order of their names. */
  readonly files: readonly XliffFile[];
  /** Sources that could not be read. */
  readonly problems: readonly TovmachError[];
  /** What the process ends with. */
  readonly exitCode: ExitCode;
}

/** What came of translators' files. */
export interface XliffImport {
  /** One for each file that could be read. */
  readonly reports: readonly ImportReport[];
  /** Files that could not be read. */
  readonly problems: readonly TovmachError[];
  /** What the process ends with. */
  readonly exitCode: ExitCode;
}

const DEFAULT_VERSION = XLIFF_VERSIONS[0];

/**
 * Writes what articles need translated, with what the memory has for it; sends nothing. A file of an earlier
 * export that holds work which was not imported is left alone.
 * @throws TovmachError OUTPUT
 */
export function exportXliff(
  setup: Setup,
  paths: readonly string[],
  options: XliffExportWork,
): Promise<XliffExport> {
  return withJob(setup, { ...options, create: false }, async (job) => {
    const { folder, review = false, version = DEFAULT_VERSION, signal, only, stdin } = options;
    const { config, cwd, texts } = setup;
    const inputs = await findInputs(setup, paths, { only, stdin, skip: [setup.out] });
    const { memory, problems: unreadable } = await job.openMemory(await job.openStore(), inputs);
    const read = (file: FoundFile) => readRecords(setup, file);
    const { candidates } = await candidatesOf(setup, inputs.files, read);
    const chain = await known(job);
    const segmentsOptions = {
      memory,
      identities:
        takesAnyMachine(setup) || chain.length === 0
          ? undefined
          : chain.map(({ provider }) => provider.identity),
      recall: recallOptions(setup),
      checks: checksOf(setup, candidates, chain),
      decisions: setup.decisions,
      review,
      t: texts.forLanguage(config.uiLanguage ?? 'en', 'output'),
    };
    const stem = review ? 'review' : 'articles';
    if (options.force !== true) await refuseLoss(memory, folder, stem, cwd);
    const problems = [...unreadable, ...inputs.problems];
    const pairs = new PairFiles(folder, stem, version);
    let articles = 0;
    try {
      for await (const step of articlesOf(setup, inputs.wanted, { candidates, signal })) {
        if (step.type === 'problem') problems.push(step.problem);
        if (step.type !== 'article') continue;
        articles += 1;
        const planned = planUnits(setup, step.article);
        pairs.add(step.article.id, await xliffSegments(planned, segmentsOptions));
      }
      if (signal?.aborted) throw new TovmachError('ABORTED', say.interruptedUnchanged());
      const files = pairs.finish(config.targets);
      return { articles, files, problems, exitCode: exitCodeOf({ problems, written: articles > 0 }) };
    } finally {
      pairs.discard();
    }
  });
}

/**
 * Takes people's work in XLIFF files into the store; a file that cannot be read is a problem, the others go on.
 * @throws TovmachError STORE, LOCKED
 */
export function importXliffFiles(
  setup: Setup,
  paths: readonly string[],
  options: XliffImportOptions,
): Promise<XliffImport> {
  return withJob(setup, { create: true }, async (job) => {
    const store = await job.openStore();
    const reports: ImportReport[] = [];
    const problems: TovmachError[] = [];
    for (const named of paths) {
      const path = resolve(setup.cwd, named);
      try {
        reports.push(await importXliff(store, path, options));
      } catch (error) {
        problems.push(problemOf(error, path));
      }
    }
    return { reports, problems, exitCode: exitCodeOf({ problems, written: reports.length > 0 }) };
  });
}

/** Whose translations of the memory count. Nothing is sent: where nobody is set up, those of every machine do. */
async function known(job: Job): Promise<readonly ProviderLink[]> {
  try {
    return await job.openProviders();
  } catch (error) {
    if (TovmachError.isInstance(error) && NOT_SET_UP.has(error.code)) return [];
    throw error;
  }
}

const NOT_SET_UP: ReadonlySet<TovmachError['code']> = new Set([
  'AUTH',
  'CONFIG',
  'MISSING_DEPENDENCY',
  'MODEL',
]);

/** The files of an export, by language pair; they appear together at the end. */
class PairFiles {
  readonly #files = new Map<string, PairFile>();

  constructor(
    private readonly folder: string,
    private readonly stem: string,
    private readonly version: XliffVersion,
  ) {}

  add(articleId: string, units: readonly XliffUnit[]): void {
    for (const pair of unitsByPair(units)) {
      const [first] = pair;
      if (first === undefined) continue;
      const name = xliffFileName(this.stem, first.source, first.target);
      const file = this.#files.get(name) ?? new PairFile(join(this.folder, name), first, this.version);
      this.#files.set(name, file);
      file.add(articleId, pair);
    }
  }

  /** Puts the files in their places, and removes those of pairs into the targets that there is nothing for any more. */
  finish(targets: readonly LanguageTag[]): XliffFile[] {
    const outdated = (name: string): boolean =>
      !this.#files.has(name) && targets.some((target) => name.endsWith(`-${target}.xlf`));
    for (const name of filesOf(this.folder, this.stem).filter(outdated)) rmSync(join(this.folder, name));
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file.finish());
  }

  discard(): void {
    for (const file of this.#files.values()) file.discard();
  }
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
    throw new TovmachError('OUTPUT', say.notImported({ count, file: asPath(named) }), {
      file: named,
      hint: say.importFirst({ file: asPath(named) }),
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
