import { mkdirSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { createChecks } from '../check/check.js';
import type { Config } from '../config/schema.js';
import { detect } from '../detect/detect.js';
import type { RoleFinder } from '../detect/roles.js';
import { type ErrorCode, hintOf, TovmachError } from '../errors.js';
import { importTmx } from '../exchange/tmx.js';
import { createTexts, type Texts } from '../i18n.js';
import { inferCandidates } from '../language/candidates.js';
import { layerMemories } from '../memory/layers.js';
import { IN_MEMORY, type MemoryStore, openMemory } from '../memory/store.js';
import { withPaths } from '../message.js';
import type { Article } from '../model/article.js';
import type { Check, Detector, Format, Memory, ParsedFile } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { Checked, Identified, Planned } from '../model/stages.js';
import { sha256 } from '../model/text.js';
import { asProblem, type RunEvent, type WrittenArticle } from '../pipeline.js';
import { encodingName } from '../read/encoding.js';
import { parseBytes, type ReadOptions, readBytes } from '../read/read.js';
import { absolutePath, companionMemories, type FoundFile, walk } from '../read/walk.js';
import { findPlaceholders } from '../segment/placeholders.js';
import { createSegmenter, type Segmenter } from '../segment/segment.js';
import type { ProviderLink } from '../translate/line.js';
import { plan } from '../translate/plan.js';
import { createTranslator, type Translator } from '../translate/translate.js';
import { createArticleWriter, type WriteOptions } from '../write/write.js';
import { budgetLimits } from './budget.js';
import { formatsOf, rolesOf } from './parts.js';
import { type DownloadHooks, providerChain } from './providers.js';
import type { Candidates, WorkOptions } from './work.js';

/** The parts of a run, made from configuration when they are first needed. */

/** Candidates when a text alone is given and nothing is configured. */
export const FALLBACK_LANGUAGES: readonly LanguageTag[] = ['en', 'uk', 'ru'];
/** Files read to infer the candidates of a batch; every file up to this number, then evenly spaced ones. */
const SAMPLE = 400;
/** Where outputs go when nobody said. */
const DEFAULT_OUT = 'out';
const STDIN: FoundFile = { root: '', path: '-' };

/** Where things are, for one tovmach. */
export interface Place {
  readonly config: Config;
  /** What paths of the configuration are relative to. */
  readonly directory: string;
  /** What paths of the caller are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly detector: Detector;
}

export class Workshop {
  readonly texts: Texts = createTexts();
  /** Open once `openMemory` was called. */
  store: MemoryStore | undefined;
  /** Translation memories that could not be read whole. */
  readonly memoryProblems: TovmachError[] = [];
  /** Bytes that stand for the path `-`. */
  stdin: Uint8Array | undefined;
  readonly config: Config;
  readonly directory: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly detector: Detector;
  readonly #formats: readonly Format[];
  readonly #roles: RoleFinder;
  readonly #segmenter: Segmenter;
  #chain: Promise<ProviderLink[]> | undefined;
  #memory: Promise<Memory> | undefined;

  constructor({ config, directory, cwd, env, detector }: Place) {
    this.config = config;
    this.directory = directory;
    this.cwd = cwd;
    this.env = env;
    this.detector = detector;
    this.#formats = formatsOf(config);
    this.#roles = rolesOf(config, directory);
    if (config.input.encoding !== undefined) encodingName(config.input.encoding);
    const languages = new Set([...(config.languages ?? []), ...config.targets, ...FALLBACK_LANGUAGES]);
    this.#segmenter = createSegmenter({
      timeZone: config.input.timeZone,
      languages: [...languages],
      counters: this.#roles.counters,
      dateLabels: this.#roles.dateLabels,
    });
  }

  /** Ends what was begun: connections, workers, files. */
  async close(): Promise<void> {
    const chain = await (this.#chain ?? Promise.resolve([])).catch(() => []);
    await Promise.all(chain.map((link) => link.provider.close?.()));
    await this.detector.close?.();
    if (this.#memory !== undefined) await this.#memory.then((memory) => memory.close()).catch(() => {});
    else this.store?.close();
  }

  readOptions(): ReadOptions {
    const { encoding, maxFileMegabytes } = this.config.input;
    return {
      formats: this.#formats,
      maxBytes: maxFileMegabytes * 1_000_000,
      ...(encoding === undefined ? {} : { encoding }),
    };
  }

  async walk(
    paths: readonly string[],
    skip: readonly string[] = [],
    include: readonly string[] = this.config.input.include,
  ): Promise<{ files: FoundFile[]; problems: TovmachError[] }> {
    const { exclude } = this.config.input;
    const named = paths.filter((path) => path !== '-');
    const extensions = this.#formats.flatMap((format) => format.extensions);
    const found = await walk(named, { cwd: this.cwd, extensions, include, exclude, skip });
    const files = named.length < paths.length ? [STDIN, ...found.files] : [...found.files];
    if (files.length === 0 && found.problems.length > 0 && found.problems[0] !== undefined)
      throw found.problems[0];
    return { files, problems: [...found.problems] };
  }

  async read(file: FoundFile): Promise<ParsedFile> {
    return (await this.readWithHash(file)).parsed;
  }

  /** A file and the SHA-256 of its bytes. */
  async readWithHash(file: FoundFile): Promise<{ parsed: ParsedFile; hash: string }> {
    const options = this.readOptions();
    const bytes =
      file.path === '-'
        ? (this.stdin ?? new Uint8Array())
        : await readBytes(absolutePath(file), file.path, options.maxBytes);
    return { parsed: parseBytes(file.path, bytes, options), hash: sha256(bytes) };
  }

  identify(article: Article, candidates: readonly LanguageTag[]): Identified {
    return detect(this.#segmenter.segment(article), {
      detector: this.detector,
      candidates,
      roles: this.#roles,
      policy: this.config.policy,
      placeholders: findPlaceholders,
    });
  }

  /** The ledger of a text that is in no file. */
  identifyText(text: string, languages?: readonly LanguageTag[]): Identified {
    const { articles } = parseBytes('text.txt', new TextEncoder().encode(text), this.readOptions());
    const [article] = articles;
    if (article === undefined) throw new TovmachError('INPUT_INVALID', 'the text is empty');
    const texts = article.blocks.map((block) => block.text);
    return this.identify(
      article,
      languages ?? this.config.languages ?? inferCandidates(texts, this.detector, this.config.targets),
    );
  }

  async candidates(files: readonly FoundFile[]): Promise<Candidates> {
    if (this.config.languages !== undefined) return { candidates: this.config.languages, inferred: false };
    const step = Math.max(1, Math.ceil(files.length / SAMPLE));
    const texts: string[] = [];
    for (let index = 0; index < files.length; index += step) {
      const file = files[index];
      if (file === undefined) continue;
      try {
        const { articles } = await this.read(file);
        for (const article of articles) for (const block of article.blocks) texts.push(block.text);
      } catch {
        // Whatever is wrong with the file is said when it is its turn.
      }
    }
    return { candidates: inferCandidates(texts, this.detector, this.config.targets), inferred: true };
  }

  plan(article: Identified, versions: readonly LanguageTag[] = this.config.targets): Planned {
    return plan(article, {
      targets: this.config.targets,
      versions,
      repair: this.config.detection.repair,
      hasLabel: (key, target) => this.texts.label(key, target) !== undefined,
    });
  }

  /** `auto` takes what any machine translated before: what was paid for once is not paid for again because a key is missing today. */
  get anyMachine(): boolean {
    return this.config.provider === 'auto';
  }

  recall(): { fuzzyFrom?: number } {
    const from = this.config.memory.useFuzzyFrom;
    return from === undefined ? {} : { fuzzyFrom: from };
  }

  /** The translators; what they may ask is settled by whoever asks for them first. */
  providerChain(hooks: Omit<DownloadHooks, 'env'> = {}): Promise<ProviderLink[]> {
    this.#chain ??= providerChain(this.config, { ...hooks, env: this.env });
    return this.#chain;
  }

  /** The folder outputs go to; absolute. */
  get out(): string {
    return resolve(this.directory, this.config.out ?? DEFAULT_OUT);
  }

  /** Where translations are kept. One nothing was kept in yet is not created just to be read. */
  openStore(create: boolean): MemoryStore {
    this.store ??= openStore(resolve(this.directory, this.config.memory.store), create);
    return this.store;
  }

  /** TMX files, configured or lying beside the articles; absolute. */
  async memoryFiles(paths: readonly string[]): Promise<{ all: string[]; companions: string[] }> {
    const named = paths.filter((path) => path !== '-');
    const companions = await companionMemories(named, this.cwd);
    const configured = this.config.memory.files.map((file) => resolve(this.directory, file));
    return { all: [...new Set([...configured, ...companions])], companions };
  }

  /** TMX files over the store. When the signal aborts, what was read until then. */
  openMemory(
    create: boolean,
    paths: readonly string[] = [],
    { onEvent = () => {}, signal }: WorkOptions = {},
  ): Promise<Memory> {
    this.#memory ??= (async () => {
      const store = this.openStore(create);
      const { all, companions } = await this.memoryFiles(paths);
      if (all.length === 0) return store;
      for (const file of companions) {
        onEvent({ type: 'notice', message: `using the translation memory ${relative(this.cwd, file)}` });
      }
      const memory = openMemory(IN_MEMORY);
      const { targets } = this.config;
      const options = {
        ...(targets.length === 0 ? {} : { targets }),
        ...(signal === undefined ? {} : { signal }),
      };
      for (const file of all) {
        try {
          await importTmx(memory, file, options);
        } catch (error) {
          if (signal?.aborted) break;
          // Like any other bad file: named, and the rest goes on with what could be read.
          this.memoryProblems.push(renamed(asProblem(error, file), file, relative(this.cwd, file)));
        }
      }
      return layerMemories([store, memory]);
    })();
    return this.#memory;
  }

  /** The checks of a run; pseudo-translation is in no language, on purpose, and is not examined. */
  checks(candidates: readonly LanguageTag[], chain: readonly ProviderLink[]): Check[] {
    if (isPseudo(chain)) return [];
    return createChecks({
      detector: this.detector,
      candidates: [...new Set([...candidates, ...this.config.targets])],
    });
  }

  translator(chain: readonly ProviderLink[], memory: Memory, onEvent: (event: RunEvent) => void): Translator {
    const pseudo = isPseudo(chain);
    const languages = this.config.languages ?? FALLBACK_LANGUAGES;
    return createTranslator({
      chain,
      // A disguise is no translation: it is not kept.
      memory: pseudo ? { ...memory, put: () => {} } : memory,
      recall: this.recall(),
      anyMachine: this.anyMachine,
      checks: this.checks(languages, chain),
      budget: budgetLimits(this.config.budget, this.store, new Date()),
      onSpend: ({ provider, requests, charactersBilled, cost }) =>
        pseudo
          ? undefined
          : this.store?.recordSpend({
              provider,
              requests,
              characters: charactersBilled,
              cost,
              currency: this.config.budget.currency,
            }),
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

  writer(earlier: Pick<WriteOptions, 'previous' | 'versions' | 'isTaken'>): {
    refuseForeign(article: Planned): Promise<void>;
    write(article: Checked): Promise<WrittenArticle>;
  } {
    const { output, detection } = this.config;
    const writer = createArticleWriter({
      out: this.out,
      layout: {
        layout: output.layout,
        format: output.format,
        prefix: output.prefix,
        main: this.config.targets[0],
      },
      label: (key, language) => this.texts.label(key, language),
      texts: (language) => this.texts.forLanguage(language, 'output'),
      speaks: (language) => this.texts.speaks(language),
      repair: detection.repair,
      ...earlier,
      ...(output.baseUrl === undefined ? {} : { baseUrl: output.baseUrl.replace(/\/$/, '') }),
      ...(output.timestamps ? { translatedAt: new Date().toISOString() } : {}),
    });
    const write = async (article: Checked): Promise<WrittenArticle> => {
      const result = await writer.write(article);
      const failures = new Set<ErrorCode | 'CHECK'>();
      const pairs = new Map<string, string | undefined>();
      for (const { key, source, target } of article.units) {
        const translation = article.translations.get(key);
        if (translation?.status !== 'failed') continue;
        failures.add(translation.failure.code);
        const { code, message } = translation.failure;
        if (NOBODY.has(code)) pairs.set(`${source}-${target}`, code === 'MODEL' ? message : undefined);
      }
      return { ...result, failures: [...failures], unserved: pairs };
    };
    return { refuseForeign: (article) => writer.refuseForeign(article), write };
  }
}

/** The error with the name the user knows the file by. */
function renamed(error: TovmachError, from: string, to: string): TovmachError {
  const { code, line, column } = error;
  const rename = (path: string): string => (path === from ? to : path);
  const hint = hintOf(error);
  return new TovmachError(code, withPaths(error, rename), {
    file: to,
    cause: error,
    ...(hint === undefined ? {} : { hint: withPaths(hint, rename) }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  });
}

function isPseudo(chain: readonly ProviderLink[]): boolean {
  return chain.length > 0 && chain.every((link) => link.provider.name === 'pseudo');
}

/** Failures that setting up a provider would mend. */
const NOBODY: ReadonlySet<ErrorCode | 'CHECK'> = new Set(['UNSUPPORTED_PAIR', 'MODEL']);

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
