import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ConfigInput } from '../../config/schema.js';
import { linesOf } from '../../disk/lines.js';
import { OutputFolder } from '../../disk/output-folder.js';
import { WholeFile } from '../../disk/whole-file.js';
import { type PlainError, TovmachError } from '../../errors.js';
import { asPath, messages } from '../../message.js';
import type { Finding } from '../../model/finding.js';
import type { LanguageTag } from '../../model/language.js';
import type { PassedOver } from '../../model/passed-over.js';
import type { JobResult } from '../../queue/jobs.js';
import type { FoundFile } from '../../read/walk.js';
import type { Candidates } from '../../setup/candidates.js';
import type { Inputs } from '../../setup/inputs.js';
import type { TranslationStatistics } from '../../translate/statistics.js';
import { type Place, readPlace } from '../../write/manifest-read.js';
import { refuseOtherVersion } from '../../write/versions.js';
import type { TermChange } from './freshness.js';
import type { Note, Recorder } from './recorder.js';

/**
 * A batch that was submitted, in the folder of the state until it is collected: what was decided about it, its jobs, and
 * a file for every job that is done. Whoever works on it, or collects it, needs this folder and the sources.
 */

const say = messages('queue', {
  nothingSubmitted: 'nothing was submitted for {{folder}}',
  submitFirst: 'Submit articles first: tovmach submit articles/ --queue postgres://…',
  underWay: 'a batch that was submitted is under way in {{folder}}',
  collectFirst:
    'Collect it first: tovmach collect. With --now what is done by then is kept, and the rest is left.',
  damaged: '{{file}} is damaged',
  submitAgain: 'Submit the articles again: what is done is not done twice.',
});

const FOLDER = 'queue';
const BATCH = `${FOLDER}/batch.json`;
const JOBS = `${FOLDER}/jobs.ndjson`;
export const BATCH_SCHEMA = 'tovmach/batch@1';

/** What was decided when a batch was submitted. Paths are absolute, as they were there. */
export interface Batch {
  readonly schema: typeof BATCH_SCHEMA;
  /** By content: the same articles under the same settings are the same batch. */
  readonly id: string;
  readonly version: string;
  /** What paths of the configuration are relative to. */
  readonly directory: string;
  readonly cwd: string;
  readonly configFile?: string;
  /** What was laid over that file. */
  readonly given: ConfigInput;
  readonly fingerprint: string;
  readonly languages: Candidates;
  readonly versions: readonly LanguageTag[];
  readonly termChanges: readonly TermChange[];
  /** Outputs changed by hand: by article. */
  readonly edits: { readonly taken: number; readonly findings: Readonly<Record<string, readonly Finding[]>> };
  readonly memories: Inputs['memories'];
  readonly problems: readonly PlainError[];
  readonly passedOver: readonly PassedOver[];
  readonly aside: readonly string[];
  readonly unseen: readonly string[];
  readonly roots: readonly string[];
  /** Sources with a page bundle around them. */
  readonly bundles: readonly FoundFile[];
  readonly unchanged: readonly string[];
  readonly jobs: number;
  readonly files: number;
  /** When it was submitted, in milliseconds since 1970. */
  readonly began: number;
  /** Name of the mark by which a memory is known to be that of the batch. */
  readonly mark: string;
}

/** A job of a batch: a line of its list. */
export interface BatchJob {
  readonly id: string;
  readonly files: readonly FoundFile[];
}

/** The folder of a batch below that of the state. */
export class BatchFolder {
  readonly #folder: OutputFolder;

  /** @param state the folder of the state; absolute */
  constructor(readonly state: string) {
    this.#folder = new OutputFolder(state);
  }

