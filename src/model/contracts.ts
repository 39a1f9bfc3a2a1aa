import type { ProviderError } from '../errors.js';
import type { Article, SourceFormat } from './article.js';
import type { CheckResult } from './checks.js';
import type { LanguageTag } from './language.js';
import type { Role } from './segment.js';
import type { Origin } from './translation.js';

export type { ArticleCheckInput, ArticleCheckResult, Check, CheckInput, CheckResult } from './checks.js';

// ---------------------------------------------------------------- translator adapters

/** What fits in one request of an adapter, and what it can make use of. */
export interface ProviderCapabilities {
  /** Most units in one request. */
  readonly maxUnits: number;
  /** Most characters (UTF-16) in one request, all units together. */
  readonly maxCharacters: number;
  /** Most characters in one unit. */
  readonly maxUnitCharacters: number;
  /**
   * How placeholders travel: `xml` as `<x id="1"/>` elements the service leaves alone; `token` as bracketed
   * numbers; `split` never: the text is cut around them and only the prose between is sent.
   */
  readonly placeholders: 'xml' | 'token' | 'split';
  /** Uses the context of a unit. */
  readonly context: boolean;
  /** Uses the terms of a request; absent: it does not, and what must be said to the letter is put in its place here. */
  readonly terms?: boolean;
  /** Same request, same answer. */
  readonly deterministic: boolean;
  /** Told in `previous` what was wrong with its last answer, it may do better; absent: it cannot be told. */
  readonly repairs?: boolean;
  /** Text leaves this machine. */
  readonly remote: boolean;
}

/** What helps to understand a text; never to be translated itself. */
export interface UnitContext {
  /** Text of the segment before it, in the source language. */
  readonly before?: string;
  /** Text of the segment after it, in the source language. */
  readonly after?: string;
  /** Similar texts (fuzzy matches) with the translations people made of them, the most similar first. */
  readonly similar?: readonly { readonly text: string; readonly translation: string }[];
}

/** One text of a request. */
export interface ProviderUnit {
  /** Unique in its request; the answer names it. */
  readonly id: string;
  /** What to translate, placeholders protected as the capabilities say. */
  readonly text: string;
  /** What stands around it; given to providers that use it. */
  readonly context?: UnitContext;
}

/** A word or name and how it is to be said in the target language. */
export interface Term {
  /** As it stands in the text. */
  readonly source: string;
  /** As it stands in a list of words. */
  readonly target: string;
}

/** What the texts of a request belong to; never to be translated itself. */
export interface DocumentContext {
  /** Title of the article, in its own language. */
  readonly title?: string;
  /** First paragraph of the article, in its own language. */
  readonly lead?: string;
}

/** What an adapter is asked for at once: texts of one language pair. */
export interface TranslateRequest {
  /** Explicit; a provider is never asked to guess. */
  readonly source: LanguageTag;
  /** The language they are wanted in, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** In the order the answer is to have; no more and no longer than the capabilities allow. */
  readonly units: readonly ProviderUnit[];
  /** Terms that occur in the units, for services that take them. */
  readonly terms?: readonly Term[];
  /** How readers are addressed; absent: as the service likes. One that has no such thing leaves it out. */
  readonly formality?: 'more' | 'less';
  /** The article of the units, where all are of one. */
  readonly document?: DocumentContext;
  /**
   * How the same request ended before, where it is sent once more: what was wrong with the answer, or what the adapter
   * asked for it to be sent again for.
   */
  readonly previous?: ProviderError | undefined;
  /** Ends the request; the adapter then rejects with ABORTED. */
  readonly signal: AbortSignal;
}

/** One text of an answer. */
export interface TranslatedUnit {
  /** Id of the unit it translates, as it was sent. */
  readonly id: string;
  /** The translation, protected placeholders still in it. */
  readonly text: string;
  /** What translated it, where that is not the model of the whole answer. */
  readonly model?: string;
  /** Language it went over, where it was not translated directly. */
  readonly pivot?: LanguageTag;
  /** As the service counted them, where it says. */
  readonly billedCharacters?: number;
  /** Words of the source it does not know and has left as they are, where it says which. */
  readonly unknown?: readonly string[];
}

/** A unit of a request that was answered, but for this one. */
export interface FailedUnit {
  /** Id of the unit, as it was sent. */
  readonly id: string;
  /** Why. */
  readonly error: ProviderError;
}

/** What a request cost, as the service counted it. */
export interface Usage {
  /** Characters billed. */
  readonly characters?: number;
  /** Tokens of the prompt, all of it. */
  readonly inputTokens?: number;
  /** Tokens of the answer, what was thought before it included. */
  readonly outputTokens?: number;
}

