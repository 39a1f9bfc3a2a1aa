import { setMaxListeners } from 'node:events';
import { relative } from 'node:path';
import { check as collectFindings } from '../check/check.js';
import { makeFolder } from '../disk/files.js';
import { lockOutput } from '../disk/lock.js';
import type { MemoryStore } from '../memory/store.js';
import { type RunEvent, walkThrough } from '../pipeline.js';
import type { FoundFile } from '../read/walk.js';
import { FALLBACK_LANGUAGES, type Workshop } from '../setup/job.js';
import type { Candidates, RunSummary, WorkOptions } from '../setup/work.js';
import { translateArticle } from '../translate/translate.js';
import { createManifestWriter } from '../write/manifest.js';
import { openPreviousManifest, type PreviousManifest } from '../write/manifest-read.js';
import { recoverOutputs } from '../write/recover.js';
import { abbreviated, type OutputsState, readState } from '../write/state.js';
import { recallHumans, takeInEdits } from './outputs/edits.js';
import { filesOf, findOrphans, pruneOrphans } from './outputs/orphans.js';
import { Register } from './outputs/register.js';
import { filesWithNews, rootOf, type Survey, surveyOutputs } from './outputs/survey.js';

/** One run: the corridor between a lock and a manifest. */

/** Translates articles and writes them; does only what is not done. */
export async function runArticles(
  workshop: Workshop,
  paths: readonly string[],
  options: WorkOptions,
): Promise<RunSummary> {
  const { out, config } = workshop;
  await makeFolder(out);
  const lock = await lockOutput(out, options);
  try {
    if (lock.tookOver) await recoverOutputs(out);
    const state = await readState(out);
    const previous = await openPreviousManifest(out);
    const isRecorded = (id: string): boolean => previous.has(id);
    const survey = await surveyOutputs(workshop, paths, state, { only: options.only, isRecorded });
    const manifest = createManifestWriter(out);
    const register = new Register({
      out,
      config,
      directory: workshop.directory,
      state,
      survey,
      previous,
      manifest,
    });
    try {
      return await new Run(workshop, { state, survey, previous, register, options }).work(paths);
    } catch (error) {
      await manifest.discard();
      throw error;
    } finally {
      previous.close();
    }
  } finally {
    await lock.release();
  }
}

interface RunParts {
  readonly state: OutputsState;
  readonly survey: Survey;
  readonly previous: PreviousManifest;
  readonly register: Register;
  readonly options: WorkOptions;
}

class Run {
  readonly #signal: AbortSignal;
  readonly #emit: (event: RunEvent) => void;

