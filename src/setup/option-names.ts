import type { XliffImportOptions } from '../exchange/xliff/import.js';
import type { SearchOptions } from '../memory/maintenance.js';
import type { BatchWork, CancelBatchWork } from '../operations/batches.js';
import type { CleanWork } from '../operations/clean.js';
import type { CollectWork } from '../operations/collect.js';
import type { DecideWork } from '../operations/decide.js';
import type { DetectTextOptions } from '../operations/detect-text.js';
import type { EvaluateTranslationWork } from '../operations/evaluate-translation.js';
import type { XliffExportWork } from '../operations/exchange-xliff.js';
import type { PairsWork } from '../operations/export-pairs.js';
import type { NamesWork } from '../operations/names.js';
import type { FactsWork } from '../operations/review.js';
import type { RunWork } from '../operations/run.js';
import type { SubmitWork } from '../operations/submit.js';
import type { AskWork } from '../operations/suggest.js';
import type { TermsExtractWork } from '../operations/terms.js';
import type { TranslateTextWork } from '../operations/translate-text.js';
import type { VerifyOutputsWork } from '../operations/verify-outputs.js';
import type { WorkOptions } from './job.js';
import type { OptionNames } from './options.js';
import type { TovmachOptions } from './setup.js';

/** The options every method takes, by name; see `takeOptions`. */

export const FACTS_OPTIONS: OptionNames<FactsWork> = { signal: true, only: true };
export const DECIDE_OPTIONS: OptionNames<DecideWork> = { by: true, version: true, waitForLockMs: true };
export const ASK_OPTIONS: OptionNames<AskWork> = { engine: true, signal: true, onEvent: true };
export const SEARCH_OPTIONS: OptionNames<SearchOptions> = {
  source: true,
  target: true,
  origin: true,
  state: true,
  limit: true,
};
export const VERIFY_OPTIONS: OptionNames<VerifyOutputsWork> = { head: true };
export const WORK_OPTIONS: OptionNames<WorkOptions> = {
  signal: true,
  onEvent: true,
  only: true,
  stdin: true,
};
export const RUN_OPTIONS: OptionNames<RunWork> = {
  ...WORK_OPTIONS,
  confirm: true,
  batch: true,
  prune: true,
  waitForLockMs: true,
  requestsApart: true,
};
export const SUBMIT_OPTIONS: OptionNames<SubmitWork> = {
  queue: true,
  signal: true,
  onEvent: true,
  only: true,
  confirm: true,
  waitForLockMs: true,
};
export const COLLECT_OPTIONS: OptionNames<CollectWork> = {
  queue: true,
  signal: true,
  onEvent: true,
  now: true,
  prune: true,
  waitForLockMs: true,
};
export const BATCH_OPTIONS: OptionNames<BatchWork> = { ids: true, signal: true, onEvent: true };
export const CANCEL_OPTIONS: OptionNames<CancelBatchWork> = { ...BATCH_OPTIONS, forget: true };
export const TERMS_EXTRACT_OPTIONS: OptionNames<TermsExtractWork> = {
  ...WORK_OPTIONS,
  min: true,
  limit: true,
};
export const NAMES_OPTIONS: OptionNames<NamesWork> = { ...WORK_OPTIONS, min: true };
export const PAIRS_OPTIONS: OptionNames<PairsWork> = {
  file: true,
  roles: true,
  worst: true,
  without: true,
  leastScore: true,
  sameStory: true,
  languages: true,
  formulas: true,
};
export const CLEAN_OPTIONS: OptionNames<CleanWork> = {
  ...WORK_OPTIONS,
  out: true,
  format: true,
  shardBytes: true,
  packing: true,
  offsets: true,
  roles: true,
  formulas: true,
};
export const DETECT_TEXT_OPTIONS: OptionNames<DetectTextOptions> = { languages: true };
export const TRANSLATE_TEXT_OPTIONS: OptionNames<TranslateTextWork> = {
  to: true,
  from: true,
  context: true,
  signal: true,
  onEvent: true,
  confirm: true,
};
export const EVALUATE_OPTIONS: OptionNames<EvaluateTranslationWork> = {
  gold: true,
  from: true,
  to: true,
  providers: true,
  signal: true,
  onEvent: true,
  confirm: true,
};
export const XLIFF_EXPORT_OPTIONS: OptionNames<XliffExportWork> = {
  ...WORK_OPTIONS,
  folder: true,
  version: true,
  review: true,
  force: true,
};
export const XLIFF_IMPORT_OPTIONS: OptionNames<XliffImportOptions> = {
  by: true,
  reviewer: true,
};
export const TOVMACH_OPTIONS: OptionNames<TovmachOptions> = {
  config: true,
  configNames: true,
  cwd: true,
  configFile: true,
  env: true,
  providers: true,
  formats: true,
  detectors: true,
  checks: true,
  memories: true,
};
