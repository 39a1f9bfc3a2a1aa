import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './support/command-line.js';

interface Simulated {
  readonly hours: number;
  readonly cost: number;
  readonly bound: string;
  readonly collectBytes: number;
}

it('docs/scale.md says what the simulation says, and the simulation is a plausible one', async () => {
  const { simulate, table } = (await import(new URL('../bench/scale.mjs', import.meta.url).href)) as {
    readonly table: () => string;
    readonly simulate: (
      articles: number,
      workers: number,
      options?: { readonly serviceCharacters?: number },
    ) => Simulated;
  };
  expect(readFileSync(join(ROOT, 'docs/scale.md'), 'utf8'), 'node bench/scale.mjs').toContain(table());
  const [few, many] = [simulate(1e6, 1), simulate(1e6, 8)];
  // Where the service is what holds, more workers change nothing; where they are, twice as many take half as long.
  expect(few).toMatchObject({ bound: 'the service', hours: many.hours, cost: many.cost });
  expect(few.hours).toBeCloseTo((1e6 * 4_000 * 0.9) / 50_000 / 3_600, 0);
  const [one, two] = [1, 2].map((workers) => simulate(1e5, workers, { serviceCharacters: 1e9 }));
  expect(one?.bound).toBe('the processors of the workers');
  expect(one?.hours).toBeGreaterThan(two?.hours ?? 0);
});
