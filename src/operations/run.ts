import { setMaxListeners } from 'node:events';
import { Crew, workersFor } from '../crew/crew.js';
import { makeFolder, missingFolders, removeEmpty, removeUnfinished } from '../disk/files.js';
import { OutputFolder } from '../disk/output-folder.js';
import type { ExitCode, TovmachError } from '../errors.js';
import type { TranslationStore } from '../memory/translation-store.js';
import { type Message, messages, type Said, spoken } from '../message.js';
import type { OutputChanges } from '../model/changes.js';
import type { RunEvent } from '../model/event.js';
import type { LanguageTag } from '../model/language.js';
import type { Counts, EngineQuality } from '../model/manifest.js';
import type { PassedOver } from '../model/passed-over.js';
import type { FoundFile } from '../read/walk.js';
import { type Candidates, candidatesFrom, candidatesOf, FALLBACK_LANGUAGES } from '../setup/candidates.js';
import { findInputs, type Inputs, readRecords } from '../setup/inputs.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import { holdCosts } from '../setup/prices.js';
import { checkNamesOf } from '../setup/setup.js';
import { translatorOf } from '../setup/translator.js';
import type { ProviderLink } from '../translate/link.js';
import type { TranslationStatistics } from '../translate/statistics.js';
import { createManifestWriter } from '../write/manifest.js';
import { openPreviousManifest, type PreviousManifest } from '../write/manifest-read.js';
import { type OutputsState, readState } from '../write/state.js';
import { walkArticles } from './outputs/corridor.js';
import { recallHumans, takeInEdits } from './outputs/edits.js';
import { appliedMark, noteRun, now } from './outputs/last-run.js';
import { LedgerMemory } from './outputs/ledger-memory.js';
import { recoverFromLedgers } from './outputs/ledger-recovery.js';
import { lockOutput } from './outputs/lock.js';
import { filesOf, findOrphans, pruneOrphans } from './outputs/orphans.js';
import { readyState } from './outputs/place.js';
import { nobodyTranslates, refuseUntranslatable } from './outputs/preflight.js';
import { Register } from './outputs/register.js';
import { copyResources } from './outputs/resources.js';
import { filesWithNews, type Survey, surveyOutputs } from './outputs/survey.js';
import type { FindingTotals } from './outputs/tally.js';

/** Files each worker has before it, so that it never waits for the next. */
const FILES_AHEAD = 3;

/** One run: the corridor between a lock and a manifest. */

const say = messages('run', {
  blindLines: {
    one: '{{count}} line of tovmach.lock says nothing; its article is looked at again',
    other: '{{count}} lines of tovmach.lock say nothing; their articles are looked at again',
  },
  settingsChanged:
    'the configuration, the provider or a memory file changed since the last run: {{files}} of {{all}} files are done again for that; what memory holds is not sent again',
  termsChanged: {
    one: '{{count}} output rests on terms that were changed ({{terms}}); it is looked at again',
    other: '{{count}} outputs rest on terms that were changed ({{terms}}); they are looked at again',
  },
  inPlace: 'formats given in code cannot work in other threads: all is done in one',
  keptEdits: 'changed by hand, and therefore kept: {{files}}',
});

/** How a run goes about its work. */
export interface RunWork extends WorkOptions {
  /** Asks whether a model may be downloaded; absent: nobody can be asked. `line` says what, how large, from where. */
  readonly confirm?: (line: Message) => Promise<boolean>;
  /** Remove outputs whose source is gone. */
  readonly prune?: boolean;
  /** How long to wait for another run on the same output folder, in milliseconds; default 0. */
  readonly waitForLockMs?: number;
}

/** What a changed source changes for the readers of one output. */
export interface ArticleChanges extends OutputChanges {
  /** The source file relative to its root. */
  readonly path: string;
  /** Id of the article. */
  readonly article: string;
}

