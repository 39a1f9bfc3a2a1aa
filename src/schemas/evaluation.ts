import { z } from 'zod';
import type { Identification } from '../model/contracts.js';
import type { EvaluationReport } from '../report/evaluation-report.js';
import { same } from './same.js';
import { kind, range, tag, whole } from './words.js';

/** What `tovmach eval` prints for programs. */

const tally = z.object({ right: whole.describe('Right answers.'), total: whole.describe('All of them.') });
const score = z.object({
  precision: z.number().describe('Of what was found, what is right; 0 to 1.'),
  recall: z.number().describe('Of what is right, what was found; 0 to 1.'),
  f1: z.number().describe('Harmonic mean of the two.'),
});
const interval = z.tuple([z.number(), z.number()]);
const span = z.object({
  ...range,
  lang: tag('Its language'),
  confidence: z.number().optional().describe('How sure of it whoever labelled it was, 0 to 1.'),
});
const place = z.object(range);

const identification = same<Identification>()(
  z.object({
    lang: tag('The answer, or `und`'),
    confidence: z.number().describe('0 to 1.'),
    evidence: z.array(z.string()).describe('Why.'),
    like: tag('A language that is no candidate and that the text is surely in').optional(),
    shares: z
      .record(z.string(), z.number())
      .optional()
      .describe('What speaks for each candidate, 0 to 1, where there is a doubt.'),
  }),
);

const texts = z.object({
  all: tally.describe('Over all texts.'),
  byGroup: z.record(z.string(), tally).describe('By group of the labelled texts.'),
  byLanguage: z.record(z.string(), tally).describe('By right language, a BCP 47 tag.'),
  confusion: z
    .record(z.string(), z.record(z.string(), whole))
    .describe('Right language, then answered language, then how often.'),
  reliability: z
    .array(
      z.object({
        from: z.number().describe('Least confidence.'),
        to: z.number().describe('Confidence that is too much.'),
        total: whole.describe('Answers.'),
        sure: z.number().describe('Their mean confidence, 0 to 1.'),
        right: whole.describe('Right ones among them.'),
      }),
    )
    .describe('Answers by confidence, `und` left out.'),
  confidentlyWrong: whole.describe('Wrong answers, `und` apart, with confidence over 0.9.'),
  undetermined: whole.describe('Answers `und`.'),
  worst: z
    .array(
      z.object({
        text: z.string().describe('The labelled text.'),
        lang: tag('The right answer'),
        group: z.string().describe('Its group.'),
        answer: identification.describe('What was answered.'),
      }),
    )
    .describe('Most confident errors first.'),
});

const spans = z.object({
  paragraphs: whole.describe('Labelled paragraphs.'),
  characters: z.record(z.string(), score).describe('Characters given their language, by BCP 47 tag.'),
  macroF1: z.number().describe("Mean of the languages' character F1."),
  exact: score.describe('Spans found with both ends and language right.'),
  exactByKind: z.record(z.string(), score).describe('The same by kind of paragraph.'),
  worst: z
    .array(
      z.object({
        text: z.string().describe('The paragraph.'),
        kind: z.string().describe('Its kind.'),
        gold: z.array(span).describe('What is right.'),
        found: z.array(span).describe('What was found.'),
      }),
    )
    .describe('Paragraphs with errors.'),
});

const form = z
  .enum(['line', 'quotes', 'colon', 'stamp'])
  .describe('How the short text stands in the article.');
const length = z.enum(['1', '2-3', '3-6', '6-12']).describe('Words of the short text.');
const cell = {
  host: tag('Language of the article'),
  guest: tag('Language of the text put into it'),
  form,
  length,
};
const shown = z.object({
  ...cell,
  text: z.string().describe('The article.'),
  foreign: place.describe('Where the foreign text is.'),
  own: place.describe("The whole line of the article's own short text."),
  spans: z.array(span).describe('What was found where it matters.'),
});
const context = z.object({
  cells: z
    .array(
      z.object({
        ...cell,
        total: whole.describe('Articles.'),
        found: whole.describe('Foreign texts found.'),
        exact: whole.describe('Of these, with both ends right.'),
        flagged: whole.describe("Lines of the article's own in the same form with anything flagged in them."),
        sure: whole.describe('Spans on the two lines that are told with confidence over 0.9.'),
        surelyWrong: whole.describe('Of these, in a wrong language or with words of the other in them.'),
        foundBetween: interval.describe('95 % interval of the share found, 0 to 1.'),
        flaggedBetween: interval.describe('95 % interval of the share flagged, 0 to 1.'),
      }),
    )
    .describe('One a pair, form and length.'),
  missed: z.array(shown).describe('Some of what was missed.'),
  inexact: z.array(shown).describe('Found, with other borders.'),
  falselyFlagged: z.array(shown).describe('Own lines with something flagged in them.'),
});

