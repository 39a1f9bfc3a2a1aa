import type { Finding } from '../model/finding.js';
import type { ManifestArticle, ManifestOutput } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import type { ProvenanceEntry, ProvenanceWords } from '../model/provenance.js';
import { sha256 } from '../model/text.js';
import type { Origin } from '../model/translation.js';
import { type Disclosure, MachineWords } from './disclosure.js';
import { personsOf, type Sidecar } from './ledger.js';
import { shortHash } from './state.js';

/** Where the words of an output come from, by its ledger. Pure. */

type SidecarOutput = Sidecar['outputs'][number];
type Words = Omit<ProvenanceWords, 'since' | 'segments'>;

/** What an entry says of an output but for its place in the chain. */
export type Statement = Omit<ProvenanceEntry, 'schema' | 'n' | 'previous' | 'time' | 'tool'>;

export interface StatementParts {
  readonly article: ManifestArticle;
  readonly output: ManifestOutput;
  readonly sidecar: SidecarOutput;
  readonly findings: readonly Finding[];
  /** Names of the checks that translations go through. */
  readonly checks: readonly string[];
  /** Hash of the configuration the output was made with. */
  readonly config: string;
  /** What the output rests on of the termbase. */
  readonly terms?: Readonly<Record<string, string>> | undefined;
  /** What the chain says of the output so far. */
  readonly before: ProvenanceEntry | undefined;
  readonly time: string;
}

/** What is to be said of an output now. */
export function statementOf(parts: StatementParts): Statement {
  const { article, output, checks, config, terms = {} } = parts;
  const words = wordsOf(parts);
  const disclosure = disclosureOf(words);
  // The disguise is not examined.
  const examined = words.some(({ engine, kind }) => kind !== 'machine' || engine?.settings !== undefined);
  return {
    article: article.id,
    target: output.target,
    path: output.path,
    hash: output.hash,
    ledger: article.ledger.hash,
    source: article.sourceHash,
    config,
    ...(Object.keys(terms).length === 0 ? {} : { terms: shortHash(JSON.stringify(terms)) }),
    ...(examined ? { checks: [...checks] } : {}),
    ...onlyDefined({ disclosure }),
    words: words.map((group) => ({ ...group, segments: sorted(group.segments) })),
  };
}

/** Segments of one origin together; what the chain has had before keeps its time. */
function wordsOf({ output, sidecar, findings, before, time }: StatementParts): ProvenanceWords[] {
  const known = new Map(
    (before?.words ?? []).flatMap(({ since, segments, findings: _, ...origin }) =>
      Object.entries(segments).map(([id, hash]) => [keyOf(id, hash, origin), since] as const),
    ),
  );
  const origins = originsOf(output, sidecar);
  const groups = new Map<string, ProvenanceWords>();
  for (const [id, text] of Object.entries(sidecar.translations)) {
    const origin = origins.get(id);
    if (origin === undefined) continue;
    const hash = sha256(text).slice(0, 16);
    const failed = findings
      .filter(({ segmentId, target }) => segmentId === id && target === output.target)
      .map(({ check, severity }): [string, Finding['severity']] => [check, severity]);
    const words = {
      ...origin,
      since: known.get(keyOf(id, hash, origin)) ?? time,
      ...(failed.length === 0 ? {} : { findings: failed }),
    };
    const key = JSON.stringify(words);
    const group = groups.get(key) ?? { ...words, segments: {} };
    groups.set(key, group);
    group.segments[id] = hash;
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

const keyOf = (id: string, hash: string, origin: Words): string => JSON.stringify([id, hash, origin]);

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function originsOf({ origins }: ManifestOutput, sidecar: SidecarOutput): ReadonlyMap<string, Words> {
  const { engines, reviewed, approvals } = sidecar;
  const found = new Map<string, Words>();
  for (const [id, label] of Object.entries(origins)) {
    const [, kind, rest = ''] = /^(provider|memory):(.*)$/s.exec(label) ?? [];
    if (kind === 'memory') found.set(id, { kind: 'memory', match: rest });
    if (kind === 'provider') found.set(id, { kind: 'machine', engine: { provider: rest } });
  }
  const approved = new Set(reviewed);
  for (const { by: approvedBy, segments } of approvals)
    for (const id of segments) {
      const words = found.get(id);
      if (words?.kind === 'memory') found.set(id, { ...words, reviewed: true, approvedBy });
    }
  for (const { origin, identity, segments } of engines) {
    const { approvedBy, ...engine } = origin;
    for (const id of segments) {
      const isApproved = approved.has(id) ? { reviewed: true, ...onlyDefined({ approvedBy }) } : {};
      found.set(id, { kind: 'machine', engine: { ...engine, settings: identity }, ...isApproved });
    }
  }
  for (const [id, { kind: _, ...who }] of personsOf(sidecar)) found.set(id, { kind: 'person', ...who });
  return found;
}

function disclosureOf(words: readonly ProvenanceWords[]): Disclosure | undefined {
  const machines = new MachineWords();
  for (const { kind, engine, over, reviewed } of words) {
    const origin: Origin =
      kind === 'person'
        ? { kind: 'human', ...onlyDefined({ over }) }
        : { kind: 'provider', provider: engine?.provider ?? '', ...(reviewed === true ? { reviewed } : {}) };
    if (kind !== 'memory') machines.add(origin);
  }
  return machines.disclosure;
}
