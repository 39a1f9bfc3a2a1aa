import { z } from 'zod';
import type { Placeholder } from '../model/article.js';
import type { LedgerArticle } from '../model/ledger.js';
import { encodingSchema, LEDGER_SCHEMA, outputStatus } from '../model/manifest.js';
import { ROLES, type Segment, type TimestampValue } from '../model/segment.js';
import { sameStorySchema } from '../model/story.js';
import type { LedgerOutput } from '../write/ledger.js';
import { articleSchema, STATE_SCHEMA } from '../write/state.js';
import { same } from './same.js';
import { kind, range, segmentChange, tag, whole } from './words.js';

/** Files beside the outputs, the ledger as it is printed, and articles as JSON. */

const placeholder = same<Placeholder>()(
  z.object({
    ...range,
    kind: z
      .enum(['url', 'email', 'handle', 'hashtag', 'number', 'tag', 'code'])
      .describe('What it is; `tag` is inline markup.'),
    pair: z.string().optional().describe('What the opening and the closing half of a paired tag share.'),
  }),
);

const time = same<TimestampValue>()(
  z.object({
    iso: z.string().describe('ISO 8601 with offset, or a date only.'),
    precision: z.enum(['date', 'minute', 'second']).describe('As far as the text names it.'),
    zone: z.string().describe('IANA zone used to place a wall-clock time.'),
  }),
);

export const segment = same<Segment>()(
  z.object({
    id: z
      .string()
      .describe('By content: hash of language, role and text, and its occurrence in the article.'),
    blockId: z.string().describe('The block of the article it stands in: `b1`, `b2`, … in document order.'),
    start: whole.describe('Where it begins in the decoded file, in UTF-16 units.'),
    end: whole.describe('Where it ends in the decoded file; not in it any more.'),
    line: whole.describe('Line of `start`, from 1.'),
    column: whole.describe('Column of `start`, from 1, in UTF-16 units.'),
    blockStart: whole.describe("Where it begins in its block's text, in UTF-16 units."),
    blockEnd: whole.describe("Where it ends in its block's text; not in it any more."),
    text: z.string().describe("That stretch of its block's text."),
    role: z.enum(ROLES).describe('What it is for.'),
    lang: tag('Its language, `und` or `zxx`'),
    script: z.string().describe('ISO 15924: `Latn`, `Cyrl`, `Zyyy` for none.'),
    confidence: z.number().describe('In `lang`, 0 to 1.'),
    mixed: z
      .record(z.string(), z.number())
      .optional()
      .describe('Mixed speech, sent whole: the share of each language; together 1.'),
    evidence: z.array(z.string()).describe('Why it is in that language: `letters:і,ї`, `franc:0.93`.'),
    flagged: z.boolean().describe("Its language is not the article's; never for `und` and `zxx`."),
    action: z
      .enum(['keep', 'translate', 'drop', 'related'])
      .describe('What happens to it in a target other than its own language.'),
    hash: z.string().describe('SHA-256 of the normalised text, in hex.'),
    placeholders: z.array(placeholder).describe('Ranges in `text` that must survive translation.'),
    time: time.optional().describe('The moment it names, for a timestamp.'),
    url: z.string().optional().describe('Link target, for a related headline that had one.'),
    label: z.string().optional().describe('For a section label: its key in the table of labels.'),
    repaired: z
      .string()
      .optional()
      .describe('The text with homoglyphs or mojibake undone, where that is certain.'),
    repair: z.enum(['homoglyphs', 'mojibake']).optional().describe('What `repaired` undid.'),
  }),
);

const articleShape = {
  path: z.string().describe('Source file relative to its root, forward slashes.'),
  id: z.string().describe('`path`, or `path#record` when a file holds several articles.'),
  encoding: encodingSchema.describe('Of the source file.'),
  sourceHash: z.string().describe("SHA-256 of the file's bytes, or of the record's text, in hex."),
  lang: tag('Language of the article, or `und`'),
  langs: z.record(z.string(), z.number()).describe('Share of each language by characters, largest first.'),
  duplicateOf: z
    .object({
      id: z.string().describe('The article before it that says the same.'),
      similarity: z.number().describe('0 to 1, of which 1 is to the letter.'),
    })
    .optional()
    .describe('Of which article of the batch it is a copy; absent: of none.'),
  sameStory: z
    .array(sameStorySchema)
    .optional()
    .describe('The same story in other languages; absent: none is known.'),
  segments: z.array(segment).describe('In document order.'),
};
const article = same<LedgerArticle>()(z.object(articleShape));