/** What a run did, and what it left behind. */
export interface RunSummary {
  /** Articles of the run, those of which nothing had to be done among them. */
  readonly articles: number;
  /** Articles of which nothing had to be done. */
  readonly unchanged: number;
  /** Sentences changed by hand in the outputs that went into memory as human translations. */
  readonly edits: number;
  /** Outputs whose source is gone. */
  readonly orphans: readonly string[];
  /** Those that were removed. */
  readonly pruned: readonly string[];
  /** Languages that were asked for, as BCP 47 tags. */
  readonly targets: readonly LanguageTag[];
  /** Languages that segments were told apart among. */
  readonly languages: Candidates;
  /** Mean share of each language over the articles. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  /** Segments in another language than their article. */
  readonly flagged: number;
  /** Segments over all outputs. */
  readonly counts: Counts;
  /** Engines whose translations are in the outputs. */
  readonly engines: readonly string[];
  /** What came of the segments of each engine, by its name; what each provider cost is in `statistics`. */
  readonly byEngine: Readonly<Record<string, EngineQuality>>;
  /** What was sent, billed, remembered and shared. */
  readonly statistics: TranslationStatistics;
  /** Of the costs; ISO 4217. */
  readonly currency: string;
  /** What is wrong with texts: how many, and the gravest. */
  readonly findings: FindingTotals;
  /** Files that could not be read or written. */
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads, with what could. */
  readonly passedOver: readonly PassedOver[];
  /** What changed sources change for readers, by article and output, in the order of the articles. */
  readonly changes: readonly ArticleChanges[];
  /** Files whose bytes changed. */
  readonly written: number;
  /** The output folder; absolute. */
  readonly out: string;
  /** What the process ends with, findings at or above `failOn` counted. */
  readonly exitCode: ExitCode;
}

/** Translates articles and writes them; does only what is not done. */
export function runArticles(
  setup: Job['setup'],
  paths: readonly string[],
  options: RunWork,
): Promise<RunSummary> {
  return withJob(setup, { ...options, create: true }, async (job) => {
    const { out, state: place, config, directory } = setup;
    const made = [...new Set([...missingFolders(place), ...missingFolders(out)])];
    await makeFolder(out);
    const lock = await lockOutput(out, options);
    try {
      await readyState(setup, { tookOver: lock.tookOver, onEvent: options.onEvent });
      const state = await readState(place);
      const previous = await openPreviousManifest(place);
      const manifest = createManifestWriter(place);
      try {
        const isRecorded = (id: string): boolean => previous.has(id);
        const inputs = await findInputs(setup, paths, {
          only: options.only,
          stdin: options.stdin,
          skip: [out],
        });
        const survey = await surveyOutputs(setup, inputs, state, { isRecorded, books: place });
        const [folder, books] = [new OutputFolder(out), new OutputFolder(place)];
        const register = new Register({ books, config, directory, state, survey, previous, manifest, out });
        const parts = { folder, books, inputs, state, survey, previous, register, options };
        return await new Run(job, parts).work();
      } catch (error) {
        await manifest.discard();
        throw error;
      } finally {
        previous.close();
      }
    } finally {
      await lock.release();
      // A run that came to nothing leaves no empty folder behind.
      await removeEmpty(made);
    }
  });
}

interface RunParts {
  readonly folder: OutputFolder;
  readonly books: OutputFolder;
  readonly inputs: Inputs;
  readonly state: OutputsState;
  readonly survey: Survey;
  readonly previous: PreviousManifest;
  readonly register: Register;
  readonly options: RunWork;
}

interface Prepared {
  readonly chain: readonly ProviderLink[];
  readonly languages: Candidates;
}

class Run {
  readonly #signal: AbortSignal;
  readonly #emit: (event: RunEvent) => void;
  #crew: Crew | undefined;
  #workers = 0;
  readonly #began = now();

