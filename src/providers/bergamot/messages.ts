import type { Message } from '../../message.js';
import type { EngineName } from './engine.js';

/** What passes between the pool and its workers. */

/** One file of an installed model. */
export interface ModelFile {
  readonly path: string;
  /** Lower-case hex; checked before the engine sees the bytes. */
  readonly sha256: string;
}

/** An installed model: enough for a worker to load it. */
export interface ModelFiles {
  /** Tells models apart, versions of one included. */
  readonly key: string;
  readonly model: ModelFile;
  readonly sourceVocabulary: ModelFile;
  readonly targetVocabulary: ModelFile;
  readonly shortlist?: ModelFile;
}

/** Sentences for one route: one model, or two with a pivot language between them. */
export interface Batch {
  readonly route: readonly ModelFiles[];
  readonly sentences: readonly string[];
  readonly markup: boolean;
}

export interface WorkerSettings {
  readonly engine: EngineName;
}

export interface Order extends Batch {
  readonly id: number;
}

export type Notice =
  /** The models of the order are loaded; what follows is translation. */
  | { readonly kind: 'loaded'; readonly id: number }
  | {
      readonly kind: 'translated';
      readonly id: number;
      readonly translations: readonly string[];
      /** Bytes of the engine's memory. */
      readonly memory: number;
    }
  /** A file that cannot be used; the worker goes on. */
  | { readonly kind: 'refused'; readonly id: number; readonly said: Message }
  /** The engine is dead; the worker ends. */
  | { readonly kind: 'dying'; readonly message: string };
