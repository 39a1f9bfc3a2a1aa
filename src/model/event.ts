import type { ErrorCode } from '../errors.js';
import type { Values } from '../message.js';
import type { PassedOver } from './passed-over.js';

/** What a run tells while it works; on the command line, a line of `run --json` each. */
export type RunEvent =
  /** Work begins; `files` have anything to be done. */
  | { readonly type: 'run-started'; readonly files: number }
  /** One sentence for people. */
  | {
      readonly type: 'notice';
      readonly message: string;
      readonly messageId?: string;
      readonly values?: Values;
    }
  /** Bytes of a model that are here, and of how many where that is known. */
  | { readonly type: 'download'; readonly file: string; readonly done: number; readonly total?: number }
  /** A file of a folder that no format reads; `path` relative to that folder. */
  | ({ readonly type: 'passed-over' } & PassedOver)
  /** An article is written; `done` of `total` known so far. */
  | {
      readonly type: 'article-finished';
      readonly path: string;
      readonly id: string;
      readonly done: number;
      readonly total: number;
    }
  /** A file or an article could not be done; the others go on. */
  | {
      readonly type: 'problem';
      readonly code: ErrorCode;
      readonly message: string;
      readonly messageId?: string;
      readonly values?: Values;
      /** The file concerned, as the error names it. */
      readonly file?: string;
      /** The source file of the article in work, relative to its root. */
      readonly source?: string;
      readonly articleId?: string;
      /** The output or ledger concerned, where it is one. */
      readonly output?: string;
    };
