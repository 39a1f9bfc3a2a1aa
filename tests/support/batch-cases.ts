import { expect } from 'vitest';
import type { NewBatchRequest, TranslationStore } from '../../src/index.js';

/** What every store promises of batches, wherever it is: each case on two openings of one store. */

type Case = (a: TranslationStore, b: TranslationStore) => Promise<void>;

export const wanted = (text: string) => ({ claim: text, answer: `${text}, as it stands` });
const request = (
  id: string,
  texts: readonly string[],
  extra: Partial<NewBatchRequest> = {},
): NewBatchRequest => ({
  batch: 'tv1',
  provider: 'alpha',
  id,
  asked: JSON.stringify(texts),
  wanted: texts.map(wanted),
  characters: 100,
  cost: 2,
  currency: 'EUR',
  taken: false,
  ...extra,
});
const cost = async (store: TranslationStore) => (await store.spentSince({})).cost.EUR ?? 0;

export const BATCH_CASES: Readonly<Record<string, Case>> = {
  'a text in a batch is asked for by nobody else, and its answer is there for whoever comes': async (
    a,
    b,
  ) => {
    await a.batches.add(request('tv1-1', ['one', 'two']));
    expect(await b.answers.claim([wanted('one'), wanted('three')])).toEqual(['pending', 'ours']);
    expect(await a.answers.claim([wanted('two')])).toEqual(['pending']);
    await b.batches.take('tv1', [
      {
        id: 'tv1-1',
        answers: [{ text: 'одне', model: 'm' }, { text: 'два' }],
        spent: { characters: 7, cost: 1 },
      },
    ]);
    // In other surroundings than it was asked for in.
    const moved = { claim: 'one', answer: 'one, elsewhere' };
    expect(await a.answers.claim([moved, wanted('two')])).toEqual([
      { text: 'одне', model: 'm' },
      { text: 'два' },
    ]);
    await a.answers.settle([], [moved]);
    expect(await b.answers.claim([wanted('one')])).toEqual(['ours']);
  },
  'what is taken in twice counts once': async (a) => {
    await a.batches.add(request('tv1-1', ['one']));
    await a.batches.add(request('tv1-2', ['two']));
    expect(await cost(a)).toBe(4);
    const outcome = { id: 'tv1-1', answers: [{ text: 'одне' }], spent: { characters: 7, cost: 0.5 } };
    await a.batches.take('tv1', [outcome]);
    await a.batches.take('tv1', [outcome, { ...outcome, answers: [{ text: 'інше' }] }]);
    expect(await cost(a)).toBe(2.5);
    expect((await a.spentSince({})).requests).toBe(1);
    expect(await a.answers.claim([wanted('one')])).toEqual([{ text: 'одне' }]);
    expect((await a.batches.open('tv1')).map(({ id }) => id)).toEqual(['tv1-2']);
  },
  'a request that failed leaves its texts to be asked for by themselves, until they are answered': async (
    a,
    b,
  ) => {
    await a.batches.add(request('tv1-1', ['one']));
    await a.batches.take('tv1', [{ id: 'tv1-1', reason: 'expired', spent: { characters: 0, cost: 0 } }]);
    expect(await b.answers.claim([wanted('one')])).toEqual(['apart']);
    await b.answers.settle([], [wanted('one')]);
    await b.answers.release(['one']);
    expect(await a.answers.claim([wanted('one')])).toEqual(['ours']);
    const [batch] = await a.batches.list();
    expect(batch).toMatchObject({
      requests: { open: 0, answered: 0, failed: 1 },
      reasons: ['expired'],
      cost: 0,
    });
  },
  'what nobody knows the cost of stays spent as it was set aside': async (a) => {
    await a.batches.add(request('tv1-1', ['one']));
    await a.batches.take('tv1', [{ id: 'tv1-1', answers: [{ text: 'одне' }] }]);
    expect(await cost(a)).toBe(2);
  },
  'what was taken out of a limit is not recorded again, and is put right': async (a) => {
    const reserved = await a.reserveSpend(
      { provider: 'alpha', characters: 100, cost: 2, currency: 'EUR' },
      { since: '2000-01-01', maxCost: 3 },
    );
    expect(typeof reserved).not.toBe('string');
    await a.batches.add(request('tv1-1', ['one'], { taken: true }));
    expect(await cost(a)).toBe(2);
    await a.batches.take('tv1', [
      { id: 'tv1-1', answers: [{ text: 'одне' }], spent: { characters: 7, cost: 0.5 } },
    ]);
    expect(await cost(a)).toBe(0.5);
  },
  'a batch that is let go of frees its texts and gives back what it was to cost': async (a, b) => {
    await a.batches.add(request('tv1-1', ['one']));
    await a.batches.drop('tv1');
    expect(await cost(a)).toBe(0);
    expect(await b.answers.claim([wanted('one')])).toEqual(['ours']);
    expect(await a.batches.list()).toEqual([]);
  },
  'one of two moves a batch on': async (a, b) => {
    await a.batches.add(request('tv1-1', ['one']));
    const moved = await Promise.all([
      a.batches.move('tv1', 'gathering', 'sending'),
      b.batches.move('tv1', 'gathering', 'sending'),
    ]);
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await a.batches.move('tv1', 'sending', 'waiting', 'batch_7')).toBe(true);
    expect(await b.batches.list()).toMatchObject([
      {
        id: 'tv1',
        stage: 'waiting',
        name: 'batch_7',
        provider: 'alpha',
        texts: { open: 1, answered: 0, failed: 0 },
      },
    ]);
  },
};
