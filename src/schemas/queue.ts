import { z } from 'zod';
import type { QueueStatus } from '../operations/queue-status.js';
import { same } from './same.js';
import { kind, whole } from './words.js';

/** What `tovmach status` prints for programs. */

const batch = z.object({
  kind: z.literal('batch').describe('Tells it from a worker.'),
  id: z.string().describe('By content.'),
  version: z.string().describe('Version of tovmach that submitted it.'),
  directory: z.string().describe('The folder of the configuration where it was submitted.'),
  state: z.string().describe('The folder of the state, relative to it where it lies in it.'),
  jobs: whole.describe('Jobs it was cut into.'),
  files: whole.describe('Files to do.'),
  submitted: z.string().describe('When: ISO 8601.'),
});

const worker = z.object({
  kind: z.literal('worker').describe('Tells it from a batch.'),
  id: z.string().describe('Of this process.'),
  host: z.string().describe('Name of the machine.'),
  pid: whole.describe('Number of the process.'),
  version: z.string().describe('Of tovmach.'),
  started: z.string().describe('When: ISO 8601.'),
  seen: z.string().describe('When it last spoke: ISO 8601.'),
  jobs: whole.describe('Jobs it did.'),
  articles: whole.describe('Articles it did.'),
  problems: whole.describe('Files or articles it could not do.'),
});

const status = same<QueueStatus>()(
  z.object({
    queue: z.string().describe('The address, with no password in it.'),
    jobs: z
      .object({
        waiting: whole.describe('For a worker.'),
        active: whole.describe('A worker has them.'),
        done: whole.describe('Not collected yet.'),
        failed: whole.describe('Nobody tries them any more.'),
      })
      .describe('Jobs of all batches.'),
    files: z
      .object({
        all: whole.describe('Files of the batches.'),
        done: whole.describe('Files of jobs that are done.'),
      })
      .describe('Files of all batches.'),
    articles: whole.describe('Articles that are done.'),
    problems: whole.describe('Files or articles that could not be done.'),
    failedSegments: whole.describe('Segments that have no translation.'),
    throughput: z.number().describe('Articles a second over the last minute in which any were done.'),
    secondsLeft: whole.describe('Until the queue is empty at that pace.').optional(),
    requests: whole.describe('Requests to translators.'),
    characters: whole.describe('Characters as billed.'),
    cost: z.record(z.string(), z.number()).describe('By currency, ISO 4217.'),
    batches: z.array(batch).describe('What was submitted and is not collected.'),
    workers: z.array(worker).describe('Those that spoke within a minute.'),
    failures: z
      .array(
        z.object({ job: z.string().describe('Its id.'), reason: z.string().describe('What it failed by.') }),
      )
      .describe('Jobs that nobody tries any more: the first twenty.'),
  }),
);

export const queueStatus = z.object({ schema: kind('tovmach/queue-status@1'), ...status.shape });
