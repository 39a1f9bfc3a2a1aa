import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isRegularFile } from '../../disk/regular.js';
import type { Placeholder } from '../../model/article.js';
import { ROLES } from '../../model/segment.js';

/** A ledger with all that somebody who looks at an article wants to see of it. */

const placeholderSchema = z.object({
  start: z.number().int(),
  end: z.number().int(),
  kind: z.custom<Placeholder['kind']>((kind) => typeof kind === 'string'),
});

const segmentSchema = z.object({
  id: z.string(),
  blockId: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  blockStart: z.number().int(),
  blockEnd: z.number().int(),
  text: z.string(),
  role: z.enum(ROLES),
  lang: z.string(),
  script: z.string(),
  confidence: z.number(),
  evidence: z.array(z.string()),
  flagged: z.boolean(),
  action: z.enum(['keep', 'translate', 'drop', 'related']),
  placeholders: z.array(placeholderSchema),
  time: z.object({ iso: z.string(), precision: z.string(), zone: z.string() }).optional(),
  url: z.string().optional(),
  label: z.string().optional(),
  repaired: z.string().optional(),
  repair: z.enum(['homoglyphs', 'mojibake']).optional(),
});
export type ViewedSegment = z.infer<typeof segmentSchema>;

const ledgerSchema = z.object({
  articles: z.tuple([
    z.object({
      path: z.string(),
      id: z.string(),
      sourceHash: z.string(),
      lang: z.string(),
      langs: z.record(z.string(), z.number()),
      segments: z.array(segmentSchema),
    }),
  ]),
  outputs: z.array(
    z.object({
      target: z.string(),
      path: z.string(),
      hash: z.string(),
      translations: z.record(z.string(), z.string()),
      human: z.array(z.string()).default([]),
      text: z.string().default(''),
    }),
  ),
  changes: z
    .array(
      z.object({
        target: z.string(),
        segments: z.array(z.object({ before: z.string().optional(), after: z.string().optional() })),
      }),
    )
    .default([]),
});
export type ViewedLedger = z.infer<typeof ledgerSchema>;

/** A ledger of the output folder; `undefined` where there is none, or something else in its place. */
export function viewLedger(out: string, ledger: string): ViewedLedger | undefined {
  try {
    const path = join(out, ledger);
    return isRegularFile(path)
      ? ledgerSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
      : undefined;
  } catch {
    return undefined;
  }
}
