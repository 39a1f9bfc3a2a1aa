import { defineConfig } from 'vitest/config';

/** Damaged and hostile input by chance, bounded: `npm run fuzz`. More of it: TOVMACH_FUZZ_RUNS=5000 npm run fuzz. */
export default defineConfig({
  logLevel: 'error',
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/fuzz/*.fuzz.ts'],
    environment: 'node',
    testTimeout: 600_000,
  },
});
