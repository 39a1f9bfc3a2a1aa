import { z } from 'zod';
import { TovmachError } from '../errors.js';
import { ROLES } from '../index.js';
import { messages } from '../message.js';

/** What the page sends. */

const say = messages('review', {
  notAsked: 'this request asks for nothing known: {{reason}}',
});

const decisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('edit'), text: z.string().max(100_000) }),
  z.strictObject({ kind: z.literal('approve') }),
  z.strictObject({ kind: z.literal('reject') }),
  z.strictObject({ kind: z.literal('no-fault'), check: z.string().max(200) }),
  z.strictObject({ kind: z.literal('label'), lang: z.string().max(40), role: z.enum(ROLES) }),
  z.strictObject({ kind: z.literal('undo') }),
]);

const requestSchema = z.strictObject({
  article: z.string(),
  target: z.string(),
  segment: z.string(),
  /** As it was seen. */
  version: z.string(),
  decision: decisionSchema,
});
export type DecideRequest = z.infer<typeof requestSchema>;

/** @throws TovmachError USAGE */
export function decideRequest(body: unknown): DecideRequest {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TovmachError('USAGE', say.notAsked({ reason: `${issue?.path.join('.')}: ${issue?.message}` }));
}
