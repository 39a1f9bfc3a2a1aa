import { stringify } from 'csv-stringify/sync';
import { stringify as yaml } from 'yaml';
import { guarded } from '../exchange/formula.js';
import type { CorpusBlock, CorpusPart, CorpusRecord } from './record.js';

/** Records as files: a form each, as text that is put behind what is there. Pure. */

export const CORPUS_FORMATS = ['ndjson', 'csv', 'parquet', 'txt', 'md'] as const;
/** A form of files. */
export type CorpusFormat = (typeof CORPUS_FORMATS)[number];

export interface CorpusForm {
  /** With the dot. */
  readonly extension: string;
  /** What every file begins with. */
  readonly head: string;
  /** Inline markup of the source stays. */
  readonly markup: boolean;
  text(part: CorpusPart): string;
}

export interface CorpusFormOptions {
  /** CSV: cells that a spreadsheet would run as formulas stay as they are; default: an apostrophe goes before them. */
  readonly formulas?: boolean;
}

/** Columns of CSV, a segment a line. */
const COLUMNS = [
  'id',
  'source',
  'lang',
  'article_lang',
  'share',
  'title',
  'date',
  'url',
  'author',
  'role',
  'segment_lang',
  'confidence',
  'line',
  'column',
  'source_start',
  'source_end',
  'start',
  'end',
  'time',
  'text',
  'fields',
] as const;

const csvLines = (rows: readonly (readonly unknown[])[]): string =>
  stringify([...rows], { record_delimiter: '\r\n' });

function csvRows({ record, texts }: CorpusPart, formulas: boolean): string {
  const { id, source, lang, articleLang, share, title, date, url, author, fields } = record;
  const shown = formulas ? (cell: unknown): unknown => cell : guarded;
  const carried = fields === undefined ? '' : JSON.stringify(fields);
  return csvLines(
    record.spans.map((span, index) =>
      [
        id,
        source,
        lang,
        articleLang,
        share,
        title,
        date,
        url,
        author,
        span.role,
        span.lang ?? lang,
        span.confidence,
        span.line,
        span.column,
        ...span.source,
        span.start,
        span.end,
        span.time?.iso,
        texts[index],
        carried,
      ].map(shown),
    ),
  );
}

/** What some readers take for the end of a line is written as an escape. */
const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, (sign) => (sign === '\u2028' ? '\\u2028' : '\\u2029'));

const inLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');

function markdownBlock({ block, role, text }: CorpusBlock): string {
  const { kind, level = 1 } = block;
  if (kind === 'title') return `# ${inLine(text)}`;
  if (kind === 'heading') return `${'#'.repeat(Math.min(Math.max(level, 2), 6))} ${inLine(text)}`;
  if (kind === 'list-item') return `- ${inLine(text)}`;
  if (kind === 'quote' || block.quoted === true || role === 'quote') return text.replace(/^/gm, '> ');
  return text;
}

/** What is known of a record, without its text. */
function matter(record: CorpusRecord): string {
  const { text: _, spans: __, ...known } = record;
  return `---\n${yaml(known, { lineWidth: 0 })}---\n`;
}

/** The form of files of a format. */
export function corpusForm(format: CorpusFormat, { formulas = false }: CorpusFormOptions = {}): CorpusForm {
  switch (format) {
    // Parquet is made of NDJSON when all of it is there.
    case 'parquet':
    case 'ndjson':
      return {
        extension: '.ndjson',
        head: '',
        markup: false,
        text: ({ record }) => `${jsonLine(record)}\n`,
      };
    case 'csv':
      return {
        extension: '.csv',
        head: csvLines([COLUMNS]),
        markup: false,
        text: (part) => csvRows(part, formulas),
      };
    case 'txt':
      // A segment a line, an empty line behind an article, as tools for corpora read it.
      return {
        extension: '.txt',
        head: '',
        markup: false,
        text: ({ texts }) => `${texts.map(inLine).join('\n')}\n\n`,
      };
    case 'md':
      return {
        extension: '.md',
        head: '',
        markup: true,
        text: ({ record, blocks }) => `${matter(record)}\n${blocks.map(markdownBlock).join('\n\n')}\n\n`,
      };
  }
}
