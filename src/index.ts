/** The front door of the library. */
export { createTovmach } from './compose.js';
export { type Config, type ConfigInput, configJsonSchema } from './config.js';
export { evaluateSpans, evaluateTexts } from './detect/evaluate.js';
export { formatEvaluation } from './detect/evaluation-report.js';
export { type Gold, parseGold } from './detect/gold.js';
export {
  type ErrorCode,
  EXIT,
  EXIT_CODES,
  type ExitCode,
  ProviderError,
  type ProviderErrorCode,
  TovmachError,
} from './errors.js';
export { IN_MEMORY, type MemoryStore, type OpenMemoryOptions, openMemory } from './memory/store.js';
export { exportMemory, importMemory, type TransferFormat } from './memory/transfer.js';
export type { Article, Block, Encoding, Placeholder } from './model/article.js';
export type { Detector, Identification, Memory, Provider } from './model/contracts.js';
export { type Finding, SEVERITIES, type Severity } from './model/finding.js';
export type { LanguageTag } from './model/language.js';
export { type Manifest, manifestSchema } from './model/manifest.js';
export { type Action, ROLES, type Role, type Segment, type TimestampValue } from './model/segment.js';
export type { Identified } from './model/stages.js';
export type { StaleOutput, StaleReason } from './model/staleness.js';
export type { RunEvent } from './pipeline.js';
export { createModels, type Models, type ModelsOptions } from './providers/models/manager.js';
export { pullModels } from './providers/models/pull.js';
export {
  CHECK_FORMATS,
  type CheckFormat,
  type CheckFormatOptions,
  formatCheck,
  formatLedger,
  LEDGER_FORMATS,
  type LedgerFormat,
  type LedgerFormatOptions,
  type Paint,
} from './reports.js';
export type {
  Candidates,
  CheckResult,
  DetectResult,
  DetectWork,
  DoctorReport,
  PlanResult,
  ProviderStatus,
  RunSummary,
  Tovmach,
  TovmachOptions,
  WorkOptions,
  XliffExport,
  XliffExportWork,
  XliffImport,
} from './results.js';
