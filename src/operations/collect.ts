import { OutputFolder } from '../disk/output-folder.js';
import { errorFrom, TovmachError } from '../errors.js';
import { messages, spoken } from '../message.js';
import { type Engine, openEngine } from '../queue/engine.js';
import { type WorkOptions, withJob } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { noStatistics, summed, type TranslationStatistics } from '../translate/statistics.js';
import { createClaims } from '../write/collision.js';
import { createManifestWriter } from '../write/manifest.js';
import { openPreviousManifest, type PreviousManifest } from '../write/manifest-read.js';
import { recoverOutputs } from '../write/recover.js';
import { type OutputsState, readState } from '../write/state.js';
import { type Batch, BatchFolder, relocated } from './outputs/batch.js';
import { closeRun, type RunSummary } from './outputs/closing.js';
import { lockOutput } from './outputs/lock.js';
import { readyState } from './outputs/place.js';
import { replay } from './outputs/recorder.js';
import { Register } from './outputs/register.js';
import { setupOfBatch, surveyOf } from './outputs/site.js';

/** The end of a batch: what workers left of its jobs becomes the books of one run. */

const say = messages('queue', {
  notDone: {
    one: '{{count}} job of {{jobs}} is not done; nothing was collected',
    other: '{{count}} jobs of {{jobs}} are not done; nothing was collected',
  },
  waitOrNow: 'Wait for the workers (tovmach status), or collect what is done with --now.',
  jobsFailed: {
    one: '{{count}} job of {{jobs}} failed each time it was tried: {{reason}}',
    other: '{{count}} jobs of {{jobs}} failed each time they were tried: {{reason}}',
  },
  tryAgain:
    'Mend that, and have them tried again by submitting the same again; or collect the rest with --now.',
  stillHeld: {
    one: 'a worker has {{count}} job that is not done',
    other: 'workers have {{count}} jobs that are not done',
  },
  stopWorkers: 'Stop them (SIGTERM; they finish what they have), then collect.',
  leftUndone: {
    one: '{{count}} job is left undone; submit again to have it done',
    other: '{{count}} jobs are left undone; submit again to have them done',
  },
});

/** How a batch is collected. */
export interface CollectWork extends Pick<WorkOptions, 'signal' | 'onEvent'> {
  /** Address of the queue: `postgres://user@host:5432/database`. */
  readonly queue: string;
  /** Collects what is done, and takes the rest out of the queue. */
  readonly now?: boolean;
  /** Remove outputs whose source is gone. */
  readonly prune?: boolean;
  /** How long to wait for another run on the same output folder, in milliseconds; default 0. */
  readonly waitForLockMs?: number;
}

/** @throws TovmachError UNAVAILABLE while jobs are not done; INPUT_NOT_FOUND where nothing was submitted */
export async function collectBatch(given: Setup, options: CollectWork): Promise<RunSummary> {
  const folder = new BatchFolder(given.state);
  const batch = await folder.read();
  const engine = await openEngine(options.queue);
  try {
    const { directory, env } = given;
    const local = relocated(batch, batch.directory, directory);
    const store = given.storePath.includes('://') ? { store: given.storePath } : {};
    const setup = await setupOfBatch(batch, directory, { env, queue: options.queue, ...store });
    const left = await undone(folder);
    if (left.length > 0) await refuseOrTakeBack(engine, batch, left, options);
    const summary = await withJob(setup, { ...options, create: true }, async (job) => {
      const lock = await lockOutput(setup.out, options);
      try {
        await readyState(setup, { tookOver: false, onEvent: options.onEvent });
        // Workers that were killed leave files without their names.
        await recoverOutputs(setup.out, setup.state);
        return await books({ setup, batch: local, folder, store: await job.openStore(), options, left });
      } finally {
        await lock.release();
      }
    });
    for await (const { id } of folder.jobs()) await engine.remove([id]);
    await engine.removeBatch(batch.id);
    await folder.remove();
    return summary;
  } finally {
    await engine.close();
  }
}

async function undone(folder: BatchFolder): Promise<string[]> {
  const left: string[] = [];
  for await (const { id } of folder.jobs()) if (!folder.isDone(id)) left.push(id);
  return left;
}

