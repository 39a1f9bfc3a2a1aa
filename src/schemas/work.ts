import { z } from 'zod';
import type { RunEvent } from '../model/event.js';
import { SEVERITIES } from '../model/finding.js';
import { candidatesSchema, countsSchema, engineQualitySchema, saidShape } from '../model/manifest.js';
import { STALE_REASONS, type StaleOutput } from '../model/staleness.js';
import type { XliffFile } from '../operations/exchange-xliff.js';
import type { RunSummary } from '../operations/outputs/closing.js';
import type { PlanResult } from '../operations/plan.js';
import type { CheckState } from '../report/check-entries.js';
import type { ProviderStatistics } from '../translate/statistics.js';
import { same } from './same.js';
import {
  errorCode,
  errorPlace,
  finding,
  kind,
  passedOver,
  problem,
  segmentChange,
  tag,
  whole,
} from './words.js';

/** What `plan`, `check` and `run` print for programs. */

const cost = z.number().describe('In the currency of the budget.');
const staleReason = z.enum(STALE_REASONS);

const planBody = same<Omit<PlanResult, 'problems' | 'exitCode'> & { problems: number }>()(
  z.object({
    articles: whole.describe('Articles of which something is to be done.'),
    segmentsByLanguage: z
      .record(z.string(), whole)
      .describe('Segments of the ledgers by BCP 47 tag, most frequent language first.'),
    native: whole.describe('Segments that are in the target language already, over all targets.'),
    kept: whole.describe('Segments that need no translation: native, copied, labels and kept by policy.'),
    dropped: whole.describe('Segments left out by policy.'),
    fromMemory: whole.describe('Texts found in memory, each once.'),
    toProvider: whole.describe('Texts for a provider, each once.'),
    charactersBefore: whole.describe(
      'Of everything to be translated, every occurrence counted, in UTF-16 units.',
    ),
    charactersAfter: whole.describe('The same, each text counted once.'),
    charactersToSend: whole.describe('The same, without those in memory.'),
    pairs: z
      .array(
        z.object({
          source: tag('Language it is translated from'),
          target: tag('Language it is translated into'),
          provider: z
            .string()
            .optional()
            .describe('The one asked first; absent when none translates this pair.'),
          units: whole.describe('Texts, each once.'),
          characters: whole.describe('Of these texts, in UTF-16 units.'),
          cost: cost.optional().describe('In `currency`; absent without a price.'),
        }),
      )
      .describe('What goes to providers, by pair of languages.'),
    cost: cost
      .optional()
      .describe('Sum over the pairs, in `currency`; absent when one that sends has no price.'),
    unchanged: whole.describe('Articles of which nothing has to be done; they are in no other number.'),
    redo: z.partialRecord(staleReason, whole).describe('Files to be done, by why.'),
    termChanges: z
      .array(
        z.object({
          path: z.string().describe('Source file relative to its root.'),
          target: tag('Language of the output'),
          output: z.string().describe('Relative to the output folder.'),
          concepts: z.array(z.string()).describe('Ids of the concepts, sorted.'),
        }),
      )
      .describe('Outputs whose terms were changed, added or removed.'),
    languages: candidatesSchema.describe('Candidate languages of the sources.'),
    currency: z.string().describe('Of all costs; ISO 4217.'),
    passedOver: z.array(passedOver).describe('Files of the folders that no format reads.'),
    problems: whole.describe('Files that could not be read; what is wrong is on standard error.'),
  }),
);
export const plan = z.object({ schema: kind('tovmach/plan@1'), ...planBody.shape });

const stale = same<StaleOutput>()(
  z.object({
    path: z.string().describe('Source file relative to its root.'),
    target: tag('Language of the output'),
    output: z
      .string()
      .optional()
      .describe('Relative to the output folder; absent when the source was never read.'),
    reason: staleReason.describe('Why a run would write it again.'),
  }),
);

const checkBody = same<CheckState>()(
  z.object({
    articles: whole.describe('Articles looked at.'),
    stale: z.array(stale).describe('Outputs that are not what a run would leave.'),
    edited: z.array(z.string()).describe('Outputs changed by hand, relative to the output folder.'),
    orphans: z.array(z.string()).describe('Outputs whose source is gone, relative to the output folder.'),
    findings: z.array(finding).describe('What is wrong with texts, from the manifest.'),
    problems: z.array(problem.extend({ code: errorCode })).describe('Files that could not be read.'),
    passedOver: z.array(passedOver).describe('Files of the folders that no format reads.'),
    exitCode: z.number().describe('Exit code of the command.'),
  }),
);
export const check = z.object({ schema: kind('tovmach/check@1'), ...checkBody.shape });

const spent = {
  requests: whole.describe('Requests made.'),
  charactersSent: whole.describe('As sent, with what stands for placeholders, in UTF-16 units.'),
  charactersBilled: whole.describe('As the provider counted them, else as sent.'),
  cost: cost.describe('In `currency`.'),
  tokens: z
    .object({ input: whole.describe('Of the prompts.'), output: whole.describe('Of the answers.') })
    .optional()
    .describe('As the provider counted them; absent where it does not.'),
};
const providerStatistics = same<ProviderStatistics>()(z.object(spent));