  get isThere(): boolean {
    return existsSync(this.#folder.file(BATCH));
  }

  /** @throws TovmachError OUTPUT */
  async write(batch: Batch, jobs: readonly BatchJob[]): Promise<void> {
    this.#folder.refuseEscape(JOBS);
    const list = new WholeFile(this.#folder.file(JOBS));
    try {
      for (const job of jobs) list.write(`${JSON.stringify(job)}\n`);
      list.finish();
    } finally {
      list.discard();
    }
    // The batch last: where it is, its jobs are.
    await this.#folder.write([{ path: BATCH, content: `${JSON.stringify(batch)}\n` }]);
  }

  /** @throws TovmachError INPUT_NOT_FOUND, OUTPUT */
  async read(): Promise<Batch> {
    const text = existsSync(this.#folder.file(BATCH)) ? await this.#folder.read(BATCH) : undefined;
    if (text === undefined)
      throw new TovmachError('INPUT_NOT_FOUND', say.nothingSubmitted({ folder: asPath(this.state) }), {
        hint: say.submitFirst(),
      });
    refuseOtherVersion(text, this.#folder.file(BATCH), BATCH_SCHEMA);
    return this.#parsed<Batch>(text, BATCH);
  }

  /** The files of a job, as they were submitted. @throws TovmachError OUTPUT where its list has no such job */
  async filesOf(id: string): Promise<readonly FoundFile[]> {
    this.#places ??= await this.#placesOfJobs();
    const place = this.#places.get(id);
    if (place === undefined) throw this.#damaged(JOBS);
    const file = openSync(this.#folder.file(JOBS), 'r');
    try {
      return this.#parsed<BatchJob>(readPlace(file, place), JOBS).files;
    } finally {
      closeSync(file);
    }
  }

  /** Where the line of each job is, so that a worker need not hold the files of all. */
  #places: Map<string, Place> | undefined;

  async #placesOfJobs(): Promise<Map<string, Place>> {
    const places = new Map<string, Place>();
    let start = 0;
    for await (const line of linesOf(this.#folder.file(JOBS))) {
      places.set(this.#parsed<BatchJob>(line.toString('utf8'), JOBS).id, { start, length: line.length });
      start += line.length + 1;
    }
    return places;
  }

  async *jobs(): AsyncGenerator<BatchJob> {
    for await (const line of linesOf(this.#folder.file(JOBS)))
      yield this.#parsed<BatchJob>(line.toString('utf8'), JOBS);
  }

  isDone(id: string): boolean {
    return existsSync(this.#folder.file(resultName(id)));
  }

  /** @throws TovmachError OUTPUT */
  async keep(id: string, result: KeptResult): Promise<void> {
    await this.#folder.write([{ path: resultName(id), content: JSON.stringify(result) }]);
  }

  async result(id: string): Promise<KeptResult | undefined> {
    const name = resultName(id);
    const text = this.isDone(id) ? await readFile(this.#folder.file(name), 'utf8') : undefined;
    return text === undefined ? undefined : this.#parsed<KeptResult>(text, name);
  }

  /** Keeps what is done of a job whose worker may end over the rest. @throws TovmachError OUTPUT */
  async keepPart(id: string, part: JobPart): Promise<void> {
    await this.#folder.write([{ path: partName(id), content: JSON.stringify(part) }]);
  }

  async part(id: string): Promise<JobPart | undefined> {
    const text = await this.#folder.read(partName(id));
    return text === undefined ? undefined : this.#parsed<JobPart>(text, partName(id));
  }

  async remove(): Promise<void> {
    await rm(this.#folder.file(FOLDER), { recursive: true, force: true });
  }

  #parsed<Shape>(text: string, name: string): Shape {
    try {
      return JSON.parse(text) as Shape;
    } catch (cause) {
      throw this.#damaged(name, cause);
    }
  }

  #damaged(name: string, cause?: unknown): TovmachError {
    const file = this.#folder.file(name);
    return new TovmachError('OUTPUT', say.damaged({ file: asPath(file) }), {
      file,
      cause,
      hint: say.submitAgain(),
    });
  }
}

const resultName = (id: string): string => `${FOLDER}/done/${id.slice(-2)}/${id}.json`;

const partName = (id: string): string => `${FOLDER}/parts/${id}.json`;

/** What is done of a job. */
export interface JobPart extends Pick<Recorder, 'notes' | 'articles' | 'problems' | 'failed'> {
  /** The first file that is not. */
  readonly next: number;
  readonly statistics: TranslationStatistics;
}

/** What a worker left of a job. */
export interface KeptResult {
  readonly version: string;
  /** Where the folder of the configuration was for the worker. */
  readonly directory: string;
  readonly notes: readonly Note[];
  readonly statistics: TranslationStatistics;
  readonly result: JobResult;
}

/** Nobody else writes into an output folder that workers write into. @throws TovmachError LOCKED */
export function refuseWhileSubmitted(state: string): void {
  if (!new BatchFolder(state).isThere) return;
  throw new TovmachError('LOCKED', say.underWay({ folder: asPath(state) }), { hint: say.collectFirst() });
}

/** A value whose paths were below one folder, with those below another: the same files, as another machine has them. */
export function relocated<Shape>(value: Shape, from: string, to: string): Shape {
  if (from === to) return value;
  const move = (each: unknown): unknown => {
    if (typeof each === 'string')
      return each === from ? to : each.startsWith(from + sep) ? join(to, each.slice(from.length)) : each;
    if (Array.isArray(each)) return each.map(move);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, move(inner)]));
  };
  return move(value) as Shape;
}

/** A path relative to a folder where it lies in it; as it is elsewhere. */
export function below(directory: string, path: string): string {
  const inside = relative(directory, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

/** What `below` made of a path, below another folder. */
export const above = (directory: string, path: string): string => resolve(directory, path);
