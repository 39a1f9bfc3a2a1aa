import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { outputError } from '../disk/files.js';
import { linesOf } from '../disk/lines.js';
import type { Parquet } from './peers.js';
import type { CorpusRecord } from './record.js';
import { type ShardLists, UNFINISHED } from './shards.js';

/** Records as Parquet: made of the NDJSON of a corpus, a file of one for a file of the other, when all of it is there. */

type SchemaElement = NonNullable<Parameters<Parquet['parquetWriteRows']>[0]['schema']>[number];

/** Rows that are packed together: so much is held at once. */
const ROWS = 1000;

const text = (name: string, needed = false): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: needed ? 'REQUIRED' : 'OPTIONAL',
});
const whole = (name: string): SchemaElement => ({ name, type: 'INT64', repetition_type: 'REQUIRED' });
const real = (name: string): SchemaElement => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' });

/** Names of columns, in order. */
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
  'text',
  'spans',
  'fields',
] as const;

const SPAN: SchemaElement[] = [
  whole('start'),
  whole('end'),
  text('role', true),
  text('lang', true),
  real('confidence'),
  whole('line'),
  whole('column'),
  whole('source_start'),
  whole('source_end'),
  text('time'),
];

const SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: COLUMNS.length },
  text('id', true),
  text('source', true),
  text('lang', true),
  text('article_lang', true),
  real('share'),
  text('title'),
  text('date'),
  text('url'),
  text('author'),
  text('text', true),
  { name: 'spans', repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'REQUIRED', num_children: SPAN.length },
  ...SPAN,
  { name: 'fields', type: 'BYTE_ARRAY', converted_type: 'JSON', repetition_type: 'OPTIONAL' },
];

function rowOf(record: CorpusRecord): Record<(typeof COLUMNS)[number], unknown> {
  const { id, source, lang, articleLang, share, title, date, url, author, spans, fields } = record;
  return {
    id,
    source,
    lang,
    article_lang: articleLang,
    share,
    title,
    date,
    url,
    author,
    text: record.text,
    spans: spans.map((span) => ({
      start: BigInt(span.start),
      end: BigInt(span.end),
      role: span.role,
      lang: span.lang ?? lang,
      confidence: span.confidence,
      line: BigInt(span.line),
      column: BigInt(span.column),
      source_start: BigInt(span.source[0]),
      source_end: BigInt(span.source[1]),
      time: span.time?.iso,
    })),
    fields,
  };
}

async function* rowsIn(file: string): AsyncGenerator<Record<string, unknown>> {
  for await (const line of linesOf(file))
    if (line.length > 0) yield rowOf(JSON.parse(line.toString('utf8')) as CorpusRecord);
}

/**
 * Makes Parquet files of complete NDJSON files, all under unfinished names.
 * @throws TovmachError OUTPUT
 */
export async function toParquet(folder: string, lists: ShardLists, parquet: Parquet): Promise<ShardLists> {
  const made: Record<string, ShardLists[string]> = {};
  for (const [lang, shards] of Object.entries(lists)) {
    const files = [];
    for (const { path, records } of shards) {
      const name = path.replace(/\.ndjson$/, '.parquet');
      const file = join(folder, `${name}${UNFINISHED}`);
      try {
        await parquet.parquetWriteRows({
          writer: parquet.fileWriter(file),
          rows: rowsIn(join(folder, `${path}${UNFINISHED}`)),
          columns: COLUMNS.map((column) => ({ name: column })),
          schema: SCHEMA,
          rowGroupSize: ROWS,
          createdBy: 'tovmach',
        });
        const descriptor = openSync(file, 'r+');
        fsyncSync(descriptor);
        closeSync(descriptor);
      } catch (cause) {
        throw outputError(file, cause);
      }
      files.push({ path: name, records, bytes: statSync(file).size });
    }
    made[lang] = files;
  }
  return made;
}

/** Takes away the NDJSON that Parquet files were made of. */
export function removeSpool(folder: string, lists: ShardLists): void {
  for (const { path } of Object.values(lists).flat())
    rmSync(join(folder, `${path.replace(/\.parquet$/, '.ndjson')}${UNFINISHED}`), { force: true });
}
