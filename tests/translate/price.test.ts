import { expect, it } from 'vitest';
import { ProviderError, TovmachError } from '../../src/index.js';
import { costOf, pricePerMillionCharacters } from '../../src/translate/price.js';
import { withRetries } from '../../src/translate/retry.js';
import { fakeClock } from '../support/fake-clock.js';

it.each([
  [{ perMillionCharacters: 20 }, { characters: 500_000 }, 10],
  [{ perMillionCharacters: 20 }, { inputTokens: 500_000, outputTokens: 7 }, 0],
  [
    { perMillionInputTokens: 3, perMillionOutputTokens: 15 },
    { inputTokens: 1_000_000, outputTokens: 200_000 },
    6,
  ],
  [{ perMillionInputTokens: 3 }, { characters: 9, outputTokens: 9, inputTokens: 2_000_000 }, 6],
  [{}, { characters: 1_000_000, inputTokens: 1_000_000, outputTokens: 1_000_000 }, 0],
  [undefined, { characters: 1_000_000 }, 0],
  [{ perMillionCharacters: 20 }, {}, 0],
])('a tariff of %o and a use of %o come to %s', (tariff, usage, cost) => {
  expect(costOf(tariff, usage)).toBeCloseTo(cost, 10);
});

it.each([
  [undefined, undefined],
  [{}, 0],
  [{ perMillionCharacters: 20 }, 20],
  [{ perMillionInputTokens: 3, perMillionOutputTokens: 15 }, 10.8],
  [{ perMillionCharacters: 1, perMillionInputTokens: 10 }, 7],
])('a million characters at %o cost %s', (tariff, price) => {
  expect(pricePerMillionCharacters(tariff)).toEqual(
    price === undefined ? undefined : expect.closeTo(price, 10),
  );
});

it('nothing is tried once somebody has given up', async () => {
  const gone = new AbortController();
  gone.abort();
  let tries = 0;
  const error: unknown = await withRetries(
    async () => {
      tries += 1;
      throw new ProviderError('fake', 'UNAVAILABLE', 'down');
    },
    {
      policy: { retries: 3, baseMs: 1, maxMs: 10 },
      clock: fakeClock({ autoAdvanceUpTo: 1e9 }),
      signal: gone.signal,
    },
  ).catch((thrown: unknown) => thrown);
  expect(tries).toBe(0);
  expect(TovmachError.isInstance(error) && error.code).toBe('ABORTED');
});
