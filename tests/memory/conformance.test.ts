import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Memory, MemoryStore } from '../../src/index.js';
import { layerMemories } from '../../src/memory/layers.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';

import { describeMemory, MEMORY_PROMISES } from '../conformance/memory.js';

const folder = mkdtempSync(join(tmpdir(), 'tovmach-conformance-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inMemory = (): MemoryStore => openMemory(IN_MEMORY);

describeMemory('a store in memory', inMemory);
describeMemory('a store in a file', () => openMemory(join(folder, `${count++}.db`)));
describeMemory('layers', () => layerMemories([inMemory(), inMemory(), inMemory()]));

/** A right implementation with one promise broken. */
function broken(
  change: (memory: MemoryStore) => Partial<Memory> & Partial<Pick<MemoryStore, 'find'>>,
): Memory {
  const memory = inMemory();
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

async function promisesKept(create: () => Memory): Promise<boolean[]> {
  const kept = MEMORY_PROMISES.map(async ({ keeps }) => {
    const memory = create();
    try {
      await keeps(memory);
      return true;
    } catch {
      return false;
    } finally {
      await memory.close();
    }
  });
  return Promise.all(kept);
}

describe('the promises catch an implementation that', () => {
  it.each(Object.entries(BROKEN))('%s', async (_, create) => {
    expect(await promisesKept(create)).toContain(false);
  });

  it('but none with nothing broken', async () => {
    expect(await promisesKept(() => broken(() => ({})))).not.toContain(false);
  });
});