  constructor(
    private readonly workshop: Workshop,
    private readonly parts: RunParts,
  ) {
    this.#signal = parts.options.signal ?? new AbortController().signal;
    this.#emit = parts.options.onEvent ?? (() => {});
    // Every request under way listens to it.
    setMaxListeners(0, this.#signal);
  }

  async work(paths: readonly string[]): Promise<RunSummary> {
    const { workshop } = this;
    const { survey, register } = this.parts;
    const { config, out } = workshop;
    const store = workshop.openStore(true);
    const { repair } = config.detection;
    const edits = takeInEdits(survey.freshness.edited, { out, repair, store });
    const { todo, unchanged } = this.#todo(store);
    this.#announce(todo);
    const chain = todo.length === 0 ? [] : await this.#chain();
    const memory = todo.length === 0 ? store : await workshop.openMemory(true, paths, this.parts.options);
    for (const problem of [...survey.problems, ...workshop.memoryProblems]) register.problem(problem);
    const languages = await this.#languages(todo);
    const translator = workshop.translator(chain, memory, this.#emit);
    const checks = workshop.checks(languages.candidates, chain);
    const writer = workshop.writer({
      versions: survey.versions,
      previous: (id, target) => register.before(id, target),
      isTaken: (id) => register.isAlive(id),
    });
    this.#emit({ type: 'run-started', files: todo.length });
    await walkThrough<FoundFile>(
      {
        walk: async () => ({ files: todo, problems: survey.problems }),
        read: (file) => this.#read(file),
        identify: (article, candidates) => workshop.identify(article, candidates),
        plan: (article) => workshop.plan(article, survey.versions),
        translate: async (planned, signal) => {
          await writer.refuseForeign(planned);
          return translateArticle(planned, translator, { signal });
        },
        check: (translated) => collectFindings(translated, checks),
        write: (article) => writer.write(article),
      },
      todo,
      languages.candidates,
      {
        article: (result) => {
          const findings = [...result.findings, ...(edits.findings.get(result.entry.id) ?? [])];
          register.article({ ...result, findings });
        },
        problem: (error) => register.problem(error),
      },
      { signal: this.#signal, concurrency: config.concurrency, onEvent: this.#emit },
    );
    await translator.settled();
    if (!this.#signal.aborted) this.#nameUnserved();
    const orphans = await this.#orphans();
    const texts = workshop.texts.forLanguage(config.uiLanguage ?? 'en', 'output');
    const say = workshop.texts.messages(config.uiLanguage ?? 'en');
    const engines = await register.close({ unchanged, languages, orphans: orphans.left, texts, say });
    if (!this.#signal.aborted && survey.aside.size === 0) store.setMark(this.#mark, store.lastReviewed());
    const { counts, langs, findings, articles, flagged, problems, written } = register.tally;
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
      statistics: translator.statistics(),
      currency: config.budget.currency,
      findings,
      problems,
      written,
      out,
      exitCode: register.tally.exitCode({ interrupted: this.#signal.aborted, failOn: config.failOn }),
    };
  }

  /** What has to be done: what is stale, and what memory has a new human translation for. */
  #todo(store: MemoryStore): { todo: FoundFile[]; unchanged: ReadonlySet<string> } {
    const { state, survey } = this.parts;
    const { out, config } = this.workshop;
    const { todo, rest, unchanged } = survey.freshness;
    for (const { path } of todo) {
      for (const { ledger } of state.ofFile(path)) {
        recallHumans(ledger, { out, repair: config.detection.repair, store });
      }
    }
    const again = filesWithNews(rest, { state, store, since: store.mark(this.#mark), out });
    const left = new Set(unchanged);
    for (const { path } of again) for (const { id } of state.ofFile(path)) left.delete(id);
    const wanted = new Set([...todo, ...again]);
    return { todo: survey.files.filter((file) => wanted.has(file)), unchanged: left };
  }

  /** Under which memory remembers up to when its human translations are in these outputs. */
  get #mark(): string {
    return `applied:${relative(this.workshop.directory, this.workshop.out)}`;
  }

  /** A changed configuration is said before anything is done about it. */
  #announce(todo: readonly FoundFile[]): void {
    const { state, survey } = this.parts;
    if (state.unreadable > 0) {
      this.#notice(
        `${state.unreadable} lines of tovmach.lock say nothing; their articles are looked at again`,
      );
    }
    const files = survey.freshness.reasons['config-changed'] ?? 0;
    if (files > 0) {
      this.#notice(
        `the configuration, the provider or a memory file changed since the last run: ${files} of ${todo.length} files are done again for that; what memory holds is not sent again`,
      );
    }
  }

  #chain(): ReturnType<Workshop['providerChain']> {
    return this.workshop.providerChain({
      onNotice: (message) => this.#notice(message),
      confirm: this.parts.options.confirm,
      onProgress: (file, done, size) =>
        this.#emit({ type: 'download', file, done, ...(size === undefined ? {} : { total: size }) }),
    });
  }

  /** Where nothing is read nothing is inferred: the languages are those of the last run. */
  async #languages(todo: readonly FoundFile[]): Promise<Candidates> {
    if (todo.length > 0) return this.workshop.candidates(this.parts.survey.files);
    const { languages } = this.workshop.config;
    if (languages !== undefined) return { candidates: languages, inferred: false };
    return this.parts.previous.run?.languages ?? { candidates: FALLBACK_LANGUAGES, inferred: true };
  }

  async #read(file: FoundFile): ReturnType<Workshop['read']> {
    const { parsed, hash } = await this.workshop.readWithHash(file);
    const { articles, broken } = parsed;
    this.parts.register.source(file.path, {
      hash: abbreviated(hash),
      records: articles.length + broken.length,
      root: rootOf(file, this.workshop.directory),
      ...(broken.length === 0 ? { ids: new Set(articles.map(({ id }) => id)) } : {}),
    });
    return parsed;
  }

  #nameUnserved(): void {
    const { unserved } = this.parts.register.tally;
    if (unserved.size === 0) return;
    const pairs = [...unserved.keys()].sort().join(' ');
    const reasons = [...new Set(unserved.values())].filter((reason) => reason !== undefined).join('; ');
    const why = reasons === '' ? '' : ` (${reasons})`;
    const mayAsk = this.workshop.config.models.download === 'ask';
    const allow = mayAsk ? ', let this run get them with --yes' : '';
    this.#notice(
      `nobody translates ${pairs} here${why}; get the local engine's models with "tovmach models pull ${pairs}"${allow}, or set up a provider (tovmach providers)`,
    );
  }

  /** Outputs whose source is gone: named, and removed only where that was asked for. */
  async #orphans(): Promise<{ left: readonly string[]; pruned: readonly string[] }> {
    const { state, survey, options } = this.parts;
    const { out, directory } = this.workshop;
    const orphans = findOrphans({ state, directory, roots: survey.roots });
    if (options.prune !== true || this.#signal.aborted) {
      return { left: orphans.flatMap((orphan) => filesOf(orphan, out)), pruned: [] };
    }
    const { removed, kept } = await pruneOrphans(orphans, state, out);
    if (kept.length > 0) this.#notice(`changed by hand, and therefore kept: ${kept.join(', ')}`);
    return { left: kept, pruned: removed };
  }

  #notice(message: string): void {
    this.#emit({ type: 'notice', message });
  }
}
