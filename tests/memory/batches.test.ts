import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../src/index.js';
import { setAsideDamaged } from '../../src/memory/rescue.js';
import { BATCH_CASES, wanted } from '../support/batch-cases.js';

const folder = mkdtempSync(join(tmpdir(), 'tovmach-batches-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

describe('batches in a memory in a file', () => {
  for (const [promise, holds] of Object.entries(BATCH_CASES))
    it(promise, async () => {
      const path = join(folder, `${count++}.db`);
      const [a, b] = [openMemory(path), openMemory(path)];
      await holds(a, b);
      a.close();
      b.close();
    });

  it('forgets after 30 days what is over, and nothing that is waited for', () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const store = openMemory(join(folder, 'old.db'), { now: () => now });
    for (const batch of ['tv1', 'tv2'])
      store.batches.add({
        batch,
        provider: 'alpha',
        id: `${batch}-1`,
        asked: '[]',
        wanted: [wanted(batch)],
        characters: 1,
        cost: 0,
        currency: 'USD',
        taken: false,
      });
    store.batches.take('tv1', [{ id: 'tv1-1', reason: 'expired' }]);
    store.batches.move('tv1', 'gathering', 'over');
    now = new Date('2026-03-01T00:00:00Z');
    expect(store.batches.list().map(({ id }) => id)).toEqual(['tv2']);
    expect(store.answers.claim([wanted('tv1'), wanted('tv2')])).toEqual(['ours', 'pending']);
    store.close();
  });

  it('come through the rescue of a damaged memory', () => {
    const path = join(folder, 'damaged.db');
    const store = openMemory(path);
    for (let at = 0; at < 400; at += 1)
      store.put([
        {
          source: 'en',
          target: 'uk',
          sourceText: `Sentence number ${at} of many others.`,
          targetText: `Речення номер ${at} з багатьох інших.`,
          origin: { kind: 'human' },
          identity: '',
          state: 'reviewed',
        },
      ]);
    store.batches.add({
      batch: 'tv1',
      provider: 'alpha',
      id: 'tv1-1',
      asked: '[]',
      wanted: [wanted('one')],
      characters: 1,
      cost: 0,
      currency: 'USD',
      taken: false,
    });
    store.batches.move('tv1', 'gathering', 'sending');
    store.batches.move('tv1', 'sending', 'waiting', 'batch_7');
    store.close();
    copyFileSync(path, `${path}.copy`);
    const bytes = readFileSync(path);
    // A page in the middle, where the entries are.
    bytes.fill(0xaa, 40 * 4096, 41 * 4096);
    writeFileSync(path, bytes);
    setAsideDamaged(path);
    const rescued = openMemory(path);
    expect(rescued.batches.list()).toMatchObject([{ id: 'tv1', stage: 'waiting', name: 'batch_7' }]);
    expect(rescued.answers.claim([wanted('one')])).toEqual(['pending']);
    rescued.close();
  });
});
