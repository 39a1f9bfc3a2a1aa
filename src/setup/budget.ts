import type { Config } from '../config/schema.js';
import { monthOf } from '../memory/spend.js';
import type { TranslationStore } from '../memory/translation-store.js';
import { onlyDefined } from '../model/only-defined.js';
import type { BudgetLimit, SharedBudget } from '../translate/budget.js';

/** Configuration -> limits of a run, with what this month has already cost. */
export async function budgetLimits(
  budget: Config['budget'],
  store: TranslationStore | undefined,
  now: Date,
): Promise<BudgetLimit[]> {
  const limits: BudgetLimit[] = [];
  const { maxCharactersPerRun, maxCostPerRun, maxCharactersPerMonth, maxCostPerMonth, currency } = budget;
  if (maxCharactersPerRun !== undefined || maxCostPerRun !== undefined) {
    limits.push({ scope: 'run', ...amounts(maxCharactersPerRun, maxCostPerRun) });
  }
  if (maxCharactersPerMonth !== undefined || maxCostPerMonth !== undefined) {
    const spent = await store?.spentSince({ since: monthOf(now) });
    limits.push({
      scope: 'month',
      ...amounts(maxCharactersPerMonth, maxCostPerMonth),
      spentCharacters: spent?.characters ?? 0,
      spentCost: spent?.cost[currency] ?? 0,
    });
  }
  return limits;
}

/** The limits of a month, kept in the memory that all processes of a desk share; absent: there are none. */
export function monthlyBudget(
  { maxCharactersPerMonth, maxCostPerMonth, currency }: Config['budget'],
  store: Pick<TranslationStore, 'reserveSpend'>,
  now: () => Date,
): SharedBudget | undefined {
  if (maxCharactersPerMonth === undefined && maxCostPerMonth === undefined) return undefined;
  return {
    async reserve(provider, amount) {
      const kept = await store.reserveSpend(
        { provider, currency, ...amount },
        { since: monthOf(now()), maxCharacters: maxCharactersPerMonth, maxCost: maxCostPerMonth },
      );
      if (typeof kept !== 'string') return kept;
      return kept === 'cost'
        ? { scope: 'month', ...amounts(undefined, maxCostPerMonth) }
        : { scope: 'month', ...amounts(maxCharactersPerMonth, undefined) };
    },
  };
}

function amounts(
  characters: number | undefined,
  cost: number | undefined,
): { maxCharacters?: number; maxCost?: number } {
  return {
    ...onlyDefined({ maxCharacters: characters, maxCost: cost }),
  };
}
