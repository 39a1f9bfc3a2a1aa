import {
  DEFAULT_FUZZY_THRESHOLD,
  type Memory,
  type MemoryEntry,
  type MemoryMatch,
  type UnitContext,
} from '../model/contracts.js';
import type { Origin, TranslationUnit } from '../model/translation.js';

/** How far memory may go beyond the same text. */
export interface RecallOptions {
  /** Use a fuzzy match as the translation at or above this score (0-100); absent: never. */
  readonly fuzzyFrom?: number;
  /**
   * Let machine translations of similar sentences (same but for numbers and dates, or fuzzy) stand in too.
   * Then the result depends on what was translated before what, so that two runs may differ.
   */
  readonly machineSimilar?: boolean;
}

export interface Recalled {
  readonly text: string;
  readonly origin: Origin;
}

/** The translations memory has for units, as many answers as units: those that may be used as they are. */
export function recallAll(
  memory: Memory,
  units: readonly TranslationUnit[],
  identities: readonly string[] | undefined,
  options: RecallOptions = {},
): readonly (Recalled | undefined)[] {
  const found = memory.findAll(units, identities);
  return units.map((unit, index) => {
    const match = usableMatch(memory, unit, found[index], options);
    return match === undefined ? undefined : recalled(match);
  });
}

/** The match that `recallAll` uses for a unit. */
export function recallMatch(
  memory: Memory,
  unit: TranslationUnit,
  identities: readonly string[] | undefined,
  options: RecallOptions = {},
): MemoryMatch | undefined {
  return usableMatch(memory, unit, memory.find(unit, identities), options);
}

function usableMatch(
  memory: Memory,
  unit: TranslationUnit,
  found: MemoryMatch | undefined,
  options: RecallOptions,
): MemoryMatch | undefined {
  if (found !== undefined && isUsable(found, options)) return found;
  const { fuzzyFrom } = options;
  if (fuzzyFrom === undefined) return undefined;
  return memory.fuzzy(unit, { threshold: fuzzyFrom, limit: 5 }).find((match) => isUsable(match, options));
}

/** Similar texts shown to a provider. */
const SIMILAR = 2;

/** What people translated that is similar to a unit; a machine's own words would only be echoed. */
export function similarTranslations(memory: Memory, unit: TranslationUnit): UnitContext['similar'] {
  const found = memory
    .fuzzy(unit, { threshold: DEFAULT_FUZZY_THRESHOLD, limit: 2 * SIMILAR })
    .filter((match) => !isByMachine(match))
    .slice(0, SIMILAR)
    .map(({ sourceText, text }) => ({ text: sourceText, translation: text }));
  return found.length === 0 ? undefined : found;
}

/** What a provider's translation of a unit is stored as. */
export function entryOf(unit: TranslationUnit, text: string, origin: Origin, identity: string): MemoryEntry {
  const { source, target, role, before, after } = unit;
  return {
    source,
    target,
    role,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    sourceText: unit.text,
    targetText: text,
    origin,
    identity,
    state: 'machine',
  };
}

function isUsable(match: MemoryMatch, options: RecallOptions): boolean {
  if (match.match === 'exact' || match.match === 'context') return true;
  return !isByMachine(match) || options.machineSimilar === true;
}

function isByMachine({ origin, state }: MemoryMatch): boolean {
  return origin.kind === 'provider' && state === 'machine';
}

/** A match as a translation. Origin stays what was stored; only how an imported entry matched is said anew. */
export function recalled(match: MemoryMatch): Recalled {
  const text = match.text.trim();
  const same = match.match === 'exact' || match.match === 'context';
  if (same && match.origin.kind !== 'memory') return { text, origin: match.origin };
  const file = match.origin.kind === 'memory' ? match.origin.file : undefined;
  return {
    text,
    origin: {
      kind: 'memory',
      match: match.match === 'context' ? 'context' : same ? 'exact' : 'fuzzy',
      score: match.score,
      ...(file === undefined ? {} : { file }),
    },
  };
}
