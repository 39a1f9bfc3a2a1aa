import { z } from 'zod';
import type { CheckResult, MemoryMatch } from '../model/contracts.js';
import { SEVERITIES } from '../model/finding.js';
import { brokenSchema, countsSchema, outputStatus, saidShape } from '../model/manifest.js';
import { ROLES } from '../model/segment.js';
import type { Decided } from '../operations/decide.js';
import type { ArticleView, SegmentView } from '../operations/outputs/article-view.js';
import type { Decision } from '../operations/outputs/deciding.js';
import type { ArticleFacts, ArticleRow, Overview } from '../operations/review.js';
import type { EngineAnswer, EngineOffer, Suggestions } from '../operations/suggest.js';
import { monthlySpend, origin } from './lists.js';
import { same } from './same.js';
import { finding, message, range, tag, whole } from './words.js';

/** The outputs as somebody looks at them and decides: what the HTTP API answers. */

const share = z.number().describe('0 to 1.');
const shares = (what: string) => z.record(z.string(), z.number()).describe(what);
const money = (what: string) => z.number().describe(what);
const mark = z.object(range);

export const articleRow = same<ArticleRow>()(
  z.object({
    id: z.string().describe('Of the article, as in the manifest.'),
    path: z.string().describe('The source file relative to its root.'),
    lang: tag('Language of the article, or `und`'),
    langs: shares('Share of each language, 0 to 1.'),
    outputs: z
      .array(
        z.object({
          target: tag('Language of the output'),
          status: outputStatus,
          counts: countsSchema.describe('How many segments came from where.'),
          foreign: share.describe('Share of the letters that are in another language, 0 to 1.'),
        }),
      )
      .describe('One for each target.'),
    engines: z.array(z.string()).describe('Engines whose translations are in its outputs.'),
    findings: z
      .array(
        z.object({
          check: z.string().describe('Which check.'),
          severity: z.enum(SEVERITIES).describe('MQM severity.'),
          count: whole.describe('How often.'),
        }),
      )
      .describe('How often each check said something, by severity.'),
  }),
);

export const overview = same<Overview>()(
  z.object({
    version: z.string().describe('Changes with the outputs.'),
    targets: z.array(z.string()).describe('Languages there are outputs in, as BCP 47 tags.'),
    articles: z.array(articleRow).describe('Every article of the manifest.'),
    broken: z.array(brokenSchema).describe('Files that could not be read.'),
    spend: z.array(monthlySpend).describe('What was paid, by provider and month; all runs of this memory.'),
    currency: z.string().describe('Of the costs; ISO 4217.'),
    lastRun: z
      .object({
        began: z.number().describe('Milliseconds since 1970.'),
        ended: z.number().describe('Milliseconds since 1970.'),
      })
      .optional()
      .describe('When the last run was; absent where this memory knows of none.'),
  }),
);

export const articleFacts = same<ArticleFacts>()(
  z.object({
    id: z.string().describe('Of the article, as in the manifest.'),
    title: z.string().describe('Its title, else its first words, cut short; its path where it has no text.'),
    unsure: whole.describe('Segments whose language is not sure.'),
    roles: z.array(z.enum(ROLES)).describe('What its segments are, each role once.'),
    edited: z.array(z.string()).describe('Targets whose file a person changed since it was written.'),
    source: z
      .enum(['same', 'changed', 'gone'])
      .describe('`changed`: the source is another than the outputs were made from.'),
    writtenAt: z.number().describe('When its outputs were written last, milliseconds since 1970.'),
    changes: z
      .array(z.enum(['written', 'decided', 'edited', 'source']))
      .describe('`written`: by the last run; all others: what happened since.'),
    cost: money('About what the words of engines in its outputs cost; absent: no price is known.').optional(),
  }),
);

const viewedFinding = z.object({
  ...finding.shape,
  sourceMarks: z.array(mark).describe('Its words in the source.'),
  targetMarks: z.array(mark).describe('Its words in the translation; empty where there is none.'),
});

export const segmentView = same<SegmentView>()(
  z.object({
    id: z.string().describe('Of the segment, as in the ledger.'),
    blockId: z.string().describe('Segments of one block stand in one paragraph.'),
    line: whole.describe('Line in the source file, from 1.'),
    column: whole.describe('Column in that line, from 1.'),
    text: z.string().describe('The words of the source.'),
    role: z.enum(ROLES).describe('What it is in the article.'),
    lang: tag('Its language; `und` where it cannot be told'),
    confidence: share,
    why: z.array(message).describe('Why it is taken for this language, a sentence each.'),
    flagged: z.boolean().describe('In another language than its article.'),
    origin: z
      .string()
      .describe(
        'Where the text in the target comes from: `native`, `dropped`, `memory:exact:100`, `failed:AUTH`.',
      ),
    translation: z
      .string()
      .optional()
      .describe('What stands for it in the target; absent where nothing does, or the source itself.'),
    human: z.boolean().describe('A person wrote or approved the translation.'),
    before: z
      .string()
      .optional()
      .describe('What stood there before somebody changed it; absent: nothing is known.'),
    placeholders: z.array(mark).describe('What must survive, in `text`.'),
    chips: z.array(mark).describe('The same in `translation`; empty where there is none.'),
    terms: z
      .array(
        z.object({
          ...range,
          target: z.string().describe('What the translation should say.'),
          kind: z.enum(['term', 'name']).describe('A word of `terms.yaml`, or a decided name.'),
          said: z.array(mark).describe('Where the translation says it; empty where it does not.'),
        }),
      )
      .describe('Terms and decided names in the source; empty where nothing was translated.'),
    findings: z.array(viewedFinding).describe('What was found in the segment or in its translation.'),
    time: z.string().optional().describe('ISO 8601, of a timestamp.'),
    url: z.string().optional().describe('Target of the link, for a related headline that had one.'),
  }),
);

