import type { Checked } from '../model/stages.js';
import type { LedgerEngine, LedgerOutput, LedgerPerson } from './ledger.js';
import type { Rendered } from './render.js';

/** Whose words the translated segments of an output are, as its ledger keeps it. Pure. */

type Origins = Pick<LedgerOutput, 'human' | 'people' | 'engines' | 'reviewed' | 'approvals'>;

/** Segments by what they have in common. */
class Groups<Head> {
  readonly #groups = new Map<string, Head & { segments: string[] }>();

  add(head: Head, segmentId: string): void {
    const key = JSON.stringify(head);
    const group = this.#groups.get(key) ?? { ...head, segments: [] };
    this.#groups.set(key, group);
    group.segments.push(segmentId);
  }

  /** In an order that does not depend on that of the segments. */
  get sorted(): (Head & { segments: string[] })[] {
    return [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  }
}

/**
 * What stands for each translated segment, and who or what wrote it.
 * @param identityOf what memory knows a provider's translations by; `undefined` for those that are not kept
 */
export function translationsOf(
  article: Checked,
  { target, translations }: Rendered,
  identityOf: (provider: string) => string | undefined,
): Origins & { readonly texts: Record<string, string> } {
  const plan = article.targets.find((candidate) => candidate.target === target);
  const texts: Record<string, string> = {};
  const human: string[] = [];
  const reviewed: string[] = [];
  const approvals = new Groups<{ by: string }>();
  const people = new Groups<Omit<LedgerPerson, 'segments'>>();
  const engines = new Groups<Omit<LedgerEngine, 'segments'>>();
  for (const { segmentId, unitKey } of plan?.segments ?? []) {
    const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
    if (translation?.status !== 'translated') continue;
    texts[segmentId] = translations.get(segmentId) ?? translation.text;
    const { origin } = translation;
    if (origin.kind === 'human') {
      const { kind: _, ...who } = origin;
      human.push(segmentId);
      if (Object.keys(who).length > 0) people.add(who, segmentId);
    }
    if (origin.kind === 'memory' && origin.approvedBy !== undefined)
      approvals.add({ by: origin.approvedBy }, segmentId);
    if (origin.kind !== 'provider') continue;
    const { kind: _, reviewed: isApproved, unknown: __, ...engine } = origin;
    const identity = identityOf(engine.provider);
    if (identity === undefined) continue;
    engines.add({ origin: engine, identity }, segmentId);
    if (isApproved === true) reviewed.push(segmentId);
  }
  const [known, approved] = [people.sorted, approvals.sorted];
  return {
    texts,
    human,
    ...(known.length === 0 ? {} : { people: known }),
    engines: engines.sorted,
    ...(reviewed.length === 0 ? {} : { reviewed }),
    ...(approved.length === 0 ? {} : { approvals: approved }),
  };
}
