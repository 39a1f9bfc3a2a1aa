/** The front door of the library. */
export { createTovmach, type Tovmach } from './compose.js';
export type { ProviderConfig, ProvidersConfig, ProvidersInput } from './config/providers.js';
export { type Config, type ConfigInput, configJsonSchema } from './config/schema.js';
export {
  type ErrorCode,
  EXIT,
  EXIT_CODES,
  type ExitCode,
  ProviderError,
  type ProviderErrorCode,
  type ProviderErrorDetails,
  TovmachError,
} from './errors.js';
export { evaluateSpans, evaluateTexts } from './evaluate/evaluate.js';
export { type Gold, parseGold } from './evaluate/gold.js';
export { exportMemory, importMemory, type TransferFormat } from './exchange/transfer.js';
export { IN_MEMORY, type MemoryStore, type OpenMemoryOptions, openMemory } from './memory/store.js';
export type { Article, Block, Encoding, Placeholder } from './model/article.js';
export type {
  Awaitable,
  Check,
  CheckInput,
  Detector,
  DocumentContext,
  FailedUnit,
  Format,
  Identification,
  Memory,
  MemoryEntry,
  MemoryMatch,
  MemoryQuery,
  ParsedFile,
  ParseInput,
  Provider,
  ProviderCapabilities,
  ProviderUnit,
  Term,
  TranslateAnswer,
  TranslatedUnit,
  TranslateRequest,
  UnitContext,
  Usage,
} from './model/contracts.js';
export {
  type AnyDefinition,
  type CheckDefinition,
  type CheckHost,
  type Definition,
  type DefinitionKind,
  type DetectorDefinition,
  defineCheck,
  defineDetector,
  defineFormat,
  defineMemory,
  defineProvider,
  type FormatDefinition,
  type Host,
  type MemoryDefinition,
  type ModelHost,
  type Price,
  type ProviderDefinition,
  type ProviderHost,
  type ProviderLimits,
  type Requirement,
  type SettingOf,
  type SettingsOf,
} from './model/definition.js';
export type { RunEvent } from './model/event.js';
export { type Finding, SEVERITIES, type Severity } from './model/finding.js';
export type { LanguageTag } from './model/language.js';
export { type Manifest, manifestSchema } from './model/manifest.js';
export type { PassedOver } from './model/passed-over.js';
export { type Action, ROLES, type Role, type Segment, type TimestampValue } from './model/segment.js';
export type { Identified } from './model/stages.js';
export type { StaleOutput, StaleReason } from './model/staleness.js';
export { createModels, type Models, type ModelsOptions } from './models/manager.js';
export { pullModels } from './models/pull.js';
export type { CheckResult } from './operations/check.js';
export type { DetectResult, DetectWork } from './operations/detect.js';
export type { DetectTextOptions } from './operations/detect-text.js';
export type { DoctorReport } from './operations/doctor.js';
export type { XliffExport, XliffExportWork, XliffFile, XliffImport } from './operations/exchange-xliff.js';
export type { FindingTotals } from './operations/outputs/tally.js';
export type { PlanResult } from './operations/plan.js';
export type { RunSummary, RunWork } from './operations/run.js';
export type { TextTranslation, TranslateTextWork } from './operations/translate-text.js';
export { formatEvaluation } from './report/evaluation-report.js';
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
} from './report/formats.js';
export { passedOverByKind } from './report/run-report.js';
export type { Candidates } from './setup/candidates.js';
export type { WorkOptions } from './setup/job.js';
export type { ProviderStatus } from './setup/providers.js';
export type { TovmachOptions } from './setup/setup.js';
export { mergeLocks } from './write/lock-merge.js';
