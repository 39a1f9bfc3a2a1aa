import { Worker } from 'node:worker_threads';
import { errorFrom, TovmachError } from '../errors.js';
import { messages, reasonOf } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { SeenArticle } from '../model/story.js';
import type { Translation } from '../model/translation.js';
import type { WrittenArticle } from '../pipeline.js';
import type { FoundFile } from '../read/walk.js';
import type { Setup } from '../setup/setup.js';
import { abortedError } from '../translate/abort.js';
import { outOfMemory, tookTooLong, WorkerLost, workerEnded } from './lost.js';
import { type Brief, type Known, type Notice, type Order, Place, type WorkerSettings } from './protocol.js';
import type { CrewStep, Pending, Slot, Task } from './slot.js';
import { processorTime } from './thread-time.js';
import { type CrewOptions, WORKER_URL } from './workers.js';

/** Workers: articles are read, checked and written in other threads; what is hostile there ends its thread, not the batch. */

const say = messages('run', {
  noThread: 'no thread could be started ({{reason}})',
  runInPlace: 'Run with --jobs 0.',
});

/** How often it is looked whether a worker is still at the same, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** How long a worker of a run that was stopped may be at the same, in milliseconds. */
const GRACE_MS = 3000;
/** By the clock an article may take so many times what it may take of the processor: the machine may have much else to do. */
const STANDSTILL = 10;
/** How often something is given to another worker without anything coming of it. */
const MOST_TRIES = 3;

/** What is wanted of a file, from a record on. */
type ReadOrder = Pick<Extract<Order, { op: 'read' }>, 'before' | 'ledgers'> & { readonly from?: number };

