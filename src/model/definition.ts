import type { z } from 'zod';
import type { Message, Said } from '../message.js';
import type { Check, Detector, Format, Memory, Provider, Term } from './contracts.js';
import type { LanguageTag } from './language.js';

/**
 * The shape of everything that can be plugged in. One object tells all of an adapter: from it come its part of the
 * configuration's schema, its environment variables, what is hidden in messages, prices, `doctor`, completion, the
 * tables of the documentation and its part of the outputs' fingerprint. A user's own has the same shape:
 * `createTovmach({ providers: [mine] })`, or `providers: { mine: { module: './mine.mjs' } }` in the configuration.
 */

/** What can be plugged in. */
export type DefinitionKind = 'provider' | 'detector' | 'format' | 'check' | 'memory';

/** What an instance lends to whatever is plugged into it. Nothing else of it can be reached from an adapter. */
export interface Host {
  /** Folder that relative paths in settings begin at; absolute. */
  readonly directory: string;
  /** Tells the user one sentence while a call is under way. */
  notice(message: Said): void;
}

/** What a provider is lent besides. */
export interface ProviderHost extends Host {
  /**
   * `fetch` as this instance may use it: through the proxies of the environment, without following redirects, and cut
   * off at 16 MiB of inflated answer.
   */
  readonly fetch: typeof fetch;
  /** Imports an npm package of the user's project, for libraries that are not installed beside tovmach. */
  importPeer(name: string): Promise<unknown>;
  /** Words and names of the house for a pair of languages, as its lists have them; absent: it has none. */
  readonly terms?: ((source: LanguageTag, target: LanguageTag) => readonly Term[]) | undefined;
  /** The store of the local engine's models, and whether it may fetch what it lacks. */
  readonly models?: ModelHost;
}

/** What a local engine needs to know of its models, and of whoever runs it. */
export interface ModelHost {
  /** Environment the store is looked for in. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the models; absent: the user's own data folder. */
  readonly directory?: string | undefined;
  /** Address of the registry; absent: the one tovmach knows. */
  readonly registry?: string | undefined;
  /** Kind of model wanted; absent: the best there is. */
  readonly architecture?: 'tiny' | 'base' | 'base-memory' | undefined;
  /** Whether models may be downloaded; `ask` asks through `confirm`. */
  readonly consent: 'ask' | 'yes' | 'no';
  /** Told once what would be downloaded: what, how large, from where, under which licence. */
  readonly onNotice?: ((line: Said) => void) | undefined;
  /** Asks the user; absent: nobody is there. */
  readonly confirm?: ((line: Message) => Promise<boolean>) | undefined;
  /** Bytes of a file that are here, and of how many. */
  readonly onProgress?: ((file: string, done: number, total: number | undefined) => void) | undefined;
}

/** What a check is lent besides. */
export interface CheckHost extends Host {
  /** Tells the language of a text. */
  readonly detector: Detector;
  /** Languages of the sources and targets: what an answer may be in by mistake. */
  readonly candidates: readonly LanguageTag[];
}

/** Settings as an adapter gets them: checked, with their defaults filled in. */
export type SettingsOf<Schema extends z.ZodObject> = z.output<Schema>;
/** Name of one of the settings. */
export type SettingOf<Schema extends z.ZodObject> = keyof z.output<Schema> & string;

/** Settings of which one has to be there, and what to do when none is. */
export interface Requirement<Setting extends string = string> {
  /** Names of settings; one that is set is enough. */
  readonly anyOf: readonly Setting[];
  /** One sentence: which variable to set, or which key of the configuration. */
  readonly remedy: string | Message;
}

/** What all definitions have in common. */
export interface Definition<Schema extends z.ZodObject = z.ZodObject> {
  /** What sort of adapter it defines. */
  readonly kind: DefinitionKind;
  /** Under which it is configured and named in outputs: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** What it is, in a few words, for `doctor`, `--help` and the documentation. */
  readonly description: string | Message;
  /** Its settings, as a strict zod object; every key may carry `.describe()`. What is not in it is refused. */
  readonly settings: Schema;
  /** Environment variables that fill a setting the configuration leaves open; the first that is set wins. */
  readonly environment?: Readonly<Record<string, SettingOf<Schema>>>;
  /** Settings whose values are never shown, in no form. */
  readonly secrets?: readonly SettingOf<Schema>[];
  /** Settings without which it cannot work. */
  readonly required?: readonly Requirement<SettingOf<Schema>>[];
  /** npm package that has to be installed beside tovmach; imported when it is first used. */
  readonly peer?: string;
  /**
   * Settings that decide what comes out: outputs made under others are stale. Absent: all of them but secrets and
   * what only paces requests, so that forgetting it costs a second look and never a stale file.
   */
  readonly fingerprint?: readonly SettingOf<Schema>[];
}

