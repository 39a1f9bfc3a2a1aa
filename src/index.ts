/** The front door of the library. */
export { createTovmach, type Tovmach } from './compose.js';
export { DUPLICATES, FIRST_LINES, SAME_STORIES } from './config/input.js';
export { LAYOUTS, OUTPUT_FORMATS, UNTRANSLATED } from './config/output.js';
export {
  type NamedProvider,
  type Pacing,
  PROVIDER_NAMES,
  type ProviderConfig,
  type ProvidersConfig,
  type ProvidersInput,
} from './config/providers.js';
export {
  type Config,
  type ConfigInput,
  configJsonSchema,
  REPAIRS,
  SECOND_OPINIONS,
} from './config/schema.js';
export { CORPUS_FORMATS, type CorpusFormat } from './corpus/formats.js';
export type { CleanOptions } from './corpus/options.js';
export { PACKINGS, type Packing } from './corpus/packing.js';
export type { PairsLeft } from './corpus/pairs.js';
export type { CorpusRecord, CorpusSpan } from './corpus/record.js';
export type { Shard } from './corpus/shards.js';
export {
  type ErrorCode,
  type ErrorDetails,
  type ErrorPlace,
  EXIT,
  EXIT_CODES,
  type ExitCode,
  type FailureCode,
  type PlainError,
  ProviderError,
  type ProviderErrorCode,
  type ProviderErrorDetails,
  TovmachError,
} from './errors.js';
export {
  type ContextCase,
  type ContextCell,
  type ContextEvaluation,
  type ContextForm,
  type ContextLength,
  type ContextOptions,
  contextCases,
  evaluateContext,
  type ShownCase,
} from './evaluate/context.js';
export {
  evaluateSpans,
  evaluateTexts,
  type GoldParagraph,
  type GoldText,
  type LabelledSpan,
  type SpanEvaluation,
  type SpanScore,
  type Tally,
  type TextEvaluation,
  type WorstText,
} from './evaluate/evaluate.js';
export { type Gold, parseGold } from './evaluate/gold.js';
export {
  evaluateStamps,
  type FindStamps,
  type Place,
  type StampCase,
  type StampEvaluation,
  stampCases,
  type TrapCase,
  trapCases,
} from './evaluate/stamps.js';
export type { Interval, SystemEvaluation, TranslationEvaluation } from './evaluate/translation.js';
export type { CsvOptions } from './exchange/csv.js';
export type { ImportReport, Skipped } from './exchange/import-report.js';
export { TERM_FORMATS, type TermFormat } from './exchange/terms/write.js';
export type { ImportOptions } from './exchange/tmx.js';
export {
  exportMemory,
  importMemory,
  TRANSFER_FORMATS,
  type TransferFormat,
  transferFormatOf,
} from './exchange/transfer.js';
export type { XliffImportOptions } from './exchange/xliff/import.js';
export { XLIFF_STATES, XLIFF_VERSIONS, type XliffState, type XliffVersion } from './exchange/xliff/units.js';
export type { Answers, Claimed, KeptAnswer, Wanted } from './memory/answers.js';
export { backupMemory, restoreMemory } from './memory/backup.js';
export type {
  Batches,
  BatchOutcome,
  BatchRecord,
  BatchStage,
  NewBatchRequest,
  OpenBatchRequest,
  ProcessName,
} from './memory/batches.js';
export type { Forgotten } from './memory/forget.js';
export type { PruneFilter, SearchOptions, StoreStats } from './memory/maintenance.js';
export { type OpenPostgresOptions, openPostgresMemory } from './memory/postgres/store.js';
export { type Rescue, setAsideDamaged } from './memory/rescue.js';
export type {
  MonthlySpend,
  Spend,
  SpendFilter,
  SpendLimit,
  SpendReservation,
  SpendTotal,
} from './memory/spend.js';
export { IN_MEMORY, type MemoryStore, type OpenMemoryOptions, openMemory } from './memory/store.js';
export type {
  SharedAnswers,
  SharedBatches,
  SharedReservation,
  TranslationStore,
} from './memory/translation-store.js';
export type { Message, Path, Said, Value, Values } from './message.js';
export type {
  Article,
  ArticleMetadata,
  Block,
  BlockAttribute,
  BlockKind,
  Encoding,
  Placeholder,
  SourceFormat,
} from './model/article.js';
export type { OutputChanges, SegmentChange } from './model/changes.js';
export { CONFIG_NAMES } from './model/config-names.js';
export type {
  ArticleCheckInput,
  ArticleCheckResult,
  Awaitable,
  BatchMode,
  BatchRequest,
  BatchResult,
  BatchResults,
  BatchState,
  Check,
  CheckInput,
  CheckNote,
  CheckResult as CheckVerdict,
  Detector,
  DocumentContext,
  FailedUnit,
  FileStart,
  Format,
  FormatSource,
  Identification,
  LostBatch,
  Memory,
  MemoryEntry,
  MemoryMatch,
  MemoryQuery,
  ParsedFile,
  ParseInput,
  Provider,
  ProviderCapabilities,
  ProviderUnit,
  ReadRecord,
  Standing,
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
export {
  type Counts,
  type EngineQuality,
  type Manifest,
  type ManifestBroken,
  manifestSchema,
  type OutputStatus,
} from './model/manifest.js';
export type { EntryFilter, EntrySink, EntrySource, NewEntry, StoredEntry } from './model/memory-entry.js';
export { OFFSET_UNITS, type OffsetUnit } from './model/offsets.js';
export type { PassedOver } from './model/passed-over.js';
export type { PersonalKind, PersonalRange } from './model/personal.js';
export {
  type Action,
  type Repair,
  ROLES,
  type Role,
  type Segment,
  type TimestampValue,
} from './model/segment.js';
export type { Identified } from './model/stages.js';
export type { StaleOutput, StaleReason } from './model/staleness.js';
export type { StandardInput } from './model/standard-input.js';
export type {
  RelatedArticle,
  SameStory,
  StoryEvidence,
  StoryFacts,
  StorySketch,
  Told,
} from './model/story.js';
export type { Origin, SecondTranslation, TranslationFailure, TranslationUnit } from './model/translation.js';
export { ARCHITECTURES, type CatalogueFile, type CatalogueModel } from './models/catalogue.js';
export { type DownloadNotice, type EnsureOptions, publishedSize } from './models/ensure.js';
export { importModels } from './models/import.js';
export type { Models, ModelsOptions, PullProgress } from './models/manager.js';
export { parsePair } from './models/pairs.js';
export { type PullOptions, type PullResult, pullModels } from './models/pull.js';
export type { InstalledModel, ModelCheck, ModelRecord, StoredFolder } from './models/record.js';
export type { ModelStore } from './models/store.js';
export type { TransportOptions } from './models/transport.js';
export { NAME_KINDS, type NameKind } from './names/kind.js';
export type { NameEntry, NameForm, NamePlace } from './names/register.js';
export type { Standard } from './names/standards.js';
export type { BatchesResult, BatchView, BatchWork, CancelBatchWork } from './operations/batches.js';
export type { SubmittedBatch } from './operations/batching/submit.js';
export type { CheckResult } from './operations/check.js';
export type { CleanLanguage, CleanResult, CleanWork } from './operations/clean.js';
export type { CollectWork } from './operations/collect.js';
export type { Decided, DecideWork } from './operations/decide.js';
export type { DetectResult, DetectWork } from './operations/detect.js';
export type { DetectTextOptions } from './operations/detect-text.js';
export type { DoctorReport, DoctorRoute } from './operations/doctor.js';
export type { EvaluateTranslationWork } from './operations/evaluate-translation.js';
export type { XliffExport, XliffExportWork, XliffFile, XliffImport } from './operations/exchange-xliff.js';
export { PAIR_FORMS, type PairForm, type PairsExport, type PairsWork } from './operations/export-pairs.js';
export type {
  NameDecision,
  NameSet,
  NamesCheck,
  NamesList,
  NamesWork,
  RegisteredName,
  StandardUse,
} from './operations/names.js';
export { apertiumNearby, type Nearby } from './operations/nearby.js';
export type {
  ArticleView,
  SegmentView,
  ViewedFinding,
  ViewedTerm,
} from './operations/outputs/article-view.js';
export type { ArticleChanges, RunSummary } from './operations/outputs/closing.js';
export type { Decision, SegmentPlace } from './operations/outputs/deciding.js';
export type { TermChange } from './operations/outputs/freshness.js';
export type { RunTimes } from './operations/outputs/last-run.js';
export type { Mark } from './operations/outputs/marks.js';
export type { FindingTotals } from './operations/outputs/tally.js';
export type { PlanResult } from './operations/plan.js';
export { type QueueStatus, queueStatus } from './operations/queue-status.js';
export type { ArticleChange, ArticleFacts, ArticleRow, FactsWork, Overview } from './operations/review.js';
export type { RunWork } from './operations/run.js';
export type { Submitted, SubmitWork } from './operations/submit.js';
export type { AskWork, EngineAnswer, EngineOffer, Suggestions } from './operations/suggest.js';
export type {
  TermDecision,
  TermSet,
  TermsCheck,
  TermsExtract,
  TermsExtractWork,
  TermsImport,
} from './operations/terms.js';
export type { TextTranslation, TranslateTextWork } from './operations/translate-text.js';
export type { OutputsProblem, OutputsVerification, VerifyOutputsWork } from './operations/verify-outputs.js';
export { type QueueWork, type QueueWorked, workOnQueue } from './operations/work.js';
export type { LocalEngineReport } from './providers/bergamot/describe.js';
export type { EngineName } from './providers/bergamot/engine.js';
export { createModels, type LocalModelsOptions } from './providers/bergamot/models.js';
export type { BatchFacts, JobResult, QueueCounts, WorkerFacts } from './queue/jobs.js';
export type { CheckProblem, CheckState } from './report/check-entries.js';
export {
  EVALUATION_FORMATS,
  type EvaluationFormat,
  type EvaluationReport,
  formatEvaluation,
  type Say,
} from './report/evaluation-report.js';
export { explainSegment } from './report/explain.js';
export {
  CHECK_FORMATS,
  type CheckFormat,
  type CheckFormatOptions,
  formatChanges,
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
export type { WordDecision } from './terms/decide.js';
export type { TermCandidate } from './terms/extract.js';
export type { Concept, Termbase, TermStatus, TermWord } from './terms/termbase.js';
export type { ProviderStatistics, TranslationStatistics } from './translate/statistics.js';
export type { PlannedPair, PlanSummary } from './translate/summarise.js';
export { mergeLocks } from './write/lock-merge.js';