/** @throws TovmachError UNAVAILABLE */
async function refuseOrTakeBack(
  engine: Engine,
  { jobs }: Batch,
  left: readonly string[],
  { now = false }: CollectWork,
): Promise<void> {
  if (now) {
    const held = await engine.remove(left);
    if (held.length === 0) return;
    throw new TovmachError('UNAVAILABLE', say.stillHeld({ count: held.length }), { hint: say.stopWorkers() });
  }
  const ids = new Set(left);
  const reasons: string[] = [];
  for await (const { id, reason } of engine.failed()) if (ids.has(id)) reasons.push(reason);
  const [reason] = reasons;
  if (reason !== undefined)
    throw new TovmachError('UNAVAILABLE', say.jobsFailed({ count: reasons.length, jobs, reason }), {
      hint: say.tryAgain(),
    });
  throw new TovmachError('UNAVAILABLE', say.notDone({ count: left.length, jobs }), { hint: say.waitOrNow() });
}

interface BooksParts {
  readonly setup: Setup;
  readonly batch: Batch;
  readonly folder: BatchFolder;
  readonly store: Parameters<typeof closeRun>[0]['store'];
  readonly options: CollectWork;
  readonly left: readonly string[];
}

async function books(parts: BooksParts): Promise<RunSummary> {
  const { setup } = parts;
  const state = await readState(setup.state);
  const previous = await openPreviousManifest(setup.state);
  const manifest = createManifestWriter(setup.state);
  try {
    const { out, config, directory } = setup;
    const folder = new OutputFolder(setup.state);
    const survey = surveyOf(parts.batch, setup);
    const register = new Register({
      books: folder,
      config,
      directory,
      state,
      survey,
      previous,
      manifest,
      out,
    });
    return await close(parts, { register, state, previous });
  } catch (error) {
    await manifest.discard();
    throw error;
  } finally {
    previous.close();
  }
}

async function close(
  { setup, batch, store, options, left, ...parts }: BooksParts,
  { register, state }: { register: Register; state: OutputsState; previous: PreviousManifest },
): Promise<RunSummary> {
  const { onEvent = () => {} } = options;
  for (const problem of batch.problems) register.problem(errorFrom(problem));
  const statistics = await replayed(parts.folder, batch, setup, register);
  if (left.length > 0) onEvent({ type: 'notice', ...say.leftUndone({ count: left.length }) });
  return closeRun({
    setup,
    folder: new OutputFolder(setup.out),
    books: new OutputFolder(setup.state),
    state,
    survey: {
      aside: new Set(batch.aside),
      passedOver: batch.passedOver,
      roots: new Set(batch.roots),
      unseen: batch.unseen,
      files: batch.bundles,
    },
    register,
    store,
    unchanged: new Set(batch.unchanged),
    languages: batch.languages,
    edits: batch.edits.taken,
    statistics,
    began: batch.began,
    prune: options.prune === true,
    interrupted: left.length > 0,
    onNotice: (said) => onEvent({ type: 'notice', ...spoken(said) }),
  });
}

/** The notes of all jobs, in their order, into the books. */
async function replayed(
  folder: BatchFolder,
  batch: Batch,
  { directory }: Setup,
  register: Register,
): Promise<TranslationStatistics> {
  let statistics = noStatistics();
  const claim = createClaims();
  for await (const { id } of folder.jobs()) {
    const kept = await folder.result(id);
    if (kept === undefined) continue;
    statistics = summed(statistics, kept.statistics);
    replay(relocated(kept.notes, kept.directory, directory), {
      source: (path, facts) => register.source(path, facts),
      sourceRead: (path, contents) => register.sourceRead(path, contents),
      problem: (error) => register.problem(error),
      article(result) {
        const { entry } = result;
        try {
          // Workers know nothing of each other's articles.
          for (const { path } of [entry.ledger, ...entry.outputs]) claim(path, entry.id);
        } catch (error) {
          if (!TovmachError.isInstance(error)) throw error;
          register.problem(error);
          return;
        }
        const findings = [...result.findings, ...(batch.edits.findings[entry.id] ?? [])];
        register.article({ ...result, findings });
      },
    });
  }
  return statistics;
}
