import { z } from 'zod';
import type { ChatBatches } from './chat-batches.js';
import { explainChat } from './chat-failure.js';
import { type FileBatch, fileBatches, fileIds } from './file-batches.js';
import type { AdapterHost } from './frame.js';
import type { Address } from './library.js';
import { replyOf } from './openai-answer.js';
import { parameters } from './openai-parameters.js';

/** Mistral's batch jobs. */

const NAME = 'mistral';

const shape = z
  .looseObject({
    id: z.string(),
    status: z.string(),
    output_file: z.string().nullish(),
    error_file: z.string().nullish(),
    errors: z.array(z.looseObject({ message: z.string().nullish() })).nullish(),
    succeeded_requests: z.number().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    created_at: z.number().nullish(),
  })
  .transform(
    (job): FileBatch => ({
      id: job.id,
      status: job.status,
      ours: typeof job.metadata?.tovmach === 'string' ? job.metadata.tovmach : undefined,
      unnamed: Object.keys(job.metadata ?? {}).length === 0,
      createdAt: typeof job.created_at === 'number' ? job.created_at * 1000 : undefined,
      files: fileIds(job.output_file, job.error_file),
      answered: job.succeeded_requests ?? undefined,
      errors: (job.errors ?? []).flatMap(({ message }) => message ?? []),
    }),
  );

export function mistralBatches(
  address: Address,
  { apiKey, host, model }: { readonly apiKey: string; readonly host: AdapterHost; readonly model: string },
): ChatBatches {
  return fileBatches({
    provider: NAME,
    address,
    authorization: `Bearer ${apiKey}`,
    host,
    explain: explainChat(NAME, model, address),
    path: 'v1/batch/jobs',
    filesPath: 'v1/files',
    ended: ['SUCCESS', 'FAILED', 'TIMEOUT_EXCEEDED', 'CANCELLED'],
    refused: 'FAILED',
    line: (id, question) => {
      const { model: _, ...body } = parameters(question, { model, extraBody: undefined });
      return { custom_id: id, body };
    },
    order: (file, metadata) => ({
      input_files: [file],
      model,
      endpoint: '/v1/chat/completions',
      timeout_hours: 24,
      metadata,
    }),
    shape,
    page: (page) => ({ page: String(page), page_size: '100' }),
    replyOf: (completion) => replyOf(NAME, completion, address),
  });
}