  constructor(
    private readonly job: Job,
    private readonly parts: RunParts,
  ) {
    this.#signal = parts.options.signal ?? new AbortController().signal;
    this.#emit = parts.options.onEvent ?? (() => {});
    // Every request under way listens to it.
    setMaxListeners(0, this.#signal);
  }

  async work(): Promise<RunSummary> {
    try {
      return await this.#work();
    } finally {
      await this.#crew?.close();
      const { folder, books } = this.parts;
      const abandoned = this.#crew?.abandoned ?? [];
      removeUnfinished(abandoned.flatMap((path) => [folder.file(path), books.file(path)]));
    }
  }

  async #work(): Promise<RunSummary> {
    const { job, parts } = this;
    const { survey, register, inputs } = parts;
    const { setup } = job;
    const { config, out, state: books, texts } = setup;
    const { repair } = config.detection;
    const early = survey.freshness.todo;
    const ready = early.length === 0 ? undefined : await this.#prepare(early);
    if (ready !== undefined)
      await refuseUntranslatable({
        ...parts,
        ...ready,
        setup,
        todo: early,
        memories: await job.ownMemories(),
        signal: this.#signal,
      });
    const store = await job.openStore();
    const edits = await takeInEdits(survey.freshness.edited, { out, books, repair, store });
    const { todo, unchanged } = await this.#todo(store);
    this.#announce(todo);
    const recovered =
      todo.length === 0 ? undefined : await recoverFromLedgers({ ...parts, setup, store }, this.#signal);
    if (recovered !== undefined) this.#notice(recovered);
    const { chain, languages } = ready ?? (await this.#prepare(todo));
    const { memory, problems } =
      todo.length === 0 ? { memory: store, problems: [] } : await job.openMemory(store, inputs);
    for (const problem of [...survey.problems, ...problems]) register.problem(problem);
    const ledgers = new LedgerMemory(store, repair);
    const translator = await translatorOf(setup, {
      articlesAtOnce: setup.config.concurrency,
      chain,
      memory: ledgers.over(memory),
      store,
      onEvent: this.#emit,
    });
    this.#emit({ type: 'run-started', files: todo.length });
    for (const file of survey.passedOver) this.#emit({ type: 'passed-over', ...file });
    const crew = this.#crewFor(todo.length);
    await walkArticles(
      todo,
      { ...parts, setup, languages, translator, chain, edits, ledgers },
      {
        signal: this.#signal,
        concurrency: config.concurrency,
        onEvent: this.#emit,
        ...(crew === undefined ? {} : { crew, readers: this.#workers * FILES_AHEAD }),
      },
    );
    await translator.settled();
    const unshared = await job.settleMemories();
    if (unshared !== undefined) register.problem(unshared);
    const nobody = nobodyTranslates(register.tally.unserved, config.models.download === 'ask');
    if (nobody !== undefined && !this.#signal.aborted) this.#notice(nobody);
    const orphans = await this.#orphans();
    await noteRun(setup, store, this.#began);
    const engines = await register.close({
      unchanged,
      languages,
      orphans: orphans.left,
      texts: texts.forLanguage(config.uiLanguage ?? 'en', 'output'),
      say: texts.messages(config.uiLanguage ?? 'en'),
      checks: checkNamesOf(setup),
      onNotice: (said) => this.#notice(said),
    });
    if (!this.#signal.aborted)
      for (const said of await copyResources(setup, survey.files, parts.folder)) this.#notice(said);
    if (!this.#signal.aborted && survey.aside.size === 0)
      await store.setMark(appliedMark(setup), await store.lastReviewed());
    const { counts, langs, findings, articles, flagged, written } = register.tally;
    return {
      articles,
      unchanged: unchanged.size,
      edits: edits.taken,
      orphans: orphans.left,
      pruned: orphans.pruned,
      targets: config.targets,
      languages,
      langs,
      flagged,
      counts,
      engines,
      byEngine: register.tally.byEngine,
      statistics: translator.statistics(),
      currency: config.budget.currency,
      findings,
      problems: register.tally.problems,
      passedOver: survey.passedOver,
      changes: register.changes,
      written,
      out,
      exitCode: register.tally.exitCode({ interrupted: this.#signal.aborted, failOn: config.failOn }),
    };
  }

  /** Workers for so many files, made once; none where all is done in place. */
  #crewFor(files: number): Crew | undefined {
    const { setup } = this.job;
    if (this.#crew === undefined && files > 0) {
      this.#workers = workersFor(setup, files);
      if (setup.givenInCode && setup.config.jobs !== 0 && this.#workers === 0) this.#notice(say.inPlace());
      const { articleSeconds } = setup.config.limits;
      if (this.#workers > 0) this.#crew = new Crew(setup, { workers: this.#workers, articleSeconds });
    }
    return this.#crew;
  }

  /** What has to be done: what is stale, and what memory has a new human translation for. */
  async #todo(store: TranslationStore): Promise<{ todo: FoundFile[]; unchanged: ReadonlySet<string> }> {
    const { state, survey } = this.parts;
    const { state: books, config } = this.job.setup;
    const { todo, rest, unchanged } = survey.freshness;
    for (const { path } of todo) {
      for (const { ledger } of state.ofFile(path)) {
        await recallHumans(ledger, { books, repair: config.detection.repair, store });
      }
    }
    const again = await filesWithNews(rest, {
      state,
      store,
      since: await store.mark(appliedMark(this.job.setup)),
      books,
    });
    const left = new Set(unchanged);
    for (const { path } of again) for (const { id } of state.ofFile(path)) left.delete(id);
    const wanted = new Set([...todo, ...again]);
    return { todo: survey.files.filter((file) => wanted.has(file)), unchanged: left };
  }

  /** A changed configuration is said before anything is done about it. */
  #announce(todo: readonly FoundFile[]): void {
    const { state, survey } = this.parts;
    if (state.unreadable > 0) this.#notice(say.blindLines({ count: state.unreadable }));
    const files = survey.freshness.reasons['config-changed'] ?? 0;
    if (files > 0) this.#notice(say.settingsChanged({ files, all: todo.length }));
    const { termChanges } = survey.freshness;
    if (termChanges.length > 0) {
      const concepts = [...new Set(termChanges.flatMap((change) => change.concepts))].sort().join(', ');
      this.#notice(say.termsChanged({ count: termChanges.length, terms: concepts }));
    }
  }

  async #providers(): Promise<ProviderLink[]> {
    const chain = await this.job.openProviders({
      onNotice: (message) => this.#notice(message),
      confirm: this.parts.options.confirm,
      onProgress: (file, done, size) => this.#emit({ type: 'download', file, done, total: size }),
    });
    holdCosts(this.job.setup.config, chain, (said) => this.#emit({ type: 'notice', ...said }));
    return chain;
  }

  /** Who translates, and which languages the articles may be in. @throws TovmachError before anything is written */
  async #prepare(todo: readonly FoundFile[]): Promise<Prepared> {
    const chain = todo.length === 0 ? [] : await this.#providers();
    return { chain, languages: await this.#languages(todo) };
  }

  /** Where nothing is read nothing is inferred: the languages are those of the last run. */
  async #languages(todo: readonly FoundFile[]): Promise<Candidates> {
    const { setup } = this.job;
    if (todo.length > 0) {
      const { files } = this.parts.survey;
      const crew = setup.config.languages === undefined ? this.#crewFor(files.length) : undefined;
      return crew === undefined
        ? candidatesOf(setup, files, (file) => readRecords(setup, file))
        : candidatesFrom(setup, files, (file, most) => crew.sample(file, most));
    }
    const { languages } = setup.config;
    if (languages !== undefined) return { candidates: languages, inferred: false };
    return this.parts.previous.run?.languages ?? { candidates: FALLBACK_LANGUAGES, inferred: true };
  }

  /** Outputs whose source is gone: named, and removed only where that was asked for. */
  async #orphans(): Promise<{ left: readonly string[]; pruned: readonly string[] }> {
    const { state, survey, options } = this.parts;
    const { out, directory } = this.job.setup;
    const orphans = findOrphans({ state, directory, roots: survey.roots, unseen: survey.unseen });
    if (options.prune !== true || this.#signal.aborted) {
      return { left: orphans.flatMap((orphan) => filesOf(orphan, out)), pruned: [] };
    }
    const { removed, kept } = await pruneOrphans(orphans, state, this.parts);
    if (kept.length > 0) this.#notice(say.keptEdits({ files: kept.join(', ') }));
    return { left: kept, pruned: removed };
  }

  #notice(said: Said): void {
    this.#emit({ type: 'notice', ...spoken(said) });
  }
}
