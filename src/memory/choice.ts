import type { MemoryMatch } from '../model/contracts.js';

const TIERS = { context: 0, exact: 0, general: 1, fuzzy: 2 } as const;

/**
 * Puts the better match first. The same text beats one that differs in values, and that a fuzzy one; then a
 * person's word beats an imported entry and that a machine's; then the same neighbours; then what the checks
 * said least of; then `identities` in order. Matches equal in all that keep their order.
 */
export function compareMatches(a: MemoryMatch, b: MemoryMatch, identities?: readonly string[]): number {
  return (
    TIERS[a.match] - TIERS[b.match] ||
    (a.match === 'fuzzy' && b.match === 'fuzzy' ? b.score - a.score : 0) ||
    authorityOf(a) - authorityOf(b) ||
    Number(b.match === 'context') - Number(a.match === 'context') ||
    blameOf(a.notes) - blameOf(b.notes) ||
    preferenceOf(a, identities) - preferenceOf(b, identities)
  );
}

/** How grave what the checks said is; 0 for nothing. */
function blameOf(notes: MemoryMatch['notes'] = []): number {
  return notes.reduce((sum, { severity }) => sum + WEIGHTS[severity], 0);
}

const WEIGHTS = { minor: 1, major: 1_000, critical: 1_000_000 } as const;

/** 0 a person wrote or approved it, 1 imported, 2 a machine. */
function authorityOf({ origin, state }: Pick<MemoryMatch, 'origin' | 'state'>): number {
  if (origin.kind === 'human') return 0;
  if (origin.kind === 'memory') return 1;
  return state === 'reviewed' ? 0 : 2;
}

/** Whether an entry may be used when machine entries of `identities` alone are wanted (none given: of any). */
export function isWelcome(
  entry: Pick<MemoryMatch, 'origin' | 'state' | 'identity'>,
  identities?: readonly string[],
): boolean {
  if (identities === undefined || authorityOf(entry) < 2) return true;
  return entry.identity !== undefined && identities.includes(entry.identity);
}

function preferenceOf(match: MemoryMatch, identities?: readonly string[]): number {
  const index = match.identity === undefined ? -1 : (identities?.indexOf(match.identity) ?? -1);
  return index < 0 ? Number.MAX_SAFE_INTEGER : index;
}
