import { randomUUID } from 'node:crypto';
import { hintOf, TovmachError } from '../errors.js';
import type { RunEvent, Tovmach } from '../index.js';
import { messages, spoken } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import type { RunState } from './contract.js';

/** Runs that were asked for: one at a time, and what the last ones did. */

const say = messages('api', {
  underWay: 'a run is under way: {{id}}',
  waitOrStop: 'Wait until it is finished, or stop it.',
  noRun: 'there is no run {{id}}',
  unknownRun: 'The last {{count}} are known; after a restart none is.',
});

/** Of a run that is told again to whoever comes late. */
const MOST_EVENTS = 5_000;
const MOST_RUNS = 20;

export interface NumberedEvent {
  /** From 1. */
  readonly number: number;
  readonly event: RunEvent;
}

interface Entry {
  state: RunState;
  readonly stop: AbortController;
  readonly events: NumberedEvent[];
  readonly listeners: Set<() => void>;
}

/** What a run reads. */
export interface Inputs {
  readonly paths: readonly string[];
}

export class Runs {
  readonly #entries = new Map<string, Entry>();
  #active: { readonly id: string; readonly done: Promise<void> } | undefined;

  /** @param onChange told when a run begins or ends */
  constructor(
    private readonly tovmach: Pick<Tovmach, 'run'>,
    private readonly onChange: () => void = () => {},
  ) {}

  /** A run is under way. */
  get isActive(): boolean {
    return this.#active !== undefined;
  }

  /** Runs that ended, by the exit code of the command line; `failed` for those that came to nothing. */
  readonly ended = new Map<string, number>();

  /** @throws TovmachError LOCKED while another is under way */
  start({ paths }: Inputs, work: { readonly only?: readonly string[]; readonly prune?: boolean }): RunState {
    if (this.#active !== undefined)
      throw new TovmachError('LOCKED', say.underWay({ id: this.#active.id }), { hint: say.waitOrStop() });
    const id = randomUUID();
    const entry: Entry = {
      state: { id, state: 'running', startedAt: new Date().toISOString() },
      stop: new AbortController(),
      events: [],
      listeners: new Set(),
    };
    this.#entries.set(id, entry);
    for (const old of [...this.#entries.keys()].slice(0, -MOST_RUNS)) this.#entries.delete(old);
    let number = 0;
    const done = this.tovmach
      .run(paths, {
        ...work,
        signal: entry.stop.signal,
        onEvent: (event) => {
          number += 1;
          entry.events.push({ number, event });
          if (entry.events.length > MOST_EVENTS) entry.events.shift();
          for (const listener of entry.listeners) listener();
        },
      })
      .then(
        ({ problems, ...summary }) => {
          this.#end(entry, String(summary.exitCode), {
            state: 'finished',
            summary: { ...summary, problems: problems.length },
          });
        },
        (error: unknown) => this.#end(entry, 'failed', { state: 'failed', problem: plainProblem(error) }),
      );
    this.#active = { id, done };
    this.onChange();
    return entry.state;
  }

  #end(entry: Entry, how: string, state: Pick<RunState, 'state' | 'summary' | 'problem'>): void {
    entry.state = { ...entry.state, finishedAt: new Date().toISOString(), ...state };
    this.ended.set(how, (this.ended.get(how) ?? 0) + 1);
    this.#active = undefined;
    for (const listener of entry.listeners) listener();
    this.onChange();
  }

  /** @throws TovmachError INPUT_NOT_FOUND */
  get(id: string): RunState {
    return this.#entry(id).state;
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry !== undefined) return entry;
    throw new TovmachError('INPUT_NOT_FOUND', say.noRun({ id }), {
      hint: say.unknownRun({ count: MOST_RUNS }),
    });
  }

  /** What is written by then stays. @throws TovmachError INPUT_NOT_FOUND */
  async stop(id: string): Promise<RunState> {
    const entry = this.#entry(id);
    entry.stop.abort();
    if (this.#active?.id === id) await this.#active.done;
    return entry.state;
  }

  /** Its events after a number, and those to come, until it ends. @throws TovmachError INPUT_NOT_FOUND */
  async *events(id: string, after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent> {
    const entry = this.#entry(id);
    let last = after;
    while (!signal.aborted) {
      const news = entry.events.filter(({ number }) => number > last);
      for (const each of news) {
        last = each.number;
        yield each;
      }
      if (news.length > 0) continue;
      if (entry.state.state !== 'running') return;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          entry.listeners.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        entry.listeners.add(wake);
        signal.addEventListener('abort', wake);
      });
    }
  }

  /** Stops what is under way. */
  async close(): Promise<void> {
    if (this.#active !== undefined) await this.stop(this.#active.id);
  }
}

/** An error as an answer has it. */
export function plainProblem(error: unknown): NonNullable<RunState['problem']> {
  if (!TovmachError.isInstance(error))
    return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
  const { code, file, line, column } = error;
  const hint = hintOf(error);
  const told = hint === undefined ? undefined : spoken(hint);
  return {
    code,
    ...spoken(error),
    ...onlyDefined({
      hint: told?.message,
      hintId: told?.messageId,
      hintValues: told?.values,
      file,
      line,
      column,
    }),
  };
}
