import { parentPort, workerData } from 'node:worker_threads';
import { check as collectFindings } from '../check/check.js';
import { OutputFolder } from '../disk/output-folder.js';
import { plainError, problemOf, type TovmachError } from '../errors.js';
import type { Check } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Planned } from '../model/stages.js';
import type { SeenArticle } from '../model/story.js';
import { withoutClosed } from '../operations/outputs/closed.js';
import { seenIn } from '../operations/outputs/stories.js';
import { writerOf } from '../operations/outputs/writer.js';
import { checkOptions, checksOf } from '../setup/checks.js';
import { readSource } from '../setup/inputs.js';
import { identify, planUnits, type Setup, setupFrom } from '../setup/setup.js';
import {
  type Brief,
  type Known,
  type Notice,
  type Order,
  Place,
  type Step,
  type WorkerSettings,
} from './protocol.js';
import { threadNumber } from './thread-time.js';

/** One worker: it reads articles as far as their plan, keeps them, and checks and writes them when their translations come. */

const port = parentPort;
const { config, directory, cwd, shared } = workerData as WorkerSettings;
const place = new Int32Array(shared);
Atomics.store(place, Place.thread, threadNumber());

/** What is under way, the most recent last: when the thread is stuck, it is stuck in that. */
const underWay: { id: number; index: number }[] = [];

function sayPlace(): void {
  const now = underWay.at(-1);
  Atomics.store(place, Place.id, now?.id ?? 0);
  Atomics.store(place, Place.index, now?.index ?? 0);
  Atomics.add(place, Place.stamp, 1);
}

async function during<T>(id: number, index: number, work: () => T | Promise<T>): Promise<T> {
  const mark = { id, index };
  underWay.push(mark);
  sayPlace();
  try {
    return await work();
  } finally {
    underWay.splice(underWay.indexOf(mark), 1);
    sayPlace();
  }
}

const tell = (notice: Notice): void => port?.postMessage(notice);

/** Steps told at once, and for how long they are gathered, in milliseconds. */
const AT_ONCE = 8;
const GATHERED_MS = 25;

class Desk {
  readonly #articles = new Map<number, Planned>();
  readonly #known = new Map<string, Known>();
  readonly #before = new Map<string, Readonly<Record<LanguageTag, string>>>();
  readonly #readings = new Map<number, () => void>();
  readonly #stopped = new Set<number>();
  /** Articles whose ledger stands where another's would, and that have their source; the main thread has looked. */
  readonly #owners = new Set<string>();
  #next = 0;
  #brief: Brief | undefined;
  #checks: readonly Check[] = [];
  #writer: ReturnType<typeof writerOf> | undefined;

  constructor(private readonly setup: Setup) {}

