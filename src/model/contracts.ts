import type { Article, SourceFormat } from './article.js';
import type { CheckResult } from './checks.js';
import type { LanguageTag } from './language.js';
import type { Role } from './segment.js';
import type { Origin } from './translation.js';

export type { ArticleCheckInput, ArticleCheckResult, Check, CheckInput, CheckResult } from './checks.js';

export type {
  BatchMode,
  BatchRequest,
  BatchResult,
  BatchResults,
  BatchState,
  DocumentContext,
  FailedUnit,
  LostBatch,
  Provider,
  ProviderCapabilities,
  ProviderUnit,
  Standing,
  Term,
  TranslateAnswer,
  TranslatedUnit,
  TranslateRequest,
  UnitContext,
  Usage,
} from './provider.js';

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
