import type { ContextEvaluation, ShownCase } from '../evaluate/context.js';
import type { SpanEvaluation, SpanScore, Tally, TextEvaluation } from '../evaluate/evaluate.js';
import type { StampEvaluation } from '../evaluate/stamps.js';
import type { Interval, TranslationEvaluation } from '../evaluate/translation.js';
import type { Say } from '../i18n.js';

export type { Say } from '../i18n.js';

import { inEnglish, type Said } from '../message.js';
import { say } from './evaluation-words.js';

/** Formats of `formatEvaluation`. */
export const EVALUATION_FORMATS = ['text', 'json', 'markdown'] as const;
/** Formats of the report of an evaluation. */
export type EvaluationFormat = (typeof EVALUATION_FORMATS)[number];

/** What `tovmach eval` found out; what was not measured is missing. */
export interface EvaluationReport {
  /** Languages that were told apart, as BCP 47 tags. */
  readonly candidates: readonly string[];
  /** Of texts in one language each. */
  readonly texts?: TextEvaluation;
  /** Of paragraphs in several. */
  readonly spans?: SpanEvaluation;
  /** Of `eval context`. */
  readonly context?: ContextEvaluation;
  /** Of `eval stamps`. */
  readonly stamps?: StampEvaluation;
  /** Of `eval translate`. */
  readonly translation?: TranslationEvaluation;
}

type Table = readonly (readonly Said[])[];

const percent = (value: number): string => (value * 100).toFixed(1);
const share = ({ right, total }: Tally): string[] => [
  String(total),
  String(right),
  percent(total === 0 ? 0 : right / total),
];
const rates = ({ precision, recall, f1 }: SpanScore): string[] => [precision, recall, f1].map(percent);

/** Headings, each with a table whose first row names the columns. */
function sections(report: EvaluationReport): { title: Said; table: Table }[] {
  const { candidates, texts, spans, context, stamps, translation } = report;
  const result: { title: Said; table: Table }[] = [];
  if (texts !== undefined) result.push(...textSections(texts, candidates));
  if (spans !== undefined) result.push(...spanSections(spans));
  if (context !== undefined) result.push(...contextSections(context, candidates));
  if (stamps !== undefined) result.push(...stampSections(stamps));
  if (translation !== undefined) result.push(...translationSections(translation));
  return result;
}

/** Whole texts: how many are told, by language and group, and which are not. */
function textSections(texts: TextEvaluation, candidates: readonly string[]): Section[] {
  const sections: Section[] = [];
  const tallies = (record: Readonly<Record<string, Tally>>): Table =>
    Object.entries(record).map(([key, tally]) => [key, ...share(tally)]);
  sections.push({
    title: say.evalAmongTexts({ candidates: candidates.join(', ') }),
    table: [
      ['', say.evalTexts(), say.evalRight(), '%'],
      [say.evalAll(), ...share(texts.all)],
      ...tallies(texts.byGroup),
    ],
  });
  sections.push({
    title: say.evalByLanguage(),
    table: [[say.evalLanguage(), say.evalTexts(), say.evalRight(), '%'], ...tallies(texts.byLanguage)],
  });
  const answers = [...new Set(Object.values(texts.confusion).flatMap((row) => Object.keys(row)))].sort();
  sections.push({
    title: say.evalConfusionRowsGoldColumns(),
    table: [
      [say.evalGold(), ...answers],
      ...Object.entries(texts.confusion).map(([gold, row]) => [
        gold,
        ...answers.map((answer) => String(row[answer] ?? '·')),
      ]),
    ],
  });
  sections.push({
    title: say.evalReliability(),
    table: [
      [say.evalConfidence(), say.evalAnswers(), say.evalMeanConfidenceShare(), say.evalRightShare()],
      ...texts.reliability.map(({ from, to, total, sure, right }) => [
        `${from}–${Math.min(1, to)}`,
        String(total),
        percent(sure),
        percent(right / total),
      ]),
    ],
  });
  sections.push({
    title: say.evalWorstTexts({ wrong: texts.confidentlyWrong, undetermined: texts.undetermined }),
    table: [
      [say.evalGold(), say.evalAnswer(), say.evalConfidence(), say.evalEvidence(), say.evalText()],
      ...texts.worst.map(({ lang, answer, text }) => [
        lang,
        answer.lang,
        answer.confidence.toFixed(2),
        answer.evidence.join(' '),
        text.slice(0, 80),
      ]),
    ],
  });
  return sections;
}

