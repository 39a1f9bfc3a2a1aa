import { setMaxListeners } from 'node:events';
import { Crew } from '../crew/crew.js';
import { workersFor } from '../crew/workers.js';
import { makeFolder, missingFolders, removeEmpty, removeUnfinished } from '../disk/files.js';
import { OutputFolder } from '../disk/output-folder.js';
import type { TranslationStore } from '../memory/translation-store.js';
import { type Message, messages, type Said, spoken } from '../message.js';
import { isPostgres } from '../model/database-address.js';
import type { RunEvent } from '../model/event.js';
import { sweepLeft } from '../providers/courier/journal.js';
import { findInputs, type Inputs } from '../setup/inputs.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import { translatorOf } from '../setup/translator.js';
import type { ProviderLink } from '../translate/link.js';
import { createManifestWriter } from '../write/manifest.js';
import { openPreviousManifest, type PreviousManifest } from '../write/manifest-read.js';
import { type OutputsState, readState } from '../write/state.js';
import { Desk } from './batching/desk.js';
import type { SubmittedBatch } from './batching/submit.js';
import { refuseWhileSubmitted } from './outputs/batch.js';
import { closeRun, type RunSummary } from './outputs/closing.js';
import { walkArticles } from './outputs/corridor.js';
import { now } from './outputs/last-run.js';
import { LedgerMemory } from './outputs/ledger-memory.js';
import { lockOutput } from './outputs/lock.js';
import { openRun } from './outputs/opening.js';
import { readyState } from './outputs/place.js';
import { Register } from './outputs/register.js';
import { type Survey, surveyOutputs } from './outputs/survey.js';

/** Files each worker has before it, so that it never waits for the next. */
const FILES_AHEAD = 3;

/** One run: the corridor between a lock and a manifest. */

const say = messages('run', {
  handedOver: {
    one: '{{count}} text went to {{provider}} in the batch {{batch}}; "tovmach batch collect" fetches its answer, and the next run writes it',
    other:
      '{{count}} texts went to {{provider}} in the batch {{batch}}; "tovmach batch collect" fetches their answers, and the next run writes them',
  },
  stillWaiting: {
    one: '{{count}} article waits for a batch: run "tovmach batch collect", then this again',
    other: '{{count}} articles wait for a batch: run "tovmach batch collect", then this again',
  },
  inPlace: 'formats given in code cannot work in other threads: all is done in one',
});

/** How a run goes about its work. */
export interface RunWork extends WorkOptions {
  /** Asks whether a model may be downloaded; absent: nobody can be asked. `line` says what, how large, from where. */
  readonly confirm?: (line: Message) => Promise<boolean>;
  /** Remove outputs whose source is gone. */
  readonly prune?: boolean;
  /**
   * Let services that take batches answer when they can, for less: what they have not answered stays untranslated, and is
   * written by a later run, after `collectBatches`.
   */
  readonly batch?: boolean;
  /**
   * Requests to services are carried by a thread of their own, which writes down what is answered the moment it is here: a
   * killed run loses next to nothing that was paid for. What stands in for `fetch` in this thread is not asked then. Default
   * false; the command line does so.
   */
  readonly requestsApart?: boolean;
  /** How long to wait for another run on the same output folder, in milliseconds; default 0. */
  readonly waitForLockMs?: number;
}

/** Translates articles and writes them; does only what is not done. */
export function runArticles(
  setup: Job['setup'],
  paths: readonly string[],
  options: RunWork,
): Promise<RunSummary> {
  return withJob(setup, { ...options, create: true, apart: options.requestsApart }, async (job) => {
    const { out, state: place, config, directory } = setup;
    const made = [...new Set([...missingFolders(place), ...missingFolders(out)])];
    await makeFolder(out);
    const lock = await lockOutput(out, options);
    try {
      refuseWhileSubmitted(place);
      // Whoever wrote them may have died after the lock was let go.
      if (!isPostgres(setup.storePath)) sweepLeft(setup.storePath);
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

class Run {
  readonly #signal: AbortSignal;
  readonly #emit: (event: RunEvent) => void;
  #crew: Crew | undefined;
  #desk: Desk | undefined;
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
      // Of a run that ended badly nothing is handed over.
      await this.#desk?.abandon();
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
    const { config } = setup;
    const { store, edits, todo, unchanged, chain, languages } = await openRun({
      ...parts,
      job,
      signal: this.#signal,
      emit: this.#emit,
      confirm: parts.options.confirm,
      batch: parts.options.batch,
      crewFor: (files) => this.#crewFor(files),
    });
    const { memory, problems } =
      todo.length === 0 ? { memory: store, problems: [] } : await job.openMemory(store, inputs);
    for (const problem of [...survey.problems, ...problems]) register.problem(problem);
    const ledgers = new LedgerMemory(store, config.detection.repair);
    const desk = this.#openDesk(chain, store);
    const translator = await translatorOf(setup, {
      desk,
      articlesAtOnce: setup.config.concurrency,
      newcomers: survey.newcomers,
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
    const batches = await this.#handOver(desk);
    const unshared = await job.settleMemories();
    if (unshared !== undefined) register.problem(unshared);
    const summary = await closeRun({
      ...parts,
      setup,
      store,
      unchanged,
      languages,
      edits: edits.taken,
      statistics: translator.statistics(),
      began: this.#began,
      prune: parts.options.prune === true,
      interrupted: this.#signal.aborted,
      onNotice: (said) => this.#notice(said),
    });
    return desk === undefined ? summary : { ...summary, batches };
  }

  /** Where texts are gathered that can wait. */
  #openDesk(chain: readonly ProviderLink[], store: TranslationStore): Desk | undefined {
    if (this.parts.options.batch !== true) return undefined;
    const { maxCharactersPerMonth, maxCostPerMonth, currency } = this.job.setup.config.budget;
    const taken = maxCharactersPerMonth !== undefined || maxCostPerMonth !== undefined;
    this.#desk = new Desk({ store, chain, currency, taken, signal: this.#signal });
    return this.#desk;
  }

  /** What was gathered goes to its services; what waits is said. */
  async #handOver(desk: Desk | undefined): Promise<readonly SubmittedBatch[]> {
    const { register } = this.parts;
    const { submitted, problems } = (await desk?.close()) ?? { submitted: [], problems: [] };
    this.#desk = undefined;
    for (const problem of problems) register.problem(problem);
    for (const { id, provider, texts } of submitted)
      this.#notice(say.handedOver({ batch: id, provider, count: texts }));
    const waiting = register.tally.failures.get('PENDING') ?? 0;
    if (waiting > 0 && desk === undefined && !this.#signal.aborted)
      this.#notice(say.stillWaiting({ count: waiting }));
    return submitted;
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

  #notice(said: Said): void {
    this.#emit({ type: 'notice', ...spoken(said) });
  }
}
