import type { CheckNote, MemoryEntry } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { StoredEntry } from '../model/memory-entry.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Role } from '../model/segment.js';
import { normaliseText } from '../model/text.js';
import type { Origin } from '../model/translation.js';
import type { SqlRow, SqlValue } from './database.js';
import { familyOf } from './languages.js';
import { generalise, hashOf, isGeneral } from './normalise.js';

/** What the checks said of an entry as it is stored; nothing for one that somebody approved. */
export function notesColumn({ notes, state }: Pick<MemoryEntry, 'notes' | 'state'>): string | null {
  if (notes === undefined || notes.length === 0 || state === 'reviewed') return null;
  return JSON.stringify(notes.map(({ check, severity }) => ({ check, severity })));
}

/** Columns of an entry with its languages and origin; every query that makes entries selects these. */
export const ENTRY_COLUMNS = `
  entry.id, entry.pair_id, entry.before_hash, entry.after_hash, entry.role, entry.state, entry.created_at,
  entry.updated_at, entry.source_text, entry.target_text, pair.source, pair.target, origin.kind,
  origin.detail, origin.identity, entry.notes`;

export const ENTRY_TABLES = `
  entry JOIN pair ON pair.id = entry.pair_id JOIN origin ON origin.id = entry.origin_id`;

/** Key of a source text between two languages. */
export function sourceHash(source: LanguageTag, target: LanguageTag, text: string): number {
  return hashOf('text', familyOf(source), familyOf(target), normaliseText(text));
}

/** Key of a source text but for its values, or `null` where it has none. */
export function generalHash(source: LanguageTag, target: LanguageTag, text: string): number | null {
  const general = generalise(text, source);
  return isGeneral(general) ? hashOf('general', familyOf(source), familyOf(target), general.pattern) : null;
}

/** Key of a neighbouring segment, or `null` where there is none. */
export function neighbourHash(text: string | undefined): number | null {
  const normalised = text === undefined ? '' : normaliseText(text);
  return normalised === '' ? null : hashOf('neighbour', normalised);
}

function hashToHex(hash: SqlValue | undefined): string | undefined {
  return typeof hash === 'number' ? hash.toString(16).padStart(13, '0') : undefined;
}

/** The hash of 13 hex digits, or `null` for anything else. */
export function hexToHash(hex: string | undefined): number | null {
  return hex !== undefined && /^[0-9a-f]{13}$/.test(hex) ? Number.parseInt(hex, 16) : null;
}

/** Kind and the rest of an origin, in a fixed order of keys. */
export function originColumns(origin: Origin): { kind: string; detail: string } {
  const { kind, ...rest } = origin;
  const sorted = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind, detail: JSON.stringify(Object.fromEntries(sorted)) };
}

export function entryOf(row: SqlRow): StoredEntry {
  const identity = String(row.identity ?? '');
  const beforeHash = hashToHex(row.before_hash);
  const afterHash = hashToHex(row.after_hash);
  return {
    id: Number(row.id),
    source: String(row.source),
    target: String(row.target),
    sourceText: String(row.source_text),
    targetText: String(row.target_text),
    origin: { kind: row.kind, ...(JSON.parse(String(row.detail)) as object) } as Origin,
    ...onlyDefined({ identity: identity === '' ? undefined : identity }),
    state: row.state === 'reviewed' ? 'reviewed' : 'machine',
    ...onlyDefined({
      role: row.role === null ? undefined : (String(row.role) as Role),
      notes: typeof row.notes === 'string' ? (JSON.parse(row.notes) as CheckNote[]) : undefined,
      beforeHash,
      afterHash,
    }),
    createdAt: new Date(Number(row.created_at)).toISOString(),
    updatedAt: new Date(Number(row.updated_at)).toISOString(),
  };
}
