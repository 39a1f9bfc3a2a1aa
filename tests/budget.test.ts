import { describe, expect, it } from 'vitest';
import { IN_MEMORY, openMemory } from '../src/memory/store.js';
import { budgetLimits } from '../src/setup/budget.js';

describe('budgets from the configuration', () => {
  it('a month counts what earlier runs of that month have spent, in the currency of the budget', async () => {
    const clock = { now: new Date('2026-10-31T12:00:00Z') };
    const store = openMemory(IN_MEMORY, { now: () => clock.now });
    store.recordSpend({ provider: 'deepl', characters: 500, cost: 1, currency: 'EUR' });
    clock.now = new Date('2026-11-02T12:00:00Z');
    store.recordSpend({ provider: 'deepl', characters: 300, cost: 0.6, currency: 'EUR' });
    store.recordSpend({ provider: 'openai', characters: 100, cost: 0.2, currency: 'USD' });
    const budget = { maxCharactersPerMonth: 1000, maxCostPerMonth: 5, currency: 'EUR' };
    expect(await budgetLimits(budget, store, clock.now)).toEqual([
      { scope: 'month', maxCharacters: 1000, maxCost: 5, spentCharacters: 400, spentCost: 0.6 },
    ]);
    store.close();
  });

  it('a run has its own, and without limits there are none', async () => {
    expect(await budgetLimits({ maxCharactersPerRun: 10, currency: 'USD' }, undefined, new Date())).toEqual([
      { scope: 'run', maxCharacters: 10 },
    ]);
    expect(await budgetLimits({ currency: 'USD' }, undefined, new Date())).toEqual([]);
  });
});
