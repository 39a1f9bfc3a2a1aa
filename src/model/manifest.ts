import { z } from 'zod';
import type { Value } from '../message.js';
import { SEVERITIES } from './finding.js';
import { sameStorySchema, storySketchSchema } from './story.js';

/** Schema of `manifest.json`; the version changes when a reader would have to. */
export const MANIFEST_SCHEMA = 'tovmach/manifest@1';
export const LEDGER_SCHEMA = 'tovmach/ledger@1';

/** What stands in a message: words, a number, a path, or another message. */
export const valueSchema: z.ZodType<Value> = z
  .lazy(() =>
    z.union([
      z.string().describe('Words, of the text or of a service; never translated.'),
      z.number(),
      z.object({ path: z.string().describe('A file or folder.') }),
      z.object({
        message: z.string().describe('In English, values filled in.'),
        messageId: z.string().describe('The key of the sentence, `read.unreadable`.'),
        values: valuesSchema.optional().describe('What stands in the sentence, by name; absent: nothing.'),
      }),
    ]),
  )
  .describe('What stands in a message: words, a number, a path, or another message.')
  .meta({ id: 'value' });
export const valuesSchema = z
  .record(z.string(), valueSchema)
  .describe('What stands in a sentence, by name.')
  .meta({ id: 'values' });

/** A sentence in English, with what is needed to say it in another language. */
export const saidShape = {
  message: z.string().describe('One sentence in English, values filled in.'),
  messageId: z
    .string()
    .optional()
    .describe('The key of the sentence, `check.lost`; absent for words that come from outside.'),
  values: valuesSchema.optional().describe('What stands in the sentence, by name; absent: nothing.'),
};

const language = z.string().describe('BCP 47 tag.');
const count = z.number().int();
const tag = (what: string) => language.describe(`${what}, as a BCP 47 tag.`);
const shares = (what: string) => z.record(z.string(), z.number()).describe(what);

export const findingSchema = z.object({
  check: z.string().describe('Which check made it: `numbers`, `target-language`, `mojibake`.'),
  severity: z.enum(SEVERITIES).describe('MQM severity, in rising order.'),
  ...saidShape,
  articleId: z.string().optional().describe('The article it is in.'),
  path: z.string().optional().describe('Source file relative to its root.'),
  line: count.optional().describe('Line in the source file, from 1.'),
  column: count.optional().describe('Column in that line, from 1, in UTF-16 units.'),
  segmentId: z.string().optional().describe('The segment of the ledger it is about.'),
  target: tag('Language of the output it is about').optional(),
  suggestion: z.string().optional().describe('What can be done about it, one sentence in English.'),
  suggestionId: z.string().optional().describe('The key of the suggestion.'),
  suggestionValues: valuesSchema.optional().describe('What stands in the suggestion, by name.'),
});

/** How many segments of an output came from where. */
export const countsSchema = z.object({
  segments: count.describe('All of them.'),
  native: count.describe('In the target language already.'),
  copied: count.describe('No language to translate (timestamps, URLs), or kept by policy.'),
  labels: count.describe('Section labels, from the table of labels.'),
  memory: count.describe('From the translation memory, made by a machine or imported.'),
  human: count.describe('Translated by a person.'),
  provider: count.describe('From a provider in this run.'),
  failed: count.describe('Could not be translated.'),
  dropped: count.describe('Left out by policy.'),
});
/** How many segments of an output came from where. */
export type Counts = z.infer<typeof countsSchema>;

/** What came of the segments that one engine translated. */
export const engineQualitySchema = z.object({
  segments: count.describe('Segments of the outputs with its words.'),
  findings: z.record(z.enum(SEVERITIES), count).describe('What is wrong with them, by severity.'),
});
/** What came of the segments that one engine translated. */
export type EngineQuality = z.infer<typeof engineQualitySchema>;

const OUTPUT_STATUSES = ['original', 'machine', 'memory', 'mixed', 'incomplete'] as const;
/** Where the text of an output comes from; `incomplete` when something that had to be translated was not. */
export type OutputStatus = (typeof OUTPUT_STATUSES)[number];
export const outputStatus = z
  .enum(OUTPUT_STATUSES)
  .describe('Where its text comes from; `incomplete` when something that had to be translated was not.');

