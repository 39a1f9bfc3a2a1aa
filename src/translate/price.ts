import type { Usage } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';

/** What a provider asks for its work, in one currency. What it has no price for costs nothing. */
export interface Tariff {
  readonly perMillionCharacters?: number;
  readonly perMillionInputTokens?: number;
  readonly perMillionOutputTokens?: number;
}

/** Tokens a character of news comes to in a request, prompt included; for plans only, budgets count what was used. */
const TOKENS_A_CHARACTER = 0.6;

/** What a request cost, or will cost at most. */
export function costOf(tariff: Tariff | undefined, usage: Usage): number {
  if (tariff === undefined) return 0;
  const { characters = 0, inputTokens = 0, outputTokens = 0 } = usage;
  return (
    (characters * (tariff.perMillionCharacters ?? 0) +
      inputTokens * (tariff.perMillionInputTokens ?? 0) +
      outputTokens * (tariff.perMillionOutputTokens ?? 0)) /
    1_000_000
  );
}

/** The same for less. */
export function shareOf(tariff: Tariff | undefined, share: number): Tariff | undefined {
  if (tariff === undefined) return undefined;
  const { perMillionCharacters, perMillionInputTokens, perMillionOutputTokens } = tariff;
  return {
    ...onlyDefined({
      perMillionCharacters: perMillionCharacters === undefined ? undefined : perMillionCharacters * share,
      perMillionInputTokens: perMillionInputTokens === undefined ? undefined : perMillionInputTokens * share,
      perMillionOutputTokens:
        perMillionOutputTokens === undefined ? undefined : perMillionOutputTokens * share,
    }),
  };
}

/** About what a million characters cost; absent without a price. */
export function pricePerMillionCharacters(tariff: Tariff | undefined): number | undefined {
  if (tariff === undefined) return undefined;
  const { perMillionCharacters = 0, perMillionInputTokens = 0, perMillionOutputTokens = 0 } = tariff;
  return perMillionCharacters + TOKENS_A_CHARACTER * (perMillionInputTokens + perMillionOutputTokens);
}