/** Paragraphs in several languages: how many characters and spans are found. */
function spanSections(spans: SpanEvaluation): Section[] {
  const sections: Section[] = [];
  const head = [say.evalPrecisionShare(), say.evalRecallShare(), say.evalF1Share()];
  sections.push({
    title: say.evalCharacters({ paragraphs: spans.paragraphs, mean: percent(spans.macroF1) }),
    table: [
      [say.evalLanguage(), ...head],
      ...Object.entries(spans.characters).map(([lang, score]) => [lang, ...rates(score)]),
    ],
  });
  sections.push({
    title: say.evalSpansFoundExactly(),
    table: [
      [say.evalKind(), ...head],
      [say.evalAll(), ...rates(spans.exact)],
      ...Object.entries(spans.exactByKind).map(([kind, score]) => [kind, ...rates(score)]),
    ],
  });
  const list = (text: string, ranges: SpanEvaluation['worst'][number]['gold']): string =>
    ranges.map(({ start, end, lang }) => `${lang}[${text.slice(start, end).slice(0, 30)}]`).join(' ');
  sections.push({
    title: say.evalWorstParagraphs(),
    table: [
      [say.evalKind(), say.evalGold(), say.evalFound()],
      ...spans.worst.map(({ text, kind, gold, found }) => [kind, list(text, gold), list(text, found)]),
    ],
  });
  return sections;
}

const points = (value: number): string => value.toFixed(1);

/** Chance below this is written as less than it: more samples would be needed to say more. */
const LEAST_CHANCE = 0.001;

function translationSections(evaluation: TranslationEvaluation): Section[] {
  const { systems } = evaluation;
  const checks = [...new Set(systems.flatMap(({ findings }) => Object.keys(findings)))].sort();
  return [
    engineSection(evaluation),
    {
      title: say.evalFindingsByCheck(),
      table: [
        [say.evalCheck(), ...systems.map(({ provider }) => provider)],
        ...checks.map((check) => [check, ...systems.map(({ findings }) => String(findings[check] ?? 0))]),
      ],
    },
    ...systems.map(({ provider, worst }) => ({
      title: say.evalFurthest({ provider }),
      table: [
        ['chrF', say.evalText(), say.evalByPeople(), provider],
        ...worst.map((one) => [points(one.chrf), one.text, one.reference, one.translation]),
      ],
    })),
  ];
}

/** Every engine in a row: its scores, how sure they are, what it cost. */
function engineSection({ from, to, pairs, currency, systems }: TranslationEvaluation): Section {
  const around = ({ low, high }: Interval): string => `${points(low)}–${points(high)}`;
  const chance = (value: number | undefined): string => {
    if (value === undefined) return '–';
    return value <= LEAST_CHANCE ? `<${LEAST_CHANCE}` : value.toFixed(3);
  };
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  return {
    title: say.evalEngines({ pairs, source: from, target: to }),
    table: [
      [
        say.evalEngine(),
        'chrF',
        '95 %',
        say.evalByChance(),
        'BLEU',
        '95 %',
        say.evalByChance(),
        say.evalFailed(),
        say.evalFindings(),
        say.evalRequests(),
        say.evalCharactersSent(),
        say.evalCost({ currency }),
        say.evalSeconds(),
      ],
      ...systems.map((one) => [
        one.provider,
        points(one.chrf.score),
        around(one.chrf),
        chance(one.chrfChance),
        points(one.bleu.score),
        around(one.bleu),
        chance(one.bleuChance),
        String(one.failed),
        String(sum(one.findings)),
        String(one.requests),
        String(one.characters),
        one.cost.toFixed(4),
        one.seconds.toFixed(1),
      ]),
    ],
  };
}

type Section = { readonly title: Said; readonly table: Table };