export const summary = same<Omit<RunSummary, 'problems'> & { problems: number }>()(
  z.object({
    articles: whole.describe('Articles in the output folder from these sources.'),
    unchanged: whole.describe('Articles of which nothing had to be done.'),
    edits: whole.describe('Sentences changed by hand that went into memory as human translations.'),
    orphans: z.array(z.string()).describe('Outputs whose source is gone.'),
    pruned: z.array(z.string()).describe('Those of them that were removed.'),
    targets: z.array(z.string()).describe('Languages written, as BCP 47 tags.'),
    languages: candidatesSchema.describe('Candidate languages of the sources.'),
    langs: z
      .record(z.string(), z.number())
      .describe('Mean share of each language over the articles, 0 to 1.'),
    flagged: whole.describe('Segments in another language than their article.'),
    counts: countsSchema.describe('Segments over all outputs, by where their text came from.'),
    engines: z.array(z.string()).describe('Engines whose translations are in the outputs.'),
    byEngine: z
      .record(z.string(), engineQualitySchema)
      .describe('What came of the segments of each engine; what providers cost is in `statistics`.'),
    statistics: z
      .object({
        ...spent,
        costSaved: cost.describe(
          "What memory and repetitions would have cost at the first provider's price.",
        ),
        memoryHits: whole.describe('Texts found in memory.'),
        memoryCharacters: whole.describe('Of these texts, in UTF-16 units.'),
        deduplicated: whole.describe('Texts that shared a translation made in this run.'),
        deduplicatedCharacters: whole.describe('Of these texts, in UTF-16 units.'),
        repeated: whole.describe('Texts asked for once more because of what the checks said.'),
        masked: z
          .partialRecord(z.enum(['email', 'phone', 'card', 'account', 'tax', 'passport', 'pattern']), whole)
          .describe('Personal data masked in the texts that were sent, by kind.'),
        translated: whole.describe('Texts translated by a provider in this run, each once.'),
        failures: z
          .partialRecord(z.union([errorCode, z.literal('CHECK')]), whole)
          .describe('Texts that failed, each once, by code; `CHECK`: every answer was refused.'),
        providers: z.record(z.string(), providerStatistics).describe('The same by name of provider.'),
      })
      .describe('What was asked, found and spent.'),
    currency: z.string().describe('Of all costs; ISO 4217.'),
    batches: z
      .array(
        z.object({
          id: z.string().describe('As `tovmach batch` names it.'),
          provider: z.string().describe('Who has it.'),
          name: z.string().describe('As the service names it.'),
          requests: whole.describe('In it.'),
          texts: whole.describe('In it.'),
        }),
      )
      .optional()
      .describe('Batches that were handed over; absent: the run was not one for batches.'),
    findings: z
      .object({
        total: whole.describe('All of them.'),
        bySeverity: z.record(z.enum(SEVERITIES), whole).describe('By MQM severity.'),
        worst: z.array(finding).describe('The gravest; all are in the manifest.'),
      })
      .describe('What is wrong with texts.'),
    passedOver: z.array(passedOver).describe('Files of the folders that no format reads.'),
    changes: z
      .array(
        z.object({
          path: z.string().describe('The source file relative to its root.'),
          article: z.string().describe('Id of the article.'),
          target: tag('Language of the output'),
          date: z.string().describe('Day of the run, ISO 8601.'),
          segments: z.array(segmentChange).describe('In the order of the article.'),
        }),
      )
      .describe('What changed sources change for readers.'),
    written: whole.describe('Files whose bytes changed.'),
    out: z.string().describe('The output folder; absolute.'),
    exitCode: z
      .union([
        z.literal(0),
        z.literal(1),
        z.literal(2),
        z.literal(3),
        z.literal(4),
        z.literal(5),
        z.literal(6),
        z.literal(7),
        z.literal(8),
        z.literal(70),
        z.literal(130),
      ])
      .describe('Exit code of the command.'),
    problems: whole.describe('Files and articles that could not be done; each had an event before.'),
  }),
);

export const xliffFile = same<XliffFile>()(
  z.object({
    path: z.string().describe('Of the file; absolute.'),
    source: tag('Language it is translated from'),
    target: tag('Language it is translated into'),
    units: whole.describe('Texts in it.'),
    states: z
      .record(z.enum(['initial', 'needs-review', 'translated', 'reviewed', 'final']), whole)
      .describe('Texts by state.'),
  }),
);

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type).describe('What happened.'), ...shape });
const doneOf = {
  done: whole.describe('So far.'),
  total: whole.describe('Known so far.'),
};

export const told = same<RunEvent>()(
  z.union([
    event('run-started', { files: whole.describe('Files of which anything is to be done.') }),
    event('notice', saidShape),
    event('download', {
      file: z.string().describe('What is downloaded.'),
      done: whole.describe('Bytes that are here.'),
      total: whole.optional().describe('Bytes of the whole, where that is known.'),
    }),
    event('passed-over', passedOver.shape),
    event('article-finished', {
      path: z.string().describe('Source file relative to its root.'),
      id: z.string().describe('`path`, or `path#record` when a file holds several articles.'),
      ...doneOf,
    }),
    event('problem', {
      code: errorCode,
      ...saidShape,
      file: z.string().optional().describe('The file concerned.'),
      ...errorPlace,
    }),
  ]),
);

const schema = kind('tovmach/run-event@1');
export const runEvent = z.union([
  ...told.options.map((option) => z.object({ schema, ...option.shape })),
  z.object({ schema, ...event('run-finished', summary.shape).shape }),
  z.object({
    schema,
    ...event('review-written', {
      files: z.array(xliffFile).describe('XLIFF files for review, one a pair of languages.'),
    }).shape,
  }),
]);