const output = same<LedgerOutput>()(
  z.object({
    target: tag('Language of the output'),
    path: z.string().describe('Relative to the output folder.'),
    hash: z.string().describe('SHA-256 of the file as it was left, in hex.'),
    translations: z
      .record(z.string(), z.string())
      .describe('Text of each translated segment, by segment id.'),
    human: z.array(z.string()).describe('Ids of the segments a person translated.'),
    people: z
      .array(
        z.object({
          by: z.string().optional().describe('Who, where that is known.'),
          over: z.string().optional().describe('The machine whose words they changed.'),
          approvedBy: z
            .string()
            .optional()
            .describe('Who approved it, where that is somebody else and known.'),
          segments: z.array(z.string()).describe('Ids of the segments.'),
        }),
      )
      .optional()
      .describe('Who those persons were; absent: nothing is known of them.'),
    reviewed: z
      .array(z.string())
      .optional()
      .describe('Ids of segments that a person approved as the machine wrote them; absent: none.'),
    approvals: z
      .array(
        z.object({
          by: z.string().describe('Who.'),
          segments: z.array(z.string()).describe('Ids of the segments.'),
        }),
      )
      .optional()
      .describe('Who approved segments of an imported memory; absent: nobody is known.'),
    engines: z
      .array(
        z.object({
          origin: z
            .object({
              provider: z.string().describe('Name of the provider.'),
              model: z.string().optional().describe('Name of its model.'),
              pivot: tag('Language it went over, where it went over one').optional(),
              approvedBy: z.string().optional().describe('Who approved it, where somebody did and is known.'),
            })
            .describe('What translated.'),
          identity: z.string().describe('What the translation memory knows it by.'),
          segments: z.array(z.string()).describe('Ids of the segments it translated.'),
        }),
      )
      .describe('Which machine translated the others.'),
    text: z.string().describe('The file as it was rendered: what an edited file is compared with.'),
  }),
);

export const ledger = z.object({
  schema: kind(LEDGER_SCHEMA),
  articles: z.array(article).describe('One in a file beside outputs; all of them where they are printed.'),
  outputs: z
    .array(output)
    .optional()
    .describe('The files made of the article, sorted by target; absent where it is printed.'),
  changes: z
    .array(
      z.object({
        target: tag('Language of the output'),
        date: z.string().describe('Day of the run, ISO 8601.'),
        segments: z.array(segmentChange).describe('In the order of the article.'),
      }),
    )
    .optional()
    .describe('What runs changed for readers, oldest first, where `output.corrections` keeps it.'),
});

export const ledgerLine = z.object({ schema: kind('tovmach/ledger-article@1'), ...articleShape });

export const lock = z.union([z.object({ schema: kind(STATE_SCHEMA) }), articleSchema]);

/** An article as JSON, where `output.format` is `json`. */
export const articleDocument = z.object({
  schema: kind('tovmach/article@1'),
  title: z.string().optional().describe('In the language of the file.'),
  lang: tag('Language of the file'),
  dir: z.literal('rtl').optional().describe('Which way it is written, where that is from the right.'),
  translationKey: z.string().describe('The same for all versions of an article.'),
  date: z.string().optional().describe('ISO 8601.'),
  date_original: z.string().optional().describe('The date as it was written, where that is otherwise.'),
  source_url: z.string().optional().describe('Where the article was published.'),
  source_extent: z
    .enum(['full', 'summary', 'headline'])
    .optional()
    .describe('How much of the article its source holds, where that is known.'),
  source_file: z.string().describe('Source file relative to its root.'),
  source_langs: z.array(z.string()).describe('Languages of the source as BCP 47 tags, most of it first.'),
  translated_from: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(
      'BCP 47 tag of the language text was translated from, or several; absent: nothing was translated.',
    ),
  translated_at: z.string().optional().describe('ISO 8601; only when asked for.'),
  translation_status: outputStatus,
  translation_engine: z.string().optional().describe('What translated, separated by commas.'),
  ai_disclosure: z
    .enum(['ai-assisted', 'ai-autonomous'])
    .optional()
    .describe('Whether people looked at all that a machine wrote, where `output.disclosure` asks for it.'),
  related: z
    .array(
      z.object({
        title: z.string().describe('The headline, in the language of the file.'),
        url: z.string().optional().describe('Where it leads.'),
        date: z.string().optional().describe('ISO 8601.'),
        lang: tag("Its language, where it is not the file's").optional(),
      }),
    )
    .optional()
    .describe('Headlines of other articles that stood in the text.'),
  source_hash: z.string().describe("SHA-256 of the source file's bytes, or of the record's text, in hex."),
  notice: z
    .string()
    .optional()
    .describe('What readers are told of machine translation, where `output.notice` says it.'),
  text: z.string().describe('The text, a block a line, without the title.'),
  corrections: z
    .array(z.string())
    .optional()
    .describe('Notes of corrections, where `output.corrections` is `note`.'),
  blocks: z
    .array(
      z.object({
        kind: z.string().describe('`title`, `lead`, `heading`, `paragraph`, `quote`, `list-item`, …'),
        text: z.string().describe('Its text.'),
        foreign: z
          .array(
            z.object({
              text: z.string().describe('A stretch of the text.'),
              lang: tag("Its language, where it is not the file's").optional(),
              failed: z.boolean().optional().describe('It should have been translated.'),
            }),
          )
          .optional()
          .describe('What in it is in another language; absent: nothing.'),
      }),
    )
    .describe('In document order.'),
});
