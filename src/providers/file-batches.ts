import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ProviderError } from '../errors.js';
import type { BatchState, LostBatch } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { type BatchReply, beforeOrdering, type ChatBatches, linesOf, undone } from './chat-batches.js';
import type { Reply } from './chat-provider.js';
import { statusError } from './failure.js';
import type { AdapterHost } from './frame.js';
import { redact } from './hide.js';
import { type HttpCall, pathOf, requestJson, requestText } from './http.js';
import type { Address } from './library.js';

/**
 * Batches as OpenAI and Mistral have them: a file of requests is uploaded, a batch is ordered for it, and what came of it is
 * in one or two other files. Spoken as their documentation has it, without their libraries.
 */

/** The name under which a batch is told ours: in its metadata. */
const OURS = 'tovmach';
/** Pages of the list that are looked through for a lost one. */
const MOST_PAGES = 20;
const PAGE = 100;
/** How far two clocks may be apart, in milliseconds. */
const CLOCKS = 5 * 60_000;

/** What a service says of a batch, in one shape. */
export interface FileBatch {
  readonly id: string;
  readonly status: string;
  /** Ours, where it is; absent: the service says of nobody's whose it is. */
  readonly ours?: string | undefined;
  /** It says nothing of it: not every server of this shape keeps what it is told. */
  readonly unnamed: boolean;
  /** When it was made, in milliseconds since 1970. */
  readonly createdAt?: number | undefined;
  readonly files: readonly string[];
  readonly answered?: number | undefined;
  readonly errors: readonly string[];
}

/** What differs between the two. */
export interface FileBatchService {
  readonly provider: string;
  readonly address: Address;
  readonly authorization: string | undefined;
  readonly host: AdapterHost;
  readonly explain?: HttpCall['explain'];
  /** Path of the batches, below the address. */
  readonly path: string;
  readonly filesPath: string;
  readonly ended: readonly string[];
  /** Ended so, nothing was done. */
  readonly refused: string;
  /** One line of the file. */
  line(id: string, question: Parameters<ChatBatches['submit']>[1][number]['question']): unknown;
  /** What orders a batch for a file. */
  order(file: string, metadata: Readonly<Record<string, string>>): unknown;
  /** Reads what the service says of a batch. */
  readonly shape: z.ZodType<FileBatch>;
  /** Query of a page of the list, after the last one of the page before. */
  page(page: number, last: string | undefined): Readonly<Record<string, string>>;
  /** A completion as a reply. @throws ProviderError */
  replyOf(completion: unknown): Reply;
}

const lineShape = z.looseObject({
  custom_id: z.string(),
  response: z.looseObject({ status_code: z.number().nullish(), body: z.unknown().optional() }).nullish(),
  error: z.unknown().optional(),
});

