import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { outputError } from '../disk/files.js';
import { writeWhole } from '../disk/whole-file.js';
import { guarded } from '../exchange/formula.js';
import { writeTmx } from '../exchange/tmx-write.js';
import { onlyDefined } from '../model/only-defined.js';
import type { AlignedPair } from './pairs.js';
import type { Parquet } from './peers.js';

/** Files of pairs. */

const COLUMNS = [
  'source',
  'target',
  'source_text',
  'target_text',
  'role',
  'origin',
  'score',
  'findings',
  'id',
  'segment',
  'path',
  'line',
] as const;

const rowOf = (pair: AlignedPair): Record<(typeof COLUMNS)[number], string | number> => ({
  source: pair.source,
  target: pair.target,
  source_text: pair.sourceText,
  target_text: pair.targetText,
  role: pair.role,
  origin: pair.origin,
  score: pair.score,
  findings: pair.findings.join(' '),
  id: pair.id,
  segment: pair.segment,
  path: pair.path,
  line: pair.line,
});

function* tsv(pairs: Iterable<AlignedPair>, formulas: boolean): Generator<string> {
  const shown = formulas ? (cell: unknown): unknown => cell : guarded;
  yield `${COLUMNS.join('\t')}\n`;
  for (const pair of pairs)
    yield stringify([Object.values(rowOf(pair)).map(shown)], { delimiter: '\t', record_delimiter: '\n' });
}

function* ndjson(pairs: Iterable<AlignedPair>): Generator<string> {
  for (const pair of pairs)
    yield `${JSON.stringify({ ...rowOf(pair), findings: pair.findings }).replace(/[\u2028\u2029]/g, (sign) => (sign === '\u2028' ? '\\u2028' : '\\u2029'))}\n`;
}

function* tmx(pairs: Iterable<AlignedPair>): Generator<string> {
  yield* writeTmx(
    (function* () {
      for (const { origin, ...pair } of pairs) {
        const isHuman = origin === 'human';
        yield {
          source: pair.source,
          target: pair.target,
          sourceText: pair.sourceText,
          targetText: pair.targetText,
          role: pair.role,
          origin: isHuman
            ? ({ kind: 'human' } as const)
            : origin === 'memory'
              ? ({ kind: 'memory', match: 'exact', score: 100 } as const)
              : ({ kind: 'provider', provider: origin.replace(/^provider:/, '') } as const),
          state: isHuman ? ('reviewed' as const) : ('machine' as const),
          properties: {
            'x-quality': pair.score,
            ...onlyDefined({
              'x-findings': pair.findings.length === 0 ? undefined : pair.findings.join(' '),
            }),
            'x-article': pair.id,
            'x-segment': pair.segment,
          },
        };
      }
    })(),
  );
}

/** Rows that are packed together. */
const ROWS = 10_000;

/**
 * Writes pairs as they come; the file appears whole or not at all.
 * @throws TovmachError OUTPUT
 */
export async function writePairs(
  file: string,
  form: 'tmx' | 'tsv' | 'ndjson' | 'parquet',
  pairs: Iterable<AlignedPair>,
  { parquet, formulas }: { readonly parquet: Parquet | undefined; readonly formulas: boolean },
): Promise<void> {
  if (form === 'tmx') writeWhole(file, tmx(pairs));
  else if (form === 'tsv') writeWhole(file, tsv(pairs, formulas));
  else if (form === 'ndjson') writeWhole(file, ndjson(pairs));
  else if (parquet !== undefined) {
    const partial = `${file}.part`;
    const columns = COLUMNS.map((name) => ({
      name,
      type:
        name === 'score' ? ('DOUBLE' as const) : name === 'line' ? ('INT32' as const) : ('STRING' as const),
      nullable: false,
    }));
    const rows = (function* () {
      for (const pair of pairs) yield rowOf(pair);
    })();
    try {
      await parquet.parquetWriteRows({
        writer: parquet.fileWriter(partial),
        rows,
        columns,
        rowGroupSize: ROWS,
        createdBy: 'tovmach',
      });
      const descriptor = openSync(partial, 'r+');
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(partial, file);
    } catch (cause) {
      throw outputError(file, cause);
    }
  }
}
