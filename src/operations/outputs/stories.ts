import type { Config } from '../../config/schema.js';
import type { Crew } from '../../crew/crew.js';
import { type LanguageTag, primaryLanguage, sameLanguage } from '../../model/language.js';
import type { ManifestArticle } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { StaleOutput } from '../../model/staleness.js';
import type { RelatedArticle, SameStory, SeenArticle, StoryFacts, Told } from '../../model/story.js';
import type { FoundFile } from '../../read/walk.js';
import { readRecords } from '../../setup/inputs.js';
import type { Setup } from '../../setup/setup.js';
import { nameWithoutLanguage } from '../../setup/versions.js';
import { sameStories } from '../../stories/match.js';
import { sketchOf } from '../../stories/sketch.js';
import { Duplicates, fingerprintOf } from '../../write/duplicates.js';
import type { PreviousManifest } from '../../write/manifest-read.js';
import { type ArticleState, type OutputsState, shortHash } from '../../write/state.js';
import type { Freshness } from './freshness.js';
import { besideTheBatch, headsOf, knownHeads, RelatedFinder } from './related-links.js';
import type { Survey } from './survey.js';

/**
 * Which articles of a batch say the same: copies, and the same story in two languages. Told before anything is planned, so
 * that nothing is translated that is there already. Files that are to be done are read for it; of the others the manifest
 * knows what they are compared by.
 */

/** What is told of a batch. */
export interface BatchStories {
  get(id: string): StoryFacts | undefined;
  /** Of the articles of a file, by id. */
  ofFile(path: string): Readonly<Record<string, StoryFacts>> | undefined;
}

const NOTHING_TOLD: BatchStories = { get: () => undefined, ofFile: () => undefined };

/** Characters that a language is told by. */
const TOLD_BY = 3_000;

/** What was looked for, as the manifest says it. */
export function lookedFor({ input, output }: Config): string {
  const looked = `${input.duplicates} ${input.sameStory}`;
  return output.relatedLinks === 'file' ? `${looked} links` : looked;
}

/** The articles of a file; none of one that cannot be read, which is said when it is its turn. */
export async function seenIn(
  setup: Setup,
  file: FoundFile,
  candidates: readonly LanguageTag[],
): Promise<SeenArticle[]> {
  const seen: SeenArticle[] = [];
  const { duplicates, sameStory } = setup.config.input;
  const isLinked = setup.config.output.relatedLinks === 'file';
  const tags = [...new Set(candidates.map(primaryLanguage))];
  const name = nameWithoutLanguage(file);
  try {
    for await (const record of readRecords(setup, file)) {
      if (!('article' in record)) continue;
      const { article } = record;
      const { id, path, outputStem: stem } = article;
      const fingerprint = duplicates === 'off' && sameStory === 'off' ? undefined : fingerprintOf(article);
      if (sameStory === 'off' && !isLinked) {
        seen.push({ id, path, stem, fingerprint });
        continue;
      }
      const text = article.blocks
        .filter(({ kind }) => kind !== 'boilerplate' && kind !== 'related' && kind !== 'code')
        .map((block) => block.text)
        .join('\n')
        .slice(0, TOLD_BY);
      const { lang } = setup.detector.identify(text, tags);
      const sketch =
        sameStory === 'off' ? undefined : { ...sketchOf(article, lang), ...onlyDefined({ file: name }) };
      const heads = isLinked ? headsOf(setup, article, lang) : undefined;
      seen.push({ id, path, stem, fingerprint, sketch, ...onlyDefined({ heads }) });
    }
  } catch {
    return seen;
  }
  return seen;
}