export function fileBatches(service: FileBatchService): ChatBatches {
  const { provider, address, explain, host } = service;
  const { secrets } = address;
  const call = (path: string, query: Readonly<Record<string, string>> = {}): HttpCall => ({
    provider,
    url: pathOf(address.baseUrl, path, { ...address.query, ...query }),
    headers: {
      ...onlyDefined({ authorization: service.authorization }),
      ...address.headers,
    },
    secrets,
    ...onlyDefined({ explain, fetch: host.fetch }),
  });
  const one = (name: string, signal: AbortSignal): Promise<FileBatch> =>
    requestJson({ ...call(`${service.path}/${encodeURIComponent(name)}`), signal }, service.shape);

  const contents = (files: readonly string[], signal: AbortSignal): Promise<string[]> =>
    Promise.all(
      files.map((file) =>
        requestText({ ...call(`${service.filesPath}/${encodeURIComponent(file)}/content`), signal }),
      ),
    );
  const holds = async ({ files }: FileBatch, id: string, signal: AbortSignal): Promise<boolean> =>
    (await contents(files, signal)).some((text) => text.includes(`"${id}-`));

  return {
    maxRequests: 1000,
    async submit(id, questions, signal) {
      const lines = questions.map(({ id: line, question }) => JSON.stringify(service.line(line, question)));
      let file: string;
      try {
        const raw = upload(`${OURS}-${id}.jsonl`, `${lines.join('\n')}\n`);
        const shape = z.looseObject({ id: z.string() });
        file = (await requestJson({ ...call(service.filesPath), raw, signal }, shape)).id;
      } catch (error) {
        throw beforeOrdering(error);
      }
      const json = service.order(file, { [OURS]: id });
      return (await requestJson({ ...call(service.path), json, signal }, service.shape)).id;
    },
    async find(lost: LostBatch, signal) {
      const { id, createdAt, others } = lost;
      let unsure = false;
      const pageShape = z.looseObject({ data: z.array(service.shape) });
      let last: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { data } = await requestJson(
          { ...call(service.path, service.page(page, last)), signal },
          pageShape,
        );
        const found = data.find(({ ours }) => ours === id);
        if (found !== undefined) return found.id;
        const unnamed = data.filter(
          (each) =>
            each.unnamed && !others.includes(each.id) && (each.createdAt ?? createdAt) >= createdAt - CLOCKS,
        );
        for (const each of unnamed) {
          // Only the answers say whose they are.
          if (!service.ended.includes(each.status)) unsure = true;
          else if (await holds(each, id, signal)) return each.id;
        }
        if (data.length < PAGE) return unsure ? 'unsure' : 'absent';
        last = data.at(-1)?.id;
      }
      return 'unsure';
    },
    async state(name, signal) {
      const { status, answered, errors } = await one(name, signal);
      const state: BatchState = { ended: service.ended.includes(status), status };
      const words = redact(errors.join('; '), secrets);
      return {
        ...state,
        ...onlyDefined({
          answered,
          refused: status === service.refused && (answered ?? 0) === 0 ? words || status : undefined,
        }),
      };
    },
    async results(name, signal) {
      const { files, status } = await one(name, signal);
      const texts = await contents(files, signal);
      const read = texts.map(linesOf);
      return {
        replies: read.flatMap(({ values }) => values).flatMap((line) => replyIn(line, service, status)),
        damaged: read.some(({ damaged }) => damaged),
      };
    },
    async cancel(name, signal) {
      await requestJson(
        { ...call(`${service.path}/${encodeURIComponent(name)}/cancel`), method: 'POST', signal },
        z.unknown(),
      );
    },
  };
}

/** What one line of a result says; a line of another shape says nothing. */
function replyIn(line: unknown, service: FileBatchService, status: string): BatchReply[] {
  const { data } = lineShape.safeParse(line);
  if (data === undefined) return [];
  const { provider, address, explain } = service;
  const { custom_id: id, response, error } = data;
  const code = response?.status_code ?? (error === undefined || error === null ? 200 : 0);
  if (code >= 200 && code < 300 && response?.body !== undefined) {
    try {
      return [{ id, reply: service.replyOf(response.body) }];
    } catch (caught) {
      if (ProviderError.isInstance(caught)) return [{ id, error: caught }];
      throw caught;
    }
  }
  const detail = redact(wordsIn(error) ?? wordsIn(response?.body) ?? status, address.secrets);
  if (code < 400) return [{ id, error: undone(provider, detail) }];
  const { endpoint, secrets } = address;
  const headers = { get: () => undefined };
  return [
    {
      id,
      error:
        explain?.(detail, code, headers, '') ??
        statusError(provider, { status: code, detail, endpoint, secrets }),
    },
  ];
}

/** A service's words, wherever it puts them. */
function wordsIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { error, message, code, detail } = value as Readonly<Record<string, unknown>>;
  return wordsIn(error) ?? wordsIn(message) ?? wordsIn(detail) ?? wordsIn(code);
}

/** A file as a form field. */
function upload(name: string, content: string): NonNullable<HttpCall['raw']> {
  const boundary = `----${randomUUID()}`;
  const body = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="purpose"',
    '',
    'batch',
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${name}"`,
    'Content-Type: application/jsonl',
    '',
    content,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}

/** A file's id, where it has one. */
export const fileIds = (...ids: readonly (string | null | undefined)[]): string[] =>
  ids.filter((id): id is string => typeof id === 'string' && id !== '');
