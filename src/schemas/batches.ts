import { z } from 'zod';
import type { BatchView } from '../operations/batches.js';
import { same } from './same.js';
import { kind, whole } from './words.js';

/** What `tovmach batch` prints for programs. */

const sums = z.object({
  open: whole.describe('Nothing has come of them yet.'),
  answered: whole.describe('Answered.'),
  failed: whole.describe('Failed, expired, or cancelled.'),
});
const batch = same<BatchView>()(
  z.object({
    id: z.string().describe('Ours.'),
    provider: z.string().describe('Name of the provider.'),
    stage: z
      .enum(['gathering', 'sending', 'waiting', 'over'])
      .describe('Nothing was sent yet; it may have arrived; the service has it; nothing more comes of it.'),
    name: z.string().describe('As the service names it; empty until that is known.'),
    createdAt: z.string().describe('ISO 8601.'),
    status: z.string().optional().describe("The service's own word, where it was asked."),
    requests: sums.describe('Requests.'),
    texts: sums.describe('Texts in them.'),
    cost: z.number().describe('What its requests cost, or may cost at most while they are open.'),
    currency: z.string().describe('ISO 4217.'),
    reasons: z.array(z.string()).describe('Why requests failed, the most frequent first.'),
  }),
);
export const batches = z.object({
  schema: kind('tovmach/batches@1'),
  batches: z.array(batch).describe('The oldest first.'),
  answered: whole.describe('Texts that were answered now.'),
  failed: whole.describe('Texts of requests that failed now.'),
  problems: z
    .array(
      z.object({
        code: z.string().describe('Of the error.'),
        message: z.string().describe('One sentence in English.'),
      }),
    )
    .describe('What stood in the way.'),
  exitCode: z.number().describe('Exit code of the command.'),
});
