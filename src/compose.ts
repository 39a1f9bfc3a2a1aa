import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ProviderStatus, providerChain, providerStatuses } from './chain.js';
import { check as collectFindings, createChecks } from './check/check.js';
import type { Config, ConfigInput } from './config.js';
import { loadConfig } from './config-load.js';
import { inferCandidates } from './detect/candidates.js';
import { detect } from './detect/detect.js';
import { type ErrorCode, type ExitCode, TovmachError } from './errors.js';
import { createTexts, type Texts } from './i18n.js';
import { layerMemories } from './memory/layers.js';
import { IN_MEMORY, type MemoryStore, openMemory } from './memory/store.js';
import { createTmxMemory } from './memory/tmx.js';
import type { Article } from './model/article.js';
import type { Detector, Format, Memory, ParsedFile } from './model/contracts.js';
import type { LanguageTag } from './model/language.js';
import type { Counts, ManifestArticle, ManifestBroken } from './model/manifest.js';
import type { Checked, Identified, Planned } from './model/stages.js';
import { sha256 } from './model/text.js';
import { detectorOf, formatsOf, rolesOf } from './parts.js';
import { type FindingTotals, type RunEvent, Tally, type WrittenArticle, walkThrough } from './pipeline.js';
import { parseBytes, type ReadOptions, readBytes } from './read/read.js';
import { companionMemories, type FoundFile, walk } from './read/walk.js';
import { findPlaceholders } from './segment/placeholders.js';
import { createSegmenter } from './segment/segment.js';
import type { ProviderLink } from './translate/line.js';
import { plan } from './translate/plan.js';
import type { TranslationStatistics } from './translate/statistics.js';
import { type PlanSummary, planSummariser } from './translate/summarise.js';
import { createTranslator, type Translator, translateArticle } from './translate/translate.js';
import { VERSION } from './version.js';
import { makeFolder } from './write/disk.js';
import { lockOutput } from './write/lock.js';
import { createManifestWriter, previousHashes, writeIfChanged } from './write/manifest.js';
import { incompleteOutputs, reportMarkdown } from './write/report.js';
import {
  LEDGER_FORMATS,
  type LedgerFormat,
  formatLedger as ledgerText,
  type Paint,
} from './write/reporters.js';
import { createArticleWriter } from './write/write.js';

/** Configuration -> a working tovmach. The only place where all parts meet. */

export interface TovmachOptions {
  /** Configuration; joined over that of a file. */
  readonly config?: ConfigInput;
  /** Where `tovmach.config.yaml` is looked for and relative paths begin; absent: no file is read. */
  readonly cwd?: string;
  readonly configFile?: string;
  /** Environment variables with keys and addresses of providers; absent: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface Candidates {
  readonly candidates: readonly LanguageTag[];
  /** Found over the batch rather than configured. */
  readonly inferred: boolean;
}

export interface DetectResult {
  readonly languages: Candidates;
  /** In input order; read as they are asked for. */
  readonly articles: AsyncIterable<Identified>;
  /** Complete when `articles` has ended. */
  readonly problems: readonly TovmachError[];
}

export interface PlanResult extends PlanSummary {
  readonly languages: Candidates;
  readonly currency: string;
  readonly problems: readonly TovmachError[];
  readonly exitCode: ExitCode;
}

export interface RunSummary {
  readonly articles: number;
  readonly targets: readonly LanguageTag[];
  readonly languages: Candidates;
  /** Mean share of each language over the articles. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  readonly flagged: number;
  /** Segments over all outputs. */
  readonly counts: Counts;
  /** Engines whose translations are in the outputs. */
  readonly engines: readonly string[];
  readonly statistics: TranslationStatistics;
  readonly currency: string;
  readonly findings: FindingTotals;
  readonly problems: readonly TovmachError[];
  /** Files whose bytes changed. */
  readonly written: number;
  readonly out: string;
  readonly exitCode: ExitCode;
}

