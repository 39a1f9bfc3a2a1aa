import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../../src/memory/rows.js';
import { IN_MEMORY, type MemoryStore, openMemory } from '../../src/memory/store.js';

let folder: string;
let stores: MemoryStore[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-memory-'));
  stores = [];
});

afterEach(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(path = IN_MEMORY, options: Parameters<typeof openMemory>[1] = {}): MemoryStore {
  const store = openMemory(path, options);
  stores.push(store);
  return store;
}

function machine(sourceText: string, targetText: string, extra: Partial<NewEntry> = {}): NewEntry {
  return {
    source: 'en',
    target: 'uk',
    sourceText,
    targetText,
    origin: { kind: 'provider', provider: 'deepl' },
    identity: 'deepl@api',
    state: 'machine',
    ...extra,
  };
}

const query = { source: 'en', target: 'uk', text: 'The talks ended.' } as const;

describe('openMemory', () => {
  it('finds what another opening put', () => {
    const path = join(folder, 'sub', 'memory.db');
    open(path).put([machine('The talks ended.', 'Переговори завершилися.')]);
    expect(open(path).find(query)).toEqual({
      text: 'Переговори завершилися.',
      match: 'exact',
      score: 100,
      sourceText: 'The talks ended.',
      origin: { kind: 'provider', provider: 'deepl' },
      identity: 'deepl@api',
      state: 'machine',
    });
  });

  it('keeps its log small: what is closed is in the main file', () => {
    const path = join(folder, 'memory.db');
    const store = open(path);
    for (let index = 0; index < 300; index++)
      store.put([machine(`Sentence ${'x'.repeat(index)}.`, 'Речення.')]);
    store.find(query);
    store.close();
    const left = readdirSync(folder).filter((name) => name.endsWith('-wal'));
    for (const name of left) expect(readFileSync(join(folder, name))).toHaveLength(0);
    expect(open(path).stats().entries).toBe(300);
  });

  it('leaves a damaged file alone unless told to set it aside', () => {
    const path = join(folder, 'memory.db');
    writeFileSync(path, 'not a database at all, but long enough to be looked at as one. '.repeat(40));
    const before = readFileSync(path);
    expect(() => open(path)).toThrow(expect.objectContaining({ code: 'STORE', file: path }));
    expect(readFileSync(path)).toEqual(before);

    const notices: string[] = [];
    const store = open(path, { onCorrupt: 'set-aside', onNotice: (message) => notices.push(message) });
    expect(store.setAside).toMatch(/memory\.db\.damaged-\d{8}T\d{6}Z$/);
    expect(readFileSync(store.setAside ?? '')).toEqual(before);
    expect(notices).toHaveLength(1);
    expect(store.stats().entries).toBe(0);
  });
});
