import { z } from 'zod';
import { onlyDefined } from '../model/only-defined.js';
import type { ChatBatches } from './chat-batches.js';
import { type FileBatch, fileBatches, fileIds } from './file-batches.js';
import type { AdapterHost } from './frame.js';
import type { Address } from './library.js';
import { replyOf } from './openai-answer.js';
import { type Asking, parameters } from './openai-parameters.js';

/** OpenAI's Batch API. */

const NAME = 'openai';

const shape = z
  .looseObject({
    id: z.string(),
    status: z.string(),
    output_file_id: z.string().nullish(),
    error_file_id: z.string().nullish(),
    errors: z
      .looseObject({ data: z.array(z.looseObject({ message: z.string().nullish() })).nullish() })
      .nullish(),
    request_counts: z.looseObject({ completed: z.number().nullish() }).nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    created_at: z.number().nullish(),
  })
  .transform(
    (batch): FileBatch => ({
      id: batch.id,
      status: batch.status,
      ours: typeof batch.metadata?.tovmach === 'string' ? batch.metadata.tovmach : undefined,
      unnamed: Object.keys(batch.metadata ?? {}).length === 0,
      createdAt: typeof batch.created_at === 'number' ? batch.created_at * 1000 : undefined,
      files: fileIds(batch.output_file_id, batch.error_file_id),
      answered: batch.request_counts?.completed ?? undefined,
      errors: (batch.errors?.data ?? []).flatMap(({ message }) => message ?? []),
    }),
  );

/** Models that take no temperature but their own. */
const OWN_TEMPERATURE = /^(?:gpt-5|o\d)/;

export function openAiBatches(
  address: Address,
  { apiKey, host, asking }: { readonly apiKey: string; readonly host: AdapterHost; readonly asking: Asking },
): ChatBatches {
  return fileBatches({
    provider: NAME,
    address,
    authorization: apiKey === '' ? undefined : `Bearer ${apiKey}`,
    host,
    path: 'batches',
    filesPath: 'files',
    ended: ['completed', 'failed', 'expired', 'cancelled'],
    refused: 'failed',
    line: (id, question) => {
      // A batch cannot be told that it was too much to ask.
      const temperature = question.manners.temperature && !OWN_TEMPERATURE.test(asking.model);
      const manners = { ...question.manners, temperature, stream: false };
      const body = parameters({ ...question, manners }, asking);
      return { custom_id: id, method: 'POST', url: '/v1/chat/completions', body };
    },
    order: (file, metadata) => ({
      input_file_id: file,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      metadata,
    }),
    shape,
    page: (_, last) => ({ limit: '100', ...onlyDefined({ after: last }) }),
    replyOf: (completion) => replyOf(NAME, completion, { ...address, isOpenAi: true }),
  });
}
