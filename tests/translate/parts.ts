import type {
  Identified,
  Memory,
  MemoryEntry,
  MemoryMatch,
  MemoryQuery,
  Segment,
  TranslationUnit,
} from '../../src/index.js';
import { normaliseText } from '../../src/model/text.js';

import { unitKey } from '../../src/translate/plan.js';

export function unit(text: string, extra: Partial<TranslationUnit> = {}): TranslationUnit {
  const { source = 'en', target = 'uk' } = extra;
  return {
    key: unitKey(source, target, text),
    source,
    target,
    text,
    placeholders: [],
    role: 'paragraph',
    ...extra,
  };
}

let count = 0;

export function segment(text: string, extra: Partial<Segment> = {}): Segment {
  count += 1;
  return {
    id: `s${count}`,
    blockId: 'b1',
    start: 0,
    end: text.length,
    line: 1,
    column: 1,
    blockStart: 0,
    blockEnd: text.length,
    text,
    role: 'paragraph',
    lang: 'uk',
    script: 'Cyrl',
    confidence: 1,
    evidence: [],
    flagged: false,
    action: 'translate',
    hash: '',
    placeholders: [],
    ...extra,
  };
}

export function article(segments: readonly Segment[], lang = 'uk'): Identified {
  return {
    id: 'news/a.txt',
    path: 'news/a.txt',
    outputStem: 'news/a',
    format: 'text',
    encoding: { name: 'utf-8', confidence: 1, bom: false },
    sourceHash: '',
    metadata: {},
    text: segments.map((each) => each.text).join('\n'),
    blocks: [],
    findings: [],
    lang,
    langs: { [lang]: 1 },
    segments,
  };
}

export interface ListMemory extends Memory {
  readonly entries: MemoryEntry[];
}

/** A memory of exact matches in a list, machine entries by identity only, as the contract says. */
export function listMemory(entries: MemoryEntry[] = [], similar: readonly MemoryMatch[] = []): ListMemory {
  const find = (query: MemoryQuery, identities?: readonly string[]): MemoryMatch | undefined => {
    const found = entries.find(
      (entry) =>
        entry.source === query.source &&
        entry.target === query.target &&
        normaliseText(entry.sourceText) === normaliseText(query.text) &&
        (entry.origin.kind !== 'provider' || identities?.includes(entry.identity ?? '') !== false),
    );
    if (found === undefined) return similar.find((match) => match.match === 'general');
    const { targetText, sourceText, origin, identity, state } = found;
    const match = { text: targetText, match: 'exact', score: 100, sourceText, origin, state } as const;
    return identity === undefined ? match : { ...match, identity };
  };
  return {
    entries,
    findAll: (queries, identities) => queries.map((query) => find(query, identities)),
    fuzzy: (_, { threshold }) =>
      similar.filter((match) => match.match === 'fuzzy' && match.score >= threshold),
    put: (added) => void entries.push(...added),
    close: () => {},
  };
}