export const articleView = same<ArticleView>()(
  z.object({
    id: z.string().describe('Of the article, as in the manifest.'),
    path: z.string().describe('The source file relative to its root.'),
    lang: tag('Language of the article, or `und`'),
    langs: shares('Share of each language by characters, 0 to 1.'),
    version: z.string().describe('Changes with everything below; what a decision is made upon.'),
    targets: z.array(z.string()).describe('Languages it has outputs in, as BCP 47 tags.'),
    target: tag('The language shown beside the source, one of `targets`'),
    output: z.string().describe('The output file, relative to the output folder.'),
    status: outputStatus,
    counts: countsSchema.describe('Its segments by where they came from.'),
    edited: z.boolean().describe('A person changed the file since tovmach wrote it.'),
    segments: z.array(segmentView).describe('All segments of the source, in its order.'),
    findings: z.array(finding).describe('Of the whole article, or of places that are no segment any more.'),
    file: z.string().describe('The output file as it is now.'),
  }),
);

export const decision = same<Decision>()(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('edit').describe('Another translation.'),
      text: z.string().max(100_000).describe('The translation, every placeholder in it.'),
    }),
    z.strictObject({ kind: z.literal('approve').describe('The translation is right as it is.') }),
    z.strictObject({ kind: z.literal('reject').describe('The next run asks again.') }),
    z.strictObject({
      kind: z.literal('no-fault').describe('What a check said of this text is no fault.'),
      check: z.string().max(200).describe('Which check.'),
    }),
    z.strictObject({
      kind: z.literal('label').describe('The segment is something else.'),
      lang: z.string().max(40).describe('Its language, a BCP 47 tag.'),
      role: z.enum(ROLES).describe('What it is in the article.'),
    }),
    z.strictObject({ kind: z.literal('undo').describe('Takes back the last decision about the segment.') }),
  ]),
);

export const decided = same<Decided>()(
  z.object({
    article: articleView.describe('The article as it is now.'),
    segment: z.string().describe('Id of the segment; a label changes it.'),
  }),
);

const memoryMatch = same<MemoryMatch>()(
  z.object({
    text: z.string().describe('The translation.'),
    match: z
      .enum(['context', 'exact', 'general', 'fuzzy'])
      .describe('`general`: the same but for numbers and dates.'),
    score: z.number().describe('0 to 100.'),
    sourceText: z.string().describe("The entry's own source text."),
    origin: origin.describe('Where the translation came from.'),
    identity: z.string().optional().describe('What a machine is known by.'),
    state: z.enum(['machine', 'reviewed']).describe('Whether a person wrote or approved it.'),
    notes: z
      .array(
        z.object({
          check: z.string().describe('Which check.'),
          severity: z.enum(['minor', 'major', 'critical']).describe('MQM severity.'),
        }),
      )
      .optional()
      .describe('What the checks said of it when it was stored.'),
  }),
);

const offer = same<EngineOffer>()(
  z.object({
    name: z.string().describe('The name it is configured by.'),
    description: z.union([z.string(), message]).describe('What it is, in a few words.'),
    remote: z.boolean().describe('Text leaves this machine.'),
    cost: money('About what one answer costs; absent: its price is not known.').optional(),
    problem: z.union([z.string(), message]).optional().describe('Why it cannot be asked now.'),
  }),
);

export const suggestions = same<Suggestions>()(
  z.object({
    characters: whole.describe('UTF-16 units an engine would be sent.'),
    currency: z.string().describe('Of all costs; ISO 4217.'),
    memory: z.array(memoryMatch).describe('Similar texts of memory, the best first.'),
    engines: z.array(offer).describe('Engines that are set up, in the order `auto` asks them.'),
  }),
);

const verdict = same<CheckResult>()(
  z.object({
    check: z.string().describe('Which check.'),
    severity: z.enum(['minor', 'major', 'critical']).describe('MQM severity.'),
    ...saidShape,
  }),
);

export const engineAnswer = same<EngineAnswer>()(
  z.object({
    text: z.string().describe('The translation.'),
    origin: origin.describe('What translated it.'),
    characters: whole.describe('As they were billed; 0 where it had been paid for before.'),
    cost: money('In `currency`.'),
    currency: z.string().describe('Of the cost; ISO 4217.'),
    findings: z.array(verdict).describe('What the checks say of it.'),
  }),
);
