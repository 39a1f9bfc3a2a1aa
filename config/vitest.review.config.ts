import { defineConfig } from 'vitest/config';

/** The review page in a real browser: `npm run test:review`. */
export default defineConfig({
  logLevel: 'error',
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/review/*.browser.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
