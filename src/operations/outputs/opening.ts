import type { Crew } from '../../crew/crew.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { type Message, messages, type Said, spoken } from '../../message.js';
import type { RunEvent } from '../../model/event.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { FoundFile } from '../../read/walk.js';
import { type Candidates, candidatesFrom, candidatesOf, FALLBACK_LANGUAGES } from '../../setup/candidates.js';
import { type Inputs, readRecords } from '../../setup/inputs.js';
import type { Job } from '../../setup/job.js';
import { holdCosts } from '../../setup/prices.js';
import type { ProviderLink } from '../../translate/link.js';
import type { PreviousManifest } from '../../write/manifest-read.js';
import type { OutputsState } from '../../write/state.js';
import { refuseWithoutBatches } from '../batching/desk.js';
import { heedAllowances } from './allowance.js';
import { recallHumans, type TakenEdits, takeInEdits } from './edits.js';
import type { Freshness } from './freshness.js';
import { giveWay } from './give-way.js';
import { appliedMark } from './last-run.js';
import { recoverFromLedgers } from './ledger-recovery.js';
import { findOrphans } from './orphans.js';
import { refuseUntranslatable } from './preflight.js';
import { type BatchStories, lookedFor, tellStories, withFacts, withStories } from './stories.js';
import { filesWithNews, type Survey } from './survey.js';

/** The beginning of a run, wherever its articles will be done: who translates, what people changed, what is to be done. */

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
});

export interface OpeningParts {
  readonly job: Job;
  /** The output folder. */
  readonly folder: OutputFolder;
  /** Of the state. */
  readonly books: OutputFolder;
  readonly inputs: Inputs;
  readonly state: OutputsState;
  readonly survey: Survey;
  readonly previous: PreviousManifest;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  /** See `RunWork`. */
  readonly confirm?: ((line: Message) => Promise<boolean>) | undefined;
  /** Providers have to be there that take batches. */
  readonly batch?: boolean | undefined;
  /** Workers for so many files; none where all is done in place. */
  readonly crewFor: (files: number) => Crew | undefined;
}

interface Prepared {
  readonly chain: readonly ProviderLink[];
  readonly languages: Candidates;
}

export interface Opened extends Prepared {
  readonly store: TranslationStore;
  readonly edits: TakenEdits;
  readonly todo: readonly FoundFile[];
  /** Articles of which nothing has to be done. */
  readonly unchanged: ReadonlySet<string>;
}

/** Decides what is to be done. @throws TovmachError before anything is written */
export async function openRun(parts: OpeningParts): Promise<Opened> {
  const { job, survey, signal } = parts;
  const { setup } = job;
  const { config, out, state: books } = setup;
  const first = survey.freshness.todo;
  const ready = first.length === 0 ? undefined : await prepare(first, parts);
  const stories = isTold(parts) ? undefined : await tell(ready, parts);
  const { targets } = config;
  const freshness =
    stories === undefined
      ? survey.freshness
      : withStories(survey.freshness, stories, { state: parts.state, targets });
  const early = freshness.todo.map((file) => (stories === undefined ? file : withFacts(file, stories)));
  if (ready !== undefined) {
    const known = { ...parts, ...ready, setup, todo: early, memories: await job.ownMemories(), signal };
    await refuseUntranslatable(known);
    await heedAllowances(known, (said) => parts.emit({ type: 'notice', ...spoken(said) }));
  }
  const store = await job.openStore();
  const { repair } = config.detection;
  const edits = await takeInEdits(survey.freshness.edited, { out, books, repair, store });
  const told = (): Promise<BatchStories> | BatchStories => stories ?? tell(ready, parts);
  const { todo, unchanged } = await filesToDo(store, { ...parts, freshness, told });
  if (todo.length > 0)
    for (const said of await giveWay(setup, survey.files, parts))
      parts.emit({ type: 'notice', ...spoken(said) });
  announce(todo, parts);
  const recovered =
    todo.length === 0 ? undefined : await recoverFromLedgers({ ...parts, setup, store }, signal);
  if (recovered !== undefined) parts.emit({ type: 'notice', ...spoken(recovered) });
  return { store, edits, todo, unchanged, ...(ready ?? (await prepare(todo, parts))) };
}

