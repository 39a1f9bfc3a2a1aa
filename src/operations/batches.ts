import { hasEnded } from '../disk/process.js';
import { type ExitCode, exitCodeOf, TovmachError } from '../errors.js';
import type { BatchOutcome, BatchRecord } from '../memory/batches.js';
import type { TranslationStore } from '../memory/translation-store.js';
import { asValue, inEnglish, type Message, messages } from '../message.js';
import type { BatchRequest, BatchResult } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { type WorkOptions, withJob } from '../setup/job.js';
import { providerChain } from '../setup/providers.js';
import type { Setup } from '../setup/setup.js';
import type { ProviderLink } from '../translate/link.js';
import { asProviderError } from '../translate/retry.js';
import { NOTHING, outcomeOf } from './batching/outcome.js';
import { askedOf, type BatchProvider, takesBatches } from './batching/submit.js';

/** Batches after their run: how far they are, what they answered, and an end to them. */

const say = messages('batches', {
  noSuch: 'there is no batch {{batch}} in this memory',
  seeStatus: 'Run "tovmach batch status": it lists them.',
  noModeOf: 'the batch {{batch}} is of {{provider}}, which takes no batches here',
  setItUp: 'Set {{provider}} up as it was when the batch was made.',
  unknown: 'whether {{provider}} took the batch {{batch}} is not known yet',
  later: 'Run this again in a few minutes.',
  refused: '{{provider}} refused the batch {{batch}} as a whole: {{reason}}',
  orForget: 'Or let go of it: tovmach batch cancel {{batch}} --forget. Its texts may then be paid for twice.',
  incomplete:
    '{{provider}} has more answers to the batch {{batch}} than it gave: {{found}} of {{answered}}; the others are waited for',
  unread: 'the answers to the batch {{batch}} cannot be read: {{reason}}',
  noLine: 'the results say nothing of it',
  letGo: 'let go of',
  unasked: {
    one: '{{provider}} answered {{count}} request of the batch {{batch}} that nobody made; its answer is left out',
    other:
      '{{provider}} answered {{count}} requests of the batch {{batch}} that nobody made; their answers are left out',
  },
  twice: {
    one: '{{provider}} answered {{count}} request of the batch {{batch}} twice; the first answer counts',
    other: '{{provider}} answered {{count}} requests of the batch {{batch}} twice; the first answers count',
  },
});

/** A batch as it is told. */
export interface BatchView extends Omit<BatchRecord, 'process' | 'createdAt'> {
  /** ISO 8601. */
  readonly createdAt: string;
  /** The service's own word for how far it is, where it was asked. */
  readonly status?: string;
}

/** What was done with the batches of a memory. */
export interface BatchesResult {
  /** All that were looked at, the oldest first. */
  readonly batches: readonly BatchView[];
  /** Texts that were answered now: the next run has them. */
  readonly answered: number;
  /** Texts of requests that failed now: the next run sends them by themselves. */
  readonly failed: number;
  /** What stood in the way. */
  readonly problems: readonly TovmachError[];
  /** What the process ends with: 5 while answers are waited for, 6 where requests failed. */
  readonly exitCode: ExitCode;
}

/** Which batches, and how. */
export interface BatchWork extends Omit<WorkOptions, 'only' | 'stdin'> {
  /** Ids, ours or the service's; absent: all. */
  readonly ids?: readonly string[];
}

/** How batches are ended. */
export interface CancelBatchWork extends BatchWork {
  /** Without asking the service: what it answers is lost, and may be paid for twice. */
  readonly forget?: boolean;
}

/** How far the batches are; those whose run was killed are looked for. */
export function batchStatus(setup: Setup, work: BatchWork = {}): Promise<BatchesResult> {
  return withBatches(setup, work, (batch, desk) => desk.look(batch));
}

/** Takes in what was answered. */
export function collectBatches(setup: Setup, work: BatchWork = {}): Promise<BatchesResult> {
  return withBatches(setup, work, (batch, desk) => desk.collect(batch), true);
}

/** Asks for an end to batches; what they have answered by then can still be collected. */
export function cancelBatches(setup: Setup, work: CancelBatchWork = {}): Promise<BatchesResult> {
  return withBatches(setup, work, (batch, desk) => desk.cancel(batch, work.forget === true));
}

