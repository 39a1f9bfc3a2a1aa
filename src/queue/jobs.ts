/** What is in a queue: references and numbers, never a text. */

/** A job: some files of a batch, which are listed in its folder. */
export interface JobData {
  /** Id of the batch. */
  readonly batch: string;
  /** Version of tovmach that submitted it. */
  readonly version: string;
  /** The folder of the configuration where it was submitted; absolute. */
  readonly directory: string;
  /** The folder of the state, relative to it where it lies in it. */
  readonly state: string;
}

/** What came of a job. */
export interface JobResult {
  /** Files of it. */
  readonly files: number;
  /** Articles that were written. */
  readonly articles: number;
  /** Files or articles that could not be done. */
  readonly problems: number;
  /** Segments that failed. */
  readonly failed: number;
  /** Requests to translators. */
  readonly requests: number;
  /** As billed. */
  readonly characters: number;
  /** In `currency`. */
  readonly cost: number;
  /** ISO 4217. */
  readonly currency: string;
  /** From taking it until it was done, in milliseconds. */
  readonly milliseconds: number;
  /** Id of the worker that did it. */
  readonly worker: string;
}

/** What was submitted together. */
export interface BatchFacts {
  /** Tells it from a worker. */
  readonly kind: 'batch';
  /** By content. */
  readonly id: string;
  /** Version of tovmach that submitted it. */
  readonly version: string;
  /** The folder of the configuration where it was submitted; absolute. */
  readonly directory: string;
  /** The folder of the state, relative to it where it lies in it. */
  readonly state: string;
  /** Jobs it was cut into. */
  readonly jobs: number;
  /** Files to do. */
  readonly files: number;
  /** When: ISO 8601. */
  readonly submitted: string;
}

/** A worker, as it last spoke. */
export interface WorkerFacts {
  /** Tells it from a batch. */
  readonly kind: 'worker';
  /** Of this process. */
  readonly id: string;
  /** Name of the machine. */
  readonly host: string;
  /** Number of the process. */
  readonly pid: number;
  /** Of tovmach. */
  readonly version: string;
  /** When it began: ISO 8601. */
  readonly started: string;
  /** When it last spoke: ISO 8601. */
  readonly seen: string;
  /** Jobs it did. */
  readonly jobs: number;
  /** Articles it did. */
  readonly articles: number;
  /** Files or articles it could not do. */
  readonly problems: number;
}

/** Jobs of a queue. */
export interface QueueCounts {
  /** For a worker. */
  readonly waiting: number;
  /** A worker has them. */
  readonly active: number;
  /** Not collected yet. */
  readonly done: number;
  /** Nobody tries them any more. */
  readonly failed: number;
}
