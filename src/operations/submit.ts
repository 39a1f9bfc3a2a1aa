import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_STORE } from '../config/input.js';
import { Crew } from '../crew/crew.js';
import { workersFor } from '../crew/workers.js';
import { makeFolder, missingFolders, removeEmpty } from '../disk/files.js';
import { OutputFolder } from '../disk/output-folder.js';
import { plainError, TovmachError } from '../errors.js';
import { asPath, type Message, messages, type Said, spoken } from '../message.js';
import { isPostgres } from '../model/database-address.js';
import { onlyDefined } from '../model/only-defined.js';
import { sha256 } from '../model/text.js';
import { type Engine, openEngine } from '../queue/engine.js';
import type { JobData } from '../queue/jobs.js';
import { hashOfFile } from '../read/read.js';
import { absolutePath, type FoundFile } from '../read/walk.js';
import { findInputs } from '../setup/inputs.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import { secretsOf } from '../setup/providers.js';
import type { Setup } from '../setup/setup.js';
import { withSharedStore } from '../setup/shared-store.js';
import { VERSION } from '../version.js';
import { openPreviousManifest } from '../write/manifest-read.js';
import { readState, shortHash } from '../write/state.js';
import {
  BATCH_SCHEMA,
  type Batch,
  BatchFolder,
  type BatchJob,
  below,
  refuseWhileSubmitted,
} from './outputs/batch.js';
import { lockOutput } from './outputs/lock.js';
import { type Opened, openRun } from './outputs/opening.js';
import { readyState } from './outputs/place.js';
import { isBundle } from './outputs/resources.js';
import { type Survey, surveyOutputs } from './outputs/survey.js';

/** Articles for workers: everything a run decides before its articles are read, written down, and its files as jobs. */

const say = messages('queue', {
  lentAdapters: 'adapters that were given in code cannot be had by workers',
  nameModules: 'Name their modules in the configuration file.',
  secretGiven: 'a secret was given in code; it would lie beside the outputs',
  secretInEnv: 'Give it to the workers as an environment variable.',
  runLimit: 'a limit of one run does not hold over workers',
  monthLimit: 'Set a limit of the month, which does: budget.maxCostPerMonth or budget.maxCharactersPerMonth.',
  ownMemory:
    'translations are kept in the database of the queue; what {{file}} holds is not asked for (to bring it there: tovmach memory export all.tmx, then tovmach memory import all.tmx --store …)',
  noStandardInput: 'what comes on standard input cannot be had by workers',
  giveFiles: 'Write it to a file that they can reach.',
});

/** Files a job. */
const JOB_SIZE = 25;

/** How articles are submitted. */
export interface SubmitWork extends Omit<WorkOptions, 'stdin'> {
  /** Address of the queue: `postgres://user@host:5432/database`. */
  readonly queue: string;
  /** Asks whether a model may be downloaded, see `RunWork`. */
  readonly confirm?: (line: Message) => Promise<boolean>;
  /** How long to wait for another run on the same output folder, in milliseconds; default 0. */
  readonly waitForLockMs?: number;
}

/** What was submitted. */
export interface Submitted {
  /** Id of the batch, by content. */
  readonly batch: string;
  /** Files of the batch. */
  readonly files: number;
  /** Articles of which nothing has to be done. */
  readonly unchanged: number;
  /** Jobs it was cut into. */
  readonly jobs: number;
  /** Jobs that were not in the queue. */
  readonly added: number;
  /** Jobs that nobody tried any more, and that are tried again. */
  readonly retried: number;
  /** Jobs that are done already. */
  readonly done: number;
  /** Files that could not be read; they are in the books of the batch as well. */
  readonly problems: readonly TovmachError[];
}

/** Puts articles into a queue. @throws TovmachError when nothing can be done at all */
export async function submitArticles(
  given: Setup,
  paths: readonly string[],
  options: SubmitWork,
): Promise<Submitted> {
  refuseWhatWorkersLack(given);
  const setup = withSharedStore(given, options.queue);
  if (!isPostgres(given.storePath) && existsSync(resolve(given.directory, DEFAULT_STORE)))
    notice(options, say.ownMemory({ file: asPath(resolve(given.directory, DEFAULT_STORE)) }));
  const engine = await openEngine(options.queue);
  try {
    return await withJob(setup, { ...options, create: true }, (job) => submit(job, engine, paths, options));
  } finally {
    await engine.close();
  }
}

const notice = ({ onEvent }: Pick<WorkOptions, 'onEvent'>, said: Said): void =>
  onEvent?.({ type: 'notice', ...spoken(said) });

/** @throws TovmachError USAGE, CONFIG */
function refuseWhatWorkersLack({ lent, given, config, providers }: Setup): void {
  if (lent) throw new TovmachError('USAGE', say.lentAdapters(), { hint: say.nameModules() });
  const words = JSON.stringify({ ...given, memory: undefined });
  if (secretsOf(config, providers).some((secret) => words.includes(JSON.stringify(secret).slice(1, -1))))
    throw new TovmachError('USAGE', say.secretGiven(), { hint: say.secretInEnv() });
  const { maxCharactersPerRun, maxCostPerRun } = config.budget;
  if (maxCharactersPerRun !== undefined || maxCostPerRun !== undefined)
    throw new TovmachError('CONFIG', say.runLimit(), { hint: say.monthLimit() });
}

