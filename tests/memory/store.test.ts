import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemoryStore, NewEntry } from '../../src/index.js';
import { openDatabase } from '../../src/memory/database.js';
import { setAsideDamaged } from '../../src/memory/rescue.js';

import { APPLICATION_ID, MIGRATIONS } from '../../src/memory/schema.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';

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

  it('sees at once what another connection put, also after looking in vain', () => {
    const path = join(folder, 'memory.db');
    const [reader, writer] = [open(path), open(path)];
    expect(reader.find(query)).toBeUndefined();
    expect(reader.fuzzy(query, { threshold: 75, limit: 1 })).toEqual([]);
    writer.put([machine('The talks ended.', 'Переговори завершилися.')]);
    expect(reader.find(query)?.text).toBe('Переговори завершилися.');
    expect(
      reader.fuzzy({ ...query, text: 'The talks have ended.' }, { threshold: 60, limit: 1 }),
    ).toHaveLength(1);
  });

  it('says who is in the way when another process does not stop writing', () => {
    const path = join(folder, 'memory.db');
    open(path);
    const other = openDatabase(path, 0);
    other.write(() => {
      const store = open(path, { busyMilliseconds: 10 });
      expect(() => store.put([machine('The talks ended.', 'Кінець.')])).toThrow(
        expect.objectContaining({ code: 'LOCKED', file: path }),
      );
      expect(store.find(query)).toBeUndefined();
    });
    other.close();
  });

  it('leaves the databases of other programs alone', () => {
    const path = join(folder, 'other.db');
    const other = openDatabase(path, 0);
    other.exec('CREATE TABLE albums (title TEXT)');
    other.close();
    expect(() => open(path)).toThrow(/not a tovmach memory/);
    expect(readdirSync(folder).filter((name) => name.startsWith('other.db.'))).toEqual([]);
  });

  it('does not open what a newer version wrote', () => {
    const path = join(folder, 'memory.db');
    open(path).close();
    const raw = openDatabase(path, 0);
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    expect(() => open(path)).toThrow(/newer tovmach \(schema 99/);
  });

  it('makes nothing where it is told that there must be a memory', () => {
    const path = join(folder, 'sub', 'memory.db');
    expect(() => open(path, { mustExist: true })).toThrow(
      expect.objectContaining({ code: 'INPUT_NOT_FOUND' }),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says what stands in the way of making the file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => open(join(folder, 'file', 'memory.db'))).toThrow(expect.objectContaining({ code: 'STORE' }));
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 9_000)],
    [
      'scribbled over',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index > 8_192 ? 0x41 : byte))),
    ],
  ])('notices a file that was %s', (_, damage) => {
    const path = join(folder, 'memory.db');
    const store = open(path);
    store.put(
      Array.from({ length: 400 }, (_, index) => machine(`Sentence ${'x'.repeat(index)}.`, 'Речення.')),
    );
    store.close();
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);
    expect(() => open(path)).toThrow(
      expect.objectContaining({ code: 'STORE', hint: expect.stringContaining('verify') }),
    );
    expect(readFileSync(path).equals(damaged)).toBe(true);
  });

  it('takes an emptied file for a damaged one, and a folder for none', () => {
    const path = join(folder, 'memory.db');
    writeFileSync(path, '');
    expect(() => open(path)).toThrow(/is damaged: the file is empty/);
    expect(readFileSync(path)).toHaveLength(0);
    expect(() => open(folder)).toThrow(/is a folder/);
  });

  it('is made whole, and leaves nothing else behind', () => {
    const path = join(folder, 'memory.db');
    open(path).close();
    expect(readdirSync(folder).filter((name) => /new|copy/.test(name))).toEqual([]);
  });
});

