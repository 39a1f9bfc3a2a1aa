import { resolve } from 'node:path';
import { ownSecrets } from './config/own.js';
import type { Config } from './config/schema.js';
import type { TranslationEvaluation } from './evaluate/translation.js';
import { type TermFormat, termsAs } from './exchange/terms/write.js';
import type { XliffImportOptions } from './exchange/xliff/import.js';
import type { SearchOptions } from './memory/maintenance.js';
import type { LanguageTag } from './model/language.js';
import type { StoredEntry } from './model/memory-entry.js';
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
import { Calls } from './setup/calls.js';
import type { WorkOptions } from './setup/job.js';
import * as O from './setup/option-names.js';
import { takeLanguage, takeOptions, takePaths, takeTexts } from './setup/options.js';
import { type ProviderStatus, providerStatuses, secretsOf, withoutSecrets } from './setup/providers.js';
import { createSetup, type TovmachOptions } from './setup/setup.js';
import { houseOf } from './setup/terms.js';
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
  let setup = await createSetup(takeOptions('createTovmach', options, O.TOVMACH_OPTIONS));
  const secrets = [...secretsOf(setup.config, setup.providers), ...ownSecrets(setup.own)];
  const calls = new Calls();
  let hasDecided = false;
  /** Reads terms and names anew: a file of them may have been written by us, or by anybody. */
  const rereadHouse = async (): Promise<void> => {
    closeBooks(setup);
    setup = Object.freeze({ ...setup, ...(await houseOf(setup.config, setup.directory)) });
  };
  /** Writes upon what the files say now; later calls know what was written. */
  const written = <Result>(write: () => Result): Promise<Result> =>
    calls.add(async () => {
      await rereadHouse();
      const result = write();
      await rereadHouse();
      return result;
    });
  function translateText(text: string, work: TranslateTextWork): Promise<TextTranslation>;
  function translateText(texts: readonly string[], work: TranslateTextWork): Promise<TextTranslation[]>;
  async function translateText(
    texts: string | readonly string[],
    given: TranslateTextWork,
  ): Promise<TextTranslation | TextTranslation[]> {
    return calls.add(async () => {
      takeTexts('translateText', texts);
      const { to, from, ...rest } = takeOptions('translateText', given, O.TRANSLATE_TEXT_OPTIONS);
      const source = from === undefined ? {} : { from: takeLanguage(from) };
      const translated = await translateTexts(setup, [texts].flat(), {
        ...rest,
        to: takeLanguage(to),
        ...source,
      });
      const [first] = translated;
      return typeof texts === 'string' && first !== undefined ? first : translated;
    });
  }
  return {
    config: setup.config,
    storePath: setup.storePath,
    run: (paths, work = {}) =>
      calls.add(() => runArticles(setup, takePaths('run', paths), takeOptions('run', work, O.RUN_OPTIONS))),
    batchStatus: (work = {}) =>
      calls.add(() => batches.batchStatus(setup, takeOptions('batchStatus', work, O.BATCH_OPTIONS))),
    collectBatches: (work = {}) =>
      calls.add(() => batches.collectBatches(setup, takeOptions('collectBatches', work, O.BATCH_OPTIONS))),
    cancelBatches: (work = {}) =>
      calls.add(() => batches.cancelBatches(setup, takeOptions('cancelBatches', work, O.CANCEL_OPTIONS))),
    plan: (paths, work = {}) =>
      calls.add(() =>
        planArticles(setup, takePaths('plan', paths), takeOptions('plan', work, O.WORK_OPTIONS)),
      ),
    submit: (paths, work) =>
      calls.add(() =>
        submitArticles(setup, takePaths('submit', paths), takeOptions('submit', work, O.SUBMIT_OPTIONS)),
      ),
    collect: (work) => calls.add(() => collectBatch(setup, takeOptions('collect', work, O.COLLECT_OPTIONS))),
    check: (paths, work = {}) =>
      calls.add(() =>
        checkOutputs(setup, takePaths('check', paths), takeOptions('check', work, O.WORK_OPTIONS)),
      ),
    detect: (paths, work = {}) =>
      calls.add(() =>
        detectArticles(setup, takePaths('detect', paths), takeOptions('detect', work, O.WORK_OPTIONS), () =>
          calls.refuseWhenClosed(),
        ),
      ),
    clean: (paths, work) =>
      calls.add(() =>
        cleanArticles(setup, takePaths('clean', paths), takeOptions('clean', work, O.CLEAN_OPTIONS)),
      ),
    exportXliff: (paths, work) =>
      calls.add(() =>
        exportXliff(
          setup,
          takePaths('exportXliff', paths),
          takeOptions('exportXliff', work, O.XLIFF_EXPORT_OPTIONS),
        ),
      ),
    exportPairs: (work) =>
      calls.add(() => exportPairs(setup, takeOptions('exportPairs', work, O.PAIRS_OPTIONS))),
    importXliff: (files, work = {}) =>
      calls.add(() =>
        importXliffFiles(
          setup,
          takePaths('importXliff', files),
          takeOptions('importXliff', work, O.XLIFF_IMPORT_OPTIONS),
        ),
      ),
    detectText(text, work = {}) {
      calls.refuseWhenClosed();
      takeTexts('detectText', text);
      const { languages } = takeOptions('detectText', work, O.DETECT_TEXT_OPTIONS);
      return detectTextOf(setup, text, { languages: languages?.map(takeLanguage) });
    },
    translateText,
    evaluateTranslation(work) {
      const { from, to, providers, ...rest } = takeOptions('evaluateTranslation', work, O.EVALUATE_OPTIONS);
      return calls.add(() =>
        evaluateTranslation(setup, {
          ...rest,
          providers,
          ...(from === undefined ? {} : { from: takeLanguage(from) }),
          ...(to === undefined ? {} : { to: takeLanguage(to) }),
        }),
      );
    },
    terms() {
      calls.refuseWhenClosed();
      return setup.house.terms;
    },
    exportTerms(format) {
      calls.refuseWhenClosed();
      return termsAs(setup.house.terms, format);
    },
    importTerms: (files) =>
      calls.add(() =>
        importTerms(
          setup,
          takePaths('importTerms', files).map((file) => resolve(setup.cwd, file)),
        ),
      ),
    setTerm: (term, decision) => written(() => setTerm(setup, term, decision)),
    checkTerms: () => calls.add(() => checkTerms(setup)),
    extractTerms: (paths, work = {}) =>
      calls.add(() =>
        extractTerms(
          setup,
          takePaths('extractTerms', paths),
          takeOptions('extractTerms', work, O.TERMS_EXTRACT_OPTIONS),
        ),
      ),
    overview: () => calls.add(() => overviewOf(setup)),
    verifyOutputs: (work = {}) =>
      calls.add(() => verifyOutputs(setup, takeOptions('verifyOutputs', work, O.VERIFY_OPTIONS))),
    outputsVersion() {
      calls.refuseWhenClosed();
      return versionOf(setup);
    },
    articleFacts(work = {}) {
      calls.refuseWhenClosed();
      return factsOf(setup, takeOptions('articleFacts', work, O.FACTS_OPTIONS));
    },
    article: (id, target) => calls.add(() => articleOf(setup, id, target)),
    names: (paths = [], work = {}) =>
      calls.add(() =>
        listNames(setup, takePaths('names', paths), takeOptions('names', work, O.NAMES_OPTIONS)),
      ),
    checkNames: () => calls.add(() => checkNames(setup)),
    setName: (name, decision) => written(() => setName(setup, name, decision)),
    decidedNames() {
      calls.refuseWhenClosed();
      return setup.house.names;
    },
    exportNames(format) {
      calls.refuseWhenClosed();
      return namesAs(setup.house.names, format);
    },
    decide: (place, decision, work) =>
      calls.add(async () => {
        const made = await decideSegment(
          setup,
          place,
          decision,
          takeOptions('decide', work, O.DECIDE_OPTIONS),
        );
        hasDecided = true;
        return made;
      }),
    suggestions: (place) => calls.add(() => suggestionsFor(setup, place)),
    askEngine: (place, work) =>
      calls.add(() => askEngine(setup, place, takeOptions('askEngine', work, O.ASK_OPTIONS))),
    searchMemory: (text, options = {}) =>
      calls.add(async () =>
        searchMemory(setup, text, takeOptions('searchMemory', options, O.SEARCH_OPTIONS)),
      ),
    isBusy: () => calls.add(() => isBusy(setup)),
    providers() {
      calls.refuseWhenClosed();
      return providerStatuses(setup.config, setup.providers);
    },
    hide: (text) => withoutSecrets(text, secrets),
    doctor: (work = {}) => calls.add(() => examineSetup(setup, takeOptions('doctor', work, O.WORK_OPTIONS))),
    close: () =>
      calls.close(async () => {
        if (hasDecided) await settleDecisions(setup);
        closeBooks(setup);
        await setup.detector.close?.();
      }),
  };
}
