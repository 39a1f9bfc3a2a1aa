import { z } from 'zod';
import { SEVERITIES } from './finding.js';

/** Schema of a line of `provenance.ndjson`; the version changes when a reader would have to. */
export const PROVENANCE_SCHEMA = 'tovmach/provenance@1';

const count = z.number().int();

const wordsSchema = z.object({
  kind: z
    .enum(['machine', 'person', 'memory'])
    .describe('Whose words they are; `memory`: imported, from whom is not known.'),
  engine: z
    .object({
      provider: z.string().describe('Name of the provider.'),
      model: z.string().optional().describe('Name of its model.'),
      pivot: z.string().optional().describe('Language it went over, a BCP 47 tag.'),
      settings: z
        .string()
        .optional()
        .describe('What the translation memory knows it by: provider, model and settings.'),
    })
    .optional()
    .describe('The machine; absent: no machine of ours.'),
  match: z.string().optional().describe('How the memory matched: `exact:100`.'),
  by: z
    .string()
    .optional()
    .describe('Who wrote them, or decided upon them in the review, where that is known.'),
  over: z.string().optional().describe('The machine whose words a person changed, where that is known.'),
  reviewed: z.boolean().optional().describe('A person approved the words of the machine.'),
  approvedBy: z.string().optional().describe('Who approved what somebody else wrote, where that is known.'),
  since: z.string().describe('When the chain first had these words from there; ISO 8601.'),
  findings: z
    .array(z.tuple([z.string(), z.enum(SEVERITIES)]))
    .optional()
    .describe('Checks they did not pass, with the severity; absent: all were passed.'),
  segments: z
    .record(z.string(), z.string())
    .describe('By id of the segment: the first 16 digits of the SHA-256 of its words.'),
});
/** Some segments of an output that have one origin. */
export type ProvenanceWords = z.infer<typeof wordsSchema>;

/** A line of `provenance.ndjson`: what is so of an output from then on. */
export const provenanceSchema = z.object({
  schema: z.literal(PROVENANCE_SCHEMA).describe('Kind and version of this document.'),
  n: count.describe('Number of the entry, from 1.'),
  previous: z
    .string()
    .optional()
    .describe('SHA-256 of the line before, without its line feed; absent in the first.'),
  time: z.string().describe('When it was written; ISO 8601.'),
  tool: z.string().describe('Name and version of the program.'),
  article: z.string().describe('Id of the article.'),
  target: z.string().describe('Language of the output, a BCP 47 tag.'),
  path: z.string().describe('The output relative to the output folder.'),
  removed: z.literal(true).optional().describe('The output is no longer there; then the rest is absent.'),
  hash: z.string().optional().describe("SHA-256 of the output's bytes, in hex."),
  ledger: z.string().optional().describe('SHA-256 of the ledger of its article, in hex.'),
  source: z.string().optional().describe('SHA-256 of the source, in hex.'),
  config: z.string().optional().describe('Hash of the configuration.'),
  terms: z.string().optional().describe('Hash of the terms and names it rests on; absent: none.'),
  checks: z
    .array(z.string())
    .optional()
    .describe('Checks that its translations went through; absent: none were asked.'),
  disclosure: z
    .enum(['ai-assisted', 'ai-autonomous'])
    .optional()
    .describe('What follows for readers; absent: no words of a machine of ours.'),
  words: z.array(wordsSchema).optional().describe('Where its translated segments come from.'),
});
/** A line of `provenance.ndjson`. */
export type ProvenanceEntry = z.infer<typeof provenanceSchema>;
