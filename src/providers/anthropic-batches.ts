import { z } from 'zod';
import { ProviderError } from '../errors.js';
import type { LostBatch } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { type BatchReply, type ChatBatches, linesOf, undone } from './chat-batches.js';
import { explainChat } from './chat-failure.js';
import type { Question, Reply } from './chat-provider.js';
import { statusError } from './failure.js';
import type { AdapterHost } from './frame.js';
import { redact } from './hide.js';
import { type HttpCall, pathOf, requestJson, requestText } from './http.js';
import type { Address } from './library.js';

/** Anthropic's Message Batches, spoken as their documentation has it, without their library. */

const NAME = 'anthropic';
const PATH = 'v1/messages/batches';
const MOST_PAGES = 20;
const PAGE = 100;
/** How far two clocks may be apart, in milliseconds. */
const CLOCKS = 5 * 60_000;

const counts = z.looseObject({
  processing: z.number().nullish(),
  succeeded: z.number().nullish(),
  errored: z.number().nullish(),
  canceled: z.number().nullish(),
  expired: z.number().nullish(),
});

const shape = z.looseObject({
  id: z.string(),
  processing_status: z.string(),
  request_counts: counts.nullish(),
  created_at: z.string().nullish(),
});
type MessageBatch = z.infer<typeof shape>;

const lineShape = z.looseObject({
  custom_id: z.string(),
  result: z.looseObject({ type: z.string(), message: z.unknown().optional(), error: z.unknown().optional() }),
});

/** Statuses of the errors the service names by a word. */
const STATUS: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

export function anthropicBatches(
  address: Address,
  {
    apiKey,
    model,
    host,
    bodyOf,
    replyOf,
  }: {
    readonly apiKey: string;
    readonly model: string;
    readonly host: AdapterHost;
    /** Body of one request. */
    readonly bodyOf: (question: Omit<Question, 'signal'>) => unknown;
    readonly replyOf: (message: unknown) => Reply;
  },
): ChatBatches {
  const { secrets } = address;
  const explain = explainChat(NAME, model, address);
  const call = (path: string, query: Readonly<Record<string, string>> = {}): HttpCall => ({
    provider: NAME,
    url: pathOf(address.baseUrl, path, { ...address.query, ...query }),
    headers: { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01', ...address.headers },
    secrets,
    explain,
    ...onlyDefined({ fetch: host.fetch }),
  });
  const one = (name: string): string => `${PATH}/${encodeURIComponent(name)}`;
  const lines = async (name: string, signal: AbortSignal) => {
    const text = await requestText({ ...call(`${one(name)}/results`), signal });
    const { values, damaged } = linesOf(text);
    const read = values.flatMap((line) => {
      const { data } = lineShape.safeParse(line);
      return data === undefined ? [] : [data];
    });
    return { read, damaged };
  };

  return {
    maxRequests: 1000,
    async submit(_, questions, signal) {
      // A batch cannot be told that it was too much to ask: no temperature, which some models mind.
      const requests = questions.map(({ id, question }) => ({
        custom_id: id,
        params: bodyOf({ ...question, manners: { ...question.manners, temperature: false } }),
      }));
      return (await requestJson({ ...call(PATH), json: { requests }, signal }, shape)).id;
    },
    async find(lost, signal) {
      const pageShape = z.looseObject({ data: z.array(shape), has_more: z.boolean().nullish() });
      let unsure = false;
      let last: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = { limit: String(PAGE), ...onlyDefined({ after_id: last }) };
        const { data, has_more: more } = await requestJson({ ...call(PATH, query), signal }, pageShape);
        for (const batch of data.filter((each) => mayBe(each, lost))) {
          // Only the answers say whose they are.
          if (batch.processing_status !== 'ended') unsure = true;
          else if (await isOurs(lost, () => lines(batch.id, signal))) return batch.id;
        }
        last = data.at(-1)?.id;
        if (more !== true || last === undefined) return unsure ? 'unsure' : 'absent';
      }
      return 'unsure';
    },
    async state(name, signal) {
      const batch = await requestJson({ ...call(one(name)), signal }, shape);
      const answered = batch.request_counts?.succeeded ?? undefined;
      return {
        ended: batch.processing_status === 'ended',
        status: batch.processing_status,
        ...onlyDefined({ answered }),
      };
    },
    async results(name, signal) {
      const { read, damaged } = await lines(name, signal);
      const replies = read.map(({ custom_id: id, result }): BatchReply => {
        try {
          if (result.type === 'succeeded') return { id, reply: replyOf(result.message) };
          return { id, error: errorOf(result, address, explain) };
        } catch (caught) {
          if (ProviderError.isInstance(caught)) return { id, error: caught };
          throw caught;
        }
      });
      return { replies, damaged };
    },
    async cancel(name, signal) {
      await requestJson({ ...call(`${one(name)}/cancel`), method: 'POST', signal }, z.unknown());
    },
  };
}

/** Whether a batch may be one that was lost, by when it was made and how large it is. */
function mayBe(batch: MessageBatch, { requests, createdAt, others }: LostBatch): boolean {
  const { created_at: made, request_counts: count } = batch;
  if (others.includes(batch.id)) return false;
  if (made !== undefined && made !== null && Date.parse(made) < createdAt - CLOCKS) return false;
  if (count === undefined || count === null) return true;
  const { processing, succeeded, errored, canceled, expired } = count;
  const all = [processing, succeeded, errored, canceled, expired].reduce<number>(
    (sum, each) => sum + (each ?? 0),
    0,
  );
  return all === requests;
}

async function isOurs(
  { id }: LostBatch,
  lines: () => Promise<{ readonly read: readonly { readonly custom_id: string }[] }>,
): Promise<boolean> {
  return (await lines()).read.some((line) => line.custom_id.startsWith(`${id}-`));
}

const innerError = z.looseObject({
  error: z.looseObject({ type: z.string().nullish(), message: z.string().nullish() }).nullish(),
  type: z.string().nullish(),
  message: z.string().nullish(),
});

function errorOf(
  { type, error }: { readonly type: string; readonly error?: unknown },
  { endpoint, secrets }: Address,
  explain: NonNullable<HttpCall['explain']>,
): ProviderError {
  const { data } = innerError.safeParse(error);
  const inner = data?.error ?? data;
  if (type !== 'errored' || inner === undefined || inner === null) return undone(NAME, type);
  const status = STATUS[inner.type ?? ''] ?? 400;
  const detail = redact(inner.message ?? inner.type ?? '', secrets);
  return (
    explain(detail, status, { get: () => undefined }, '') ??
    statusError(NAME, { status, detail, endpoint, secrets })
  );
}
