import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Awaitable } from '../model/contracts.js';

const say = messages('translate', {
  runCharacters: 'the budget of this run ({{limit}} characters) does not allow another request',
  runCost: 'the budget of this run (a cost of {{limit}}) does not allow another request',
  monthCharacters: 'the budget of this month ({{limit}} characters) does not allow another request',
  monthCost: 'the budget of this month (a cost of {{limit}}) does not allow another request',
  raiseOption: 'Raise {{option}}, or run again: what was translated is in memory and not sent twice.',
  raiseMonth: 'Raise the monthly budget in the configuration, or wait for the next month.',
});

/** A ceiling for a run or a month. `spent` counts what was used of it before this run. */
export interface BudgetLimit {
  readonly scope: 'run' | 'month';
  readonly maxCharacters?: number;
  /** In the currency of the prices. */
  readonly maxCost?: number;
  readonly spentCharacters?: number;
  readonly spentCost?: number;
}

export interface Amount {
  readonly characters: number;
  readonly cost: number;
}

/** What several processes spend together: kept where all of them see it. */
export interface SharedBudget {
  /** @returns which limit does not allow it, where one does not */
  reserve(
    provider: string,
    amount: Amount,
  ): Awaitable<{ settle(actual: Amount): Awaitable<void> } | BudgetLimit>;
}

/**
 * Money is kept before it is spent: a request reserves what it will cost, so that requests under way at once
 * cannot overshoot together, and settles what it did cost.
 */
export interface Budget {
  /** @throws TovmachError BUDGET when the amount would exceed a limit. */
  reserve(amount: Amount, provider: string): Promise<Reservation>;
}

interface Reservation {
  /** Replaces the reserved amount by the true one; nothing for a request that was not served. */
  settle(actual?: Amount): Promise<void>;
}

/** @param shared asked besides, after the limits of this run */
export function createBudget(limits: readonly BudgetLimit[], shared?: SharedBudget): Budget {
  let characters = 0;
  let cost = 0;
  return {
    async reserve(amount, provider) {
      for (const limit of limits) {
        const total = (limit.spentCharacters ?? 0) + characters + amount.characters;
        if (limit.maxCharacters !== undefined && total > limit.maxCharacters) {
          throw exceeded(limit.scope, 'characters', limit.maxCharacters);
        }
        // Sums of prices carry rounding errors far below anything a provider bills.
        if (
          limit.maxCost !== undefined &&
          (limit.spentCost ?? 0) + cost + amount.cost > limit.maxCost + 1e-9
        ) {
          throw exceeded(limit.scope, 'cost', limit.maxCost);
        }
      }
      // Taken before anything is waited for: what is under way counts at once.
      characters += amount.characters;
      cost += amount.cost;
      const giveBack = (actual: Amount): void => {
        characters += actual.characters - amount.characters;
        cost += actual.cost - amount.cost;
      };
      const common = await commonly(shared, provider, amount).catch((error: unknown) => {
        giveBack(NOTHING);
        throw error;
      });
      let settled = false;
      return {
        async settle(actual = NOTHING) {
          if (settled) return;
          settled = true;
          giveBack(actual);
          await common?.settle(actual);
        },
      };
    },
  };
}

const NOTHING: Amount = { characters: 0, cost: 0 };

/** Out of what several processes spend together. */
async function commonly(
  shared: SharedBudget | undefined,
  provider: string,
  amount: Amount,
): Promise<{ settle(actual: Amount): Awaitable<void> } | undefined> {
  const common = await shared?.reserve(provider, amount);
  if (common === undefined || !('scope' in common)) return common;
  const { scope, maxCharacters, maxCost } = common;
  throw maxCharacters === undefined
    ? exceeded(scope, 'cost', maxCost ?? 0)
    : exceeded(scope, 'characters', maxCharacters);
}

function exceeded(scope: BudgetLimit['scope'], of: 'characters' | 'cost', limit: number): TovmachError {
  if (scope === 'month') {
    const what = of === 'cost' ? say.monthCost({ limit }) : say.monthCharacters({ limit });
    return new TovmachError('BUDGET', what, { hint: say.raiseMonth() });
  }
  const what = of === 'cost' ? say.runCost({ limit }) : say.runCharacters({ limit });
  return new TovmachError('BUDGET', what, { hint: say.raiseOption({ option: `--max-${of}` }) });
}