const between = ([from, to]: readonly [number, number]): string => `${percent(from)}–${percent(to)}`;
const of = (part: number, total: number): string => percent(total === 0 ? 0 : part / total);

function contextSections(context: ContextEvaluation, candidates: readonly string[]): Section[] {
  const shown = (cases: readonly ShownCase[], own: boolean): Table => [
    [say.evalHost(), say.evalGuest(), say.evalForm(), say.evalText(), say.evalFound()],
    ...cases.map((one) => {
      const { start, end } = own ? one.own : one.foreign;
      const spans = one.spans.map(
        (span) => `${span.lang}[${one.text.slice(span.start, span.end).slice(0, 40)}]`,
      );
      return [one.host, one.guest, one.form, one.text.slice(start, end), spans.join(' ')];
    }),
  ];
  return [
    {
      title: say.evalShortTexts({ candidates: candidates.join(', ') }),
      table: [
        [
          say.evalTextInArticle(),
          say.evalForm(),
          say.evalWords(),
          say.evalArticles(),
          say.evalFoundShare(),
          '95 %',
          say.evalExactShare(),
          say.evalOwnLinesFlaggedShare(),
          '95 %',
          say.evalSure(),
          say.evalSurelyWrongShare(),
        ],
        ...context.cells.map((cell) => [
          say.evalPair({ guest: cell.guest, host: cell.host }),
          cell.form,
          cell.length,
          String(cell.total),
          of(cell.found, cell.total),
          between(cell.foundBetween),
          of(cell.exact, cell.total),
          of(cell.flagged, cell.total),
          between(cell.flaggedBetween),
          String(cell.sure),
          of(cell.surelyWrong, cell.sure),
        ]),
      ],
    },
    { title: say.evalMissed(), table: shown(context.missed, false) },
    { title: say.evalFoundWithOtherBorders(), table: shown(context.inexact, false) },
    { title: say.evalFalselyFlagged(), table: shown(context.falselyFlagged, true) },
  ];
}

function stampSections(stamps: StampEvaluation): Section[] {
  return [
    {
      title: say.evalStamps(),
      table: [
        ['', say.evalLines(), say.evalRight(), '%', '95 %'],
        [
          say.evalCutAtTheirBorders(),
          String(stamps.total),
          String(stamps.exact),
          of(stamps.exact, stamps.total),
          between(stamps.exactBetween),
        ],
        [
          say.evalLinesWithoutOneCut(),
          String(stamps.traps),
          String(stamps.cut),
          of(stamps.cut, stamps.traps),
          between(stamps.cutBetween),
        ],
        ...Object.entries(stamps.byForm).map(([form, { exact, total }]) => [
          form,
          String(total),
          String(exact),
          of(exact, total),
          '',
        ]),
      ],
    },
    {
      title: say.evalMissedAndFalselyCut(),
      table: [
        [say.evalForm(), say.evalLine(), say.evalFound()],
        ...[...stamps.missed, ...stamps.falselyCut].map(({ case: one, found }) => [
          one.form,
          one.text,
          found.map(({ start, end }) => one.text.slice(start, end)).join(' | '),
        ]),
      ],
    },
  ];
}

type Lines = readonly (readonly string[])[];

function plain(table: Lines): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => [...(row[column] ?? '')].length)),
  );
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function markdown(table: Lines): string {
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell) => cell.replace(/[|\n]/g, ' ')).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/**
 * The whole report as one string, without a line break at its end.
 * @param speak says its headings in the user's language; absent: in English
 */
export function formatEvaluation(
  report: EvaluationReport,
  format: EvaluationFormat,
  speak: Say = inEnglish,
): string {
  if (format === 'json') return JSON.stringify({ schema: 'tovmach/evaluation@1', ...report }, null, 2);
  return sections(report)
    .map((section) => ({
      title: speak(section.title),
      table: section.table.map((row) => row.map(speak)),
    }))
    .map(({ title, table }) =>
      format === 'text' ? `${title}\n${plain(table)}` : `## ${title}\n\n${markdown(table)}`,
    )
    .join('\n\n');
}
