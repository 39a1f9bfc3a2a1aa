import { ProviderError } from '../errors.js';
import type { Provider, ProviderUnit, TranslateRequest, Usage } from '../model/contracts.js';
import { inOrder, isFailed, type UnitAnswer } from './answers.js';
import type { Amount } from './budget.js';
import type { LineParts } from './parcel.js';
import { costOf, type Tariff } from './price.js';

/** One request: what it may cost is kept before it is sent, and what it did cost is counted, however it ends. */
export async function paidRequest(
  request: TranslateRequest,
  {
    provider,
    tariff,
    parts,
  }: { readonly provider: Provider; readonly tariff: Tariff | undefined; readonly parts: LineParts },
): Promise<UnitAnswer[]> {
  const { units } = request;
  const { name } = provider;
  const characters = units.reduce((sum, unit) => sum + unit.text.length, 0);
  const amount = (billed: number, usage: Usage): Amount => ({
    characters: billed,
    cost: costOf(tariff, { ...usage, characters: billed }),
  });
  const expected = provider.estimate?.(request) ?? {};
  const reservation = parts.budget.reserve(amount(characters, expected), name);
  parts.onEvent({ type: 'request', provider: name, units: units.length, characters });
  const spent = (billed: number, usage: Usage): void => {
    const paid = amount(billed, usage);
    reservation.settle(paid);
    const { inputTokens, outputTokens } = usage;
    const counted = usage !== expected && (inputTokens !== undefined || outputTokens !== undefined);
    parts.onSpend(name, {
      requests: 1,
      charactersSent: characters,
      charactersBilled: billed,
      cost: paid.cost,
      ...(counted ? { tokens: { input: inputTokens ?? 0, output: outputTokens ?? 0 } } : {}),
    });
  };
  try {
    const answer = await provider.translate(request);
    const answers = inOrder(name, units, answer);
    spent(answer.usage?.characters ?? billedOf(answers, units), answer.usage ?? expected);
    return answers;
  } catch (error) {
    const usage = ProviderError.isInstance(error) ? error.usage : undefined;
    // An answer that cannot be used was an answer, and is taken as billed; a refusal is not.
    if (mayBeBilled(error)) spent(characters, usage ?? expected);
    else spent(usage?.characters ?? 0, usage ?? {});
    throw error;
  }
}

/** As the service counted them, else what was sent. */
function billedOf(answers: readonly UnitAnswer[], units: readonly ProviderUnit[]): number {
  return answers.reduce(
    (sum, answer, index) =>
      sum + ((isFailed(answer) ? 0 : answer.billedCharacters) ?? units[index]?.text.length ?? 0),
    0,
  );
}

/** Whether a request that came to nothing may cost all the same: what was answered unusably, or broke off on the way. */
function mayBeBilled(error: unknown): boolean {
  if (!ProviderError.isInstance(error)) return false;
  if (error.code === 'UNAVAILABLE') return error.status === undefined && !error.unreached;
  return error.code === 'BAD_RESPONSE' && !error.misaddressed;
}
