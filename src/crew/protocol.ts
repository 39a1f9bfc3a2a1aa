import type { Config } from '../config/schema.js';
import type { PlainError } from '../errors.js';
import type { LanguageTag } from '../model/language.js';
import type { Identified } from '../model/stages.js';
import type { SeenArticle } from '../model/story.js';
import type { Translation, TranslationUnit } from '../model/translation.js';
import type { WrittenArticle } from '../pipeline.js';
import type { FoundFile } from '../read/walk.js';
import type { PreviousOutput } from '../write/article-paths.js';
import type { Sidecar } from '../write/ledger.js';

/** What the main thread and its workers say to each other: plain data. An article stays with the worker that read it. */

/** What a worker is made of. */
export interface WorkerSettings {
  /** As resolved. */
  readonly config: Config;
  /** What paths of it are relative to; absolute. */
  readonly directory: string;
  readonly cwd: string;
  /** Where the worker says what it is at: see `Place`. */
  readonly shared: SharedArrayBuffer;
}

/** What a run has decided before its articles are read. */
export interface Brief {
  readonly candidates: readonly LanguageTag[];
  readonly versions: readonly LanguageTag[];
  /** Translations are none, on purpose, and are not examined. */
  readonly pretence: boolean;
  /** What memory knows the translations of a provider by. */
  readonly identities: Readonly<Record<string, string>>;
}

/** A file to read. */
export interface FileOrder {
  readonly file: FoundFile;
}

/** What is known of an article when it is finished. */
export interface Known {
  readonly previous: Readonly<Record<LanguageTag, PreviousOutput>>;
  /** The ledger of the article as the last run wrote it. */
  readonly ledger?: string | undefined;
  /** Another article, whose ledger stands in its place, and that still has its source. */
  readonly owner?: string | undefined;
}

export type Order =
  | { readonly op: 'brief'; readonly brief: Brief }
  | ({ readonly op: 'sample'; readonly id: number; readonly most: number } & FileOrder)
  | {
      readonly op: 'compare';
      readonly id: number;
      readonly candidates: readonly LanguageTag[];
      readonly files: readonly FoundFile[];
    }
  | ({
      readonly op: 'read';
      readonly id: number;
      /** Records that are done. */
      readonly skip: number;
      /** Of these, how many were done before it was asked for. */
      readonly from: number;
      /** Nothing but the ledgers of its articles is wanted, told among these languages. */
      readonly ledgers?: readonly LanguageTag[];
      /** Outputs of the last run by article and language: their paths. */
      readonly before: Readonly<Record<string, Readonly<Record<LanguageTag, string>>>>;
    } & FileOrder)
  | { readonly op: 'more'; readonly id: number }
  | { readonly op: 'stop'; readonly id: number }
  | ({
      readonly op: 'finish';
      readonly id: number;
      readonly article: number;
      readonly translations: readonly Translation[];
      readonly known: Known;
      /** The worker that read it is gone: it is record so-and-so of the file. */
      readonly again?: number;
    } & FileOrder)
  | { readonly op: 'drop'; readonly article: number };

/** An article that waits for its translations. */
export interface Stub {
  readonly article: number;
  readonly id: string;
  readonly path: string;
  readonly units: readonly TranslationUnit[];
  /** Files it will write, relative to the output folder. */
  readonly paths: readonly string[];
  /** The ledger an earlier run left of it. */
  readonly sidecar?: Sidecar | undefined;
}

export type Step =
  | { readonly type: 'more'; readonly records: number }
  | { readonly type: 'article'; readonly index: number; readonly stub: Stub }
  | { readonly type: 'ledger'; readonly index: number; readonly article: Identified }
  | {
      readonly type: 'problem';
      /** Of the record in its file, from 0. */
      readonly index: number;
      /** Of the article, where it was read. */
      readonly id?: string;
      /** The record, not all that is left of the file. */
      readonly record: boolean;
      readonly problem: PlainError;
    };

export type Notice =
  | { readonly kind: 'sampled'; readonly id: number; readonly texts: readonly string[] }
  | { readonly kind: 'compared'; readonly id: number; readonly seen: readonly SeenArticle[] }
  | {
      readonly kind: 'steps';
      readonly id: number;
      /** SHA-256 of the file; with the first. */
      readonly hash?: string;
      readonly steps: readonly Step[];
      readonly end: boolean;
    }
  | { readonly kind: 'written'; readonly id: number; readonly result: WrittenArticle }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: PlainError }
  /** The worker could not be made. */
  | { readonly kind: 'unfit'; readonly problem: PlainError };

/** Fields of the shared memory a worker says in what it is at; readable while it is busy. */
export const Place = { stamp: 0, id: 1, index: 2, thread: 3, length: 4 } as const;
