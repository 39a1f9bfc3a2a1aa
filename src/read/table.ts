import { parse } from 'csv-parse/sync';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { FileStart, Format, ParseInput } from '../model/contracts.js';
import type { Finding } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import { endingOf } from './choose.js';
import type { JsonFields } from './json-fields.js';
import { type PlacedText, PlacedWriter } from './places.js';
import { RecordFile } from './record.js';
import { type ColumnChoice, chooseColumns, namesArticles, type TableColumns } from './table-columns.js';
import { textFormat } from './text-format.js';

/** Tables of articles, one a row (CSV, TSV): which column is what is told by the user, by names, or by what is in them. */

const say = messages('read', {
  columnsTaken: 'columns of the table: {{columns}}',
  openQuote: 'a quotation mark is opened here and never closed; what follows is lost',
  closeIt: 'Close it, or double quotation marks inside of a cell.',
  noSuchColumn: 'the table has no column {{names}}',
  thereAre: 'It has: {{names}}.',
  noTextColumn: 'no column of {{file}} holds a text',
  nameColumns: 'Name them, for example: --column title=Headline --column body=Text (input.columns).',
});

const DELIMITERS = [',', ';', '\t', '|'] as const;

interface Row {
  readonly cells: readonly string[];
  /** As it stands in the file, quotation marks and all. */
  readonly raw: string;
}

interface Unread {
  readonly raw: string;
}

/** Rows of a text whose line ends are one character each; what is wrong is given, not thrown. */
function rowsOf(text: string, delimiter: string, to?: number): { rows: Row[]; unread: Unread[] } {
  const unread: Unread[] = [];
  const records = parse(text, {
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (_error, raw) => {
      unread.push({ raw: raw ?? '' });
      return undefined;
    },
    ...onlyDefined({ to }),
  }) as unknown as { record: string[]; raw: string }[];
  return { rows: records.map(({ record, raw }) => ({ cells: record, raw })), unread };
}

/** Rows that are looked at to tell what parts the cells. */
const LOOKED_AT = 20;

/** What parts the cells: what parts most rows into equally many; nothing where none parts them at all. */
function delimiterOf(start: string, ending: string): string | undefined {
  const head = start.replace(/\r\n?/g, '\n');
  const scores = DELIMITERS.map((delimiter) => {
    const { rows } = rowsOf(head, delimiter, LOOKED_AT);
    const width = rows[0]?.cells.length ?? 0;
    const alike = rows.filter(({ cells }) => cells.length === width).length;
    return { delimiter, score: width < 2 ? 0 : (alike / rows.length) * (1 + Math.log(width)) };
  });
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  if (/^\.(?:tsv|tab)$/.test(ending)) return '\t';
  return best.score > 0 ? best.delimiter : undefined;
}