export interface DoctorReport {
  readonly version: string;
  readonly node: string;
  readonly configFile?: string;
  readonly store: string;
  readonly storeEntries: number;
  readonly providers: readonly ProviderStatus[];
  readonly pairs: readonly {
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    readonly providers: readonly string[];
  }[];
  readonly remedies: readonly string[];
}

/** Everything the command line does, as a library. */
export interface Tovmach {
  readonly config: Config;
  run(paths: readonly string[], options?: WorkOptions): Promise<RunSummary>;
  plan(paths: readonly string[], options?: WorkOptions): Promise<PlanResult>;
  detect(
    paths: readonly string[],
    options?: WorkOptions & { readonly stdin?: Uint8Array },
  ): Promise<DetectResult>;
  /** The ledger of a text that is in no file. */
  detectText(text: string, options?: { readonly languages?: readonly LanguageTag[] }): Identified;
  providers(): readonly ProviderStatus[];
  doctor(options?: WorkOptions): Promise<DoctorReport>;
  close(): Promise<void>;
}

export type { ProviderStatus };

const DEFAULT_OUT = 'out';
/** Candidates when a text alone is given and nothing is configured. */
const FALLBACK_LANGUAGES = ['en', 'uk', 'ru'];
/** Files read to infer the candidates of a batch; every file up to this number, then evenly spaced ones. */
const SAMPLE = 400;
const STDIN: FoundFile = { root: '', path: '-', absolute: '-' };

/**
 * Makes a tovmach from configuration.
 * @throws TovmachError CONFIG, LOCALE, INPUT_NOT_FOUND for the configuration.
 */
export async function createTovmach(options: TovmachOptions = {}): Promise<Tovmach> {
  const cwd = options.cwd ?? process.cwd();
  const env = options.env ?? {};
  const overrides = options.config ?? {};
  const loaded =
    options.cwd === undefined && options.configFile === undefined
      ? loadConfig({ cwd, env, overrides, search: false })
      : loadConfig({ cwd, env, overrides, search: true, file: options.configFile });
  return new Composition(loaded.config, loaded.directory, cwd, loaded.file, await detectorOf(loaded.config));
}

class Composition implements Tovmach {
  readonly #texts: Texts = createTexts();
  readonly #formats: readonly Format[];
  readonly #roles;
  readonly #segmenter;
  #chain: Promise<ProviderLink[]> | undefined;
  #store: MemoryStore | undefined;
  #memory: Promise<Memory> | undefined;
  #stdin: Uint8Array | undefined;

