import { extname } from 'node:path';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { EntryFilter, EntrySink, EntrySource, NewEntry } from '../model/memory-entry.js';
import { type CsvOptions, readCsv, writeCsv } from './csv.js';
import { type ImportReport, ReportBuilder } from './import-report.js';
import { readJsonl, writeJsonl } from './jsonl.js';
import type { TableRow } from './table-row.js';
import { type ImportOptions, importTmx } from './tmx.js';
import { writeTmx } from './tmx-write.js';

const say = messages('exchange', {
  unknownFormat: 'the format of {{file}} cannot be told from its name',
  xliffGoesElsewhere: 'XLIFF goes out and in with "tovmach export xliff" and "tovmach import xliff".',
  nameFormat: 'Name it .tmx, .csv or .jsonl, or give --as {{formats}}.',
});

/** Formats of `exportMemory` and `importMemory`. */
export const TRANSFER_FORMATS = ['tmx', 'csv', 'jsonl'] as const;
/** Formats that translations go out of the memory and into it in; XLIFF has calls of its own. */
export type TransferFormat = (typeof TRANSFER_FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, TransferFormat>> = {
  '.tmx': 'tmx',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

/** Entries put in one transaction. */
const BATCH = 2_000;

/**
 * The format a file's name stands for.
 * @throws TovmachError USAGE for a name that stands for none
 */
export function transferFormatOf(path: string): TransferFormat {
  const format = EXTENSIONS[extname(path).toLowerCase()];
  if (format !== undefined) return format;
  const isXliff = /\.(?:xlf|xliff|sdlxliff|mqxliff)$/i.test(path);
  throw new TovmachError('USAGE', say.unknownFormat({ file: asPath(path) }), {
    hint: isXliff ? say.xliffGoesElsewhere() : say.nameFormat({ formats: TRANSFER_FORMATS.join('|') }),
    file: path,
  });
}

/** The memory as text, piece by piece, in a fixed order; the same entries give the same bytes. */
export function exportMemory(
  memory: EntrySource,
  format: TransferFormat,
  filter: EntryFilter & CsvOptions = {},
): Iterable<string> {
  const { formulas, ...which } = filter;
  const entries = memory.entries(which);
  if (format === 'csv') return writeCsv(entries, { formulas: formulas === true });
  return format === 'tmx' ? writeTmx(entries) : writeJsonl(entries);
}

/**
 * Reads a TMX, CSV or JSON Lines file into a memory. Importing a file twice changes nothing.
 * @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE
 */
export async function importMemory(
  memory: EntrySink,
  path: string,
  options: ImportOptions & { readonly format?: TransferFormat } = {},
): Promise<ImportReport> {
  const format = options.format ?? transferFormatOf(path);
  if (format === 'tmx') return importTmx(memory, path, options);
  return importRows(memory, path, format === 'csv' ? readCsv(path) : readJsonl(path), options.signal);
}

async function importRows(
  memory: EntrySink,
  path: string,
  rows: AsyncIterable<TableRow>,
  signal: AbortSignal | undefined,
): Promise<ImportReport> {
  const report = new ReportBuilder(path);
  let batch: NewEntry[] = [];
  const flush = async (): Promise<void> => {
    report.stored(await memory.add(batch));
    batch = [];
  };
  try {
    for await (const row of rows) {
      signal?.throwIfAborted();
      report.unit();
      if ('skipped' in row) {
        report.skip(row.skipped, row.line);
        continue;
      }
      report.entry();
      batch.push(row.entry);
      if (batch.length >= BATCH) await flush();
    }
  } finally {
    await flush();
  }
  return report.done();
}
