import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { parseLanguageTag } from '../model/language.js';
import type { StoredEntry } from '../model/memory-entry.js';
import { guarded, unguarded } from './formula.js';
import { invalidLine, rowOf, type TableRow } from './table-row.js';
import { unreadable } from './xml-events.js';

const say = messages('exchange', {
  noHeader: 'no header names languages and texts',
  beginWithHeader:
    'Begin with the line "source,target,source_text,target_text", or with one language tag a column, such as "en,uk".',
});

/** Columns of a CSV export, in order. Origins are spread over columns. */
const COLUMNS = [
  'source',
  'target',
  'source_text',
  'target_text',
  'state',
  'origin',
  'identity',
  'provider',
  'model',
  'pivot',
  'by',
  'match',
  'score',
  'file',
  'role',
  'before_hash',
  'after_hash',
  'created_at',
  'updated_at',
  'over',
  'approved_by',
] as const;

/** How a table is written. */
export interface CsvOptions {
  /** Leave cells that a spreadsheet would run as formulas as they are; default: an apostrophe goes before them. */
  readonly formulas?: boolean;
}

/** Entries as CSV after RFC 4180, with a header row; safe to open in a spreadsheet unless `formulas` is set. */
export function* writeCsv(
  entries: Iterable<StoredEntry>,
  { formulas = false }: CsvOptions = {},
): Generator<string> {
  const shown = formulas ? (cell: unknown): unknown => cell : guarded;
  const line = (cells: readonly unknown[]): string =>
    stringify([cells.map(shown)], { record_delimiter: '\r\n' });
  yield line(COLUMNS);
  for (const entry of entries) {
    const { origin } = entry;
    const cells: Partial<Record<(typeof COLUMNS)[number], unknown>> = {
      source: entry.source,
      target: entry.target,
      source_text: entry.sourceText,
      target_text: entry.targetText,
      state: entry.state,
      identity: entry.identity,
      role: entry.role,
      before_hash: entry.beforeHash,
      after_hash: entry.afterHash,
      created_at: entry.createdAt,
      updated_at: entry.updatedAt,
      ...origin,
      origin: origin.kind,
      approved_by: origin.approvedBy,
    };
    yield line(COLUMNS.map((column) => cells[column] ?? ''));
  }
}

/**
 * Entries of a CSV file: columns as `writeCsv` names them, of which languages and texts are needed; or one
 * column a language, headed by its tag, the first being the source. Comma, semicolon and tab all separate. The
 * apostrophe that `writeCsv` puts before a formula is taken away, in files with its columns.
 * @throws TovmachError INPUT_INVALID with file and line
 */
export async function* readCsv(path: string): AsyncGenerator<TableRow> {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(path),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // A failure on either side ends the loop below.
  pipeline(createReadStream(path), parser, () => {});
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (header === undefined) {
        header = record.map((name) => name.trim());
        checkHeader(path, header);
      } else if (header.includes('source_text')) {
        yield rowOf(path, info.lines, fromCells(header, record));
      } else {
        yield* fromLanguages(path, info.lines, header, record);
      }
    }
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    throw isCsvError(cause) ? invalidLine(path, cause.lines ?? 1, cause.message) : unreadable(path, cause);
  }
  if (header === undefined) checkHeader(path, []);
}

/** What separates the columns of the header: of comma, semicolon and tab the most frequent outside quotes. */
function delimiterOf(path: string): string {
  const start = Buffer.alloc(16_384);
  let length = 0;
  try {
    const file = openSync(path, 'r');
    try {
      length = readSync(file, start);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const header =
    start
      .toString('utf8', 0, length)
      .replace(/"[^"]*"/g, '')
      .split(/[\r\n]/)[0] ?? '';
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

function checkHeader(path: string, header: readonly string[]): void {
  const named = ['source', 'target', 'source_text', 'target_text'].every((name) => header.includes(name));
  const languages = header.length > 1 && header.every((name) => parseLanguageTag(name).tag !== undefined);
  if (named || languages) return;
  throw new TovmachError('INPUT_INVALID', say.noHeader(), {
    hint: say.beginWithHeader(),
    file: path,
    line: 1,
  });
}

function fromCells(header: readonly string[], record: readonly string[]): Record<string, unknown> {
  const cells = new Map(
    header.map((name, index) => {
      const cell = record[index] ?? '';
      return [name, cell === '' ? undefined : unguarded(cell)];
    }),
  );
  const origin = cells.get('origin');
  return {
    source: cells.get('source') ?? '',
    target: cells.get('target') ?? '',
    sourceText: cells.get('source_text') ?? '',
    targetText: cells.get('target_text') ?? '',
    state: cells.get('state'),
    identity: cells.get('identity'),
    role: cells.get('role'),
    beforeHash: cells.get('before_hash'),
    afterHash: cells.get('after_hash'),
    createdAt: cells.get('created_at'),
    updatedAt: cells.get('updated_at'),
    origin: origin && {
      kind: origin,
      provider: cells.get('provider'),
      model: cells.get('model'),
      pivot: cells.get('pivot'),
      by: cells.get('by'),
      match: cells.get('match'),
      score: Number(cells.get('score') ?? 100),
      file: cells.get('file'),
      over: cells.get('over'),
      approvedBy: cells.get('approved_by'),
    },
  };
}

function* fromLanguages(
  path: string,
  line: number,
  [source = '', ...targets]: readonly string[],
  [sourceText = '', ...texts]: readonly string[],
): Generator<TableRow> {
  for (const [index, target] of targets.entries()) {
    yield rowOf(path, line, { source, target, sourceText, targetText: texts[index] ?? '' });
  }
}

function isCsvError(cause: unknown): cause is Error & { lines?: number } {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_');
}