const stamps = z.object({
  total: whole.describe('Lines with a stamp.'),
  exact: whole.describe('Of these, cut exactly at its borders.'),
  exactBetween: interval.describe('95 % interval of that share, 0 to 1.'),
  byForm: z
    .record(
      z.string(),
      z.object({ exact: whole.describe('Cut exactly.'), total: whole.describe('Lines of this form.') }),
    )
    .describe('By form of the stamp.'),
  traps: whole.describe('Lines without a stamp.'),
  cut: whole.describe('Of these, falsely cut.'),
  cutBetween: interval.describe('95 % interval of that share, 0 to 1.'),
  missed: z
    .array(
      z.object({
        case: z
          .object({
            text: z.string().describe('The line.'),
            lang: tag('Its language'),
            form: z.string().describe('Form of the stamp.'),
            left: z.string().describe('What stands before the stamp.'),
            right: z.string().describe('What stands behind it.'),
            stamp: place.describe('Where it is.'),
          })
          .describe('The line that was given.'),
        found: z.array(place).describe('What was found.'),
      }),
    )
    .describe('Some of what was not cut exactly.'),
  falselyCut: z
    .array(
      z.object({
        case: z
          .object({ text: z.string().describe('The line.'), form: z.string().describe('Kind of trap.') })
          .describe('The line that was given.'),
        found: z.array(place).describe('What was found.'),
      }),
    )
    .describe('Some lines without a stamp that were cut.'),
});

const lying = z.object({
  score: z.number().describe('0 to 100.'),
  low: z.number().describe('Where it lies in 95 of 100 samples: from …'),
  high: z.number().describe('… to.'),
});

const translation = z.object({
  from: tag('Language of the texts'),
  to: tag('Language of the translations'),
  pairs: whole.describe('Texts.'),
  currency: z.string().describe('ISO 4217.'),
  systems: z
    .array(
      z.object({
        provider: z.string().describe('Its name.'),
        bleu: lying.describe('BLEU, as sacreBLEU 2 counts it.'),
        chrf: lying.describe('chrF, as sacreBLEU 2 counts it.'),
        bleuChance: z
          .number()
          .optional()
          .describe('How likely its distance to the best BLEU is chance alone; absent for the best.'),
        chrfChance: z.number().optional().describe('The same of chrF.'),
        findings: z.record(z.string(), whole).describe('Findings by check.'),
        failed: whole.describe('Texts that were not translated, or not whole.'),
        requests: whole.describe('Requests sent.'),
        characters: whole.describe('As billed, else as sent.'),
        cost: z.number().describe('In the currency; 0 where no price is known.'),
        seconds: z.number().describe('For all texts.'),
        worst: z
          .array(
            z.object({
              text: z.string().describe('The text.'),
              reference: z.string().describe('What people made of it.'),
              translation: z.string().describe('What the provider made of it.'),
              chrf: z.number().describe('0 to 100.'),
            }),
          )
          .describe('The furthest from what people wrote, worst first.'),
      }),
    )
    .describe('By provider, in the order named.'),
});

const report = same<EvaluationReport>()(
  z.object({
    candidates: z.array(z.string()).describe('Languages the texts could be in, as BCP 47 tags.'),
    texts: texts.optional().describe('Labelled texts; absent: none were given.'),
    spans: spans.optional().describe('Labelled paragraphs; absent: none were given.'),
    context: context.optional().describe('Of `eval context`.'),
    stamps: stamps.optional().describe('Of `eval stamps`.'),
    translation: translation.optional().describe('Of `eval translate`.'),
  }),
);
export const evaluation = z.object({ schema: kind('tovmach/evaluation@1'), ...report.shape });
