import { IN_MEMORY, type MemoryStore, openMemory } from '../memory/store.js';
import type { Memory } from '../model/contracts.js';
import { memoryCases } from './memory.js';
import { type ConformanceCase, mustNotice } from './suite.js';

/** Memories with one fault each, made of the embedded store. The suite must notice every one of them. */

/** A right implementation with one promise broken. */
function broken(
  change: (memory: MemoryStore) => Partial<Memory> & Partial<Pick<MemoryStore, 'find'>>,
): Memory {
  const memory = openMemory(IN_MEMORY);
  const { find, ...changed } = change(memory);
  const findAll: Memory['findAll'] = (queries, identities) =>
    find === undefined
      ? memory.findAll(queries, identities)
      : queries.map((query) => find(query, identities));
  return { ...memory, findAll, ...changed };
}

const BROKEN: Readonly<Record<string, () => Memory>> = {
  'forgets everything': () => broken(() => ({ put: () => {} })),
  'finds fuzzy matches': () =>
    broken((memory) => ({
      find: (query, identities) =>
        memory.find(query, identities) ?? memory.fuzzy(query, { threshold: 75, limit: 1 })[0],
    })),
  'answers many queries with what it found, whatever was asked': () =>
    broken((memory) => ({
      findAll: (queries, identities) =>
        memory.findAll(queries, identities).filter((match) => match !== undefined),
    })),
  'ignores the target language': () =>
    broken((memory) => ({
      find: (query, identities) => memory.find({ ...query, target: 'uk' }, identities),
      put: (entries) => memory.put(entries.map((entry) => ({ ...entry, target: 'uk' }))),
    })),
  'ignores identities': () => broken((memory) => ({ find: (query) => memory.find(query) })),
  'uses only listed identities, people excluded': () =>
    broken((memory) => ({
      find: (query, identities) => {
        const match = memory.find(query, identities);
        return identities === undefined || identities.includes(match?.identity ?? '') ? match : undefined;
      },
    })),
  'ignores the neighbours': () =>
    broken((memory) => ({
      put: (entries) => memory.put(entries.map(({ before: _, after: __, ...entry }) => entry)),
    })),
  'calls every match exact': () =>
    broken((memory) => ({
      find: (query, identities) => {
        const match = memory.find(query, identities);
        return match && { ...match, match: 'exact' };
      },
    })),
  'takes what came last': () =>
    broken((memory) => ({
      put: (entries) =>
        memory.put(
          entries.map((entry) => ({
            ...entry,
            origin: { kind: 'human' as const },
            state: 'reviewed' as const,
          })),
        ),
    })),
  'drops values': () =>
    broken((memory) => ({
      find: (query, identities) => {
        const match = memory.find(query, identities);
        return match?.match === 'general' ? undefined : match;
      },
    })),
  'keeps old values': () =>
    broken((memory) => ({
      find: (query, identities) => {
        const match = memory.find(query, identities);
        return match?.match === 'general'
          ? memory.find({ ...query, text: match.sourceText }, identities)
          : match;
      },
    })),
  'ignores the threshold': () =>
    broken((memory) => ({ fuzzy: (query, { limit }) => memory.fuzzy(query, { threshold: 0, limit }) })),
  'ignores the limit': () =>
    broken((memory) => ({ fuzzy: (query, { threshold }) => memory.fuzzy(query, { threshold, limit: 99 }) })),
  'gives the worst first': () =>
    broken((memory) => ({ fuzzy: (query, options) => [...memory.fuzzy(query, options)].reverse() })),
  'keeps blank translations': () =>
    broken((memory) => ({
      find: (query, identities) =>
        memory.find(query, identities) ??
        (query.text.startsWith('Something') ? (memory.find(query) ?? blank()) : undefined),
    })),
};

function blank(): ReturnType<MemoryStore['find']> {
  return {
    text: ' ',
    match: 'exact',
    score: 100,
    sourceText: '',
    origin: { kind: 'human' },
    state: 'machine',
  };
}

/** The suite for memories against the embedded store with one fault each. */
export function brokenMemoryCases(): readonly ConformanceCase[] {
  return Object.entries(BROKEN).map(([fault, create]) => ({
    name: `notices a memory that ${fault}`,
    run: () =>
      mustNotice(fault, async () => {
        for (const each of memoryCases(create)) await each.run();
      }),
  }));
}