/** What has to be done: what is stale, and what memory has a new human translation for. */
async function filesToDo(
  store: TranslationStore,
  {
    job,
    state,
    survey,
    freshness: { todo, rest, unchanged },
    told,
  }: OpeningParts & {
    readonly freshness: Freshness;
    readonly told: () => Promise<BatchStories> | BatchStories;
  },
): Promise<Pick<Opened, 'todo' | 'unchanged'>> {
  const { state: books, config } = job.setup;
  for (const { path } of todo) {
    for (const { ledger } of state.ofFile(path)) {
      await recallHumans(ledger, { books, repair: config.detection.repair, store });
    }
  }
  const since = await store.mark(appliedMark(job.setup));
  const again = await filesWithNews(rest, { state, store, since, books });
  const left = new Set(unchanged);
  for (const { path } of again) for (const { id } of state.ofFile(path)) left.delete(id);
  const wanted = new Set([...todo, ...again]);
  if (wanted.size === 0) return { todo: [], unchanged: left };
  const stories = await told();
  const files = survey.files.filter((file) => wanted.has(file));
  return { todo: files.map((file) => withFacts(file, stories)), unchanged: left };
}

/** Nothing is to be done, and of these articles the last run has said already which say the same. */
function isTold({ job, survey, previous, state }: OpeningParts): boolean {
  const { config, directory } = job.setup;
  return (
    survey.freshness.todo.length === 0 &&
    previous.run?.stories === lookedFor(config) &&
    findOrphans({ state, directory, roots: survey.roots, unseen: survey.unseen }).length === 0
  );
}

function tell(ready: Prepared | undefined, parts: OpeningParts): Promise<BatchStories> {
  const { job, survey, previous, crewFor } = parts;
  const { setup } = job;
  const languages =
    ready?.languages.candidates ?? setup.config.languages ?? previous.run?.languages.candidates;
  const crew = crewFor(survey.freshness.todo.length);
  return tellStories({ ...parts, setup, candidates: languages ?? FALLBACK_LANGUAGES, crew });
}

/** A changed configuration is said before anything is done about it. */
function announce(todo: readonly FoundFile[], { state, survey, emit }: OpeningParts): void {
  const notice = (said: Said): void => emit({ type: 'notice', ...spoken(said) });
  if (state.unreadable > 0) notice(say.blindLines({ count: state.unreadable }));
  const files = survey.freshness.reasons['config-changed'] ?? 0;
  if (files > 0) notice(say.settingsChanged({ files, all: todo.length }));
  const { termChanges } = survey.freshness;
  if (termChanges.length === 0) return;
  const concepts = [...new Set(termChanges.flatMap((change) => change.concepts))].sort().join(', ');
  notice(say.termsChanged({ count: termChanges.length, terms: concepts }));
}

/** The translators of a run. */
export async function providersOf(
  job: Job,
  { emit, confirm, batch }: Pick<OpeningParts, 'emit' | 'confirm' | 'batch'>,
): Promise<ProviderLink[]> {
  const chain = await job.openProviders({
    onNotice: (said) => emit({ type: 'notice', ...spoken(said) }),
    confirm,
    onProgress: (file, done, size) => emit({ type: 'download', file, done, ...onlyDefined({ total: size }) }),
  });
  holdCosts(job.setup.config, chain, (said) => emit({ type: 'notice', ...said }));
  if (batch === true) refuseWithoutBatches(chain);
  return chain;
}

/** Who translates, and which languages the articles may be in. */
async function prepare(todo: readonly FoundFile[], parts: OpeningParts): Promise<Prepared> {
  const chain = todo.length === 0 ? [] : await providersOf(parts.job, parts);
  return { chain, languages: await languagesOf(todo, parts) };
}

/** Where nothing is read nothing is inferred: the languages are those of the last run. */
async function languagesOf(
  todo: readonly FoundFile[],
  { job, survey, previous, crewFor }: OpeningParts,
): Promise<Candidates> {
  const { setup } = job;
  const { languages } = setup.config;
  if (todo.length > 0) {
    const { files } = survey;
    const crew = languages === undefined ? crewFor(files.length) : undefined;
    return crew === undefined
      ? candidatesOf(setup, files, (file) => readRecords(setup, file))
      : candidatesFrom(setup, files, (file, most) => crew.sample(file, most));
  }
  if (languages !== undefined) return { candidates: languages, inferred: false };
  return previous.run?.languages ?? { candidates: FALLBACK_LANGUAGES, inferred: true };
}