const outputSchema = z.object({
  target: tag('Language of the output'),
  path: z.string().describe('Relative to the output folder.'),
  hash: z.string().describe("SHA-256 of the file's bytes, in hex."),
  status: outputStatus,
  foreign: z
    .object({
      share: z.number().describe('Share of the letters, 0 to 1.'),
      langs: shares('The same by language.'),
    })
    .optional()
    .describe("What of the text is not in the target's language; absent: nothing."),
  counts: countsSchema.describe('How many segments came from where.'),
  origins: z
    .record(z.string(), z.string())
    .describe(
      "Where each segment's text came from, by segment id: `native`, `copied`, `label`, `dropped`, `human`, `memory:exact:100`, `provider:deepl`, `provider:bergamot/uk-en`, `failed:AUTH`.",
    ),
  title: z.string().optional().describe('Its title; absent: it has none.'),
  related: z
    .record(z.string(), z.string())
    .optional()
    .describe('Translated headlines of other articles that stand in it, by segment id.'),
  links: z
    .record(z.string(), z.string())
    .optional()
    .describe('Where headlines of other articles lead whose outputs lie beside it: files, by segment id.'),
  names: z
    .array(
      z.tuple([
        z.string().describe('Language of the source, a BCP 47 tag.'),
        z.string().describe('The name as the source has it.'),
        z.string().describe('The name as the output has it.'),
        z.number().int().describe('The line of the source, from 1.'),
      ]),
    )
    .optional()
    .describe('Names nobody has decided, as this output renders them.'),
});
export type ManifestOutput = z.infer<typeof outputSchema>;

export const encodingSchema = z.object({
  name: z.string().describe('WHATWG name, lower case: `utf-8`, `windows-1251`.'),
  confidence: z.number().describe('0 to 1; 1 for a BOM, valid UTF-8 or a name the user gave.'),
  bom: z.boolean().describe('Whether the file begins with a byte order mark.'),
});

const articleSchema = z.object({
  id: z.string().describe('`path`, or `path#record` when a file holds several articles.'),
  path: z.string().describe('Source file relative to its root, forward slashes.'),
  encoding: encodingSchema.describe('Of the source file.'),
  sourceHash: z.string().describe("SHA-256 of the file's bytes, or of the record's text, in hex."),
  lang: tag('Language of the article, or `und`'),
  langs: shares('Share of each language by characters, 0 to 1.'),
  flagged: count.describe("Segments not in the article's language."),
  ledger: z
    .object({
      path: z.string().describe('Relative to the output folder.'),
      hash: z.string().describe('SHA-256 of the file, in hex.'),
    })
    .describe('Where its ledger is.'),
  fingerprint: z.string().optional().describe('What its words are compared by; see `duplicateOf`.'),
  duplicateOf: z
    .object({
      id: z.string().describe('The article before it, in the order of this list, that says the same.'),
      similarity: z.number().describe('0 to 1, of which 1 is to the letter.'),
    })
    .optional()
    .describe('Of which article it is a copy.'),
  story: storySketchSchema
    .optional()
    .describe('What it is known again by in other languages; see `sameStory`.'),
  sameStory: z
    .array(sameStorySchema)
    .optional()
    .describe('The same story in other languages; absent: none is known.'),
  title: z.string().optional().describe('As the source has it.'),
  url: z.string().optional().describe('Where it was published.'),
  related: z
    .array(
      z.object({
        segment: z.string().describe('Id of the segment.'),
        title: z.string().describe('As the source has it.'),
        line: count.describe('Line in the source file, from 1.'),
        url: z.string().optional().describe('Where it leads.'),
      }),
    )
    .optional()
    .describe('Headlines of other articles that stand in it; absent: none.'),
  outputs: z.array(outputSchema).describe('Sorted by target.'),
});
export type ManifestArticle = z.infer<typeof articleSchema>;