  brief(brief: Brief): void {
    this.#brief = brief;
    const { setup } = this;
    this.#checks = brief.pretence ? [] : checksOf(setup, brief.candidates, []);
    this.#writer = writerOf(
      setup,
      { out: new OutputFolder(setup.out), books: new OutputFolder(setup.state) },
      {
        versions: brief.versions,
        previous: (id, target) => {
          const known = this.#known.get(id);
          if (known !== undefined) return known.previous[target];
          const path = this.#before.get(id)?.[target];
          return path === undefined ? undefined : { path, hash: '', stands: false };
        },
        isTaken: (owner) => this.#owners.has(owner),
        identityOf: (name) => (brief.pretence ? undefined : (brief.identities[name] ?? name)),
        isOurs: (id, ledger) => this.#known.get(id)?.ledger === ledger,
      },
    );
  }

  async sample({ id, file, most }: Extract<Order, { op: 'sample' }>): Promise<void> {
    const texts: string[] = [];
    await during(id, 0, async () => {
      try {
        let articles = 0;
        for await (const record of (await readSource(this.setup, file)).records) {
          if (!('article' in record)) continue;
          for (const block of record.article.blocks) texts.push(block.text);
          if (++articles === most) break;
        }
      } catch {
        // Whatever is wrong with the file is said when it is its turn.
      }
    });
    tell({ kind: 'sampled', id, texts });
  }

  async compare({ id, files, candidates }: Extract<Order, { op: 'compare' }>): Promise<void> {
    const seen: SeenArticle[] = [];
    for (const [index, file] of files.entries())
      seen.push(...(await during(id, index, () => seenIn(this.setup, file, candidates))));
    tell({ kind: 'compared', id, seen });
  }

  async #plan(id: number, index: number, article: Parameters<typeof identify>[1]): Promise<Planned> {
    const { candidates = [], versions = [] } = this.#brief ?? {};
    return during(id, index, () =>
      planUnits(this.setup, identify(this.setup, article, candidates), versions),
    );
  }

  async read(order: Extract<Order, { op: 'read' }>): Promise<void> {
    const { id, file, skip, from } = order;
    let steps: Step[] = [];
    let hash: string | undefined;
    let since = Date.now();
    let isOver = false;
    const give = (end: boolean): void => {
      tell({ kind: 'steps', id, ...onlyDefined({ hash }), steps, end });
      hash = undefined;
      steps = [];
      since = Date.now();
    };
    let index = 0;
    try {
      const source = await during(id, skip, () => readSource(this.setup, file));
      hash = source.hash;
      let expected: number | undefined;
      const records = source.records[Symbol.asyncIterator]();
      for (;;) {
        const { done, value: record } = await during(id, Math.max(index, skip), () => records.next());
        if (done) break;
        if ('records' in record) {
          expected = record.records;
          if (expected > 1 && skip === from) steps.push({ type: 'more', records: expected - 1 });
          continue;
        }
        const at = index++;
        if (at < skip) continue;
        if (expected === undefined && at > 0) steps.push({ type: 'more', records: 1 });
        if ('broken' in record) {
          const problem = plainError(problemOf(record.broken, { path: file.path }));
          steps.push({ type: 'problem', index: at, record: true, problem });
        } else steps.push(await this.#step(order, at, record.article));
        if (steps.length < AT_ONCE && Date.now() - since < GATHERED_MS) continue;
        const more = new Promise<void>((go) => this.#readings.set(id, go));
        give(false);
        await more;
        if (this.#stopped.delete(id)) {
          isOver = true;
          await records.return?.();
          break;
        }
      }
    } catch (error) {
      const problem = plainError(problemOf(error, { path: file.path }));
      steps.push({ type: 'problem', index, record: false, problem });
    }
    this.#readings.delete(id);
    if (!isOver) give(true);
  }

  async #step(
    { id, before, ledgers }: Extract<Order, { op: 'read' }>,
    index: number,
    article: Parameters<typeof identify>[1],
  ): Promise<Step> {
    try {
      if (ledgers !== undefined) {
        const identified = await during(id, index, () => identify(this.setup, article, ledgers));
        return { type: 'ledger', index, article: identified };
      }
      const planned = await this.#plan(id, index, article);
      const paths = before[planned.id];
      if (paths !== undefined) this.#before.set(planned.id, paths);
      const sidecar = await this.#writer?.refuseForeign(planned);
      this.#before.delete(planned.id);
      const number = ++this.#next;
      this.#articles.set(number, planned);
      return {
        type: 'article',
        index,
        stub: {
          article: number,
          id: planned.id,
          path: planned.path,
          units: planned.units,
          paths: this.#writer?.paths(planned) ?? [],
          ...onlyDefined({ sidecar }),
        },
      };
    } catch (error) {
      const problem = plainError(problemOf(error, article));
      return { type: 'problem', index, id: article.id, record: true, problem };
    }
  }

  more(id: number): void {
    this.#readings.get(id)?.();
  }

  stop(id: number): void {
    if (!this.#readings.has(id)) return;
    this.#stopped.add(id);
    this.more(id);
  }

  drop(article: number): void {
    this.#articles.delete(article);
  }

  /** A record of a file once more: the worker that had it is gone. */
  async #again(id: number, { file, again = 0 }: Extract<Order, { op: 'finish' }>): Promise<Planned> {
    let index = 0;
    const { records } = await readSource(this.setup, file);
    for await (const record of records) {
      if ('records' in record || index++ < again) continue;
      if ('article' in record) return this.#plan(id, again, record.article);
      break;
    }
    throw new Error(`record ${again + 1} of ${file.path} is not there any more`);
  }

  async finish(order: Extract<Order, { op: 'finish' }>): Promise<void> {
    const { id, article, translations, known, file } = order;
    try {
      const planned =
        this.#articles.get(article) ?? (await during(id, order.again ?? 0, () => this.#again(id, order)));
      this.#articles.delete(article);
      const checked = await during(id, order.again ?? 0, () =>
        withoutClosed(
          collectFindings(
            { ...planned, translations: new Map(translations.map((each) => [each.key, each])) },
            this.#checks,
            checkOptions(this.setup),
          ),
          this.setup.decisions,
        ),
      );
      this.#known.set(planned.id, known);
      if (known.owner !== undefined) this.#owners.add(known.owner);
      const writer = this.#writer;
      if (writer === undefined) throw new Error('no brief');
      const result = await writer.write(checked).finally(() => this.#known.delete(planned.id));
      tell({ kind: 'written', id, result });
    } catch (error) {
      this.#articles.delete(article);
      tell({ kind: 'failed', id, problem: plainError(problemOf(error, { path: file.path })) });
    }
  }
}

async function main(): Promise<void> {
  let setup: Setup;
  try {
    setup = await setupFrom({ config, directory, cwd });
  } catch (error) {
    tell({ kind: 'unfit', problem: plainError(problemOf(error, '') as TovmachError) });
    return;
  }
  const desk = new Desk(setup);
  port?.on('message', (order: Order) => {
    switch (order.op) {
      case 'brief':
        desk.brief(order.brief);
        return;
      case 'sample':
        void desk.sample(order);
        return;
      case 'compare':
        void desk.compare(order);
        return;
      case 'read':
        void desk.read(order);
        return;
      case 'more':
        desk.more(order.id);
        return;
      case 'stop':
        desk.stop(order.id);
        return;
      case 'finish':
        void desk.finish(order);
        return;
      case 'drop':
        desk.drop(order.article);
    }
  });
}

void main();
