import { z } from 'zod';
import type { Value } from '../message.js';
import { SEVERITIES } from './finding.js';

/** Schema of `manifest.json`; the version changes when a reader would have to. */
export const MANIFEST_SCHEMA = 'tovmach/manifest@1';
export const LEDGER_SCHEMA = 'tovmach/ledger@1';

/** What stands in a message: words, a number, a path, or another message. */
const valueSchema: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.object({ path: z.string() }),
    z.object({ message: z.string(), messageId: z.string(), values: valuesSchema.optional() }),
  ]),
);
const valuesSchema = z.record(z.string(), valueSchema);

export const findingSchema = z.object({
  check: z.string(),
  severity: z.enum(SEVERITIES),
  /** In English; the key of the sentence and its values beside it. */
  message: z.string(),
  messageId: z.string().optional(),
  values: valuesSchema.optional(),
  articleId: z.string().optional(),
  path: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  segmentId: z.string().optional(),
  target: z.string().optional(),
  suggestion: z.string().optional(),
  suggestionId: z.string().optional(),
  suggestionValues: valuesSchema.optional(),
});

/** How many segments of an output came from where. */
const countsSchema = z.object({
  segments: z.number().int(),
  native: z.number().int(),
  /** No language to translate (timestamps, URLs), or kept by policy. */
  copied: z.number().int(),
  labels: z.number().int(),
  memory: z.number().int(),
  human: z.number().int(),
  provider: z.number().int(),
  failed: z.number().int(),
  dropped: z.number().int(),
});
export type Counts = z.infer<typeof countsSchema>;

const OUTPUT_STATUSES = ['original', 'machine', 'memory', 'mixed', 'incomplete'] as const;
export type OutputStatus = (typeof OUTPUT_STATUSES)[number];

const outputSchema = z.object({
  target: z.string(),
  /** Relative to the output folder. */
  path: z.string(),
  /** SHA-256 of the file's bytes. */
  hash: z.string(),
  status: z.enum(OUTPUT_STATUSES),
  /** What of the text is not in the target's language: share of the letters, and the same by language. */
  foreign: z.object({ share: z.number(), langs: z.record(z.string(), z.number()) }).optional(),
  counts: countsSchema,
  /**
   * Where each segment's text came from, by segment id: `native`, `copied`, `label`, `dropped`, `human`,
   * `memory:exact:100`, `provider:deepl`, `provider:bergamot/uk-en`, `failed:AUTH`.
   */
  origins: z.record(z.string(), z.string()),
  /** Names nobody has decided: language of the source, the name there, the name here, the line of the source. */
  names: z.array(z.tuple([z.string(), z.string(), z.string(), z.number().int()])).optional(),
});
export type ManifestOutput = z.infer<typeof outputSchema>;

const articleSchema = z.object({
  id: z.string(),
  path: z.string(),
  encoding: z.object({ name: z.string(), confidence: z.number(), bom: z.boolean() }),
  sourceHash: z.string(),
  lang: z.string(),
  langs: z.record(z.string(), z.number()),
  /** Segments not in the article's language. */
  flagged: z.number().int(),
  ledger: z.object({ path: z.string(), hash: z.string() }),
  /** Sorted by target. */
  outputs: z.array(outputSchema),
});
export type ManifestArticle = z.infer<typeof articleSchema>;

const brokenSchema = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  messageId: z.string().optional(),
  values: valuesSchema.optional(),
  line: z.number().int().optional(),
  hint: z.string().optional(),
  hintId: z.string().optional(),
  hintValues: valuesSchema.optional(),
});
export type ManifestBroken = z.infer<typeof brokenSchema>;

const passedOverSchema = z.object({
  /** Relative to the folder that was named. */
  path: z.string(),
  /** What it is: `pdf`, `picture`, `hidden`. */
  kind: z.string(),
});
export type ManifestPassedOver = z.infer<typeof passedOverSchema>;

export const manifestSchema = z.object({
  schema: z.literal(MANIFEST_SCHEMA),
  run: z.object({
    tool: z.string(),
    configDigest: z.string(),
    targets: z.array(z.string()),
    /** Candidate languages of the sources; `inferred` when they were found over the batch. */
    languages: z.object({ candidates: z.array(z.string()), inferred: z.boolean() }),
    /** Outputs whose source is gone, relative to the output folder. */
    orphans: z.array(z.string()),
    /** Only when asked for, so that the same run gives the same bytes. */
    finishedAt: z.string().optional(),
  }),
  articles: z.array(articleSchema),
  broken: z.array(brokenSchema),
  /** Files of the folders that no format reads. */
  passedOver: z.array(passedOverSchema).optional(),
  findings: z.array(findingSchema),
  totals: z.object({
    articles: z.number().int(),
    broken: z.number().int(),
    findings: z.number().int(),
    /** Segments not in their article's language. */
    flagged: z.number().int(),
    counts: countsSchema,
    /** Mean share of each language over the articles. */
    langs: z.record(z.string(), z.number()),
    /** Engines whose translations are in the outputs, sorted. */
    engines: z.array(z.string()),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestRun = Manifest['run'];
export type ManifestTotals = Manifest['totals'];
