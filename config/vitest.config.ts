import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Packages whose source maps name files they do not ship are no news.
  logLevel: 'error',
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // It imports JSON in a way that Node does not take.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
