import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { Crew } from '../../crew/crew.js';
import { workersFor } from '../../crew/workers.js';
import { removeUnfinished } from '../../disk/files.js';
import { OutputFolder } from '../../disk/output-folder.js';
import { TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { asPath, messages } from '../../message.js';
import type { RunEvent } from '../../model/event.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { JobData } from '../../queue/jobs.js';
import type { FoundFile } from '../../read/walk.js';
import { type Job, withJob } from '../../setup/job.js';
import { engineKeys } from '../../setup/providers.js';
import { createSetup, type Setup } from '../../setup/setup.js';
import { withSharedStore } from '../../setup/shared-store.js';
import { translatorOf } from '../../setup/translator.js';
import type { ProviderLink } from '../../translate/link.js';
import { summed, type TranslationStatistics } from '../../translate/statistics.js';
import type { Translator } from '../../translate/translate.js';
import { VERSION } from '../../version.js';
import { Journal } from '../../write/journal.js';
import type { ManifestWriter } from '../../write/manifest.js';
import { noManifest } from '../../write/manifest-read.js';
import { type OutputsState, readState } from '../../write/state.js';
import { above, type Batch, BatchFolder, relocated } from './batch.js';
import { walkArticles } from './corridor.js';
import { configFingerprints } from './fingerprint.js';
import { LedgerMemory } from './ledger-memory.js';
import { providersOf } from './opening.js';
import { Recorder } from './recorder.js';
import { Register, type RegisterSurvey } from './register.js';
import { termsBasisOf } from './terms-basis.js';

/** A batch as a worker has it open: its settings, memory, translators and threads, for as many of its jobs as come. */

const say = messages('queue', {
  otherVersion: 'this worker is tovmach {{version}}; the batch was submitted by {{other}}',
  sameVersion: 'Install the same version on all machines.',
  notHere: 'the folder {{folder}} of the batch is not here',
  mountIt: 'Mount it where it was submitted from, or say with --folder where it is here.',
  otherSettings:
    'the settings are not those the batch was submitted with: its configuration, a file that it names, or a provider differs here',
  sameFiles: 'Use the same files and environment variables as tovmach submit, or submit anew.',
  otherMemory: 'the memory {{address}} is not the one the batch was submitted with',
  sameMemory: 'Give the same database with --store.',
});

/** What a worker brings of its own. */
export interface SiteOptions {
  readonly queue: string;
  readonly env: Setup['env'];
  /** Where the folder of the configuration is here; absent: where it was submitted. */
  readonly folder?: string | undefined;
  /** Address of the memory, as this machine reaches it. */
  readonly store?: string | undefined;
  readonly jobs?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly onEvent: (event: RunEvent) => void;
  /** See `TranslatorParts`. */
  readonly onPause?: (milliseconds: number) => void;
}

/** The setup of a batch on this machine. @throws TovmachError CONFIG, INPUT_NOT_FOUND */
export async function setupOfBatch(
  batch: Batch,
  directory: string,
  { env, queue, store, jobs, concurrency }: Omit<SiteOptions, 'onEvent' | 'onPause' | 'folder'>,
): Promise<Setup> {
  const { given, cwd, configFile } = relocated(
    { given: batch.given, cwd: batch.cwd, configFile: batch.configFile },
    batch.directory,
    directory,
  );
  const setup = await createSetup({
    cwd: existsSync(cwd) ? cwd : directory,
    env,
    ...onlyDefined({ configFile }),
    config: {
      ...given,
      ...onlyDefined({ jobs, concurrency }),
      memory: { ...given.memory, ...onlyDefined({ store }) },
    },
  });
  return withSharedStore(setup, queue);
}

/** What the books need to know of the survey of a batch. */
export function surveyOf(batch: Batch, setup: Setup): RegisterSurvey {
  return {
    aside: new Set(batch.aside),
    passedOver: batch.passedOver,
    fingerprint: batch.fingerprint,
    alike: new Set(),
    engines: [...engineKeys(setup.config, setup.providers).keys()],
    versions: batch.versions,
    basisOf: termsBasisOf(setup.terms, setup.state),
    freshness: { termChanges: batch.termChanges },
  };
}

/** The books themselves are for whoever collects. */
const NO_WRITER: ManifestWriter = {
  article() {},
  broken() {},
  finish: async () => {},
  discard: async () => {},
};

/** What came of some files. */
export interface Worked {
  readonly recorder: Recorder;
  readonly statistics: TranslationStatistics;
}

export class Site {
  readonly #end: () => void;
  readonly #over: Promise<void>;
  #before: TranslationStatistics;

  private constructor(
    readonly setup: Setup,
    readonly folder: BatchFolder,
    private readonly parts: SiteParts,
    { end, over }: { readonly end: () => void; readonly over: Promise<void> },
  ) {
    this.#end = end;
    this.#over = over;
    this.#before = parts.translator.statistics();
  }

  /** @throws TovmachError where this machine cannot do its jobs */
  static async open(data: JobData, options: SiteOptions): Promise<Site> {
    const { version } = data;
    if (version !== VERSION)
      throw new TovmachError('CONFIG', say.otherVersion({ version: VERSION, other: version }), {
        hint: say.sameVersion(),
      });
    const directory = options.folder ?? data.directory;
    const folder = new BatchFolder(above(directory, data.state));
    if (!folder.isThere)
      throw new TovmachError('INPUT_NOT_FOUND', say.notHere({ folder: asPath(folder.state) }), {
        hint: say.mountIt(),
      });
    const batch = await folder.read();
    const setup = await setupOfBatch(batch, directory, options);
    await refuseOtherSettings(batch, setup, directory);
    const { config } = setup;
    const workers = workersFor(setup, Number.MAX_SAFE_INTEGER);
    const crew =
      workers === 0 ? undefined : new Crew(setup, { workers, articleSeconds: config.limits.articleSeconds });
    return new Promise((resolve, reject) => {
      let end = (): void => {};
      const ended = new Promise<void>((done) => (end = done));
      const over = withJob(setup, { create: true, onEvent: options.onEvent }, async (job) => {
        const parts = await furnish(job, relocated(batch, batch.directory, directory), options, crew);
        resolve(new Site(setup, folder, parts, { end, over }));
        await ended;
        await parts.translator.settled();
      }).finally(() => crew?.close());
      over.catch(reject);
    });
  }

  /** The files of a job, where they are here. @throws TovmachError OUTPUT */
  async filesOf(job: string, { directory }: JobData): Promise<readonly FoundFile[]> {
    return relocated(await this.folder.filesOf(job), directory, this.setup.directory);
  }

  /** Leads some files through all rooms. */
  async work(files: readonly FoundFile[], signal: AbortSignal): Promise<Worked> {
    const { parts } = this;
    // Every request under way listens to it.
    setMaxListeners(0, signal);
    const recorder = new Recorder(parts.register);
    const { concurrency } = this.setup.config;
    await walkArticles(
      files,
      { ...parts, setup: this.setup, register: recorder, edits: { taken: 0, findings: new Map() } },
      { signal, concurrency, onEvent: parts.emit, ...parts.hands },
    );
    await parts.translator.settled();
    const unshared = await parts.job.settleMemories();
    if (unshared !== undefined) recorder.problem(unshared);
    return { recorder, statistics: this.#since() };
  }

  /** What the translator did since it was last asked. */
  #since(): TranslationStatistics {
    const now = this.parts.translator.statistics();
    const before = this.#before;
    this.#before = now;
    return summed(now, before, -1);
  }

  async close(): Promise<void> {
    this.#end();
    await this.#over;
    const { out, books, hands } = this.parts;
    const abandoned = hands.crew?.abandoned ?? [];
    removeUnfinished(abandoned.flatMap((path) => [out.file(path), books.file(path)]));
  }
}

interface SiteParts {
  readonly job: Job;
  readonly out: OutputFolder;
  readonly folder: OutputFolder;
  readonly books: OutputFolder;
  readonly state: OutputsState;
  readonly survey: RegisterSurvey;
  readonly register: Register;
  readonly languages: Batch['languages'];
  readonly translator: Translator;
  readonly chain: readonly ProviderLink[];
  readonly ledgers: LedgerMemory;
  readonly emit: (event: RunEvent) => void;
  readonly hands: { readonly crew?: Crew; readonly readers?: number };
}

/** Files each thread has before it. */
const FILES_AHEAD = 3;

async function furnish(
  job: Job,
  batch: Batch,
  { onEvent, onPause }: SiteOptions,
  crew: Crew | undefined,
): Promise<SiteParts> {
  const { setup } = job;
  const { out, state: place, config, directory } = setup;
  const [folder, books] = [new OutputFolder(out), new OutputFolder(place)];
  const state = await readState(place);
  const survey = surveyOf(batch, setup);
  const chain = await providersOf(job, { emit: onEvent, confirm: undefined });
  const store = await job.openStore();
  await refuseOtherMemory(batch, store);
  const { memory } = await job.openMemory(store, { memories: batch.memories });
  const ledgers = new LedgerMemory(store, config.detection.repair);
  const translator = await translatorOf(setup, {
    articlesAtOnce: config.concurrency,
    chain,
    memory: ledgers.over(memory),
    store,
    onEvent,
    onPause,
  });
  const register = new Register({
    books,
    config,
    directory,
    state,
    survey,
    previous: noManifest(Journal.read(place)),
    manifest: NO_WRITER,
    out,
  });
  const hands =
    crew === undefined ? {} : { crew, readers: workersFor(setup, Number.MAX_SAFE_INTEGER) * FILES_AHEAD };
  return {
    job,
    out: folder,
    folder,
    books,
    state,
    survey,
    register,
    languages: batch.languages,
    translator,
    chain,
    ledgers,
    emit: onEvent,
    hands,
  };
}

async function refuseOtherSettings(batch: Batch, setup: Setup, directory: string): Promise<void> {
  const { config, providers, own } = setup;
  const memories = relocated(batch.memories.all, batch.directory, directory);
  const { fingerprint } = await configFingerprints(config, batch.versions, memories, providers, own);
  if (fingerprint !== batch.fingerprint)
    throw new TovmachError('CONFIG', say.otherSettings(), { hint: say.sameFiles() });
}

async function refuseOtherMemory({ mark }: Batch, store: TranslationStore): Promise<void> {
  if ((await store.mark(mark)) === 1) return;
  throw new TovmachError('CONFIG', say.otherMemory({ address: store.path }), { hint: say.sameMemory() });
}