async function submit(
  job: Job,
  engine: Engine,
  paths: readonly string[],
  options: SubmitWork,
): Promise<Submitted> {
  const { setup } = job;
  const { out, state: place } = setup;
  const made = [...new Set([...missingFolders(place), ...missingFolders(out)])];
  await makeFolder(out);
  const lock = await lockOutput(out, options);
  try {
    await readyState(setup, { tookOver: lock.tookOver, onEvent: options.onEvent });
    const decided = await decide(job, paths, options);
    const { batch, jobs } = await writtenBatch(job, decided);
    return await hand(engine, place, batch, jobs, decided.survey);
  } finally {
    await lock.release();
    await removeEmpty(made);
  }
}

interface Decided {
  readonly opened: Opened;
  readonly survey: Survey;
  readonly memories: Batch['memories'];
  readonly problems: readonly TovmachError[];
}

/** What a run decides before its first article. */
async function decide(job: Job, paths: readonly string[], options: SubmitWork): Promise<Decided> {
  const { setup } = job;
  const { out, state: place, config } = setup;
  const signal = options.signal ?? new AbortController().signal;
  if (paths.includes('-')) throw new TovmachError('USAGE', say.noStandardInput(), { hint: say.giveFiles() });
  const state = await readState(place);
  const previous = await openPreviousManifest(place);
  let crew: Crew | undefined;
  try {
    const inputs = await findInputs(setup, paths, { only: options.only, skip: [out] });
    const isRecorded = (id: string): boolean => previous.has(id);
    const survey = await surveyOutputs(setup, inputs, state, { isRecorded, books: place });
    const opened = await openRun({
      job,
      folder: new OutputFolder(out),
      books: new OutputFolder(place),
      inputs,
      state,
      survey,
      previous,
      signal,
      emit: options.onEvent ?? (() => {}),
      confirm: options.confirm,
      crewFor(files) {
        const workers = workersFor(setup, files);
        if (workers > 0) crew ??= new Crew(setup, { workers, articleSeconds: config.limits.articleSeconds });
        return crew;
      },
    });
    signal.throwIfAborted();
    const { problems } =
      opened.todo.length === 0 ? { problems: [] } : await job.openMemory(opened.store, inputs);
    return { opened, survey, memories: inputs.memories, problems: [...survey.problems, ...problems] };
  } finally {
    previous.close();
    await crew?.close();
  }
}

/** The batch in its folder; one that is there already with the same content stays as it is. @throws TovmachError LOCKED */
async function writtenBatch(
  { setup }: Job,
  { opened, survey, memories, problems }: Decided,
): Promise<{ batch: Batch; jobs: readonly BatchJob[] }> {
  const { directory, cwd, configFile, given, state: place, out } = setup;
  const { languages, todo, edits, unchanged, store } = opened;
  const { fingerprint, versions } = survey;
  const basis = JSON.stringify([VERSION, fingerprint, languages, versions, below(directory, out), directory]);
  const jobs: BatchJob[] = [];
  for (let at = 0; at < todo.length; at += JOB_SIZE) {
    const files = todo.slice(at, at + JOB_SIZE);
    jobs.push({ id: sha256(JSON.stringify([basis, files.map(contentOf)])).slice(0, 32), files });
  }
  const id = shortHash(JSON.stringify([basis, jobs.map((job) => job.id), [...unchanged].length]));
  const folder = new BatchFolder(place);
  if (folder.isThere) {
    const batch = await folder.read();
    if (batch.id !== id) refuseWhileSubmitted(place);
    return { batch, jobs };
  }
  const mark = `batch:${id}`;
  await store.setMark(mark, 1);
  const { store: _, ...memory } = given.memory ?? {};
  const batch: Batch = {
    schema: BATCH_SCHEMA,
    id,
    version: VERSION,
    directory,
    cwd,
    ...onlyDefined({ configFile }),
    // A password may be in the address of the memory, and workers may reach it by another.
    given: { ...given, memory },
    fingerprint,
    languages,
    versions,
    termChanges: survey.freshness.termChanges,
    edits: { taken: edits.taken, findings: Object.fromEntries(edits.findings) },
    memories,
    problems: problems.map((problem) => ({ ...plainError(problem), stack: undefined })),
    passedOver: survey.passedOver,
    aside: [...survey.aside],
    unseen: survey.unseen,
    roots: [...survey.roots],
    bundles: survey.files.filter(isBundle),
    unchanged: [...unchanged],
    jobs: jobs.length,
    files: todo.length,
    began: Date.now(),
    mark,
  };
  await folder.write(batch, jobs);
  return { batch, jobs };
}

function contentOf(file: FoundFile): unknown {
  const { root, path, stem, language, inPlace, versions, stories, ledgerStem } = file;
  let hash: string;
  try {
    hash = hashOfFile(absolutePath(file));
  } catch {
    // What is wrong with it is said by the worker that reads it.
    hash = '';
  }
  return [root, path, stem, language, inPlace, versions, stories, ledgerStem, hash];
}

/** Jobs that are not done, into the queue. */
async function hand(
  engine: Engine,
  state: string,
  batch: Batch,
  jobs: readonly BatchJob[],
  survey: Survey,
): Promise<Submitted> {
  const folder = new BatchFolder(state);
  const left = jobs.filter(({ id }) => !folder.isDone(id));
  const { directory, id, version, files } = batch;
  const place = below(directory, state);
  await engine.putBatch({
    kind: 'batch',
    id,
    version,
    directory,
    state: place,
    jobs: jobs.length,
    files,
    submitted: new Date().toISOString(),
  });
  const data: JobData = { batch: id, version, directory, state: place };
  const added = await engine.add(left.map((job) => ({ id: job.id, data })));
  const retried = added === left.length ? 0 : await engine.retry(left.map((job) => job.id));
  return {
    batch: id,
    files,
    unchanged: batch.unchanged.length,
    jobs: jobs.length,
    added,
    retried,
    done: jobs.length - left.length,
    problems: survey.problems,
  };
}
