import { normaliseText, sha256 } from '../../model/text.js';
import type { XliffState, XliffSuggestion, XliffUnit } from './units.js';

/** What the readers of both versions find in a unit. */
export interface RawXliffUnit {
  readonly line: number;
  /** `file@original`, where there is no metadata of ours. */
  readonly original: string;
  readonly id: string;
  readonly sourceText: string;
  readonly targetText: string | undefined;
  readonly state: XliffState;
  readonly byMachine: boolean;
  /** Who stands by the target, as the file says. */
  readonly person: string | undefined;
  readonly notes: readonly string[];
  readonly suggestions: readonly XliffSuggestion[];
  /** Texts of the inline codes of the source. */
  readonly codes: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** What a reader needs to know besides the texts, by name; kept as metadata of the unit. */
export function metadataOf(unit: XliffUnit): Readonly<Record<string, string>> {
  const values = {
    id: unit.id,
    article: unit.articleId,
    role: unit.role,
    start: unit.start?.toString(),
    end: unit.end?.toString(),
    origin: unit.origin && JSON.stringify(unit.origin),
    identity: unit.identity,
    before: unit.before,
    after: unit.after,
    'sent-state': unit.state,
    'sent-source': targetHash(unit.sourceText),
    'sent-target': unit.targetText === undefined ? 'none' : targetHash(unit.targetText),
  };
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** The id itself where XML takes it as a name token, else a number. */
export function tokenOf(id: string, index: number): string {
  return /^[\p{L}\p{N}._:-]+$/u.test(id) && !/^n\d+$/.test(id) ? id : `n${index + 1}`;
}

/** Tells whether a text came back as it went out; white space that a tool changed does not count. */
export function targetHash(text: string): string {
  return sha256(normaliseText(text));
}
