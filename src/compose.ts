import { resolve } from 'node:path';
import { ownSecrets } from './config/own.js';
import type { Config } from './config/schema.js';
import type { TranslationEvaluation } from './evaluate/translation.js';
import { type TermFormat, termsAs } from './exchange/terms/write.js';
import type { XliffImportOptions } from './exchange/xliff/import.js';
import type { SearchOptions } from './memory/maintenance.js';
import type { LanguageTag } from './model/language.js';
import type { StoredEntry } from './model/memory-entry.js';
import { onlyDefined } from './model/only-defined.js';
import type { Identified } from './model/stages.js';
import * as batches from './operations/batches.js';
import { type CheckResult, checkOutputs } from './operations/check.js';
import { type CleanResult, type CleanWork, cleanArticles } from './operations/clean.js';
import { type CollectWork, collectBatch } from './operations/collect.js';
import { type Decided, type DecideWork, decideSegment, settleDecisions } from './operations/decide.js';
import { type DetectResult, type DetectWork, detectArticles } from './operations/detect.js';
import { type DetectTextOptions, detectTextOf } from './operations/detect-text.js';
import { type DoctorReport, examineSetup } from './operations/doctor.js';
import { type EvaluateTranslationWork, evaluateTranslation } from './operations/evaluate-translation.js';
import {
  exportXliff,
  importXliffFiles,
  type XliffExport,
  type XliffExportWork,
  type XliffImport,
} from './operations/exchange-xliff.js';
import { exportPairs, type PairsExport, type PairsWork } from './operations/export-pairs.js';
import {
  checkNames,
  listNames,
  type NameDecision,
  type NameSet,
  type NamesCheck,
  type NamesList,
  type NamesWork,
  namesAs,
  setName,
} from './operations/names.js';
import type { ArticleView } from './operations/outputs/article-view.js';
import type { RunSummary } from './operations/outputs/closing.js';
import type { Decision, SegmentPlace } from './operations/outputs/deciding.js';
import { closeBooks } from './operations/outputs/reading.js';
import { type PlanResult, planArticles } from './operations/plan.js';
import {
  type ArticleFacts,
  articleOf,
  type FactsWork,
  factsOf,
  isBusy,
  type Overview,
  overviewOf,
  versionOf,
} from './operations/review.js';
import { type RunWork, runArticles } from './operations/run.js';
import { type Submitted, type SubmitWork, submitArticles } from './operations/submit.js';
import {
  type AskWork,
  askEngine,
  type EngineAnswer,
  type Suggestions,
  searchMemory,
  suggestionsFor,
} from './operations/suggest.js';
import {
  checkTerms,
  extractTerms,
  importTerms,
  setTerm,
  type TermDecision,
  type TermSet,
  type TermsCheck,
  type TermsExtract,
  type TermsExtractWork,
  type TermsImport,
} from './operations/terms.js';
import { type TextTranslation, type TranslateTextWork, translateTexts } from './operations/translate-text.js';
import {
  type OutputsVerification,
  type VerifyOutputsWork,
  verifyOutputs,
} from './operations/verify-outputs.js';
import { Instance } from './setup/instance.js';
import type { WorkOptions } from './setup/job.js';
import * as O from './setup/option-names.js';
import { takeLanguage, takeOptions, takePaths, takeTexts } from './setup/options.js';
import { type ProviderStatus, providerStatuses, secretsOf, withoutSecrets } from './setup/providers.js';
import { createSetup, type Setup, type TovmachOptions } from './setup/setup.js';
import type { Termbase } from './terms/termbase.js';