/** What came of a request. */
export interface TranslateAnswer {
  /** In the order sent; with `failed` exactly the ids sent, each once. Empty and blank texts come back as they are. */
  readonly units: readonly TranslatedUnit[];
  /** Units the service gave no translation of, where it says which. */
  readonly failed?: readonly FailedUnit[];
  /** What the request used, where the service says: characters or tokens. */
  readonly usage?: Usage;
  /** What translated, for units that do not say. */
  readonly model?: string;
}

/**
 * A translator adapter: maps tags, makes one call, checks the answer's shape, throws a `ProviderError`. It
 * does not retry, cache, batch, protect, log or read the environment.
 */
export interface Provider {
  /** Under which it is configured and named in outputs and messages. */
  readonly name: string;
  /**
   * Under what its translations are remembered: name, model, manner. Not where it runs: what was paid for stays paid
   * for when a server moves.
   */
  readonly identity: string;
  /** What fits in one request, and what it can make use of. */
  readonly capabilities: ProviderCapabilities;
  /** Whether it can translate this pair now; may ask the service once and remember. */
  supports(source: LanguageTag, target: LanguageTag, options?: { signal?: AbortSignal }): Promise<boolean>;
  /** One request of the service and no second one. @throws ProviderError */
  translate(request: TranslateRequest): Promise<TranslateAnswer>;
  /** What a request will use at most, for services that bill tokens; absent: its characters. */
  estimate?(request: TranslateRequest): Usage;
  /** Lets go of what it holds: connections, threads. Absent: it holds nothing. */
  close?(): Promise<void>;
  /** Takes requests that can wait, for less money. Absent: it answers at once or not at all. */
  readonly batches?: BatchMode;
}

/** A request that can wait. */
export interface BatchRequest {
  /** Under which the service answers it: letters, digits, `-` and `_`, at most 64; no other batch has it. */
  readonly id: string;
  /** What is asked. */
  readonly request: Omit<TranslateRequest, 'signal' | 'previous'>;
}

/** What a service says of a batch. */
export interface BatchState {
  /** Nothing more will come: done, failed, expired or cancelled. */
  readonly ended: boolean;
  /** The service's own word for it. */
  readonly status: string;
  /** Requests that were answered; absent where the service does not say. */
  readonly answered?: number;
  /** Why the whole of it was refused, in the service's words; then nothing was done. */
  readonly refused?: string;
}

/** What came of one request of a batch: an answer as `translate` gives it, or an error. */
export type BatchResult = { readonly id: string } & (
  | { readonly answer: TranslateAnswer }
  | { readonly error: ProviderError }
);

/** What came of the requests of a batch. */
export interface BatchResults {
  /** In any order; ids nobody asked for and ids twice as they came. */
  readonly results: readonly BatchResult[];
  /** Some of it could not be read: what is missing may have been answered. */
  readonly damaged: boolean;
}

/** A service's way to take many requests at once and answer them within a day or so, as a rule at half the price. */
export interface BatchMode {
  /** Most requests in one batch. */
  readonly maxRequests: number;
  /** Most characters (UTF-16) of text in one batch. */
  readonly maxCharacters: number;
  /** Part of the ordinary price that is billed, 0 to 1. */
  readonly priceShare: number;
  /**
   * Hands a batch over.
   * @param id ours; the service keeps it, so that `find` can ask for it
   * @returns the service's own name of it
   * @throws ProviderError; `unreached` where it is sure that nothing was ordered
   */
  submit(id: string, requests: readonly BatchRequest[], options: { signal: AbortSignal }): Promise<string>;
  /** Whether a batch arrived whose `submit` was cut off: its name at the service, or that it cannot be told yet. */
  find(lost: LostBatch, options: { signal: AbortSignal }): Promise<string | 'absent' | 'unsure'>;
  /** How far it is. @throws ProviderError */
  state(name: string, options: { signal: AbortSignal }): Promise<BatchState>;
  /**
   * What came of a batch that has ended.
   * @param requests those that are open, as they were submitted
   * @throws ProviderError
   */
  results(
    name: string,
    requests: readonly BatchRequest[],
    options: { signal: AbortSignal },
  ): Promise<BatchResults>;
  /** Asks the service to stop; what it has answered by then stays answered. @throws ProviderError */
  cancel(name: string, options: { signal: AbortSignal }): Promise<void>;
}