export interface StoryParts {
  readonly setup: Setup;
  readonly survey: Survey;
  readonly state: OutputsState;
  readonly previous: PreviousManifest;
  /** Languages that articles may be in; absent: nothing is read, and what is new is left out. */
  readonly candidates?: readonly LanguageTag[] | undefined;
  /** Who reads; absent: it is done in place. */
  readonly crew?: Crew | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Files that a worker is asked about at once: each is done in less time than it takes to ask. */
const AT_ONCE = 16;
/** So many such questions are under way. */
const LANES = 4;

/** What the batch says of each of its articles. */
export async function tellStories(parts: StoryParts): Promise<BatchStories> {
  const { setup, survey, state, previous, candidates } = parts;
  const { duplicates, sameStory } = setup.config.input;
  const isLinked = setup.config.output.relatedLinks === 'file';
  if (duplicates === 'off' && sameStory === 'off' && !isLinked) return NOTHING_TOLD;
  const seen: SeenArticle[] = [];
  const entries: ManifestArticle[] = [];
  const toRead: FoundFile[] = [];
  const todo = new Set(survey.freshness.todo);
  for (const file of survey.files) {
    const known = state.ofFile(file.path).filter(({ records }) => records > 0);
    const kept = known.flatMap((article): SeenArticle[] => {
      const { id, ledger } = article;
      const entry = previous.article(id)?.entry;
      if (entry === undefined) return [];
      if (isLinked) entries.push(entry);
      if (sameStory !== 'off' && entry.story === undefined) return [];
      const stem = file.stem ?? stemOfLedger(ledger, setup);
      const heads = isLinked ? knownHeads(entry, article, setup) : undefined;
      const { fingerprint, story: sketch } = entry;
      return [{ id, path: file.path, stem, fingerprint, sketch, ...onlyDefined({ heads }) }];
    });
    const isKnown = kept.length > 0 && kept.length === known.length && !todo.has(file);
    if (isKnown || candidates === undefined || survey.aside.has(file.path)) seen.push(...kept);
    else toRead.push(file);
  }
  seen.push(...(await readAll(toRead, parts)));
  if (parts.signal?.aborted === true) return NOTHING_TOLD;
  const files = new Map(survey.files.map((file) => [file.path, file]));
  return toldOf(seen, {
    setup,
    fileOf: (path) => files.get(path),
    beside: besideTheBatch(entries, state, (path) => files.has(path)),
  });
}

async function readAll(
  files: readonly FoundFile[],
  { setup, crew, candidates = [], signal }: StoryParts,
): Promise<SeenArticle[]> {
  const seen: (readonly SeenArticle[])[] = [];
  if (crew === undefined) {
    for (const file of files) {
      if (signal?.aborted === true) break;
      seen.push(await seenIn(setup, file, candidates));
    }
    return seen.flat();
  }
  const stop = (): void => crew.interrupt();
  signal?.addEventListener('abort', stop, { once: true });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < files.length && signal?.aborted !== true) {
      const at = next;
      next += AT_ONCE;
      seen[at / AT_ONCE] = await crew.compare(files.slice(at, at + AT_ONCE), candidates);
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return seen.flat();
}

/** Outputs stand where the ledger does, but for those that are versions beside another article's. */
function stemOfLedger(ledger: string, { config }: Setup): string {
  const prefix = config.output.prefix.replace(/^\/+|\/+$/g, '');
  const stem = ledger.replace(/\.segments\.json$/, '');
  return prefix !== '' && stem.startsWith(`${prefix}/`) ? stem.slice(prefix.length + 1) : stem;
}

function toldOf(
  seen: readonly SeenArticle[],
  {
    setup,
    fileOf,
    beside,
  }: {
    readonly setup: Setup;
    readonly fileOf: (path: string) => FoundFile | undefined;
    readonly beside: ReadonlyMap<string, readonly RelatedArticle[]>;
  },
): BatchStories {
  const { duplicates, sameStory } = setup.config.input;
  const sorted = [...seen].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(sorted.map((each) => [each.id, each]));
  const copies = copiesAmong(sorted);
  const originals = sorted.filter(({ id }) => !copies.has(id));
  const stories = sameStories(
    originals.flatMap(({ id, sketch }) => (sketch === undefined ? [] : [{ id, sketch }])),
  );
  const alone = ({ id }: SeenArticle): Told => {
    const copy = copies.get(id);
    const same = stories.get(copy?.id ?? id);
    const versions =
      sameStory === 'pair'
        ? (same ?? []).filter(({ doubtful }) => doubtful !== true).map((each) => versionOf(each, byId))
        : [];
    return {
      ...onlyDefined({
        duplicateOf: copy === undefined || duplicates === 'off' ? undefined : copy,
        skipped: copy !== undefined && duplicates === 'skip' ? (true as const) : undefined,
        sameStory: same,
        versions: versions.length === 0 ? undefined : versions,
      }),
    };
  };
  const tolds = new Map(sorted.map((each) => [each.id, { seen: each, told: alone(each) }]));
  const finder = new RelatedFinder(sorted, setup, fileOf);
  const files = new Map<string, Record<string, StoryFacts>>();
  const facts = new Map(
    sorted.map((each): [string, StoryFacts] => {
      const { id, path, fingerprint, sketch } = each;
      const related = [...finder.relatedOf(each, (other) => tolds.get(other)), ...(beside.get(id) ?? [])];
      const told: Told = {
        ...tolds.get(id)?.told,
        ...onlyDefined({ related: related.length === 0 ? undefined : related }),
      };
      const fact = {
        fingerprint,
        sketch,
        ...onlyDefined({ told: Object.keys(told).length === 0 ? undefined : told }),
      };
      const own = files.get(path) ?? {};
      own[id] = fact;
      files.set(path, own);
      return [id, fact];
    }),
  );
  return { get: (id) => facts.get(id), ofFile: (path) => files.get(path) };
}

/** Copies with what they are copies of. @param sorted by id */
function copiesAmong(sorted: readonly SeenArticle[]): Map<string, NonNullable<Told['duplicateOf']>> {
  const copies = new Map<string, NonNullable<Told['duplicateOf']>>();
  const known = new Duplicates();
  for (const { id, fingerprint } of sorted) {
    const original = fingerprint === undefined ? undefined : known.originalOf(id, fingerprint);
    if (original !== undefined) copies.set(id, original);
  }
  return copies;
}

function versionOf(
  { id, lang }: SameStory,
  byId: ReadonlyMap<string, SeenArticle>,
): NonNullable<Told['versions']>[number] {
  return { lang, id, stem: byId.get(id)?.stem ?? id };
}

/** What is told of an article as the state keeps it: with other words its outputs are looked at again. */
export function toldMark(told: Told | undefined): string | undefined {
  const { duplicateOf, skipped, sameStory = [], versions = [], related = [] } = told ?? {};
  const said = [
    duplicateOf?.id,
    skipped,
    sameStory.map(({ id, doubtful }) => [id, doubtful]),
    versions.map(({ lang, id }) => [lang, id]),
    ...(related.length === 0 ? [] : [related.map(({ id, paths }) => JSON.stringify([id, paths])).sort()]),
  ];
  return said.flat().every((part) => part === undefined) ? undefined : shortHash(JSON.stringify(said));
}

/** Languages of the outputs in the place of which another article stands, with its id. */
export function asideOf(
  {
    story,
    versions = [],
    inPlace,
  }: { readonly story?: StoryFacts; readonly versions?: readonly LanguageTag[]; readonly inPlace?: boolean },
  targets: readonly LanguageTag[],
): Record<LanguageTag, string> {
  const { skipped, duplicateOf, versions: others = [] } = story?.told ?? {};
  return Object.fromEntries(
    targets.flatMap((target) => {
      if (skipped === true && duplicateOf !== undefined) return [[target, duplicateOf.id]];
      const other = others.find(({ lang }) => sameLanguage(lang, target));
      if (other !== undefined) return [[target, other.id]];
      return inPlace !== true && versions.some((tag) => sameLanguage(tag, target)) ? [[target, '']] : [];
    }),
  );
}

/** What there is to do, once it is told which articles say the same: files whose story is another go along. */
export function withStories(
  freshness: Freshness,
  stories: BatchStories,
  {
    state,
    targets,
    onStale,
  }: {
    readonly state: OutputsState;
    readonly targets: readonly LanguageTag[];
    readonly onStale?: ((output: StaleOutput) => void) | undefined;
  },
): Freshness {
  const changed = new Set(
    freshness.rest.filter(({ path }) =>
      state.ofFile(path).some(({ id, told }: ArticleState) => toldMark(stories.get(id)?.told) !== told),
    ),
  );
  if (changed.size === 0) return freshness;
  const unchanged = new Set(freshness.unchanged);
  for (const { path } of changed)
    for (const { id, outputs } of state.ofFile(path)) {
      unchanged.delete(id);
      for (const target of targets)
        onStale?.({
          path,
          target,
          ...onlyDefined({ output: outputs[target] === undefined ? undefined : outputs[target].path }),
          reason: 'story-changed',
        });
    }
  const reasons = { ...freshness.reasons, 'story-changed': changed.size };
  return {
    ...freshness,
    todo: [...freshness.todo, ...changed],
    rest: freshness.rest.filter((file) => !changed.has(file)),
    unchanged,
    reasons,
  };
}

/** A file with what is told of its articles. */
export function withFacts(file: FoundFile, stories: BatchStories): FoundFile {
  const facts = stories.ofFile(file.path);
  return facts === undefined ? file : { ...file, stories: facts };
}