/** What a service asks for its work, as its price list had it on a day. */
export interface Price {
  /** Model it is for, or the beginning of its name; absent: for everything. */
  readonly model?: string;
  /** For a million characters of source text. */
  readonly perMillionCharacters?: number;
  /** For a million tokens of prompt. */
  readonly perMillionInputTokens?: number;
  /** For a million tokens of answer. */
  readonly perMillionOutputTokens?: number;
  /** ISO 4217. */
  readonly currency: string;
  /** ISO date the list was read on; prices change. */
  readonly asOf: string;
  /** Address of the list. */
  readonly source: string;
}

/** How much at once, and how long, unless the configuration says otherwise. */
export interface ProviderLimits {
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** Most requests begun in one second. */
  readonly requestsPerSecond?: number;
  /** Most characters (UTF-16) sent in one minute. */
  readonly charactersPerMinute?: number;
  /** Longest wait for one answer. */
  readonly timeoutSeconds?: number;
}

/** A translator adapter. */
export interface ProviderDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Tells it from the definitions of other adapters. */
  readonly kind: 'provider';
  /** Text never leaves this machine. Absent: it does, unless the server the user named runs on it. */
  readonly isLocal?: boolean;
  /** Whether `auto` may choose it; absent: yes, once everything it needs is set. */
  readonly auto?: boolean;
  /** It translates with models of the local store (`tovmach models`). */
  readonly usesModels?: boolean;
  /** What it gives is no translation, on purpose: it is not examined, not kept in memory and costs nothing. */
  readonly pretends?: boolean;
  /** List prices with these settings, the most particular first; `pricePerMillion…` in the configuration wins over them. */
  prices?(settings: SettingsOf<Schema>): readonly Price[];
  /** How it is paced unless the configuration says otherwise; absent: as providers are by default. */
  readonly limits?: ProviderLimits;
  /** Makes the adapter. It may import a peer here, or when it is first asked. @throws TovmachError */
  create(settings: SettingsOf<Schema>, host: ProviderHost): Provider | Promise<Provider>;
}

/** A detector of languages. */
export interface DetectorDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Tells it from the definitions of other adapters. */
  readonly kind: 'detector';
  /**
   * Makes the detector; may load models.
   * @param settings as its schema gives them
   * @throws TovmachError when it cannot work
   */
  create(settings: SettingsOf<Schema>, host: Host): Detector | Promise<Detector>;
}

/** A format of files. */
export interface FormatDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Tells it from the definitions of other adapters. */
  readonly kind: 'format';
  /**
   * Makes the format.
   * @param settings as its schema gives them
   * @throws TovmachError when it cannot work
   */
  create(settings: SettingsOf<Schema>, host: Host): Format | Promise<Format>;
}

/** A check of translations. */
export interface CheckDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Tells it from the definitions of other adapters. */
  readonly kind: 'check';
  /**
   * Makes the check.
   * @param settings as its schema gives them
   * @throws TovmachError when it cannot work
   */
  create(settings: SettingsOf<Schema>, host: CheckHost): Check | Promise<Check>;
}

/** A translation memory. */
export interface MemoryDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  /** Tells it from the definitions of other adapters. */
  readonly kind: 'memory';
  /**
   * Opens the memory.
   * @param settings as its schema gives them
   * @throws TovmachError when it cannot be opened
   */
  create(settings: SettingsOf<Schema>, host: Host): Memory | Promise<Memory>;
}

/** A definition of any kind. */
export type AnyDefinition =
  | ProviderDefinition
  | DetectorDefinition
  | FormatDefinition
  | CheckDefinition
  | MemoryDefinition;

/** Gives a provider back as it is; TypeScript learns the settings of `create` from the schema beside it. */
export function defineProvider<Schema extends z.ZodObject>(
  definition: ProviderDefinition<Schema>,
): ProviderDefinition<Schema> {
  return definition;
}

/** As `defineProvider`, for a detector. */
export function defineDetector<Schema extends z.ZodObject>(
  definition: DetectorDefinition<Schema>,
): DetectorDefinition<Schema> {
  return definition;
}

/** As `defineProvider`, for a format. */
export function defineFormat<Schema extends z.ZodObject>(
  definition: FormatDefinition<Schema>,
): FormatDefinition<Schema> {
  return definition;
}

/** As `defineProvider`, for a check. */
export function defineCheck<Schema extends z.ZodObject>(
  definition: CheckDefinition<Schema>,
): CheckDefinition<Schema> {
  return definition;
}

/** As `defineProvider`, for a memory. */
export function defineMemory<Schema extends z.ZodObject>(
  definition: MemoryDefinition<Schema>,
): MemoryDefinition<Schema> {
  return definition;
}
