import PQueue from 'p-queue';
import { problemOf, TovmachError } from '../errors.js';
import type { LanguageTag } from '../model/language.js';
import type { Translation } from '../model/translation.js';
import { problemEvent, type Sink, type WalkThroughOptions, type WrittenArticle } from '../pipeline.js';
import type { FoundFile } from '../read/walk.js';
import type { Crew } from './crew.js';
import type { Known } from './protocol.js';
import type { Task } from './slot.js';

/** The corridor with workers: its order, its isolation and its results are those of `walkThrough`. */

export interface CrewWork {
  /** Outputs of the last run, by article and language: their paths. */
  before(file: FoundFile): Readonly<Record<string, Readonly<Record<LanguageTag, string>>>>;
  /** A file is open. @param hash SHA-256 of its bytes */
  opened(file: FoundFile, hash: string): void;
  /** A file was read. */
  wasRead(file: FoundFile, contents: { readonly ids: ReadonlySet<string>; readonly unread: number }): void;
  /** @throws TovmachError OUTPUT where another article writes the same files */
  claim(task: Task): void;
  translate(task: Task, signal: AbortSignal): Promise<readonly Translation[]>;
  /** What is known of an article that is about to be written. */
  known(task: Task): Known;
}

type Slot = { readonly result: WrittenArticle } | { readonly problem: TovmachError };

/** Hands results on by file and record, as soon as all before have arrived. */
class InOrder {
  readonly #waiting = new Map<string, Slot | undefined>();
  /** Records of the files that were read to their end. */
  readonly #totals = new Map<number, number>();
  #file = 0;
  #record = 0;

  constructor(private readonly sink: Sink) {}

  put(file: number, record: number, slot: Slot | undefined): void {
    this.#waiting.set(`${file} ${record}`, slot);
    this.#flow();
  }

  end(file: number, records: number): void {
    this.#totals.set(file, records);
    this.#flow();
  }

  #flow(): void {
    for (;;) {
      const key = `${this.#file} ${this.#record}`;
      if (this.#waiting.has(key)) {
        const slot = this.#waiting.get(key);
        this.#waiting.delete(key);
        this.#record += 1;
        if (slot === undefined) continue;
        if ('result' in slot) this.sink.article(slot.result);
        else this.sink.problem(slot.problem);
      } else if (this.#totals.get(this.#file) === this.#record) {
        this.#totals.delete(this.#file);
        this.#file += 1;
        this.#record = 0;
      } else return;
    }
  }
}

/** Leads every article of the files through the rooms. Stops early, and cleanly, when the signal aborts. */
export async function walkWithCrew(
  crew: Crew,
  files: readonly FoundFile[],
  work: CrewWork,
  sink: Sink,
  { signal, concurrency, onEvent, readers }: WalkThroughOptions & { readonly readers: number },
): Promise<void> {
  const reading = new PQueue({ concurrency: readers });
  const queue = new PQueue({ concurrency });
  const deliver = new InOrder(sink);
  let done = 0;
  let total = files.length;
  const report = (file: number, record: number, problem: TovmachError): void => {
    onEvent(problemEvent(problem));
    deliver.put(file, record, { problem });
  };
  const finish = async (task: Task, file: number, record: number): Promise<void> => {
    try {
      if (signal.aborted) {
        deliver.put(file, record, undefined);
        return;
      }
      work.claim(task);
      const translations = await work.translate(task, signal);
      const result = await crew.finish(task, translations, work.known(task));
      done += 1;
      onEvent({ type: 'article-finished', path: task.path, id: task.id, done, total });
      deliver.put(file, record, { result });
    } catch (error) {
      crew.drop(task);
      if (TovmachError.isInstance(error) && error.code === 'ABORTED') deliver.put(file, record, undefined);
      else report(file, record, problemOf(error, task));
    }
  };
  const read = async (file: FoundFile, index: number): Promise<void> => {
    let record = 0;
    let unread = 0;
    let isOpen = false;
    const ids = new Set<string>();
    try {
      for await (const step of crew.read(file, { before: work.before(file) })) {
        if (signal.aborted) break;
        if (step.type === 'hash') {
          isOpen = true;
          work.opened(file, step.hash);
        } else if (step.type === 'more') total += step.records;
        else if (step.type === 'problem') {
          if (step.id !== undefined) ids.add(step.id);
          else unread += 1;
          report(index, record++, step.problem);
        } else if (step.type === 'article') {
          ids.add(step.task.id);
          const slot = record++;
          await queue.onSizeLessThan(concurrency);
          void queue.add(() => finish(step.task, index, slot));
        }
      }
    } catch (error) {
      unread += 1;
      report(index, record++, problemOf(error, { path: file.path }));
    }
    if (isOpen) work.wasRead(file, { ids, unread: signal.aborted ? unread + 1 : unread });
    deliver.end(index, record);
  };
  await untilDone(crew, signal, async () => {
    for (const [index, file] of files.entries()) {
      if (signal.aborted) break;
      await reading.onSizeLessThan(readers);
      void reading.add(() => read(file, index));
    }
    await reading.onIdle();
    await queue.onIdle();
  });
}

/** Does the work of a crew; an abort ends what its workers are at. */
async function untilDone(crew: Crew, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const stop = (): void => crew.interrupt();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await work();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
