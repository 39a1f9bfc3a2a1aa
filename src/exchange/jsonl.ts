import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { TovmachError } from '../errors.js';
import type { StoredEntry } from '../memory/rows.js';
import { invalidLine, rowOf, type TableRow } from './table-row.js';
import { unreadable } from './xml-events.js';

/** Entries as JSON, one object a line. */
export function* writeJsonl(entries: Iterable<StoredEntry>): Generator<string> {
  for (const { id: _, ...entry } of entries) yield `${JSON.stringify(entry)}\n`;
}

/**
 * Entries of a JSON Lines file as `writeJsonl` writes it. Only languages and texts are needed.
 * @throws TovmachError INPUT_INVALID with file and line
 */
export async function* readJsonl(path: string): AsyncGenerator<TableRow> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let line = 0;
  try {
    for await (const text of lines) {
      line++;
      const json = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (json.trim() !== '') yield rowOf(path, line, parseJson(path, line, json));
    }
  } catch (cause) {
    throw TovmachError.isInstance(cause) ? cause : unreadable(path, cause);
  }
}

function parseJson(path: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidLine(path, line, cause instanceof Error ? cause.message : String(cause));
  }
}
