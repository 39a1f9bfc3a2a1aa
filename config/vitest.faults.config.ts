import { defineConfig } from 'vitest/config';

/** Disks that fail: `npm run test:faults`. */
export default defineConfig({
  logLevel: 'error',
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/faults/*.faults.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
