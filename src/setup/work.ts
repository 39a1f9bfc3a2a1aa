import type { Config, ConfigInput } from '../config/schema.js';
import type { ExitCode, TovmachError } from '../errors.js';
import type { ImportReport } from '../exchange/import-report.js';
import type { XliffImportOptions } from '../exchange/xliff/import.js';
import type { XliffState, XliffVersion } from '../exchange/xliff/units.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Counts } from '../model/manifest.js';
import type { Identified } from '../model/stages.js';
import type { StaleOutput, StaleReason } from '../model/staleness.js';
import type { LocalEngineReport } from '../models/describe.js';
import type { FindingTotals, RunEvent } from '../pipeline.js';
import type { TranslationStatistics } from '../translate/statistics.js';
import type { PlanSummary } from '../translate/summarise.js';
import type { ProviderStatus } from './providers.js';

/** What the library takes and gives back. */

export interface TovmachOptions {
  /** Configuration; joined over that of a file. */
  readonly config?: ConfigInput;
  /** Where `tovmach.config.yaml` is looked for and relative paths begin; absent: no file is read. */
  readonly cwd?: string;
  readonly configFile?: string;
  /** Environment variables with keys and addresses of providers; absent: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** Asks whether a model may be downloaded; absent: nobody can be asked. `line` says what, how large, from where. */
  readonly confirm?: (line: string) => Promise<boolean>;
  /** Globs: only files that match one are worked on; the rest of the batch stays as it is. */
  readonly only?: readonly string[];
  /** Remove outputs whose source is gone. */
  readonly prune?: boolean;
  /** How long to wait for another run on the same output folder, in milliseconds; default 0. */
  readonly waitForLockMs?: number;
}

export interface DetectWork extends WorkOptions {
  /** Bytes that stand for the path `-`. */
  readonly stdin?: Uint8Array;
}

export interface Candidates {
  readonly candidates: readonly LanguageTag[];
  /** Found over the batch rather than configured. */
  readonly inferred: boolean;
}

export interface DetectResult {
  readonly languages: Candidates;
  /** In input order; read as they are asked for. */
  readonly articles: AsyncIterable<Identified>;
  /** Complete when `articles` has ended. */
  readonly problems: readonly TovmachError[];
}

export interface PlanResult extends PlanSummary {
  /** Articles of which nothing has to be done; they are in no other number. */
  readonly unchanged: number;
  /** Files to be done, by why. */
  readonly redo: Readonly<Partial<Record<StaleReason, number>>>;
  readonly languages: Candidates;
  readonly currency: string;
  readonly problems: readonly TovmachError[];
  readonly exitCode: ExitCode;
}

export interface RunSummary {
  readonly articles: number;
  /** Articles of which nothing had to be done. */
  readonly unchanged: number;
  /** Sentences changed by hand in the outputs that went into memory as human translations. */
  readonly edits: number;
  /** Outputs whose source is gone. */
  readonly orphans: readonly string[];
  /** Those that were removed. */
  readonly pruned: readonly string[];
  readonly targets: readonly LanguageTag[];
  readonly languages: Candidates;
  /** Mean share of each language over the articles. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  readonly flagged: number;
  /** Segments over all outputs. */
  readonly counts: Counts;
  /** Engines whose translations are in the outputs. */
  readonly engines: readonly string[];
  readonly statistics: TranslationStatistics;
  readonly currency: string;
  readonly findings: FindingTotals;
  readonly problems: readonly TovmachError[];
  /** Files whose bytes changed. */
  readonly written: number;
  readonly out: string;
  readonly exitCode: ExitCode;
}

/** What a run would do again, without doing it; every path relative, forward slashes. */
export interface CheckResult {
  /** Articles that are in the output folder for the files named. */
  readonly articles: number;
  /** In the order of their sources. */
  readonly stale: readonly StaleOutput[];
  /** Outputs changed by hand since they were written; the next run takes the edits into memory. */
  readonly edited: readonly string[];
  /** Outputs whose source is gone. */
  readonly orphans: readonly string[];
  /** Those of the outputs that are there, in their order. */
  readonly findings: readonly Finding[];
  /** Files that could not be read, now or by the run. */
  readonly problems: readonly TovmachError[];
  readonly out: string;
  readonly exitCode: ExitCode;
}

export interface DoctorReport {
  readonly version: string;
  readonly node: string;
  readonly configFile?: string;
  readonly store: string;
  readonly storeEntries: number;
  readonly providers: readonly ProviderStatus[];
  readonly pairs: readonly {
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    readonly providers: readonly string[];
  }[];
  readonly localEngine: LocalEngineReport;
  readonly remedies: readonly string[];
}

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
  readonly path: string;
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly units: number;
  /** Units by state. */
  readonly states: Readonly<Record<XliffState, number>>;
}

export interface XliffExport {
  readonly articles: number;
  readonly files: readonly XliffFile[];
  readonly problems: readonly TovmachError[];
  readonly exitCode: ExitCode;
}

export interface XliffImport {
  /** One for each file that could be read. */
  readonly reports: readonly ImportReport[];
  readonly problems: readonly TovmachError[];
  readonly exitCode: ExitCode;
}

/** Everything the command line does, as a library. */
export interface Tovmach {
  readonly config: Config;
  /** Where translations are kept; absolute. */
  readonly storePath: string;
  run(paths: readonly string[], options?: WorkOptions): Promise<RunSummary>;
  plan(paths: readonly string[], options?: WorkOptions): Promise<PlanResult>;
  /** What a run would do again, without doing it. */
  check(paths: readonly string[], options?: WorkOptions): Promise<CheckResult>;
  detect(paths: readonly string[], options?: DetectWork): Promise<DetectResult>;
  /** What is to be translated, with what the memory has for it, as XLIFF; sends nothing. */
  exportXliff(paths: readonly string[], options: XliffExportWork): Promise<XliffExport>;
  /** People's work in XLIFF files into the store. */
  importXliff(files: readonly string[], options?: XliffImportOptions): Promise<XliffImport>;
  /** The ledger of a text that is in no file. */
  detectText(text: string, options?: { readonly languages?: readonly LanguageTag[] }): Identified;
  providers(): readonly ProviderStatus[];
  doctor(options?: WorkOptions): Promise<DoctorReport>;
  close(): Promise<void>;
}

export type { ProviderStatus };
