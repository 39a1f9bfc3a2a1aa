import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { corpusForm } from '../corpus/formats.js';
import { type CleanManifest, type CleanState, type Journal, openJournal } from '../corpus/journal.js';
import { type CleanOptions, type CleanPlan, cleanPlan } from '../corpus/options.js';
import { type Pack, packedExtension, packOf } from '../corpus/packing.js';
import { removeSpool, toParquet } from '../corpus/parquet.js';
import { type Parquet, parquetLibrary } from '../corpus/peers.js';
import { createCutter } from '../corpus/record.js';
import {
  nameShards,
  removeOthers,
  type Shard,
  type ShardLists,
  Shards,
  type ShardsState,
} from '../corpus/shards.js';
import { articlesOf } from '../crew/articles.js';
import { makeFolder } from '../disk/files.js';
import {
  type ExitCode,
  errorFrom,
  exitCodeOf,
  type PlainError,
  plainError,
  TovmachError,
} from '../errors.js';
import { asPath, messages, spoken } from '../message.js';
import type { RunEvent } from '../model/event.js';
import type { LanguageTag } from '../model/language.js';
import type { PassedOver } from '../model/passed-over.js';
import type { Identified } from '../model/stages.js';
import { sha256 } from '../model/text.js';
import { problemEvent } from '../pipeline.js';
import { absolutePath } from '../read/walk.js';
import { type Candidates, candidatesOf } from '../setup/candidates.js';
import { findInputs, type Inputs, readRecords } from '../setup/inputs.js';
import type { WorkOptions } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { VERSION } from '../version.js';
import { lockOutput } from './outputs/lock.js';

/** The clean half alone: the text of some articles, by language, as a corpus. Nothing is translated or sent. */

const say = messages('corpus', {
  goesOn: {
    one: '{{folder}}: an earlier run was stopped; going on after {{count}} article',
    other: '{{folder}}: an earlier run was stopped; going on after {{count}} articles',
  },
  moreProblems: {
    one: '{{count}} more record could not be read',
    other: '{{count}} more records could not be read',
  },
});

/** How `clean` writes a corpus. */
export interface CleanWork extends WorkOptions, CleanOptions {}

/** What there is in one language. */
export interface CleanLanguage {
  /** That have text in it. */
  readonly articles: number;
  /** That were taken. */
  readonly segments: number;
  /** UTF-16 units of text. */
  readonly characters: number;
  /** In their order; none while it is not complete. */
  readonly files: readonly Shard[];
}

/** What `clean` did. */
export interface CleanResult {
  /** Articles that were read, those of an earlier run that was stopped among them. */
  readonly articles: number;
  /** Segments left out for their role. */
  readonly left: number;
  /** What was written, by language, the most text first. */
  readonly languages: Readonly<Record<LanguageTag, CleanLanguage>>;
  /** Languages that segments were told apart among. */
  readonly candidates: Candidates;
  /** Nothing had to be done: the corpus is there, of the same articles and with the same options. */
  readonly unchanged: boolean;
  /** Files and records that could not be read; the others were. */
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads. */
  readonly passedOver: readonly PassedOver[];
  /** The folder; absolute. */
  readonly out: string;
  /** As the command line has them: 0, 6 where something could not be read, 130 when it was stopped. */
  readonly exitCode: ExitCode;
}

/** After so many records all that was done is on the disk, with where to go on. */
const SAVE_EVERY = 1000;
/** Problems that are kept with where to go on. */
const MOST_PROBLEMS = 10_000;

/** What a corpus is made of: the files as they lie there, the options, and this version. */
function basisOf({ config }: Setup, { wanted }: Inputs, { out: _, ...options }: CleanPlan): string {
  const files = wanted.map((file) => {
    const { size, mtimeMs } = statSync(absolutePath(file), { throwIfNoEntry: false }) ?? {};
    return [file.path, size ?? 0, mtimeMs ?? 0];
  });
  const { languages, sources, input, detection } = config;
  return sha256(JSON.stringify([VERSION, options, { languages, sources, input, detection }, files]));
}

