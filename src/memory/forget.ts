import type { Origin } from '../model/translation.js';
import type { Database } from './database.js';
import { ENTRY_TABLES, sourceHash } from './rows.js';
import { removeFromTextIndex } from './text-index.js';

/** One translation that memory is to know no more. */
export interface Forgotten {
  /** Language of the text, a BCP 47 tag. */
  readonly source: string;
  /** Language of the translation, a BCP 47 tag. */
  readonly target: string;
  /** The text, as it was asked for. */
  readonly sourceText: string;
  /** The translation. */
  readonly targetText: string;
  /** Absent: of whatever origin. */
  readonly origin?: Origin['kind'];
}

/** @returns how many entries there were of it */
export function forget(database: Database, entry: Forgotten): number {
  const { source, target, sourceText, targetText, origin = '' } = entry;
  return database.write(() => {
    const ids = database
      .prepare(
        `SELECT entry.id AS id FROM ${ENTRY_TABLES}
         WHERE hash = ? AND target_text = ? AND (? = '' OR origin.kind = ?)`,
      )
      .all(sourceHash(source, target, sourceText), targetText, origin, origin)
      .map((row) => Number(row.id));
    const batch = JSON.stringify(ids);
    database.prepare('DELETE FROM word WHERE rowid IN (SELECT value FROM json_each(?))').run(batch);
    removeFromTextIndex(database, batch);
    database.prepare('DELETE FROM entry WHERE id IN (SELECT value FROM json_each(?))').run(batch);
    return ids.length;
  });
}