/** A batch of which nobody knows whether it arrived. */
export interface LostBatch {
  /** Ours. */
  readonly id: string;
  /** How many requests it held. */
  readonly requests: number;
  /** When it was made, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Names of batches at the service that are known to be others. */
  readonly others: readonly string[];
}

// ---------------------------------------------------------------- detectors

/** What a detector says of one text. */
export interface Identification {
  /** The language, one of the candidates, or `und` where none fits or it cannot be told. */
  readonly lang: LanguageTag;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why, in short words: `letters:і,ї`, `franc:0.93`. */
  readonly evidence: readonly string[];
  /** A language that is no candidate and that the text is surely in; `lang` is then `und`. */
  readonly like?: LanguageTag;
  /**
   * What speaks for each candidate, 0 to 1, where there is a doubt: in sum at most 1, the rest is for languages that
   * are none. Before anything is taken off for names, so that a context can be weighed against it.
   */
  readonly shares?: Readonly<Record<LanguageTag, number>>;
}

/** Tells the language of one short text among candidates. Pure and synchronous once created. */
export interface Detector {
  /** For evidence and messages: `franc`, `eld`. */
  readonly name: string;
  /** `candidates` are primary tags; none fits -> `und`. Never throws on any string. */
  identify(text: string, candidates: readonly LanguageTag[]): Identification;
  /**
   * Languages (primary tags) it has learnt from texts, so that it can tell one of them from its neighbours in the same
   * script. What is not among them it can only guess at by letters. Absent: nothing is known of it.
   */
  readonly profiles?: readonly LanguageTag[];
  /** Lets go of what it holds: threads, models. Absent: it holds nothing. */
  close?(): Promise<void>;
}

// ---------------------------------------------------------------- formats

/** A file that was read whole and decoded. */
export interface ParseInput {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** The decoded text of the file. */
  readonly text: string;
  /** SHA-256 of the file's bytes. */
  readonly hash: string;
  /** In which encoding its bytes were read. */
  readonly encoding: Article['encoding'];
}

/** How a file begins: what a format tells its own files by. */
export interface FileStart {
  /** Relative to the root, forward slashes; without a final `.gz`. */
  readonly path: string;
  /** The first bytes, uncompressed; up to 64 KiB. */
  readonly bytes: Uint8Array;
  /** The same as text; each byte a character where they are neither UTF-8 nor UTF-16. */
  readonly text: string;
}

/** One file for a format to read, once: as a stream, or whole where it fits. */
export interface FormatSource {
  /** Relative to the root, forward slashes; with `.gz` where it was packed. */
  readonly path: string;
  /** SHA-256 of the file's bytes as they lie on the disk. */
  readonly hash: string;
  /** Most bytes of one article, or of a file that is read whole. */
  readonly maxBytes: number;
  /** Its bytes, unpacked. @throws TovmachError INPUT_UNREADABLE, INPUT_INVALID for a damaged packing */
  bytes(): AsyncIterable<Uint8Array>;
  /** All of its bytes, unpacked. @throws TovmachError as `bytes`, INPUT_TOO_LARGE */
  whole(): Promise<Uint8Array>;
  /** All of it as text. @throws TovmachError as `whole`, INPUT_INVALID where it is in no known encoding or blank */
  text(): Promise<ParseInput>;
  /**
   * Bytes of a part as text: by the encoding the user named, else `declared`, else what they look like.
   * @throws TovmachError INPUT_INVALID
   */
  decode(bytes: Uint8Array, declared?: string): Pick<ParseInput, 'text' | 'encoding'>;
}

/** What comes out of a file, one after the other. */
export type ReadRecord =
  | { readonly article: Article }
  /** A record that holds no article or is damaged: named with its line or number; the others go on. */
  | { readonly broken: Error }
  /** How many articles and broken records there are, said first by a format that knows. */
  | { readonly records: number };

/**
 * Reads one kind of file. Nothing of an article is kept once it was given, so that a file of any size is read in the
 * memory of one article. Throws `TovmachError('INPUT_INVALID')` with file, line and remedy for a file that is not what
 * it says; a broken record is given, not thrown.
 */
export interface Format {
  /** Under which it is configured and named in ledgers: `html`, `markdown`. */
  readonly name: SourceFormat;
  /** Endings of names, lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whether a file is its own, by how it begins; this counts for more than the name. Absent: only names tell. */
  recognises?(start: FileStart): boolean;
  /** The articles of a file, in its order; `id` of each is its path, or `path#record` where a file may hold several. */
  read(source: FormatSource): AsyncIterable<ReadRecord>;
  /**
   * The file in another language, in its own form, for formats that readers want back as they were (subtitles), where
   * outputs are Markdown otherwise. Absent: they are written in the format the user asked for.
   */
  readonly rebuild?: {
    /** Ending of its name, without the dot. */
    extension(article: Pick<Article, 'path' | 'text'>): string;
    /** @param blocks text of each block in the other language, by the block's id; blocks that are not in it are left out */
    text(article: Article, blocks: ReadonlyMap<string, string>): string;
  };
}