/** Writes the text of articles by language. */
export async function cleanArticles(
  setup: Setup,
  paths: readonly string[],
  work: CleanWork,
): Promise<CleanResult> {
  const plan = cleanPlan(work);
  const out = resolve(setup.cwd, plan.out);
  const inputs = await findInputs(setup, paths, { only: work.only, stdin: work.stdin, skip: [out] });
  await makeFolder(out);
  const lock = await lockOutput(out, work);
  try {
    const journal = openJournal(out, basisOf(setup, inputs, plan));
    return await new Cleaning(setup, inputs, plan, out, journal, work).work();
  } finally {
    await lock.release();
  }
}

class Cleaning {
  readonly #problems: TovmachError[];
  readonly #counts: Record<LanguageTag, { articles: number; segments: number; characters: number }>;
  #files: number;
  #records: number;
  #articles: number;
  #left: number;
  #more: number;
  #pack: Pack = (bytes) => bytes;
  #parquet: Parquet | undefined;

  constructor(
    private readonly setup: Setup,
    private readonly inputs: Inputs,
    private readonly plan: CleanPlan,
    private readonly out: string,
    private readonly journal: Journal,
    private readonly options: WorkOptions,
  ) {
    const { state } = journal;
    this.#files = state?.files ?? 0;
    this.#records = state?.records ?? 0;
    this.#articles = state?.articles ?? 0;
    this.#left = state?.left ?? 0;
    this.#more = state?.more ?? 0;
    this.#counts = { ...state?.counts };
    this.#problems = [...inputs.problems, ...(state?.problems ?? []).map(errorFrom)];
  }