async function withBatches(
  setup: Setup,
  { ids, signal = new AbortController().signal, onEvent = () => {} }: BatchWork,
  each: (batch: BatchRecord, desk: Collector) => Promise<string | undefined>,
  waits = false,
): Promise<BatchesResult> {
  return withJob(setup, { create: false, signal, onEvent }, async (job) => {
    const store = await job.openStore();
    const collector = new Collector(setup, store, signal, (said) => onEvent({ type: 'notice', ...said }));
    const problems: TovmachError[] = [];
    const statuses = new Map<string, string>();
    try {
      for (const batch of chosen(await store.batches.list(), ids)) {
        if (batch.stage === 'over') continue;
        try {
          const status = await each(batch, collector);
          if (status !== undefined) statuses.set(batch.id, status);
        } catch (error) {
          if (!TovmachError.isInstance(error) || error.code === 'STORE' || error.code === 'LOCKED')
            throw error;
          problems.push(error);
        }
        if (signal.aborted) break;
      }
    } finally {
      await collector.close();
    }
    const { answered, failed } = collector;
    const batches = chosen(await store.batches.list(), ids, true).map(
      ({ process: _, createdAt, ...batch }) => {
        const status = statuses.get(batch.id);
        return {
          ...batch,
          createdAt: new Date(createdAt).toISOString(),
          ...onlyDefined({ status }),
        };
      },
    );
    const open = waits && batches.some(({ stage }) => stage !== 'over');
    const exitCode = exitCodeOf({
      interrupted: signal.aborted,
      problems,
      failures: [...(open ? (['PENDING'] as const) : []), ...(failed > 0 ? (['CHECK'] as const) : [])],
    });
    return { batches, answered, failed, problems, exitCode };
  });
}

/** @throws TovmachError USAGE for one that is not there */
function chosen(
  batches: readonly BatchRecord[],
  ids: readonly string[] | undefined,
  mayBeGone = false,
): readonly BatchRecord[] {
  if (ids === undefined || ids.length === 0) return batches;
  return ids.flatMap((id) => {
    const found = batches.find((batch) => batch.id === id || (batch.name !== '' && batch.name === id));
    if (found === undefined && !mayBeGone)
      throw new TovmachError('USAGE', say.noSuch({ batch: id }), { hint: say.seeStatus() });
    return found ?? [];
  });
}

/** How long a process may be busy handing a batch over, in milliseconds; whoever takes longer hangs. */
const PATIENCE_MS = 10 * 60_000;
/** How long a run may gather, in milliseconds. */
const GATHERED_MS = 86_400_000;
/** A list may lag behind: who says "absent" is asked once more after this, in milliseconds. */
const LAG_MS = 2000;
/** Requests whose outcome is stored at once. */
const AT_ONCE = 50;

type Batching = ProviderLink & { readonly provider: BatchProvider };

class Collector {
  answered = 0;
  failed = 0;
  readonly #links = new Map<string, Promise<Batching>>();

  constructor(
    private readonly setup: Setup,
    private readonly store: TranslationStore,
    private readonly signal: AbortSignal,
    private readonly notice: (said: Message) => void,
  ) {}

