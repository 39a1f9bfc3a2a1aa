import { ProviderError } from '../../errors.js';
import type { BatchOutcome } from '../../memory/batches.js';
import type { BatchRequest, BatchResult } from '../../model/contracts.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { ProviderLink } from '../../translate/link.js';
import { costOf } from '../../translate/price.js';

/** What a result comes to: answers, and what they cost. */

export const NOTHING = { characters: 0, cost: 0 } as const;

/** What is kept of a result. */
export function outcomeOf(
  request: BatchRequest['request'],
  result: BatchResult | undefined,
  { provider, batchTariff, hide = (text) => text }: ProviderLink,
): BatchOutcome {
  const id = result?.id ?? '';
  if (result === undefined || 'error' in result) {
    const error = result?.error;
    const { usage } = error ?? {};
    const reason = error === undefined ? '' : hide(error.message);
    if (usage !== undefined) {
      const characters = usage.characters ?? 0;
      return { id, reason, spent: { characters, cost: costOf(batchTariff, { ...usage, characters }) } };
    }
    // An answer that cannot be read was an answer; a refusal was none.
    const mayCost = ProviderError.isInstance(error) && error.code === 'BAD_RESPONSE';
    return mayCost ? { id, reason } : { id, reason, spent: NOTHING };
  }
  const { units, usage, model } = result.answer;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const answers = request.units.map(({ id: unit, text }) => {
    const found = byId.get(unit);
    const by = found?.model ?? model;
    return {
      text: found?.text ?? text,
      ...onlyDefined({ model: by, pivot: found?.pivot }),
    };
  });
  // A service that bills tokens, and does not say how many: what was set aside stays spent.
  if (usage === undefined && provider.estimate !== undefined) return { id, answers };
  const characters =
    usage?.characters ??
    request.units.reduce(
      (sum, { id: unit, text }) => sum + (byId.get(unit)?.billedCharacters ?? text.length),
      0,
    );
  const cost = costOf(batchTariff, { ...usage, characters });
  return { id, answers, spent: { characters, cost } };
}