  constructor(
    readonly config: Config,
    private readonly directory: string,
    private readonly cwd: string,
    private readonly configFile: string | undefined,
    private readonly detector: Detector,
  ) {
    this.#formats = formatsOf(config);
    this.#roles = rolesOf(config, directory);
    const languages = new Set([...(config.languages ?? []), ...config.targets, ...FALLBACK_LANGUAGES]);
    this.#segmenter = createSegmenter({
      timeZone: config.input.timeZone,
      languages: [...languages],
      counters: this.#roles.counters,
    });
  }

  providers(): ProviderStatus[] {
    return providerStatuses(this.config);
  }

  detectText(text: string, options: { readonly languages?: readonly LanguageTag[] } = {}): Identified {
    const { articles } = parseBytes('text.txt', new TextEncoder().encode(text), this.#readOptions());
    const [article] = articles;
    if (article === undefined) throw new TovmachError('INPUT_INVALID', 'the text is empty');
    return this.#identify(article, options.languages ?? this.config.languages ?? FALLBACK_LANGUAGES);
  }

  async detect(
    paths: readonly string[],
    options: WorkOptions & { readonly stdin?: Uint8Array } = {},
  ): Promise<DetectResult> {
    this.#stdin = options.stdin;
    const { files, problems } = await this.#walk(paths);
    const languages = await this.#candidates(files);
    const collected: TovmachError[] = [...problems];
    const self = this;
    async function* articles(): AsyncGenerator<Identified> {
      for (const file of files) {
        if (options.signal?.aborted) return;
        let parsed: ParsedFile;
        try {
          parsed = await self.#read(file);
        } catch (error) {
          collected.push(asError(error, file.path));
          continue;
        }
        for (const broken of parsed.broken) collected.push(asError(broken, file.path));
        for (const article of parsed.articles) yield self.#identify(article, languages.candidates);
      }
    }
    return { languages, articles: articles(), problems: collected };
  }

  async plan(paths: readonly string[], options: WorkOptions = {}): Promise<PlanResult> {
    const chain = await this.#providerChain();
    const memory = await this.#openMemory(false, paths);
    const { articles, languages, problems } = await this.detect(paths, options);
    const summariser = planSummariser({
      memory,
      recall: this.#recall(),
      chain: chain.map(planningLink),
      providerFor: async (source, target) => {
        for (const link of chain)
          if (await supports(link, source, target, options.signal)) return planningLink(link);
        return undefined;
      },
    });
    for await (const article of articles) summariser.add(this.#plan(article));
    const summary = await summariser.summary();
    const tally = new Tally();
    tally.problems.push(...problems);
    const exitCode = tally.exitCode({ interrupted: options.signal?.aborted === true, failOn: 'never' });
    return { ...summary, languages, currency: this.config.budget.currency, problems, exitCode };
  }

  async run(paths: readonly string[], options: WorkOptions = {}): Promise<RunSummary> {
    const signal = options.signal ?? new AbortController().signal;
    const onEvent = options.onEvent ?? (() => {});
    // Every request under way listens to it.
    setMaxListeners(0, signal);
    const out = resolve(this.directory, this.config.out ?? DEFAULT_OUT);
    const { files, problems } = await this.#walk(paths, [out]);
    const tally = new Tally();
    for (const problem of problems) tally.problems.push(problem);
    const chain = await this.#providerChain();
    const memory = await this.#openMemory(true, paths, onEvent);
    await makeFolder(out);
    const lock = await lockOutput(out);
    const manifest = createManifestWriter(out);
    const broken: ManifestBroken[] = [];
    const incomplete: { path: string; failed: number }[] = [];
    const engines = new Set<string>();
    const fail = (error: TovmachError): void => {
      tally.problems.push(error);
      const entry = brokenEntry(error);
      broken.push(entry);
      manifest.broken(entry);
    };
    for (const problem of problems) {
      const entry = brokenEntry(problem);
      broken.push(entry);
      manifest.broken(entry);
    }
    try {
      const languages = await this.#candidates(files);
      const translator = this.#translator(chain, memory, onEvent);
      const checks = this.#checks(languages.candidates);
      const previous = await previousHashes(out);
      const write = this.#writer(out, previous);
      onEvent({ type: 'run-started', files: files.length });
      await walkThrough<FoundFile>(
        {
          walk: async () => ({ files, problems }),
          read: (file) => this.#read(file),
          identify: (article, candidates) => this.#identify(article, candidates),
          plan: (article) => this.#plan(article),
          translate: (planned, abort) => translateArticle(planned, translator, { signal: abort }),
          check: (translated) => collectFindings(translated, checks),
          write: (article) => write(article),
        },
        files,
        languages.candidates,
        {
          article: (result) => {
            tally.article(result);
            manifest.article(result.entry, result.findings);
            incomplete.push(...incompleteOutputs(result.entry));
            for (const output of result.entry.outputs)
              for (const engine of enginesOf(output.origins)) engines.add(engine);
          },
          problem: fail,
        },
        { signal, concurrency: this.config.concurrency, onEvent },
      );
      const { counts, langs, findings } = tally;
      const finishedAt = this.config.output.timestamps ? { finishedAt: new Date().toISOString() } : {};
      const digest = configDigest(this.config, languages.candidates);
      if (signal.aborted) await manifest.discard();
      else {
        await manifest.finish(
          { tool: `tovmach ${VERSION}`, configDigest: digest, targets: this.config.targets, ...finishedAt },
          { articles: tally.articles, counts, findings: findings.total },
        );
        const t = this.#texts.forLanguage(this.config.uiLanguage ?? 'en', 'output');
        const report = reportMarkdown(
          {
            targets: this.config.targets,
            articles: tally.articles,
            counts,
            langs,
            engines: [...engines].sort(),
            findings,
            broken,
            incomplete,
          },
          t,
        );
        await writeIfChanged(join(out, 'report.md'), report);
      }
      return {
        articles: tally.articles,
        targets: this.config.targets,
        languages,
        langs,
        flagged: tally.flagged,
        counts,
        engines: [...engines].sort(),
        statistics: translator.statistics(),
        currency: this.config.budget.currency,
        findings,
        problems: tally.problems,
        written: tally.written,
        out,
        exitCode: tally.exitCode({ interrupted: signal.aborted, failOn: this.config.failOn }),
      };
    } catch (error) {
      await manifest.discard();
      throw error;
    } finally {
      await lock.release();
    }
  }

  async doctor(options: WorkOptions = {}): Promise<DoctorReport> {
    const statuses = this.providers();
    const chain = await this.#providerChain().catch(() => []);
    const store = resolve(this.directory, this.config.memory.store);
    const sources = this.config.languages ?? [...new Set([...FALLBACK_LANGUAGES, ...this.config.targets])];
    const targets = this.config.targets.length > 0 ? this.config.targets : ['en', 'uk'];
    const pairs: { source: LanguageTag; target: LanguageTag; providers: string[] }[] = [];
    const problems = new Map<string, string>();
    for (const source of sources) {
      for (const target of targets) {
        if (source === target) continue;
        const providers: string[] = [];
        for (const link of chain) {
          try {
            if (await supports(link, source, target, options.signal)) providers.push(link.provider.name);
          } catch (error) {
            problems.set(link.provider.name, error instanceof Error ? error.message : String(error));
          }
        }
        pairs.push({ source, target, providers });
      }
    }
    const storeEntries = await this.#openMemory(false).then(
      () => this.#store?.stats().entries ?? 0,
      () => 0,
    );
    const nobody = pairs.some((pair) => pair.providers.length === 0);
    return {
      version: VERSION,
      node: process.versions.node,
      ...(this.configFile === undefined ? {} : { configFile: this.configFile }),
      store: relative(this.cwd, store) || store,
      storeEntries,
      providers: statuses.map((status) => {
        const problem = problems.get(status.name);
        return problem === undefined ? status : { ...status, problem };
      }),
      pairs,
      remedies: nobody
        ? ['Set up one of the providers above, or get the local engine: tovmach models pull uk-en en-uk']
        : [],
    };
  }

  async close(): Promise<void> {
    const chain = await (this.#chain ?? Promise.resolve([])).catch(() => []);
    await Promise.all(chain.map((link) => link.provider.close?.()));
    await this.detector.close?.();
    if (this.#memory !== undefined) await this.#memory.then((memory) => memory.close()).catch(() => {});
  }

  #readOptions(): ReadOptions {
    const { encoding, maxFileMegabytes } = this.config.input;
    return {
      formats: this.#formats,
      maxBytes: maxFileMegabytes * 1_000_000,
      ...(encoding === undefined ? {} : { encoding }),
    };
  }

  async #walk(
    paths: readonly string[],
    skip: readonly string[] = [],
  ): Promise<{ files: FoundFile[]; problems: TovmachError[] }> {
    const { include, exclude } = this.config.input;
    const named = paths.filter((path) => path !== '-');
    const extensions = this.#formats.flatMap((format) => format.extensions);
    const found = await walk(named, { cwd: this.cwd, extensions, include, exclude, skip });
    const files = named.length < paths.length ? [STDIN, ...found.files] : [...found.files];
    if (files.length === 0 && found.problems.length > 0 && found.problems[0] !== undefined)
      throw found.problems[0];
    return { files, problems: [...found.problems] };
  }

  async #read(file: FoundFile): Promise<ParsedFile> {
    const options = this.#readOptions();
    const bytes =
      file.path === '-'
        ? (this.#stdin ?? new Uint8Array())
        : await readBytes(file.absolute, file.path, options.maxBytes);
    return parseBytes(file.path, bytes, options);
  }

  #identify(article: Article, candidates: readonly LanguageTag[]): Identified {
    return detect(this.#segmenter.segment(article), {
      detector: this.detector,
      candidates,
      roles: this.#roles,
      policy: this.config.policy,
      placeholders: findPlaceholders,
    });
  }

  async #candidates(files: readonly FoundFile[]): Promise<Candidates> {
    if (this.config.languages !== undefined) return { candidates: this.config.languages, inferred: false };
    const step = Math.max(1, Math.ceil(files.length / SAMPLE));
    const texts: string[] = [];
    for (let index = 0; index < files.length; index += step) {
      const file = files[index];
      if (file === undefined) continue;
      try {
        const { articles } = await this.#read(file);
        for (const article of articles) for (const block of article.blocks) texts.push(block.text);
      } catch {
        // Whatever is wrong with the file is said when it is its turn.
      }
    }
    return { candidates: inferCandidates(texts, this.detector, this.config.targets), inferred: true };
  }

  #plan(article: Identified): Planned {
    return plan(article, {
      targets: this.config.targets,
      repair: this.config.detection.repair.length > 0,
      hasLabel: (key, target) => this.#texts.label(key, target) !== undefined,
    });
  }

  #recall(): { fuzzyFrom?: number } {
    const from = this.config.memory.useFuzzyFrom;
    return from === undefined ? {} : { fuzzyFrom: from };
  }

  #providerChain(): Promise<ProviderLink[]> {
    this.#chain ??= providerChain(this.config);
    return this.#chain;
  }

  /** TMX files, configured or lying beside the articles, over the store; a store nothing was kept in yet is not created just to be read. */
  #openMemory(
    create: boolean,
    paths: readonly string[] = [],
    onEvent: (event: RunEvent) => void = () => {},
  ): Promise<Memory> {
    this.#memory ??= (async () => {
      const { files, store } = this.config.memory;
      const path = resolve(this.directory, store);
      this.#store = openStore(path, create);
      const companions = await companionMemories(
        paths.filter((named) => named !== '-'),
        this.cwd,
      );
      const configured = files.map((file) => resolve(this.directory, file));
      const all = [...new Set([...configured, ...companions])];
      if (all.length === 0) return this.#store;
      for (const file of companions) {
        onEvent({ type: 'notice', message: `using the translation memory ${relative(this.cwd, file)}` });
      }
      const { memory } = await createTmxMemory(all);
      return layerMemories([this.#store, memory]);
    })();
    return this.#memory;
  }

  #checks(candidates: readonly LanguageTag[]) {
    return createChecks({
      detector: this.detector,
      candidates: [...new Set([...candidates, ...this.config.targets])],
    });
  }

  #translator(
    chain: readonly ProviderLink[],
    memory: Memory,
    onEvent: (event: RunEvent) => void,
  ): Translator {
    const { maxCharactersPerRun, maxCostPerRun } = this.config.budget;
    const pseudo = chain.every((link) => link.provider.name === 'pseudo');
    const languages = this.config.languages ?? FALLBACK_LANGUAGES;
    return createTranslator({
      chain,
      memory,
      recall: this.#recall(),
      // Pseudo-translation is in no language, on purpose.
      checks: pseudo && chain.length > 0 ? [] : this.#checks(languages),
      budget:
        maxCharactersPerRun === undefined && maxCostPerRun === undefined
          ? []
          : [
              {
                scope: 'run',
                ...(maxCharactersPerRun === undefined ? {} : { maxCharacters: maxCharactersPerRun }),
                ...(maxCostPerRun === undefined ? {} : { maxCost: maxCostPerRun }),
              },
            ],
      onEvent: (event) => {
        if (event.type === 'retry') {
          onEvent({
            type: 'notice',
            message: `${event.provider}: ${event.code}, trying again in ${Math.ceil(event.waitMs / 1000)} s`,
          });
        }
      },
    });
  }

  #writer(out: string, previous: ReadonlyMap<string, string>): (article: Checked) => Promise<WrittenArticle> {
    const { output, detection } = this.config;
    const writer = createArticleWriter({
      out,
      layout: { layout: output.layout, format: output.format, prefix: output.prefix },
      label: (key, language) => this.#texts.label(key, language),
      texts: (language) => this.#texts.forLanguage(language, 'output'),
      repair: detection.repair.length > 0,
      previous: (path) => previous.get(path),
      ...(output.baseUrl === undefined ? {} : { baseUrl: output.baseUrl.replace(/\/$/, '') }),
      ...(output.timestamps ? { translatedAt: new Date().toISOString() } : {}),
    });
    return async (article) => {
      const result = await writer.write(article);
      const failures = new Set<ErrorCode | 'CHECK'>();
      for (const translation of article.translations.values()) {
        if (translation.status === 'failed') failures.add(translation.failure.code);
      }
      const flagged = article.segments.filter((segment) => segment.flagged).length;
      return { ...result, findings: [...result.findings], failures: [...failures], flagged };
    };
  }
}

