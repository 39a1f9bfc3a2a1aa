import {
  type CheckNote,
  DEFAULT_FUZZY_THRESHOLD,
  type Memory,
  type MemoryEntry,
  type MemoryMatch,
  type UnitContext,
} from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
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

/** The translations memory has for units, as many answers as units: those that may be used as they are, and whether a machine alone has seen them. */
export async function recallAll(
  memory: Memory,
  units: readonly TranslationUnit[],
  identities: readonly string[] | undefined,
  options: RecallOptions = {},
): Promise<readonly ((Recalled & { readonly byMachine: boolean }) | undefined)[]> {
  const matches = await recallMatches(memory, units, identities, options);
  return matches.map((match) =>
    match === undefined ? undefined : { ...recalled(match), byMachine: isByMachine(match) },
  );
}

/**
 * As `recallAll`, where not every unit takes the words of the same machines.
 * @param identitiesOf the same array for all units that do
 */
export async function recallEach(
  memory: Memory,
  units: readonly TranslationUnit[],
  identitiesOf: (unit: TranslationUnit) => readonly string[] | undefined,
  options: RecallOptions = {},
): ReturnType<typeof recallAll> {
  const groups = new Map<readonly string[] | undefined, TranslationUnit[]>();
  for (const unit of units) {
    const identities = identitiesOf(unit);
    const group = groups.get(identities);
    if (group === undefined) groups.set(identities, [unit]);
    else group.push(unit);
  }
  const found = new Map<TranslationUnit, Awaited<ReturnType<typeof recallAll>>[number]>();
  for (const [identities, some] of groups) {
    const matches = await recallAll(memory, some, identities, options);
    for (const [index, unit] of some.entries()) found.set(unit, matches[index]);
  }
  return units.map((unit) => found.get(unit));
}

/** The matches that `recallAll` uses, as many answers as units. */
export async function recallMatches(
  memory: Memory,
  units: readonly TranslationUnit[],
  identities: readonly string[] | undefined,
  options: RecallOptions = {},
): Promise<readonly (MemoryMatch | undefined)[]> {
  const found = await memory.findAll(units, identities);
  if (options.fuzzyFrom === undefined) return units.map((_, index) => usable(found[index], options));
  return Promise.all(units.map((unit, index) => usableMatch(memory, unit, found[index], options)));
}

function usable(found: MemoryMatch | undefined, options: RecallOptions): MemoryMatch | undefined {
  return found !== undefined && isUsable(found, options) ? found : undefined;
}

async function usableMatch(
  memory: Memory,
  unit: TranslationUnit,
  found: MemoryMatch | undefined,
  options: RecallOptions,
): Promise<MemoryMatch | undefined> {
  const match = usable(found, options);
  const { fuzzyFrom } = options;
  if (match !== undefined || fuzzyFrom === undefined) return match;
  const similar = await memory.fuzzy(unit, { threshold: fuzzyFrom, limit: 5 });
  return similar.find((candidate) => isUsable(candidate, options));
}

/** Similar texts shown to a provider. */
const SIMILAR = 2;

/** What people translated that is similar to a unit; a machine's own words would only be echoed. */
export async function similarTranslations(
  memory: Memory,
  unit: TranslationUnit,
): Promise<UnitContext['similar']> {
  const matches = await memory.fuzzy(unit, { threshold: DEFAULT_FUZZY_THRESHOLD, limit: 2 * SIMILAR });
  const found = matches
    .filter((match) => !isByMachine(match))
    .slice(0, SIMILAR)
    .map(({ sourceText, text }) => ({ text: sourceText, translation: text }));
  return found.length === 0 ? undefined : found;
}

/** What a provider's translation of a unit is stored as. */
export function entryOf(
  unit: TranslationUnit,
  text: string,
  origin: Origin,
  identity: string,
  notes: readonly CheckNote[] = [],
): MemoryEntry {
  const { source, target, role, before, after } = unit;
  return {
    source,
    target,
    role,
    ...onlyDefined({ before, after }),
    sourceText: unit.text,
    targetText: text,
    origin,
    identity,
    state: 'machine',
    ...(notes.length === 0 ? {} : { notes }),
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
  if (same && match.origin.kind !== 'memory') {
    const approved = match.origin.kind === 'provider' && match.state === 'reviewed';
    return { text, origin: approved ? { ...match.origin, reviewed: true } : match.origin };
  }
  const { file, approvedBy } = match.origin.kind === 'memory' ? match.origin : {};
  return {
    text,
    origin: {
      kind: 'memory',
      match: match.match === 'context' ? 'context' : same ? 'exact' : 'fuzzy',
      score: match.score,
      ...onlyDefined({ file, approvedBy: same ? approvedBy : undefined }),
    },
  };
}
