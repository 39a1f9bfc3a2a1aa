import { defineConfig } from 'vitest/config';

/** Real site generators: `npm run test:sites`. */
export default defineConfig({
  logLevel: 'error',
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/sites/*.site.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // One generator at a time: each takes all there is.
    fileParallelism: false,
  },
});