  async work(): Promise<CleanResult> {
    const { setup, inputs, journal, out } = this;
    const { state, manifest } = journal;
    if (this.plan.format === 'parquet') this.#parquet = await parquetLibrary();
    this.#pack = await packOf(this.plan.packing);
    const { languages } = setup.config;
    if (state === undefined && manifest !== undefined && journal.isDone) return this.#asItIs(manifest);
    const isInferred = languages === undefined;
    const candidates =
      state === undefined
        ? await candidatesOf(setup, inputs.files, (file) => readRecords(setup, file))
        : { candidates: state.languages, inferred: isInferred };
    if (state !== undefined)
      this.#emit({
        type: 'notice',
        ...spoken(say.goesOn({ folder: asPath(relative(setup.cwd, out) || '.'), count: this.#articles })),
      });
    const written = state?.finishing ?? (await this.#write(candidates));
    const lists =
      state?.finishing === undefined && written !== undefined && this.#parquet !== undefined
        ? await toParquet(out, written, this.#parquet)
        : written;
    if (lists !== undefined) {
      journal.save({ ...this.#state(candidates, {}), finishing: lists });
      nameShards(out, lists);
      removeSpool(out, lists);
      removeOthers(out, filesOf(manifest), lists);
      journal.finish({
        format: this.plan.format,
        offsets: this.plan.offsets,
        inferred: candidates.inferred,
        candidates: [...candidates.candidates],
        articles: this.#articles,
        left: this.#left,
        problems: this.#plainProblems(),
        languages: this.#languages(lists),
      });
    }
    return this.#result(candidates, this.#languages(lists ?? {}), lists === undefined);
  }

  get #extension(): string {
    return `${corpusForm(this.plan.format).extension}${packedExtension(this.plan.packing)}`;
  }

  /** Every file complete, under its unfinished name; nothing where it was stopped. */
  async #write(candidates: Candidates): Promise<ShardLists | undefined> {
    const { plan, setup, journal, out } = this;
    const { format, packing, shardBytes, offsets, roles } = plan;
    const form = corpusForm(format, plan);
    const cut = createCutter({
      offsets,
      roles: new Set(roles),
      repair: setup.config.detection.repair,
      markup: form.markup,
    });
    const shards = new Shards(
      {
        folder: out,
        extension: this.#extension,
        head: form.head,
        shardBytes,
        pack: this.#pack,
      },
      journal.state?.shards,
    );
    const signal = this.options.signal;
    try {
      for await (const article of this.#articlesOf(candidates, () =>
        journal.save(this.#state(candidates, shards.state())),
      )) {
        const { parts, left } = cut(article);
        this.#left += left;
        for (const part of parts) {
          const { lang, spans, text } = part.record;
          shards.add(lang, form.text(part));
          const count = this.#counts[lang] ?? { articles: 0, segments: 0, characters: 0 };
          this.#counts[lang] = {
            articles: count.articles + 1,
            segments: count.segments + spans.length,
            characters: count.characters + text.length,
          };
        }
      }
      if (signal?.aborted !== true) return shards.finish();
      // A piece that is packed before its time would be another piece.
      if (packing === 'none') journal.save(this.#state(candidates, shards.state()));
      return undefined;
    } finally {
      shards.leave();
    }
  }

  /** Articles that are not done yet; between two of them what was done may be saved. */
  async *#articlesOf(candidates: Candidates, save: () => void): AsyncGenerator<Identified> {
    const { setup, inputs } = this;
    const { signal } = this.options;
    const files = inputs.wanted;
    let total = files.length + this.#articles;
    let unsaved = 0;
    this.#emit({ type: 'run-started', files: files.length - this.#files });
    const rest = files.slice(this.#files);
    const from = this.#records;
    for await (const step of articlesOf(setup, rest, { candidates: candidates.candidates, signal, from })) {
      if (step.type === 'more') {
        total += step.records;
        continue;
      }
      if (step.type === 'file-read') {
        this.#files += 1;
        this.#records = 0;
        continue;
      }
      if (unsaved === SAVE_EVERY) {
        save();
        unsaved = 0;
      }
      if (step.type === 'problem') this.#problem(step.problem);
      else {
        this.#articles += 1;
        yield step.article;
        const { path, id } = step.article;
        this.#emit({ type: 'article-finished', path, id, done: this.#articles, total });
      }
      this.#records += 1;
      unsaved += 1;
    }
  }

  #problem(problem: TovmachError): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(problem);
    else this.#more += 1;
    this.#emit(problemEvent(problem));
  }

  #emit(event: RunEvent): void {
    this.options.onEvent?.(event);
  }

  #plainProblems(): PlainError[] {
    return this.#problems.slice(this.inputs.problems.length).map((problem) => {
      const { stack: _, ...plain } = plainError(problem);
      return plain;
    });
  }

  #state(candidates: Candidates, shards: ShardsState): Omit<CleanState, 'schema' | 'basis'> {
    return {
      languages: [...candidates.candidates],
      files: this.#files,
      records: this.#records,
      articles: this.#articles,
      left: this.#left,
      more: this.#more,
      problems: this.#plainProblems(),
      counts: this.#counts,
      extension: this.#extension,
      shards,
    };
  }

  #languages(lists: ShardLists): Record<LanguageTag, CleanLanguage> {
    const sorted = Object.entries(this.#counts).sort((a, b) => b[1].characters - a[1].characters);
    return Object.fromEntries(sorted.map(([lang, count]) => [lang, { ...count, files: lists[lang] ?? [] }]));
  }

  #asItIs(manifest: CleanManifest): CleanResult {
    this.#articles = manifest.articles;
    this.#left = manifest.left;
    this.#problems.push(...manifest.problems.map(errorFrom));
    const candidates = { candidates: manifest.candidates, inferred: manifest.inferred };
    return { ...this.#result(candidates, manifest.languages, false), unchanged: true };
  }

  #result(candidates: Candidates, languages: CleanResult['languages'], isStopped: boolean): CleanResult {
    const more = this.#more;
    const problems =
      more === 0
        ? this.#problems
        : [...this.#problems, new TovmachError('INPUT_INVALID', say.moreProblems({ count: more }))];
    return {
      articles: this.#articles,
      left: this.#left,
      languages,
      candidates,
      unchanged: false,
      problems,
      passedOver: this.inputs.passedOver,
      out: this.out,
      exitCode: exitCodeOf({ problems, interrupted: isStopped, written: this.#articles > 0 }),
    };
  }
}

const filesOf = (manifest: CleanManifest | undefined): string[] =>
  Object.values(manifest?.languages ?? {}).flatMap(({ files }) => files.map(({ path }) => path));