/** A cell at its place: as it stands, or between quotation marks, doubled ones once. */
function placedCell(
  raw: string,
  cell: string,
  from: number,
  base: number,
): { text: PlacedText; end: number } {
  const written = new PlacedWriter();
  const quoted = `"${cell.replaceAll('"', '""')}"`;
  const at = raw.startsWith(quoted, from) ? from : raw.indexOf(quoted, from);
  const bare = raw.indexOf(cell, from);
  if (at < 0 || (bare >= 0 && bare < at)) {
    const start = Math.max(bare, from);
    return { text: written.copy(cell, base + start).done(), end: start + cell.length };
  }
  let offset = base + at + 1;
  for (const part of cell.split(/(")/)) {
    if (part === '"') written.put('"', offset, offset + 2);
    else written.copy(part, offset);
    offset += part === '"' ? 2 : part.length;
  }
  return { text: written.done(), end: at + quoted.length };
}

function cellsAt({ cells, raw }: Row, base: number): PlacedText[] {
  let at = 0;
  return cells.map((cell) => {
    const { text, end } = placedCell(raw, cell, at, base);
    at = end;
    return text;
  });
}

/** `title = "Headline", body = "Text"`; columns without names by their numbers. */
function described({ columns, hasHeader }: ColumnChoice, header: readonly string[]): string {
  return Object.entries(columns)
    .map(([field, indexes]) => {
      const names = indexes.map((index) =>
        hasHeader ? `"${header[index]?.trim() ?? ''}"` : String(index + 1),
      );
      return `${field} = ${names.join(' + ')}`;
    })
    .join(', ');
}

function readTable(input: ParseInput, wanted: TableColumns | undefined) {
  const text = input.text.replace(/\r\n?/g, '\n');
  const file = new RecordFile({ ...input, text }, 'table');
  const delimiter = delimiterOf(text.slice(0, 65_536), endingOf(input.path)) ?? ',';
  const { rows, unread } = rowsOf(text, delimiter);
  const choice = chooseColumns(
    rows.map(({ cells }) => cells),
    wanted,
  );
  const header = rows[0]?.cells ?? [];
  const refuse = (message: ReturnType<typeof say.nameColumns>, hint: ReturnType<typeof say.nameColumns>) =>
    new TovmachError('INPUT_INVALID', message, { file: input.path, line: 1, hint });
  if (choice.missing.length > 0) {
    const list = header.map((name) => `"${name.trim()}"`).join(', ');
    throw refuse(say.noSuchColumn({ names: choice.missing.join(', ') }), say.thereAre({ names: list }));
  }
  if (choice.columns.body === undefined)
    throw refuse(say.noTextColumn({ file: asPath(input.path) }), say.nameColumns());
  const said: Omit<Finding, 'path' | 'articleId'> = {
    check: 'records',
    severity: 'neutral',
    ...say.columnsTaken({ columns: described(choice, header) }),
  };
  let at = 0;
  let number = 0;
  for (const [index, row] of rows.entries()) {
    const raw = row.raw.replace(/^\n+/, '');
    const start = Math.max(text.indexOf(raw, at), at);
    at = start + raw.length;
    if (index === 0 && choice.hasHeader) continue;
    number += 1;
    const cells = cellsAt({ cells: row.cells, raw }, start);
    const cell = (field: keyof JsonFields): PlacedText | undefined => cells[choice.columns[field]?.[0] ?? -1];
    const value = (field: keyof JsonFields): string | undefined => cell(field)?.value.trim() || undefined;
    const title = cell('title');
    const bodies = [...(choice.columns.body ?? [])].sort((a, b) => a - b);
    file.add({
      number,
      start,
      end: at,
      names: [value('id'), value('url')],
      title: title?.value.trim() ? title : undefined,
      texts: bodies.flatMap((column) => (cells[column] === undefined ? [] : [{ text: cells[column] }])),
      url: value('url'),
      date: value('date'),
      author: value('author'),
      language: value('language'),
      ...onlyDefined({ findings: file.articles.length === 0 && wanted === undefined ? [said] : undefined }),
    });
  }
  for (const { raw } of unread)
    file.fail(Math.max(text.indexOf(raw.trim(), at), 0), say.openQuote(), say.closeIt());
  return file.done();
}

/** Whether a file is a table with articles in its rows. */
function recognisesTable({ path, text, bytes }: FileStart, wanted: TableColumns | undefined): boolean {
  const ending = endingOf(path);
  const isNamed = /^\.(?:csv|tsv|tab)$/.test(ending);
  if (!isNamed && /^\.(?!txt$|text$)/.test(ending) && ending.length < 6) return false;
  if (bytes.includes(0) && !/^\uFEFF/.test(text)) return false;
  const line = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '';
  if (!isNamed && !/[,;\t|]/.test(line)) return false;
  const delimiter = delimiterOf(text, ending);
  if (delimiter === undefined) return false;
  const rows = rowsOf(text.replace(/\r\n?/g, '\n'), delimiter, 50).rows.map(({ cells }) => cells);
  if (!isNamed) return rows.length > 1 && namesArticles(rows[0] ?? []);
  return wanted !== undefined || chooseColumns(rows).columns.body !== undefined;
}

/** The format of tables. */
export function createTableFormat(columns: TableColumns = {}): Format {
  const wanted = Object.keys(columns).length === 0 ? undefined : columns;
  return textFormat({
    name: 'table',
    extensions: [],
    recognises: (start) => recognisesTable(start, wanted),
    parse: (input) => readTable(input, wanted),
  });
}