/** Everything the command line does, as a library. Calls do not touch each other, however many are under way. */
export interface Tovmach {
  /** As resolved, and frozen. */
  readonly config: Config;
  /** Where translations are kept: an absolute path, or the address of a database. */
  readonly storePath: string;
  /**
   * Reads, translates and writes articles into the output folder. What is wrong with single files is in
   * `problems` of the summary.
   * @param paths files and folders, read as the command line does
   * @throws TovmachError when nothing can be done at all: `CONFIG`, `INPUT_NOT_FOUND`, `LOCKED`, …
   */
  run(paths: readonly string[], options?: RunWork): Promise<RunSummary>;
  /** How far the batches of this memory are. */
  batchStatus(options?: batches.BatchWork): Promise<batches.BatchesResult>;
  /** Takes in what batches have answered; the next run writes it. */
  collectBatches(options?: batches.BatchWork): Promise<batches.BatchesResult>;
  /** Asks for an end to batches; what they have answered by then can still be collected. */
  cancelBatches(options?: batches.CancelBatchWork): Promise<batches.BatchesResult>;
  /**
   * What a run would do, send and cost; writes no outputs and translates nothing.
   * @param paths files and folders
   * @throws TovmachError when nothing can be done at all
   */
  plan(paths: readonly string[], options?: WorkOptions): Promise<PlanResult>;
  /**
   * Puts what a run would do into a queue, for workers on any number of machines; see `workOnQueue`.
   * @param paths files and folders that all of them reach
   * @throws TovmachError when nothing can be done at all
   */
  submit(paths: readonly string[], options: SubmitWork): Promise<Submitted>;
  /** Writes the books of what was submitted, as one run would, when all jobs are done. */
  collect(options: CollectWork): Promise<RunSummary>;
  /** What a run would do again, without doing it. */
  check(paths: readonly string[], options?: WorkOptions): Promise<CheckResult>;
  /**
   * The ledgers of articles: their segments with language, role and place. Articles are read as they are
   * asked for.
   * @param paths files and folders
   * @throws TovmachError when nothing can be done at all
   */
  detect(paths: readonly string[], options?: DetectWork): Promise<DetectResult>;
  /** The text of articles by language as a corpus; nothing is translated. */
  clean(paths: readonly string[], options: CleanWork): Promise<CleanResult>;
  /** What is to be translated, with what the memory has for it, as XLIFF; sends nothing. */
  exportXliff(paths: readonly string[], options: XliffExportWork): Promise<XliffExport>;
  /** Sentences of a finished run with their translations, as a parallel corpus. */
  exportPairs(options: PairsWork): Promise<PairsExport>;
  /** People's work in XLIFF files into the store. */
  importXliff(files: readonly string[], options?: XliffImportOptions): Promise<XliffImport>;
  /** The ledger of a text that is in no file. */
  detectText(text: string, options?: DetectTextOptions): Identified;
  /** A text in another language, by memory and providers as a run does it. */
  translateText(text: string, options: TranslateTextWork): Promise<TextTranslation>;
  /** Texts in another language, as many translations as texts; equal sentences are sent once. */
  translateText(texts: readonly string[], options: TranslateTextWork): Promise<TextTranslation[]>;
  /** Providers compared on texts that people have translated: nothing is recalled, nothing kept, all is paid for. */
  evaluateTranslation(options: EvaluateTranslationWork): Promise<TranslationEvaluation>;
  /** The words of the house. */
  terms(): Termbase;
  /** The words of the house as a file of another kind. */
  exportTerms(format: TermFormat): string;
  /** Terms of files into `terms.yaml`; the next tovmach knows them. */
  importTerms(files: readonly string[]): Promise<TermsImport>;
  /** Writes a decision into `terms.yaml`; later calls know it. @param term as it is written in `language` */
  setTerm(term: string, decision: TermDecision): Promise<TermSet>;
  /** How the outputs of the last run keep to the terms, and whether these contradict themselves. */
  checkTerms(): Promise<TermsCheck>;
  /** Words of some articles that may be terms. */
  extractTerms(paths: readonly string[], options?: TermsExtractWork): Promise<TermsExtract>;
  /** Every article of the output folder, for a list. */
  overview(): Promise<Overview>;
  /** Whether the outputs, their ledgers and the chain of provenance are as they were written; reads only. */
  verifyOutputs(options?: VerifyOutputsWork): Promise<OutputsVerification>;
  /** Changes whenever a run or a decision changed the outputs; empty where there are none. */
  outputsVersion(): string;
  /** What the files of every article tell, one after the other; slower than the list. */
  articleFacts(work?: FactsWork): AsyncIterable<ArticleFacts>;
  /** One article beside its translation. @param target default: a language it had to be translated into */
  article(id: string, target?: LanguageTag): Promise<ArticleView>;
  /** Names of some articles; without paths, those of the last run and what they are called in its outputs. */
  names(paths?: readonly string[], options?: NamesWork): Promise<NamesList>;
  /** How the outputs of the last run keep to the decided names, and names in two spellings. */
  checkNames(): Promise<NamesCheck>;
  /** Writes a decision into `names.yaml`; later calls know it. */
  setName(name: string, decision: NameDecision): Promise<NameSet>;
  /** The names that are decided. */
  decidedNames(): Termbase;
  /** The same as a file of another kind. */
  exportNames(format: TermFormat): string;
  /** A person's word about one segment: on disk, in memory and outputs, when it returns. */
  decide(place: SegmentPlace, decision: Decision, work: DecideWork): Promise<Decided>;
  /** What else might stand for a segment: similar texts of memory, and engines with what they would cost. Sends nothing. */
  suggestions(place: SegmentPlace): Promise<Suggestions>;
  /** Asks one engine for one segment, within the budget; its answer is in an output when somebody decides for it. */
  askEngine(place: SegmentPlace, work: AskWork): Promise<EngineAnswer>;
  /** Entries of memory with a text in their source or target, the newest first. */
  searchMemory(text: string, options?: Partial<SearchOptions>): Promise<readonly StoredEntry[]>;
  /** Whether another process writes into the output folder now. */
  isBusy(): Promise<boolean>;
  /** Every provider that is known here, whether it is ready and what it lacks; asks no network. */
  providers(): readonly ProviderStatus[];
  /** A text without any form of the secrets of this configuration: keys, passwords, parts of them. */
  hide(text: string): string;
  /**
   * What this installation can do: versions, providers, pairs, the local engine, with what to do about what
   * is missing. Asks the providers that are ready about each pair.
   */
  doctor(options?: WorkOptions): Promise<DoctorReport>;
  /** Waits for the calls under way, and ends what was begun; every later call is refused. */
  close(): Promise<void>;
}