export const brokenSchema = z.object({
  path: z.string().describe('Source file relative to its root.'),
  code: z.string().describe('Code of the error: `INPUT_UNREADABLE`.'),
  ...saidShape,
  line: count.optional().describe('Line in that file, from 1.'),
  hint: z.string().optional().describe('What can be done about it, one sentence in English.'),
  hintId: z.string().optional().describe('The key of the hint.'),
  hintValues: valuesSchema.optional().describe('What stands in the hint, by name.'),
});
/** A file or record that could not be read, as the manifest has it. */
export type ManifestBroken = z.infer<typeof brokenSchema>;

const passedOverSchema = z.object({
  path: z.string().describe('Relative to the folder that was named.'),
  kind: z.string().describe('What it is: `pdf`, `picture`, `hidden`.'),
});
export type ManifestPassedOver = z.infer<typeof passedOverSchema>;

export const candidatesSchema = z.object({
  candidates: z.array(z.string()).describe('Languages that segments are told apart among, as BCP 47 tags.'),
  inferred: z.boolean().describe('Found over the batch rather than configured.'),
});

/**
 * The shape of `manifest.json` as a zod schema, every field described. `parse` throws where one is missing or
 * of another kind.
 */
export const manifestSchema = z.object({
  schema: z.literal(MANIFEST_SCHEMA).describe('Kind and version of this document.'),
  run: z
    .object({
      tool: z.string().describe('Name and version of the program.'),
      configDigest: z.string().describe('Hash of the configuration.'),
      targets: z.array(z.string()).describe('Languages that were asked for, as BCP 47 tags.'),
      languages: candidatesSchema.describe('Candidate languages of the sources.'),
      orphans: z
        .array(z.string())
        .describe(
          'Outputs whose source is gone, or that another article is the version in the place of; relative to the output folder.',
        ),
      stories: z
        .string()
        .optional()
        .describe('What was looked for over the batch: `duplicates`, then `sameStory` of the configuration.'),
      finishedAt: z
        .string()
        .optional()
        .describe('ISO 8601; only when asked for, so that the same run gives the same bytes.'),
    })
    .describe('What was asked for.'),
  articles: z.array(articleSchema).describe('Sorted by id.'),
  relatedTo: z
    .array(
      z.object({
        article: z.string().describe('Id of the article the headline stands in.'),
        segment: z.string().describe('Id of its segment.'),
        relatedTo: z.string().describe('Id of the article it is the headline of.'),
        by: z.enum(['address', 'title']).describe('What they have in common.'),
      }),
    )
    .optional()
    .describe('Headlines that belong to articles above; absent: none.'),
  broken: z.array(brokenSchema).describe('Files and records that could not be read.'),
  passedOver: z
    .array(passedOverSchema)
    .optional()
    .describe('Files of the folders that no format reads; absent: none.'),
  provenance: z
    .object({
      entries: count.describe('Number of its last entry.'),
      head: z.string().describe('SHA-256 of its last line, in hex.'),
      paused: z
        .literal(true)
        .optional()
        .describe('It was turned off since, and says nothing of what came after.'),
    })
    .optional()
    .describe('Where provenance.ndjson ended when this was written; absent: there is none.'),
  findings: z.array(findingSchema).describe('What is wrong with texts, in the order of the articles.'),
  totals: z
    .object({
      articles: count.describe('Articles above.'),
      broken: count.describe('Files and records that could not be read.'),
      findings: count.describe('Findings above.'),
      flagged: count.describe("Segments not in their article's language."),
      counts: countsSchema.describe('Segments over all outputs.'),
      langs: shares('Mean share of each language over the articles, 0 to 1.'),
      engines: z.array(z.string()).describe('Engines whose translations are in the outputs, sorted.'),
      byEngine: z
        .record(z.string(), engineQualitySchema)
        .optional()
        .describe('What came of the segments of each; absent: nobody has counted.'),
    })
    .describe('Sums over the articles.'),
});
/** `manifest.json` of an output folder: what was read, what was written, what is wrong with it. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestProvenance = NonNullable<Manifest['provenance']>;
/** A headline in one article that is the headline of another. */
export type ManifestRelation = NonNullable<Manifest['relatedTo']>[number];
export type ManifestRun = Manifest['run'];
export type ManifestTotals = Manifest['totals'];
