import { z } from 'zod';
import { type ErrorCode, EXIT_CODES } from '../errors.js';
import type { Message } from '../message.js';
import { findingSchema, saidShape, valuesSchema } from '../model/manifest.js';
import type { PassedOver } from '../model/passed-over.js';
import { ROLES } from '../model/segment.js';
import { same } from './same.js';

/** What several documents have in common. */

export const whole = z.number().int();

/** A field with a BCP 47 tag. */
export const tag = (what: string) => z.string().describe(`${what}, as a BCP 47 tag.`);

/** The first field of every document: its kind and its version. */
export const kind = <Id extends string>(id: Id) =>
  z
    .literal(id)
    .describe('Kind and version of this document; the version changes when a reader would have to.');

export const errorCode = z
  .enum(Object.keys(EXIT_CODES) as [ErrorCode, ...ErrorCode[]])
  .describe('Code of the error.');

export const finding = findingSchema;

export const message = same<Message>()(
  z.object({
    message: z.string().describe('One sentence in English, values filled in.'),
    messageId: z.string().describe('The key of the sentence.'),
    values: valuesSchema.optional().describe('What stands in the sentence, by name; absent: nothing.'),
  }),
);

export const passedOver = same<PassedOver>()(
  z.object({
    path: z.string().describe('Relative to the folder the user named, forward slashes.'),
    kind: z.string().describe('What it is, as an id: `pdf`, `picture`; `hidden` for what begins with a dot.'),
    name: message.describe('What it is, as people call it.'),
    remedy: message.describe('What could read it, one sentence.'),
  }),
);

/** The article a problem was met at. */
export const errorPlace = {
  source: z.string().optional().describe('Source file of the article in work, relative to its root.'),
  articleId: z.string().optional().describe('Id of that article; absent: none was known yet.'),
  output: z.string().optional().describe('The output or ledger concerned; absent: it is none.'),
};

/** A problem with a file, as documents have it. */
export const problem = z.object({
  code: z.string().describe('Code of the error: `INPUT_UNREADABLE`.'),
  ...saidShape,
  hint: z.string().optional().describe('What can be done about it, one sentence in English.'),
  hintId: z.string().optional().describe('The key of the hint.'),
  hintValues: valuesSchema.optional().describe('What stands in the hint, by name.'),
  file: z.string().optional().describe('The file concerned.'),
  line: whole.optional().describe('Line in that file, from 1.'),
  column: whole.optional().describe('Column in that line, from 1.'),
  ...errorPlace,
});

/** A half-open range. */
export const range = {
  start: whole.describe('Where it begins, in UTF-16 units.'),
  end: whole.describe('Where it ends, in UTF-16 units; not in it any more.'),
};

/** A segment that says something else to readers than it did. */
export const segmentChange = z.object({
  role: z.enum(ROLES).describe('What the segment is for.'),
  line: whole.describe('In the source, from 1.'),
  before: z.string().optional().describe('As the output said it; absent: it is new.'),
  after: z.string().optional().describe('As the output says it; absent: it is gone.'),
});
