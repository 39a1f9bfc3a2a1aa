import { defineConfig } from 'vitest/config';

/** Workers in processes of their own over servers on 127.0.0.1: `npm run test:queue`. */
export default defineConfig({
  logLevel: 'error',
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/queue/*.queue.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Their processes want the machine for themselves.
    fileParallelism: false,
  },
});
