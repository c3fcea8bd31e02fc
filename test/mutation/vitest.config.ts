import { defineConfig } from 'vitest/config';

/** What a mutant of a rule or a service is tried against: what runs in one process and needs neither a build nor a window. */
export default defineConfig({
  test: {
    environment: 'node',
    isolate: false,
    include: ['test/unit/**/*.test.ts', 'test/property/**/*.test.ts'],
    exclude: ['test/unit/{electron,layers,messages,packaging,renderer,scripts}/**'],
    setupFiles: ['test/support/property-seed.ts', 'test/support/remove-temporary-folders.ts'],
    testTimeout: 120_000,
  },
});
