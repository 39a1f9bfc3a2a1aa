import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service of batches on 127.0.0.1, in the shape of one of three by their documentation, with what may go wrong in each. */

export type BatchShape = 'openai' | 'anthropic' | 'mistral';

/** What a service says to one request. */
type Fate =
  | { readonly kind: 'answer' }
  /** Answered with something that is no translation. */
  | { readonly kind: 'chatter' }
  | { readonly kind: 'refused'; readonly status: number; readonly type: string; readonly message: string }
  | { readonly kind: 'expired' }
  /** No line in any file. */
  | { readonly kind: 'nothing' };

interface Line {
  readonly id: string;
  readonly texts: readonly string[];
}

interface HeldBatch {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  status: 'running' | 'done' | 'cancelled' | 'expired' | 'failed';
}

export interface BatchService {
  readonly shape: BatchShape;
  readonly url: string;
  readonly batches: HeldBatch[];
  /** Method and path of everything that was asked. */
  readonly asked: string[];
  /** Bodies of everything that was posted. */
  readonly bodies: string[];
  /** Texts answered outside of batches. */
  readonly direct: string[][];
  /** Decides what becomes of a request, by its texts. */
  fate: (texts: readonly string[]) => Fate;
  /** Changes the lines of results as they go out. */
  lines: (lines: readonly unknown[]) => readonly unknown[];
  /** Takes over a request before the service sees it; true: it was answered. */
  before: (request: IncomingMessage, response: ServerResponse, body: string) => boolean | Promise<boolean>;
  /** Forgets what a batch was named by. */
  forgetful: boolean;
  /** Leaves the number of answers out of what it says of a batch. */
  counts: boolean;
  finish(status?: HeldBatch['status']): void;
  close(): Promise<void>;
}

const FOR_ENGLISH = /^The council approved item number (\d+) of the budget on Monday\.$/;

export const english = (item: number): string =>
  `The council approved item number ${item} of the budget on Monday.`;
export const ukrainian = (item: number | string): string =>
  `Рада ухвалила пункт ${item} бюджету в понеділок.`;

function translated(text: string): string {
  const item = FOR_ENGLISH.exec(text)?.[1];
  return item === undefined ? 'Це речення переклала служба пакетів.' : ukrainian(item);
}

const answerTo = (texts: readonly string[]): string =>
  JSON.stringify({ translations: texts.map((text, at) => ({ id: String(at + 1), text: translated(text) })) });

/** The texts of a request, whichever shape its body has. */
function textsOf(body: { readonly messages: readonly { readonly content: string }[] }): string[] {
  const content = body.messages.at(-1)?.content ?? '{}';
  const { units } = JSON.parse(content) as { units: { text: string }[] };
  return units.map(({ text }) => text);
}

const completion = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'model-of-the-service',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
  usage: { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 },
});
const message = (text: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'model-of-the-service',
  content: [{ type: 'text', text }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 1000, output_tokens: 500 },
});

/** A line of results; files of their own for answers and errors where the shape has them. */
function resultLine(shape: BatchShape, { id, texts }: Line, fate: Fate): { out?: unknown; error?: unknown } {
  const said = fate.kind === 'chatter' ? 'I am sorry, but here is a poem instead.' : answerTo(texts);
  if (fate.kind === 'nothing') return {};
  if (shape === 'anthropic') {
    const result =
      fate.kind === 'refused'
        ? { type: 'errored', error: { type: 'error', error: { type: fate.type, message: fate.message } } }
        : fate.kind === 'expired'
          ? { type: 'expired' }
          : { type: 'succeeded', message: message(said) };
    return { out: { custom_id: id, result } };
  }
  const frame = { id: `batch_req_${id}`, custom_id: id };
  if (fate.kind === 'refused')
    return {
      error: {
        ...frame,
        response: { status_code: fate.status, body: { error: { message: fate.message, type: fate.type } } },
        error: null,
      },
    };
  if (fate.kind === 'expired')
    return {
      error: {
        ...frame,
        response: null,
        error: { code: 'batch_expired', message: 'This request could not be executed before it expired.' },
      },
    };
  return { out: { ...frame, response: { status_code: 200, body: completion(said) }, error: null } };
}