describe('reviewedSince', () => {
  it('goes by when an entry came, not by its own date', () => {
    let now = new Date('2025-01-01T00:00:00Z');
    const store = open(IN_MEMORY, { now: () => now });
    const old = { state: 'reviewed', updatedAt: '2019-05-05T00:00:00Z' } as const;
    store.put([machine('The talks ended.', 'Переговори завершилися.', old)]);
    const since = store.lastReviewed();
    expect(since).toBe(now.getTime());
    now = new Date('2025-01-02T00:00:00Z');
    store.put([machine('The talks began.', 'Переговори почалися.', old)]);
    expect(store.reviewedSince(since, 9).map(({ sourceText }) => sourceText)).toEqual(['The talks began.']);
    store.put([machine('The talks began.', 'Переговори розпочалися.', old)]);
    expect(store.reviewedSince(since, 9).map(({ targetText }) => targetText)).toEqual([
      'Переговори розпочалися.',
    ]);
  });

  it('knows what a memory of an earlier schema holds', () => {
    const path = join(folder, 'earlier.db');
    const raw = openDatabase(path, 0);
    raw.exec(MIGRATIONS.slice(0, 2).join(';'));
    raw.exec(`PRAGMA user_version = 2; PRAGMA application_id = ${APPLICATION_ID};
      INSERT INTO pair VALUES (1, 'en', 'uk'); INSERT INTO origin VALUES (1, 'human', '{}', '');
      INSERT INTO entry VALUES (1, 1, 1, 1, null, null, null, null, 'reviewed', 5, 7, 'One.', 'Раз.')`);
    raw.close();
    expect(open(path).lastReviewed()).toBe(7);
  });
});

describe('setAsideDamaged', () => {
  it('keeps the file unchanged, and puts what can still be read into a new one', () => {
    const first = join(folder, 'first.db');
    const store = open(first, { now: () => new Date('2024-05-06T07:08:09Z') });
    const entries = Array.from({ length: 1_000 }, (_, index) => ({
      ...machine(`Sentence number ${index} about the harbour.`, `Речення ${index}.`),
      before: `Sentence ${index - 1}`,
    }));
    store.put(entries);
    store.recordSpend({ provider: 'deepl', characters: 1_234, cost: 5 });
    store.close();
    const bytes = readFileSync(first);
    // One page of entries, in the middle of them.
    const middle = bytes.indexOf(Buffer.from('Sentence number 500 about')) & ~4_095;
    bytes.fill(0x5a, middle, middle + 4_096);
    const path = join(folder, 'memory.db');
    writeFileSync(path, bytes);

    const { problems, rescue } = setAsideDamaged(path, () => new Date('2025-01-01T00:00:00Z'));
    const { setAside = '', rescued = 0 } = rescue ?? {};
    expect(problems).toMatchObject([{ messageId: 'memory.damaged', values: { file: { path } } }]);
    expect(setAside).toBe(`${path}.damaged-20250101T000000Z`);
    expect(readFileSync(setAside).equals(bytes)).toBe(true);
    expect(rescued).toBeGreaterThan(900);
    expect(rescued).toBeLessThan(1_000);
    const fresh = open(path);
    expect(fresh.verify()).toEqual([]);
    expect(fresh.stats().entries).toBe(rescued);
    expect(fresh.stats().spend).toMatchObject([{ month: '2024-05', characters: 1_234, cost: { USD: 5 } }]);
    const asked = { ...query, text: 'Sentence number 3 about the harbour.', before: 'Sentence 2' };
    expect(fresh.find(asked)).toMatchObject({ match: 'context', text: 'Речення 3.' });
  });

  it('rescues nothing from what is no database', () => {
    const path = join(folder, 'memory.db');
    writeFileSync(path, 'not a database at all, but long enough to be looked at as one. '.repeat(40));
    const before = readFileSync(path);
    const { rescue } = setAsideDamaged(path);
    expect(rescue?.setAside).toMatch(/memory\.db\.damaged-\d{8}T\d{6}Z$/);
    expect(readFileSync(rescue?.setAside ?? '')).toEqual(before);
    expect(rescue?.rescued).toBe(0);
    expect(open(path).stats().entries).toBe(0);
  });

  it('leaves alone what is sound, or of another program', () => {
    const path = join(folder, 'memory.db');
    open(path).close();
    expect(setAsideDamaged(path)).toEqual({ problems: [] });
    const other = openDatabase(join(folder, 'other.db'), 0);
    other.exec('CREATE TABLE albums (title TEXT)');
    other.close();
    expect(() => setAsideDamaged(join(folder, 'other.db'))).toThrow(/not a tovmach memory/);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});