function openStore(path: string, create: boolean): MemoryStore {
  if (!create) {
    try {
      return openMemory(path, { mustExist: true });
    } catch (error) {
      if (TovmachError.isInstance(error) && error.code === 'INPUT_NOT_FOUND') return openMemory(IN_MEMORY);
      throw error;
    }
  }
  mkdirSync(dirname(path), { recursive: true });
  return openMemory(path);
}

function asError(error: unknown, path: string): TovmachError {
  if (TovmachError.isInstance(error)) return error;
  return new TovmachError('INPUT_INVALID', error instanceof Error ? error.message : String(error), {
    file: path,
    cause: error,
  });
}

function brokenEntry(error: TovmachError): ManifestBroken {
  return {
    path: error.file ?? '',
    code: error.code,
    message: error.message,
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

function planningLink({ provider, pricePerMillionCharacters }: ProviderLink) {
  return {
    name: provider.name,
    identity: provider.identity,
    ...(pricePerMillionCharacters === undefined ? {} : { pricePerMillionCharacters }),
  };
}

function supports(
  { provider }: ProviderLink,
  source: LanguageTag,
  target: LanguageTag,
  signal?: AbortSignal,
): Promise<boolean> {
  return provider.supports(source, target, signal === undefined ? {} : { signal });
}

function enginesOf(origins: ManifestArticle['outputs'][number]['origins']): string[] {
  return Object.values(origins).flatMap((origin) =>
    origin.startsWith('provider:') ? [origin.slice('provider:'.length)] : [],
  );
}

/** What decides the bytes of the outputs; no path of this machine is in it. */
function configDigest(config: Config, candidates: readonly LanguageTag[]): string {
  const { targets, policy, detection, output, input, provider } = config;
  const { fields, timeZone, encoding } = input;
  const { rolesFile: _, ...detecting } = detection;
  return sha256(
    JSON.stringify([
      VERSION,
      targets,
      candidates,
      policy,
      detecting,
      output,
      { fields, timeZone, encoding },
      provider,
    ]),
  ).slice(0, 16);
}

/** The ledger of articles as text, in one of the formats of `tovmach detect`. */
export function formatLedger(
  articles: AsyncIterable<Identified>,
  format: LedgerFormat,
  paint: Paint,
): AsyncGenerator<string> {
  return ledgerText(articles, format, { paint, version: VERSION });
}

export type { LedgerFormat, Paint };
export { LEDGER_FORMATS };
