import { ProviderError } from '../errors.js';
import { type Message, messages } from '../message.js';
import type {
  BatchMode,
  BatchRequest,
  BatchResult,
  BatchState,
  LostBatch,
  ProviderUnit,
  TranslateAnswer,
  TranslatedUnit,
} from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Question, Reply } from './chat-shape.js';

const say = messages('providers', {
  lineFailed: '{{provider}} did not answer this request of the batch: {{status}}',
});

/** Batches of chat models: the same questions, put into a file, and the same answers, read out of one. */

/** A question in a batch. */
interface BatchQuestion {
  readonly id: string;
  readonly question: Omit<Question, 'signal'>;
}

/** What a service said to one of them. */
export type BatchReply = { readonly id: string } & (
  | { readonly reply: Reply }
  | { readonly error: ProviderError }
);

/** What differs from one service to the next. */
export interface ChatBatches {
  readonly maxRequests: number;
  submit(id: string, questions: readonly BatchQuestion[], signal: AbortSignal): Promise<string>;
  find(lost: LostBatch, signal: AbortSignal): Promise<string | 'absent' | 'unsure'>;
  state(name: string, signal: AbortSignal): Promise<BatchState>;
  results(
    name: string,
    signal: AbortSignal,
  ): Promise<{ readonly replies: readonly BatchReply[]; readonly damaged: boolean }>;
  cancel(name: string, signal: AbortSignal): Promise<void>;
}

/**
 * Characters of text in a batch: what comes back stays far below the largest answer that is read, even where each letter
 * is written as `\u0430`.
 */
const MOST_CHARACTERS = 800_000;
/** All three services bill half; read in copies of their price lists on 2026-11-26. */
const PRICE_SHARE = 0.5;

/** Units with something in them: the others are never sent. */
export const fullUnits = (units: readonly ProviderUnit[]): ProviderUnit[] =>
  units.filter(({ text }) => text.trim() !== '');

/** The batches of a service as a run asks for them. */
export function batchMode(
  batches: ChatBatches,
  {
    questionOf,
    read,
  }: {
    readonly questionOf: (request: BatchRequest['request']) => Omit<Question, 'signal'>;
    /** The answer in a reply to the full units of a request. @throws ProviderError */
    readonly read: (
      reply: Reply,
      count: number,
    ) => Pick<TranslateAnswer, 'usage'> & {
      readonly answers: readonly Omit<TranslatedUnit, 'id'>[];
    };
  },
): BatchMode {
  const resultOf = (back: BatchReply, asked: ReadonlyMap<string, BatchRequest>): BatchResult => {
    const { id } = back;
    if ('error' in back) return { id, error: back.error };
    const units = asked.get(id)?.request.units ?? [];
    const full = fullUnits(units);
    try {
      const { answers, usage } = read(back.reply, full.length);
      const byUnit = new Map(full.map((unit, index) => [unit, answers[index]]));
      const translated = units.map((unit) => ({ id: unit.id, text: unit.text, ...byUnit.get(unit) }));
      return { id, answer: { units: translated, ...onlyDefined({ usage }) } };
    } catch (error) {
      if (ProviderError.isInstance(error)) return { id, error };
      throw error;
    }
  };
  return {
    maxRequests: batches.maxRequests,
    maxCharacters: MOST_CHARACTERS,
    priceShare: PRICE_SHARE,
    submit: (id, requests, { signal }) =>
      batches.submit(
        id,
        requests.map((each) => ({ id: each.id, question: questionOf(each.request) })),
        signal,
      ),
    find: (lost, { signal }) => batches.find(lost, signal),
    state: (name, { signal }) => batches.state(name, signal),
    cancel: (name, { signal }) => batches.cancel(name, signal),
    async results(name, requests, { signal }) {
      const asked = new Map(requests.map((each) => [each.id, each]));
      const { replies, damaged } = await batches.results(name, signal);
      const results = replies.map((each) => (asked.has(each.id) ? resultOf(each, asked) : unasked(each)));
      return { results, damaged };
    },
  };
}

/** Of a request that is not open, or that nobody made. */
function unasked(back: BatchReply): BatchResult {
  return 'error' in back ? back : { id: back.id, answer: { units: [] } };
}

/** JSON values of a file with one on each line, and whether there is a line that is none: the file is cut off. */
export function linesOf(text: string): { readonly values: readonly unknown[]; readonly damaged: boolean } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
  return { values, damaged: values.length < lines.length };
}

/** A request that was not done at all: expired, cancelled. */
export function undone(provider: string, status: string | Message): ProviderError {
  return new ProviderError(provider, 'UNAVAILABLE', say.lineFailed({ provider, status }), {
    unreached: true,
  });
}

/** An error from before anything was ordered: whatever came of it, nothing was. */
export function beforeOrdering(error: unknown): unknown {
  if (!ProviderError.isInstance(error)) return error;
  const { provider, code, status, retryAfterMs } = error;
  return new ProviderError(provider, code, error, {
    unreached: true,
    ...onlyDefined({
      status,
      retryAfterMs,
      hint:
        error.hint === undefined
          ? undefined
          : { message: error.hint, messageId: error.hintId, values: error.hintValues },
    }),
  });
}
