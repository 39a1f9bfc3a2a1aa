import { linesOf } from '../disk/lines.js';
import { TovmachError } from '../errors.js';
import type { StoredEntry } from '../model/memory-entry.js';
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
  let line = 0;
  try {
    for await (const bytes of linesOf(path)) {
      line++;
      const text = bytes.toString('utf8');
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