/**
 * Makes a tovmach from configuration.
 * @throws TovmachError CONFIG, LOCALE, INPUT_NOT_FOUND for the configuration.
 */
export async function createTovmach(options: TovmachOptions = {}): Promise<Tovmach> {
  const setup = await createSetup(takeOptions('createTovmach', options, O.TOVMACH_OPTIONS));
  const secrets = [...secretsOf(setup.config, setup.providers), ...ownSecrets(setup.own)];
  const on = new Instance(setup, closeBooks);
  const { decide, settle } = deciding(on);
  return {
    config: setup.config,
    storePath: setup.storePath,
    ...translating(on),
    ...batching(on),
    ...exchanging(on),
    ...words(on),
    ...reviewing(on),
    decide,
    providers: () => on.answer(({ config, providers }) => providerStatuses(config, providers)),
    hide: (text) => withoutSecrets(text, secrets),
    doctor: on.withOptions('doctor', O.WORK_OPTIONS, examineSetup, {}),
    close: () => on.close(settle),
  };
}

/** From sources to outputs, and what is found out on the way. */
function translating(on: Instance) {
  return {
    run: on.uponPaths('run', O.RUN_OPTIONS, runArticles, {}),
    plan: on.uponPaths('plan', O.WORK_OPTIONS, planArticles, {}),
    check: on.uponPaths('check', O.WORK_OPTIONS, checkOutputs, {}),
    detect: on.uponPaths(
      'detect',
      O.WORK_OPTIONS,
      (setup, paths, work: DetectWork) => detectArticles(setup, paths, work, () => on.refuseWhenClosed()),
      {},
    ),
    detectText: (text: string, given: DetectTextOptions = {}) =>
      on.answer((setup) => {
        takeTexts('detectText', text);
        const { languages } = takeOptions('detectText', given, O.DETECT_TEXT_OPTIONS);
        return detectTextOf(setup, text, { languages: languages?.map(takeLanguage) });
      }),
    translateText: textTranslator(on),
    evaluateTranslation: on.withOptions(
      'evaluateTranslation',
      O.EVALUATE_OPTIONS,
      (setup, { from, to, ...rest }: EvaluateTranslationWork) =>
        evaluateTranslation(setup, {
          ...rest,
          ...onlyDefined({
            from: from === undefined ? undefined : takeLanguage(from),
            to: to === undefined ? undefined : takeLanguage(to),
          }),
        }),
    ),
  };
}

function textTranslator(on: Instance): Tovmach['translateText'] {
  function translateText(text: string, work: TranslateTextWork): Promise<TextTranslation>;
  function translateText(texts: readonly string[], work: TranslateTextWork): Promise<TextTranslation[]>;
  function translateText(
    texts: string | readonly string[],
    given: TranslateTextWork,
  ): Promise<TextTranslation | TextTranslation[]> {
    return on.call(async (setup) => {
      takeTexts('translateText', texts);
      const { to, from, ...rest } = takeOptions('translateText', given, O.TRANSLATE_TEXT_OPTIONS);
      const source = from === undefined ? {} : { from: takeLanguage(from) };
      const work = { ...rest, to: takeLanguage(to), ...source };
      const translated = await translateTexts(setup, [texts].flat(), work);
      const [first] = translated;
      return typeof texts === 'string' && first !== undefined ? first : translated;
    });
  }
  return translateText;
}

