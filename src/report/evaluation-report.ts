import type { ContextEvaluation, ShownCase } from '../evaluate/context.js';
import type { SpanEvaluation, SpanScore, Tally, TextEvaluation } from '../evaluate/evaluate.js';
import type { StampEvaluation } from '../evaluate/stamps.js';

export const EVALUATION_FORMATS = ['text', 'json', 'markdown'] as const;
export type EvaluationFormat = (typeof EVALUATION_FORMATS)[number];

/** What `tovmach eval` found out; what was not measured is missing. */
export interface EvaluationReport {
  readonly candidates: readonly string[];
  readonly texts?: TextEvaluation;
  readonly spans?: SpanEvaluation;
  /** Of `eval context`. */
  readonly context?: ContextEvaluation;
  /** Of `eval stamps`. */
  readonly stamps?: StampEvaluation;
}

type Table = readonly (readonly string[])[];

const percent = (value: number): string => (value * 100).toFixed(1);
const share = ({ right, total }: Tally): string[] => [
  String(total),
  String(right),
  percent(total === 0 ? 0 : right / total),
];
const rates = ({ precision, recall, f1 }: SpanScore): string[] => [precision, recall, f1].map(percent);

/** Headings, each with a table whose first row names the columns. */
function sections({
  candidates,
  texts,
  spans,
  context,
  stamps,
}: EvaluationReport): { title: string; table: Table }[] {
  const result: { title: string; table: Table }[] = [];
  if (texts !== undefined) {
    const tallies = (record: Readonly<Record<string, Tally>>): Table =>
      Object.entries(record).map(([key, tally]) => [key, ...share(tally)]);
    result.push({
      title: `Texts, candidates ${candidates.join(', ')}`,
      table: [['', 'texts', 'right', '%'], ['all', ...share(texts.all)], ...tallies(texts.byGroup)],
    });
    result.push({
      title: 'By language',
      table: [['language', 'texts', 'right', '%'], ...tallies(texts.byLanguage)],
    });
    const answers = [...new Set(Object.values(texts.confusion).flatMap((row) => Object.keys(row)))].sort();
    result.push({
      title: 'Confusion (rows: gold, columns: answer)',
      table: [
        ['gold', ...answers],
        ...Object.entries(texts.confusion).map(([gold, row]) => [
          gold,
          ...answers.map((answer) => String(row[answer] ?? '·')),
        ]),
      ],
    });
    result.push({
      title: 'Reliability',
      table: [
        ['confidence', 'answers', 'mean confidence %', 'right %'],
        ...texts.reliability.map(({ from, to, total, sure, right }) => [
          `${from}–${Math.min(1, to)}`,
          String(total),
          percent(sure),
          percent(right / total),
        ]),
      ],
    });
    result.push({
      title: `Worst texts (${texts.confidentlyWrong} wrong with confidence over 0.9, ${texts.undetermined} und)`,
      table: [
        ['gold', 'answer', 'confidence', 'evidence', 'text'],
        ...texts.worst.map(({ lang, answer, text }) => [
          lang,
          answer.lang,
          answer.confidence.toFixed(2),
          answer.evidence.join(' '),
          text.slice(0, 80),
        ]),
      ],
    });
  }
  if (spans !== undefined) {
    const head = ['precision %', 'recall %', 'F1 %'];
    result.push({
      title: `Characters of ${spans.paragraphs} paragraphs (mean F1 ${percent(spans.macroF1)})`,
      table: [
        ['language', ...head],
        ...Object.entries(spans.characters).map(([lang, score]) => [lang, ...rates(score)]),
      ],
    });
    result.push({
      title: 'Spans found exactly',
      table: [
        ['kind', ...head],
        ['all', ...rates(spans.exact)],
        ...Object.entries(spans.exactByKind).map(([kind, score]) => [kind, ...rates(score)]),
      ],
    });
    const list = (text: string, ranges: SpanEvaluation['worst'][number]['gold']): string =>
      ranges.map(({ start, end, lang }) => `${lang}[${text.slice(start, end).slice(0, 30)}]`).join(' ');
    result.push({
      title: 'Worst paragraphs',
      table: [
        ['kind', 'gold', 'found'],
        ...spans.worst.map(({ text, kind, gold, found }) => [kind, list(text, gold), list(text, found)]),
      ],
    });
  }
  if (context !== undefined) result.push(...contextSections(context, candidates));
  if (stamps !== undefined) result.push(...stampSections(stamps));
  return result;
}

type Section = { readonly title: string; readonly table: Table };

const between = ([from, to]: readonly [number, number]): string => `${percent(from)}–${percent(to)}`;
const of = (part: number, total: number): string => percent(total === 0 ? 0 : part / total);

function contextSections(context: ContextEvaluation, candidates: readonly string[]): Section[] {
  const shown = (cases: readonly ShownCase[], own: boolean): Table => [
    ['host', 'guest', 'form', 'text', 'found'],
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
      title: `Short texts in articles of another language, candidates ${candidates.join(', ')}`,
      table: [
        [
          'text in article',
          'form',
          'words',
          'articles',
          'found %',
          '95 %',
          'exact %',
          'own lines flagged %',
          '95 %',
        ],
        ...context.cells.map((cell) => [
          `${cell.guest} in ${cell.host}`,
          cell.form,
          cell.length,
          String(cell.total),
          of(cell.found, cell.total),
          between(cell.foundBetween),
          of(cell.exact, cell.total),
          of(cell.flagged, cell.total),
          between(cell.flaggedBetween),
        ]),
      ],
    },
    { title: 'Missed', table: shown(context.missed, false) },
    { title: 'Found with other borders', table: shown(context.inexact, false) },
    { title: 'Falsely flagged', table: shown(context.falselyFlagged, true) },
  ];
}

function stampSections(stamps: StampEvaluation): Section[] {
  return [
    {
      title: 'Stamps',
      table: [
        ['', 'lines', 'right', '%', '95 %'],
        [
          'cut at their borders',
          String(stamps.total),
          String(stamps.exact),
          of(stamps.exact, stamps.total),
          between(stamps.exactBetween),
        ],
        [
          'lines without one, cut',
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
      title: 'Missed and falsely cut',
      table: [
        ['form', 'line', 'found'],
        ...[...stamps.missed, ...stamps.falselyCut].map(({ case: one, found }) => [
          one.form,
          one.text,
          found.map(({ start, end }) => one.text.slice(start, end)).join(' | '),
        ]),
      ],
    },
  ];
}

function plain(table: Table): string {
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

function markdown(table: Table): string {
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell) => cell.replace(/[|\n]/g, ' ')).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** The whole report as one string, without a line break at its end. */
export function formatEvaluation(report: EvaluationReport, format: EvaluationFormat): string {
  if (format === 'json') return JSON.stringify({ schema: 'tovmach/evaluation@1', ...report }, null, 2);
  return sections(report)
    .map(({ title, table }) =>
      format === 'text' ? `${title}\n${plain(table)}` : `## ${title}\n\n${markdown(table)}`,
    )
    .join('\n\n');
}
