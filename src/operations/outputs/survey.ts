import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { slashed } from '../../disk/slashes.js';
import type { TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { type LanguageTag, sameLanguage } from '../../model/language.js';
import type { StoredEntry } from '../../model/memory-entry.js';
import type { PassedOver } from '../../model/passed-over.js';
import { normaliseText } from '../../model/text.js';
import { absolutePath, type FoundFile } from '../../read/walk.js';
import type { Inputs } from '../../setup/inputs.js';
import { engineKeys } from '../../setup/providers.js';
import type { Setup } from '../../setup/setup.js';
import { parseSidecar, type Sidecar } from '../../write/ledger.js';
import type { OutputsState } from '../../write/state.js';
import { configFingerprints } from './fingerprint.js';
import { assessFreshness, type Freshness, type FreshnessOptions, untriedOf } from './freshness.js';
import { termsBasisOf } from './terms-basis.js';

/** Sources, outputs and configuration side by side: what `run`, `plan` and `check` begin with. */

export interface Survey {
  /** Every file of the batch: what candidate languages are inferred over. */
  readonly files: readonly FoundFile[];
  /** Files that `--only` left out of this run. */
  readonly aside: ReadonlySet<string>;
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads. */
  readonly passedOver: readonly PassedOver[];
  /** Files and folders that could not be looked into, absolute. */
  readonly unseen: readonly string[];
  /** Languages there are, or will be, versions in; sorted. */
  readonly versions: readonly LanguageTag[];
  readonly fingerprint: string;
  /** Fingerprints that differ only in engines which were added behind the others. */
  readonly alike: ReadonlySet<string>;
  /** Engines that may be asked, with a hash of what decides their words. */
  readonly engines: readonly string[];
  /** Names of those that were not there when some output was left with a grave finding. */
  readonly newcomers: ReadonlySet<string>;
  /** What the outputs of a ledger rest on of the termbase, by target. */
  readonly basisOf: ReturnType<typeof termsBasisOf>;
  /** Of the files that are not aside. */
  readonly freshness: Freshness;
  /** Roots of the files, as the state writes them. */
  readonly roots: ReadonlySet<string>;
}

/** Compares what the inputs are with the state of the output folder. */
export async function surveyOutputs(
  { config, out, directory, providers, terms, own }: Setup,
  inputs: Inputs,
  state: OutputsState,
  {
    books,
    ...options
  }: Pick<FreshnessOptions, 'isRecorded' | 'onStale'> & {
    /** The folder the state was read from. */
    readonly books: string;
  },
): Promise<Survey> {
  const files = withoutOutputs(inputs.files, out, state);
  const wanted = new Set(inputs.wanted);
  const inScope = files.filter((file) => wanted.has(file));
  const versions = new Set(config.targets);
  for (const { outputs } of state.articles()) for (const target of Object.keys(outputs)) versions.add(target);
  const sorted = [...versions].sort();
  const basisOf = termsBasisOf(terms, books);
  const { fingerprint, alike } = await configFingerprints(
    config,
    sorted,
    inputs.memories.all,
    providers,
    own,
  );
  const engines = engineKeys(config, providers);
  return {
    files,
    aside: new Set(files.filter((file) => !wanted.has(file)).map(({ path }) => path)),
    problems: inputs.problems,
    passedOver: inputs.passedOver,
    unseen: inputs.unseen,
    versions: sorted,
    fingerprint,
    alike,
    engines: [...engines.keys()],
    newcomers: newcomersOf(state, engines),
    basisOf,
    freshness: assessFreshness(inScope, {
      out,
      books,
      state,
      targets: config.targets,
      fingerprint,
      alike,
      engines: [...engines.keys()],
      termsOf: basisOf,
      ...options,
    }),
    // What came on standard input is not gone because other things come there now.
    roots: new Set(
      files.filter(({ elsewhere }) => elsewhere === undefined).map((file) => rootOf(file, directory)),
    ),
  };
}

/** Names of engines that some output with a grave finding has not seen. */
function newcomersOf(state: OutputsState, engines: ReadonlyMap<string, string>): ReadonlySet<string> {
  const untried = new Set<string>();
  for (const { outputs } of state.articles())
    for (const output of Object.values(outputs))
      for (const key of untriedOf(output, [...engines.keys()])) untried.add(engines.get(key) ?? key);
  return untried;
}

/** Sources that lie in the output folder are told from what earlier runs wrote there. */
function withoutOutputs(files: readonly FoundFile[], out: string, state: OutputsState): readonly FoundFile[] {
  if (!files.some((file) => file.root === out || file.root.startsWith(out + sep))) return files;
  const written = new Set<string>();
  for (const { outputs } of state.articles())
    for (const { path } of Object.values(outputs)) written.add(join(out, path));
  return files.filter((file) => !written.has(absolutePath(file)));
}

/** The root of a file as the state writes it: relative to the folder of the configuration. */
export function rootOf({ root }: FoundFile, directory: string): string {
  return slashed(directory, root);
}

/** Reviewed translations new since the last run that are still worth a look at every ledger. */
const MOST_NEWS = 500;

/**
 * Files with a sentence that memory has a new human translation of. Those of earlier runs say in their ledgers what
 * they were made of.
 */
export async function filesWithNews(
  files: readonly FoundFile[],
  {
    state,
    store,
    since,
    books,
  }: { state: OutputsState; store: TranslationStore; since: number; books: string },
): Promise<FoundFile[]> {
  const news = await store.reviewedSince(since, MOST_NEWS + 1);
  if (news.length === 0) return [];
  if (news.length > MOST_NEWS) return [...files];
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  const pairs = news.map((entry) => ({
    entry,
    source: inJson(entry.sourceText),
    target: inJson(entry.targetText),
  }));
  return files.filter((file) =>
    state.ofFile(file.path).some(({ ledger }) => {
      const text = readFileSync(join(books, ledger), 'utf8');
      const there = pairs.filter(({ source }) => text.includes(source));
      if (there.some(({ target }) => !text.includes(target))) return true;
      const approved = there.filter(({ entry: { origin } }) => origin.kind !== 'human');
      const sidecar = approved.length === 0 ? undefined : parseSidecar(text);
      return sidecar !== undefined && approved.some(({ entry }) => isApprovedAnew(entry, sidecar));
    }),
  );
}

/** Whether an output has the words that were approved, and does not know of it. */
function isApprovedAnew(
  {
    sourceText,
    targetText,
    target,
    origin,
  }: Pick<StoredEntry, 'sourceText' | 'targetText' | 'target' | 'origin'>,
  { articles: [{ segments }], outputs }: Sidecar,
): boolean {
  const wanted = normaliseText(sourceText);
  const ids = segments.filter(({ text }) => normaliseText(text) === wanted).map(({ id }) => id);
  return outputs.some(({ target: language, translations, reviewed, engines, approvals }) => {
    if (!sameLanguage(language, target)) return false;
    const isKnown = (id: string): boolean =>
      origin.kind === 'memory'
        ? origin.approvedBy === undefined || approvals.some(({ segments: those }) => those.includes(id))
        : reviewed.includes(id) || !engines.some(({ segments: those }) => those.includes(id));
    return ids.some((id) => translations[id] === targetText && !isKnown(id));
  });
}
