import { defineConfig } from 'vitest/config';

/** Only tests that take no build, no network and no other process: each runs once for every mutant it reaches. */
export default defineConfig({
  logLevel: 'error',
  test: {
    include: (process.env.TOVMACH_MUTATION_TESTS ?? '').split(','),
    environment: 'node',
    testTimeout: 10_000,
    restoreMocks: true,
  },
});
