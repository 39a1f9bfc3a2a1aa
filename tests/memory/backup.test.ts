import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MemoryEntry } from '../../src/index.js';
import { backupMemory, restoreMemory } from '../../src/memory/backup.js';
import { setAsideDamaged } from '../../src/memory/rescue.js';
import { openMemory } from '../../src/memory/store.js';
import { temporaryFolder } from '../support/command-line.js';

/** A copy of a memory that is in use, and what comes back from it. */

const entry = (number: number, more: Partial<MemoryEntry> = {}): MemoryEntry => ({
  source: 'en',
  target: 'uk',
  sourceText: `Sentence number ${number} is of some length, as sentences are.`,
  targetText: `Речення номер ${number}.`,
  origin: { kind: 'provider', provider: 'fake' },
  identity: 'fake|1',
  state: 'machine',
  ...more,
});

const entries = (from: number, to: number): MemoryEntry[] =>
  Array.from({ length: to - from }, (_, index) => entry(from + index));

function place() {
  const folder = temporaryFolder();
  return { folder, path: join(folder, 'memory.db'), backup: join(folder, 'copies/backup.db') };
}

it('holds what was stored when it was made, while a run goes on writing', () => {
  const { folder, path } = place();
  const backup = join(folder, 'backup.db');
  const run = openMemory(path);
  run.put(entries(0, 50));
  run.recordSpend({ provider: 'fake', characters: 10, cost: 0.5 });
  run.answers.claim([{ claim: 'c', answer: 'a' }]);
  expect(backupMemory(path, backup)).toBe(50);
  run.put(entries(50, 60));
  const copy = openMemory(backup, { mustExist: true });
  expect(copy.verify()).toEqual([]);
  expect(copy.stats().entries).toBe(50);
  expect(copy.spentSince({}).cost).toEqual({ USD: 0.5 });
  copy.close();
  expect(run.stats().entries).toBe(60);
  run.close();
  expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
});

it('does not write over anything, and leaves nothing where it cannot be made', () => {
  const { folder, path, backup } = place();
  openMemory(path).close();
  const there = join(folder, 'there.db');
  writeFileSync(there, 'mine');
  expect(() => backupMemory(path, there)).toThrow(expect.objectContaining({ code: 'OUTPUT' }));
  expect(readFileSync(there, 'utf8')).toBe('mine');
  expect(() => backupMemory(path, backup)).toThrow(expect.objectContaining({ code: 'STORE', file: backup }));
  expect(existsSync(backup)).toBe(false);
  expect(() => backupMemory(join(folder, 'none.db'), backup)).toThrow(
    expect.objectContaining({ code: 'INPUT_NOT_FOUND' }),
  );
});

it('gives back what is missing while a run goes on, and takes nothing away', () => {
  const { folder, path } = place();
  const backup = join(folder, 'backup.db');
  const run = openMemory(path);
  run.put([
    ...entries(0, 10),
    entry(100, { origin: { kind: 'human' }, state: 'reviewed', targetText: 'Давнє.' }),
  ]);
  run.recordSpend({ provider: 'fake', characters: 10 });
  backupMemory(path, backup);
  expect(run.prune({ origin: 'provider' })).toBe(10);
  run.put([entry(200), entry(100, { origin: { kind: 'human' }, state: 'reviewed', targetText: 'Новіше.' })]);
  expect(restoreMemory(path, backup)).toBe(10);
  expect(run.stats().entries).toBe(12);
  expect(run.find({ source: 'en', target: 'uk', text: entry(100).sourceText })?.text).toBe('Новіше.');
  expect(run.find({ source: 'en', target: 'uk', text: entry(3).sourceText })?.text).toBe('Речення номер 3.');
  expect(run.spentSince({}).characters).toBe(10);
  expect(restoreMemory(path, backup)).toBe(0);
  run.close();
});

it('makes a memory where there is none', () => {
  const { folder, path } = place();
  const backup = join(folder, 'backup.db');
  const store = openMemory(path);
  store.put(entries(0, 5));
  store.close();
  backupMemory(path, backup);
  const other = join(folder, 'new/memory.db');
  expect(restoreMemory(other, backup)).toBe(5);
  expect(() => restoreMemory(other, join(folder, 'none.db'))).toThrow(
    expect.objectContaining({ code: 'INPUT_NOT_FOUND' }),
  );
});

it.each([0.5, 0.75, 0.95])('of a memory cut to %d of its length what is left of it is rescued', (share) => {
  const { folder, path } = place();
  const store = openMemory(path);
  store.put(entries(0, 3000));
  store.close();
  const size = readFileSync(path).length;
  const whole = join(folder, 'whole.db');
  copyFileSync(path, whole);
  truncateSync(path, Math.floor(size * share));
  const { problems, rescue } = setAsideDamaged(path);
  expect(problems.length).toBeGreaterThan(0);
  process.stdout.write(`cut to ${share}: ${rescue?.rescued} of 3000 rescued\n`);
  expect(rescue?.rescued).toBeGreaterThan(0);
  const fresh = openMemory(path, { mustExist: true });
  expect(fresh.verify()).toEqual([]);
  for (const { sourceText, targetText } of fresh.entries())
    expect(targetText).toBe(`Речення номер ${/\d+/.exec(sourceText)?.[0]}.`);
  fresh.close();
});
