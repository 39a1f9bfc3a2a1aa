import type { NewEntry } from '../../model/memory-entry.js';
import { sha256 } from '../../model/text.js';
import { generalHash, hexToHash, neighbourHash, notesColumn, originColumns, sourceHash } from '../rows.js';
import type { Sql } from './connection.js';
import { wordsOf } from './lookup.js';
import { storable } from './texts.js';

/** An entry as the statement below takes it. */
interface Row {
  readonly place: string;
  readonly state: NewEntry['state'];
  readonly [column: string]: unknown;
}

/**
 * Writes entries, as `insertEntries` does for a file: an entry for the same text, in the same place, by the same author
 * takes the place of the older one; a machine entry never replaces one that a person approved.
 * @returns how many entries changed the memory
 */
export async function insertUnits(sql: Sql, entries: readonly NewEntry[], now: Date): Promise<number> {
  const rows = new Map<string, Row>();
  for (const entry of entries) {
    if (entry.sourceText.trim() === '' || entry.targetText.trim() === '') continue;
    const row = rowOf(entry, now);
    if (rows.get(row.place)?.state === 'reviewed' && row.state === 'machine') continue;
    rows.set(row.place, row);
  }
  if (rows.size === 0) return 0;
  // In one order everywhere: two workers that store the same texts do not wait for each other in a circle.
  const sorted = [...rows.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
  const [row] = await sql.all(UPSERT, [JSON.stringify(sorted)]);
  return Number(row?.changed ?? 0);
}

const COLUMNS =
  'place, source, target, hash, general_hash, before_hash, after_hash, role, kind, detail, identity, state, created_at, updated_at, stored_at, source_text, target_text, notes, words';

const UPSERT = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
      place text, source text, target text, hash bigint, general_hash bigint, before_hash bigint, after_hash bigint,
      role text, kind text, detail text, identity text, state text, created_at bigint, updated_at bigint,
      stored_at bigint, source_text text, target_text text, notes text, words integer[]
    )
  ), changed AS (
    INSERT INTO tovmach.unit AS unit (${COLUMNS}) SELECT ${COLUMNS} FROM given
    ON CONFLICT (place) DO UPDATE SET
      detail = excluded.detail, identity = excluded.identity, source_text = excluded.source_text,
      target_text = excluded.target_text, state = excluded.state, notes = excluded.notes,
      created_at = least(unit.created_at, excluded.created_at), updated_at = excluded.updated_at,
      stored_at = excluded.stored_at
    WHERE NOT (unit.state = 'reviewed' AND excluded.state = 'machine')
      AND (unit.target_text, unit.state, unit.source_text, unit.detail, unit.notes)
        IS DISTINCT FROM (excluded.target_text, excluded.state, excluded.source_text, excluded.detail, excluded.notes)
    RETURNING id, words, xmax = 0 AS is_new
  ), indexed AS (
    INSERT INTO tovmach.word (word, unit)
    SELECT word, id FROM changed CROSS JOIN unnest(words) AS word WHERE is_new
  )
  SELECT count(*) AS changed FROM changed`;

function rowOf(given: NewEntry, now: Date): Row {
  const entry = { ...given, sourceText: storable(given.sourceText), targetText: storable(given.targetText) };
  const { source, target, sourceText, targetText, role = null, identity = '', state } = entry;
  const hash = sourceHash(source, target, sourceText);
  const before = neighbourHash(textOf(entry.before)) ?? hexToHash(entry.beforeHash);
  const after = neighbourHash(textOf(entry.after)) ?? hexToHash(entry.afterHash);
  const { kind, detail } = originColumns(entry.origin);
  const updated = moment(entry.updatedAt) ?? now.getTime();
  // A person's entry is replaced by any person's, a machine's by the same machine's, an imported one only by itself.
  const author = { human: [], provider: [identity], memory: [detail, targetText] }[
    kind as NewEntry['origin']['kind']
  ];
  const place = [source, target, hash, before, after, role, kind, ...author];
  return {
    place: sha256(JSON.stringify(place)).slice(0, 32),
    source,
    target,
    hash,
    general_hash: generalHash(source, target, sourceText),
    before_hash: before,
    after_hash: after,
    role,
    kind,
    detail: storable(detail),
    identity,
    state,
    created_at: moment(entry.createdAt) ?? updated,
    updated_at: updated,
    stored_at: now.getTime(),
    source_text: sourceText,
    target_text: targetText,
    notes: notesColumn(entry),
    words: wordsOf(source, target, sourceText),
  };
}

function textOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storable(text);
}

function moment(iso: string | undefined): number | undefined {
  const time = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