  /** The service's word for how far a batch is; `undefined` where it has none. */
  async look(batch: BatchRecord): Promise<string | undefined> {
    const known = await this.#known(batch);
    if (known === undefined) return undefined;
    const { provider } = await this.#link(batch);
    return (await this.#asked(batch, () => provider.batches.state(known, { signal: this.signal }))).status;
  }

  async collect(batch: BatchRecord): Promise<string | undefined> {
    const name = await this.#known(batch);
    if (name === undefined) return undefined;
    const link = await this.#link(batch);
    const { batches } = link.provider;
    const { signal } = this;
    const state = await this.#asked(batch, () => batches.state(name, { signal }));
    if (!state.ended) return state.status;
    const open = (await this.store.batches.open(batch.id)).map(({ id, asked }) => ({
      id,
      request: askedOf(asked),
    }));
    const about = { provider: batch.provider, batch: batch.id };
    if (state.refused !== undefined) {
      await this.#take(
        batch,
        open,
        open.map(({ id }) => ({ id, again: true, reason: state.refused, spent: NOTHING })),
      );
      await this.store.batches.move(batch.id, 'waiting', 'over');
      throw new TovmachError('REJECTED', say.refused({ ...about, reason: state.refused }));
    }
    const { results, damaged } = await this.#asked(
      batch,
      () => batches.results(name, open, { signal }),
      true,
    );
    const first = this.#sorted(batch, open, results);
    const found = open.filter(({ id }) => first.has(id));
    await this.#take(
      batch,
      open,
      found.map(({ id, request }) => outcomeOf(request, first.get(id), link)),
    );
    const missing = open.filter(({ id }) => !first.has(id));
    const given = new Set(results.map(({ id }) => id)).size;
    if (missing.length > 0 && (damaged || (state.answered ?? 0) > given)) {
      const answered = state.answered ?? open.length;
      throw new TovmachError('UNAVAILABLE', say.incomplete({ ...about, found: given, answered }), {
        hint: say.orForget({ batch: batch.id }),
      });
    }
    const reason = inEnglish(say.noLine());
    await this.#take(
      batch,
      open,
      missing.map(({ id }) => ({ id, reason, spent: NOTHING })),
    );
    await this.store.batches.move(batch.id, 'waiting', 'over');
    return state.status;
  }

  async cancel(batch: BatchRecord, forget: boolean): Promise<string | undefined> {
    if (!forget) {
      const name = await this.#known(batch);
      if (name === undefined) return undefined;
      const { provider } = await this.#link(batch);
      await this.#asked(batch, () => provider.batches.cancel(name, { signal: this.signal }), true);
      return this.look(batch);
    }
    const reason = inEnglish(say.letGo());
    const open = await this.store.batches.open(batch.id);
    await this.store.batches.take(
      batch.id,
      // What it may have cost stays spent.
      open.map(({ id }) => ({ id, again: true, reason })),
    );
    await this.store.batches.move(batch.id, batch.stage, 'over');
    return undefined;
  }

  async close(): Promise<void> {
    for (const link of this.#links.values())
      await link.then(({ provider }) => provider.close?.()).catch(() => {});
  }

  /**
   * The service's name of a batch. One whose run ended on the way is asked for; what never left, or never arrived, is let
   * go of.
   * @throws TovmachError where nobody can tell yet
   */
  async #known(batch: BatchRecord): Promise<string | undefined> {
    const { stage, process, createdAt, id } = batch;
    if (stage === 'waiting') return batch.name;
    // Of another machine nobody can tell whether its process still runs.
    const age = Date.now() - createdAt;
    const isDead = hasEnded(process) || age > (stage === 'sending' ? PATIENCE_MS : GATHERED_MS);
    if (!isDead) return undefined;
    if (stage === 'gathering') {
      await this.store.batches.drop(id);
      return undefined;
    }
    const { provider } = await this.#link(batch);
    const others = (await this.store.batches.list()).flatMap(({ name }) => (name === '' ? [] : [name]));
    const requests = batch.requests.open + batch.requests.answered + batch.requests.failed;
    const ask = () =>
      this.#asked(batch, () =>
        provider.batches.find({ id, requests, createdAt, others }, { signal: this.signal }),
      );
    let found = await ask();
    if (found === 'absent') {
      await new Promise((resolve) => setTimeout(resolve, LAG_MS));
      found = await ask();
    }
    if (found === 'unsure')
      throw new TovmachError('UNAVAILABLE', say.unknown({ provider: batch.provider, batch: id }), {
        hint: say.later(),
      });
    if (found === 'absent') {
      await this.store.batches.drop(id);
      return undefined;
    }
    await this.store.batches.move(id, 'sending', 'waiting', found);
    return found;
  }

  /** The first result of each open request; what nobody asked for, or comes twice, is said. */
  #sorted(
    { id: batch, provider }: BatchRecord,
    open: readonly BatchRequest[],
    results: readonly BatchResult[],
  ): ReadonlyMap<string, BatchResult> {
    const first = new Map<string, BatchResult>();
    const ours = new Set(open.map(({ id }) => id));
    let [unasked, twice] = [0, 0];
    for (const result of results) {
      // Of this batch and closed already: taken in before.
      if (!ours.has(result.id)) unasked += result.id.startsWith(`${batch}-`) ? 0 : 1;
      else if (first.has(result.id)) twice += 1;
      else first.set(result.id, result);
    }
    if (unasked > 0) this.notice(say.unasked({ provider, batch, count: unasked }));
    if (twice > 0) this.notice(say.twice({ provider, batch, count: twice }));
    return first;
  }

  async #take(
    { id }: BatchRecord,
    open: readonly BatchRequest[],
    outcomes: readonly BatchOutcome[],
  ): Promise<void> {
    const texts = new Map(open.map((each) => [each.id, each.request.units.length]));
    for (let at = 0; at < outcomes.length; at += AT_ONCE) {
      const some = outcomes.slice(at, at + AT_ONCE);
      await this.store.batches.take(id, some);
      for (const outcome of some) {
        if (outcome.answers === undefined) this.failed += texts.get(outcome.id) ?? 0;
        else this.answered += texts.get(outcome.id) ?? 0;
      }
    }
  }

  /** What the service says; what it refuses, with a way out. */
  async #asked<T>(batch: BatchRecord, ask: () => Promise<T>, isRead = false): Promise<T> {
    try {
      return await ask();
    } catch (caught) {
      const { hide } = await this.#link(batch);
      const error = asProviderError(caught, batch.provider, hide);
      if (error.code === 'ABORTED') throw error;
      const said = isRead ? say.unread({ batch: batch.id, reason: asValue(error) }) : error;
      throw new TovmachError(error.code, said, { cause: error, hint: say.orForget({ batch: batch.id }) });
    }
  }

  #link(batch: BatchRecord): Promise<Batching> {
    const { provider: name, id } = batch;
    const known = this.#links.get(name);
    if (known !== undefined) return known;
    const { config, providers, env, directory } = this.setup;
    const made = providerChain({ ...config, provider: [name], routes: [], verify: undefined }, providers, {
      env,
      directory,
    }).then(([link]): Batching => {
      const provider = link?.provider;
      if (link === undefined || provider === undefined || !takesBatches(provider))
        throw new TovmachError('CONFIG', say.noModeOf({ provider: name, batch: id }), {
          hint: say.setItUp({ provider: name }),
        });
      return { ...link, provider };
    });
    this.#links.set(name, made);
    return made;
  }
}