export async function startBatchService(shape: BatchShape): Promise<BatchService> {
  const files = new Map<string, string>();
  const service: Omit<BatchService, 'url'> & { url: string } = {
    shape,
    url: '',
    batches: [],
    asked: [],
    bodies: [],
    direct: [],
    fate: () => ({ kind: 'answer' }),
    lines: (lines) => lines,
    before: () => false,
    counts: true,
    forgetful: false,
    finish(status = 'done') {
      for (const batch of service.batches) if (batch.status === 'running') batch.status = status;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const results = (batch: HeldBatch): { out: unknown[]; error: unknown[] } => {
    const parts = batch.lines.map((line) => resultLine(shape, line, service.fate(line.texts)));
    return {
      out: parts.flatMap(({ out }) => (out === undefined ? [] : [out])),
      error: parts.flatMap(({ error }) => (error === undefined ? [] : [error])),
    };
  };
  const add = (lines: readonly Line[], metadata: Readonly<Record<string, string>> = {}): HeldBatch => {
    const name = `${shape}-batch-${service.batches.length + 1}`;
    const batch: HeldBatch = { name, lines, metadata, createdAt: new Date(), status: 'running' };
    service.batches.push(batch);
    return batch;
  };
  const jsonl = (lines: readonly unknown[]): string =>
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const told = (batch: HeldBatch): unknown => {
    const ended = batch.status !== 'running';
    const { out, error } = ended && batch.status !== 'failed' ? results(batch) : { out: [], error: [] };
    const has = (list: readonly unknown[], file: string): string | null => (list.length > 0 ? file : null);
    if (shape === 'anthropic') {
      const succeeded = out.filter((line) => JSON.stringify(line).includes('"succeeded"')).length;
      return {
        id: batch.name,
        type: 'message_batch',
        processing_status: ended ? 'ended' : 'in_progress',
        request_counts: ended
          ? { processing: 0, succeeded, errored: batch.lines.length - succeeded, canceled: 0, expired: 0 }
          : { processing: batch.lines.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
        created_at: batch.createdAt.toISOString(),
        results_url: ended ? `${service.url}/v1/messages/batches/${batch.name}/results` : null,
      };
    }
    if (shape === 'mistral')
      return {
        id: batch.name,
        object: 'batch',
        status: {
          running: 'RUNNING',
          done: 'SUCCESS',
          cancelled: 'CANCELLED',
          expired: 'TIMEOUT_EXCEEDED',
          failed: 'FAILED',
        }[batch.status],
        output_file: has(out, `${batch.name}-out`),
        error_file: has(error, `${batch.name}-error`),
        errors: batch.status === 'failed' ? [{ message: 'The file is not valid.', count: 1 }] : [],
        metadata: service.forgetful ? null : batch.metadata,
        created_at: Math.floor(batch.createdAt.getTime() / 1000),
        ...(service.counts ? { total_requests: batch.lines.length, succeeded_requests: out.length } : {}),
      };
    return {
      id: batch.name,
      object: 'batch',
      status: {
        running: 'in_progress',
        done: 'completed',
        cancelled: 'cancelled',
        expired: 'expired',
        failed: 'failed',
      }[batch.status],
      output_file_id: has(out, `${batch.name}-out`),
      error_file_id: has(error, `${batch.name}-error`),
      errors:
        batch.status === 'failed'
          ? {
              object: 'list',
              data: [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.' }],
            }
          : null,
      metadata: service.forgetful ? null : batch.metadata,
      created_at: Math.floor(batch.createdAt.getTime() / 1000),
      ...(service.counts
        ? { request_counts: { total: batch.lines.length, completed: out.length, failed: error.length } }
        : {}),
    };
  };
  const answer = (path: string, method: string, body: string, type: string): unknown => {
    if (method === 'POST' && /files$/.test(path)) {
      const boundary = /boundary=(.*)$/.exec(type)?.[1] ?? '';
      const part = body.split(`--${boundary}`).find((each) => each.includes('filename=')) ?? '';
      const id = `file-${files.size + 1}`;
      files.set(id, part.slice(part.indexOf('\r\n\r\n') + 4).trim());
      return { id, object: 'file', purpose: 'batch' };
    }
    const content = /files\/(.+)-(out|error)\/content$/.exec(path);
    if (content !== null) {
      const batch = service.batches.find(({ name }) => name === content[1]);
      if (batch === undefined) return undefined;
      return jsonl(service.lines(results(batch)[content[2] === 'out' ? 'out' : 'error']));
    }
    const ended = /batches\/([^/]+)\/results$/.exec(path);
    if (ended !== null) {
      const batch = service.batches.find(({ name }) => name === ended[1]);
      return batch === undefined ? undefined : jsonl(service.lines(results(batch).out));
    }
    const one = /(?:batches|jobs)\/([^/]+)(\/cancel)?$/.exec(path);
    if (one !== null) {
      const batch = service.batches.find(({ name }) => name === one[1]);
      if (batch !== undefined && one[2] !== undefined && batch.status === 'running')
        batch.status = 'cancelled';
      return batch === undefined ? undefined : told(batch);
    }
    if (/(?:batches|jobs)$/.test(path)) {
      if (method === 'GET') return { data: service.batches.map(told), has_more: false };
      const order = JSON.parse(body) as {
        input_file_id?: string;
        input_files?: string[];
        metadata?: Record<string, string>;
        requests?: { custom_id: string; params: Parameters<typeof textsOf>[0] }[];
      };
      if (order.requests !== undefined)
        return told(add(order.requests.map(({ custom_id: id, params }) => ({ id, texts: textsOf(params) }))));
      const file = files.get(order.input_file_id ?? order.input_files?.[0] ?? '') ?? '';
      const lines = file.split('\n').map((line) => {
        const { custom_id: id, body: asked } = JSON.parse(line) as {
          custom_id: string;
          body: Parameters<typeof textsOf>[0];
        };
        return { id, texts: textsOf(asked) };
      });
      return told(add(lines, order.metadata));
    }
    if (/(?:chat\/completions|messages)$/.test(path)) {
      const texts = textsOf(JSON.parse(body) as Parameters<typeof textsOf>[0]);
      service.direct.push(texts);
      return shape === 'anthropic' ? message(answerTo(texts)) : completion(answerTo(texts));
    }
    return undefined;
  };
  const server = createServer(async (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    for await (const chunk of request) body += String(chunk);
    const { pathname: path } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? 'GET';
    service.asked.push(`${method} ${path}`);
    if (method === 'POST') service.bodies.push(body);
    if (await service.before(request, response, body)) return;
    const said = answer(path, method, body, request.headers['content-type'] ?? '');
    const status = said === undefined ? 404 : 200;
    const text =
      typeof said === 'string' ? said : JSON.stringify(said ?? { error: { message: 'not found' } });
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}