/** Articles of a file that was read whole. */
export interface ParsedFile {
  /** In the order of the file. */
  readonly articles: readonly Article[];
  /** One error for each record that could not be read. */
  readonly broken: readonly Error[];
}

// ---------------------------------------------------------------- memory

/** A text a translation is looked for, with its place. */
export interface MemoryQuery {
  /** Language of the text, a BCP 47 tag. */
  readonly source: LanguageTag;
  /** Language it is wanted in, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** The text with its markup, unprotected. */
  readonly text: string;
  /** What the text is in its article; absent: not known. */
  readonly role?: Role;
  /** Text of the segment before it, for context matches. */
  readonly before?: string;
  /** Text of the segment after it, for context matches. */
  readonly after?: string;
}

/** A translation a memory has for a query. */
export interface MemoryMatch {
  /** The translation; for `general` with the numbers and dates of the query. */
  readonly text: string;
  /** `context`: same neighbours as well. `exact`: same normalised text. `general`: same but for numbers and dates. */
  readonly match: 'context' | 'exact' | 'general' | 'fuzzy';
  /** 0-100. */
  readonly score: number;
  /** The entry's own source text. */
  readonly sourceText: string;
  /** Stored with the entry. */
  readonly origin: Origin;
  /** `Provider.identity` for machine entries. */
  readonly identity?: string;
  /** `reviewed` where a person wrote or approved it, else `machine`. */
  readonly state: 'machine' | 'reviewed';
  /** What the checks said of it when it was stored; absent: nothing, or it was stored before they were asked. */
  readonly notes?: readonly CheckNote[];
}

/** What a check said of a translation, as memory keeps it. */
export interface CheckNote {
  /** Name of the check. */
  readonly check: string;
  /** How grave it is. */
  readonly severity: CheckResult['severity'];
}

/** A translation to be remembered, with the place it was made for. */
export interface MemoryEntry {
  /** Language of the source text, a BCP 47 tag. */
  readonly source: LanguageTag;
  /** Language of the translation, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** Source text with its markup, unprotected. */
  readonly sourceText: string;
  /** The translation, placeholders back in place. */
  readonly targetText: string;
  /** Who or what translated it. */
  readonly origin: Origin;
  /** `Provider.identity` for machine entries; absent for people's and imported ones. */
  readonly identity?: string;
  /** `reviewed` where a person wrote or approved it, else `machine`. */
  readonly state: 'machine' | 'reviewed';
  /** What the text is in its article; absent: not known. */
  readonly role?: Role;
  /** Text of the segment before it; absent at the beginning, or where it is not known. */
  readonly before?: string;
  /** Text of the segment after it; absent at the end, or where it is not known. */
  readonly after?: string;
  /** ISO 8601; set by the store when absent. */
  readonly createdAt?: string;
  /** What the checks say of it, the gravest first; absent: nothing. */
  readonly notes?: readonly CheckNote[];
}

/** From here on a fuzzy match is worth showing, as CAT tools have it. */
export const DEFAULT_FUZZY_THRESHOLD = 75;

/** A value, or the promise of one: what is in this process answers at once, a service when it can. */
export type Awaitable<T> = T | Promise<T>;

/** Translation memory. A put is durable when it returns, or when what it returned has resolved. */
export interface Memory {
  /**
   * For each query its best non-fuzzy match, as many answers as queries. Human and imported entries beat machine ones;
   * among machine entries those of `identities` count, in their order; absent: all.
   */
  findAll(
    queries: readonly MemoryQuery[],
    identities?: readonly string[],
  ): Awaitable<readonly (MemoryMatch | undefined)[]>;
  /** Fuzzy matches at or above `threshold` (0-100), best first. */
  fuzzy(query: MemoryQuery, options: { threshold: number; limit: number }): Awaitable<readonly MemoryMatch[]>;
  /**
   * Stores entries. A later one of the same origin for the same text and place takes the place of the earlier
   * one.
   */
  put(entries: readonly MemoryEntry[]): Awaitable<void>;
  /** Lets go of what it holds; nothing is asked of it afterwards. */
  close(): Awaitable<void>;
}