/** Work that others do, or that is answered later. */
function batching(on: Instance) {
  return {
    batchStatus: on.withOptions('batchStatus', O.BATCH_OPTIONS, batches.batchStatus, {}),
    collectBatches: on.withOptions('collectBatches', O.BATCH_OPTIONS, batches.collectBatches, {}),
    cancelBatches: on.withOptions('cancelBatches', O.CANCEL_OPTIONS, batches.cancelBatches, {}),
    submit: on.uponPaths('submit', O.SUBMIT_OPTIONS, submitArticles),
    collect: on.withOptions('collect', O.COLLECT_OPTIONS, collectBatch),
  };
}

/** What goes out for other programs and people, and comes back. */
function exchanging(on: Instance) {
  return {
    clean: on.uponPaths('clean', O.CLEAN_OPTIONS, cleanArticles),
    exportXliff: on.uponPaths('exportXliff', O.XLIFF_EXPORT_OPTIONS, exportXliff),
    importXliff: on.uponPaths('importXliff', O.XLIFF_IMPORT_OPTIONS, importXliffFiles, {}),
    exportPairs: on.withOptions('exportPairs', O.PAIRS_OPTIONS, exportPairs),
  };
}

/** The words of the house: terms and names. */
function words(on: Instance) {
  const listed = on.uponPaths('names', O.NAMES_OPTIONS, listNames, {});
  return {
    terms: () => on.answer(({ house }) => house.terms),
    exportTerms: (format: TermFormat) => on.answer(({ house }) => termsAs(house.terms, format)),
    importTerms: (files: readonly string[]) =>
      on.call((setup) =>
        importTerms(
          setup,
          takePaths('importTerms', files).map((file) => resolve(setup.cwd, file)),
        ),
      ),
    setTerm: (term: string, decision: TermDecision) => on.write((setup) => setTerm(setup, term, decision)),
    checkTerms: () => on.call((setup) => checkTerms(setup)),
    extractTerms: on.uponPaths('extractTerms', O.TERMS_EXTRACT_OPTIONS, extractTerms, {}),
    names: (paths: readonly string[] = [], work?: NamesWork) => listed(paths, work),
    checkNames: () => on.call(checkNames),
    setName: (name: string, decision: NameDecision) => on.write((setup) => setName(setup, name, decision)),
    decidedNames: () => on.answer(({ house }) => house.names),
    exportNames: (format: TermFormat) => on.answer(({ house }) => namesAs(house.names, format)),
  };
}

/** What somebody sees of the outputs, and looks up for them. */
function reviewing(on: Instance) {
  return {
    overview: () => on.call(overviewOf),
    verifyOutputs: on.withOptions('verifyOutputs', O.VERIFY_OPTIONS, verifyOutputs, {}),
    outputsVersion: () => on.answer(versionOf),
    articleFacts: (work: FactsWork = {}) =>
      on.answer((setup) => factsOf(setup, takeOptions('articleFacts', work, O.FACTS_OPTIONS))),
    article: (id: string, target?: LanguageTag) => on.call((setup) => articleOf(setup, id, target)),
    suggestions: (place: SegmentPlace) => on.call((setup) => suggestionsFor(setup, place)),
    askEngine: (place: SegmentPlace, work: AskWork) =>
      on.call((setup) => askEngine(setup, place, takeOptions('askEngine', work, O.ASK_OPTIONS))),
    searchMemory: (text: string, options: Partial<SearchOptions> = {}) =>
      on.call((setup) => searchMemory(setup, text, takeOptions('searchMemory', options, O.SEARCH_OPTIONS))),
    isBusy: () => on.call(isBusy),
  };
}

/** A person's decisions, and what is left to do once there were any. */
function deciding(on: Instance) {
  let hasDecided = false;
  return {
    decide: (place: SegmentPlace, decision: Decision, work: DecideWork) =>
      on.call(async (setup) => {
        const made = await decideSegment(
          setup,
          place,
          decision,
          takeOptions('decide', work, O.DECIDE_OPTIONS),
        );
        hasDecided = true;
        return made;
      }),
    settle: async (setup: Setup): Promise<void> => {
      if (hasDecided) await settleDecisions(setup);
    },
  };
}