export class Crew {
  /** Files that workers may have begun before they ended, relative to the output folder. */
  readonly abandoned: string[] = [];
  readonly #slots = new Set<Slot>();
  readonly #settings: Omit<WorkerSettings, 'shared'>;
  #brief: Brief | undefined;
  #orders = 0;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    { config, directory, cwd }: Setup,
    private readonly options: CrewOptions,
  ) {
    this.#settings = { config, directory, cwd };
  }

  /** What the run has decided; told to every worker. */
  brief(brief: Brief): void {
    this.#brief = brief;
    for (const { worker } of this.#slots) worker.postMessage({ op: 'brief', brief } satisfies Order);
  }

  /** Texts of a file's first articles; none where it cannot be read in its time. */
  sample(file: FoundFile, most: number): Promise<readonly string[]> {
    return this.#ask(
      { op: 'sample', most, file },
      (notice) => (notice.kind === 'sampled' ? notice.texts : []),
      async () => [],
    );
  }

  /** What the articles of some files are compared by; none of a file that cannot be read in its time. */
  compare(files: readonly FoundFile[], candidates: readonly LanguageTag[]): Promise<readonly SeenArticle[]> {
    if (files.length === 0) return Promise.resolve([]);
    return this.#ask(
      { op: 'compare', candidates, files },
      (notice) => (notice.kind === 'compared' ? notice.seen : []),
      async (at) => [
        ...(await this.compare(files.slice(0, at), candidates)),
        ...(await this.compare(files.slice(at + 1), candidates)),
      ],
    );
  }

  /** @param without what there is where the worker ended over the file at a place among those asked about */
  async #ask<T>(
    order: Omit<Extract<Order, { op: 'sample' }>, 'id'> | Omit<Extract<Order, { op: 'compare' }>, 'id'>,
    answer: (notice: Notice) => readonly T[],
    without: (at: number) => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const slot = this.#slot();
      let id = 0;
      try {
        return await new Promise((resolve, reject) => {
          id = this.#expect(slot, {
            reads: true,
            hear: (notice) => {
              this.#settle(slot, id);
              resolve(answer(notice));
            },
            lose: reject,
          });
          slot.worker.postMessage({ ...order, id } as Order);
        });
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        // Whatever is wrong with the file is said when it is its turn; where it was another one, it is tried again.
        if (this.#isOver || error.at === undefined) return [];
        if (error.at.id === id) return without(error.at.index);
      }
    }
    return [];
  }

  /** Everything of a file, read by workers that may end over it. */
  async *read(
    file: FoundFile,
    { from = 0, ...wanted }: ReadOrder = { before: {} },
  ): AsyncGenerator<CrewStep> {
    let skip = from;
    let hasHash = false;
    let tries = 0;
    for (;;) {
      const slot = this.#slot();
      const notices: (Notice | WorkerLost)[] = [];
      let wake = (): void => {};
      const id = this.#expect(slot, {
        reads: true,
        hear: (notice) => {
          notices.push(notice);
          wake();
        },
        lose: (why) => {
          notices.push(why);
          wake();
        },
      });
      slot.worker.postMessage({ op: 'read', id, skip, from, file, ...wanted } satisfies Order);
      const first = skip;
      let isOver = false;
      let lost: WorkerLost | undefined;
      try {
        while (!isOver) {
          if (notices.length === 0) await new Promise<void>((go) => (wake = go));
          const notice = notices.shift();
          if (notice instanceof WorkerLost) {
            lost = notice;
            break;
          }
          if (notice?.kind !== 'steps') continue;
          if (notice.hash !== undefined && !hasHash) {
            hasHash = true;
            yield { type: 'hash', hash: notice.hash };
          }
          for (const step of notice.steps) {
            if (step.type === 'more') {
              yield step;
              continue;
            }
            skip = step.index + 1;
            if (step.type === 'ledger') yield step;
            else if (step.type === 'article')
              yield {
                type: 'article',
                index: step.index,
                task: { ...step.stub, file, slot, index: step.index },
              };
            else
              yield {
                type: 'problem',
                ...onlyDefined({ id: step.id }),
                record: step.record,
                problem: errorFrom(step.problem),
              };
          }
          if (notice.end) isOver = true;
          else slot.worker.postMessage({ op: 'more', id } satisfies Order);
        }
      } finally {
        if (!isOver && lost === undefined && !slot.gone)
          slot.worker.postMessage({ op: 'stop', id } satisfies Order);
        this.#settle(slot, id);
      }
      if (lost === undefined || this.#isOver) return;
      if (lost.isFatal) throw lost.problem(file.path, skip);
      tries = skip === first ? tries + 1 : 0;
      if (lost.at?.id !== id && tries < MOST_TRIES) continue;
      // Where it was stuck twice without giving anything in between, the file itself is to blame.
      const at = lost.at?.index ?? skip;
      const isStuck = tries >= MOST_TRIES || (first > from && at <= first && skip === first);
      yield { type: 'problem', record: !isStuck, problem: lost.problem(file.path, at) };
      if (isStuck) return;
      skip = at + 1;
    }
  }

  /** Checks and writes an article. @throws TovmachError */
  async finish(task: Task, translations: readonly Translation[], known: Known): Promise<WrittenArticle> {
    const { article, file, index } = task;
    let slot = task.slot;
    for (let tries = 0; ; tries++) {
      const isAgain = slot.gone;
      if (isAgain) {
        this.abandoned.push(...task.paths);
        slot = this.#slot();
      }
      try {
        return await this.#finishIn(slot, {
          op: 'finish',
          article: isAgain ? -1 : article,
          translations,
          known,
          file,
          ...onlyDefined({ again: isAgain ? index : undefined }),
        });
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        this.abandoned.push(...task.paths);
        if (error.isOwn || error.isFatal || tries >= MOST_TRIES) throw error.problem(file.path, index);
        if (this.#isOver) throw abortedError(undefined);
      }
    }
  }

  #finishIn(slot: Slot, order: Omit<Extract<Order, { op: 'finish' }>, 'id'>): Promise<WrittenArticle> {
    return new Promise((resolve, reject) => {
      const id = this.#expect(slot, {
        reads: false,
        hear: (notice) => {
          this.#settle(slot, id);
          if (notice.kind === 'written') resolve(notice.result);
          else if (notice.kind === 'failed') reject(errorFrom(notice.problem));
        },
        lose: (why) => {
          why.isOwn = why.at?.id === id;
          reject(why);
        },
      });
      slot.worker.postMessage({ ...order, id } satisfies Order);
    });
  }

  /** Lets go of an article that is not finished. */
  drop({ slot, article }: Task): void {
    if (!slot.gone) slot.worker.postMessage({ op: 'drop', article } satisfies Order);
  }

  /**
   * Reads nothing any more, and lets what is being written be written: a worker that is at the same for longer than a
   * moment is ended.
   */
  interrupt(): void {
    this.#isOver = true;
    const why = (): TovmachError => abortedError(undefined);
    for (const slot of this.#slots)
      for (const pending of [...slot.pending.values()])
        if (pending.reads) pending.lose(new WorkerLost(undefined, why));
  }

  /** Ends every worker. */
  async close(): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    await Promise.all(
      [...this.#slots].map((slot) =>
        this.#lose(slot, undefined, (file, index) => workerEnded(file, index, 'closed')),
      ),
    );
  }

  #expect(slot: Slot, pending: Pending): number {
    const id = ++this.#orders;
    slot.pending.set(id, pending);
    slot.worker.ref();
    return id;
  }

  #settle(slot: Slot, id: number): void {
    slot.pending.delete(id);
    if (slot.pending.size === 0) slot.worker.unref();
  }

  /** The worker with the least to do; another one as long as there may be more. */
  #slot(): Slot {
    const [idlest] = [...this.#slots].sort((a, b) => a.pending.size - b.pending.size);
    if (idlest !== undefined && (idlest.pending.size === 0 || this.#slots.size >= this.options.workers))
      return idlest;
    return this.#spawn();
  }

  #spawn(): Slot {
    const shared = new SharedArrayBuffer(Place.length * Int32Array.BYTES_PER_ELEMENT);
    const workerData: WorkerSettings = { ...this.#settings, shared };
    let worker: Worker;
    try {
      worker = new Worker(WORKER_URL, { workerData, execArgv: [] });
    } catch (cause) {
      throw new TovmachError('INTERNAL', say.noThread({ reason: reasonOf(cause) }), {
        cause,
        hint: say.runInPlace(),
      });
    }
    const slot: Slot = {
      worker,
      place: new Int32Array(shared),
      pending: new Map(),
      stamp: 0,
      since: performance.now(),
      used: 0,
      gone: false,
    };
    worker.unref();
    worker.on('message', (notice: Notice) => {
      if (notice.kind === 'unfit') {
        const problem = errorFrom(notice.problem);
        void this.#lose(slot, undefined, () => problem, true);
      } else slot.pending.get(notice.id)?.hear(notice);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      void this.#lose(slot, this.#at(slot), (file, index) =>
        isFull ? outOfMemory(file, index) : workerEnded(file, index, reasonOf(error)),
      );
    });
    worker.on('exit', (code) => {
      void this.#lose(slot, this.#at(slot), (file, index) => workerEnded(file, index, String(code)));
    });
    this.#slots.add(slot);
    if (this.#brief !== undefined) worker.postMessage({ op: 'brief', brief: this.#brief } satisfies Order);
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    return slot;
  }

  #at({ place }: Slot): WorkerLost['at'] {
    const id = Atomics.load(place, Place.id);
    return id === 0 ? undefined : { id, index: Atomics.load(place, Place.index) };
  }

  /** Ends the workers that have been at one article for too long. */
  #look(): void {
    const now = performance.now();
    const most = this.options.articleSeconds * 1000;
    for (const slot of this.#slots) {
      const stamp = Atomics.load(slot.place, Place.stamp);
      const processor = processorTime(Atomics.load(slot.place, Place.thread));
      const at = this.#at(slot);
      if (at === undefined || stamp !== slot.stamp) {
        slot.stamp = stamp;
        slot.since = now;
        slot.used = processor ?? 0;
        continue;
      }
      const waited = now - slot.since;
      const worked = processor === undefined ? waited : processor - slot.used;
      if (this.#isOver ? waited > GRACE_MS : worked > most || waited > STANDSTILL * most)
        void this.#lose(slot, at, (file, index) => tookTooLong(file, index, this.options.articleSeconds));
    }
  }

  async #lose(
    slot: Slot,
    at: WorkerLost['at'],
    problem: WorkerLost['problem'],
    isFatal = false,
  ): Promise<void> {
    if (slot.gone) return;
    slot.gone = true;
    this.#slots.delete(slot);
    for (const pending of [...slot.pending.values()]) pending.lose(new WorkerLost(at, problem, isFatal));
    await slot.worker.terminate();
  }
}
