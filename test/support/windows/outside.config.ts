import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const MINUTE = 60_000;
const BUILT = 'test/support/built.ts';
const CHILDREN = 'test/support/windows/built-children.ts';
const SETUP = ['test/support/windows/setup-outside.ts', 'test/support/remove-temporary-folders.ts'];
const LIMITS = { testTimeout: 5 * MINUTE, hookTimeout: 3 * MINUTE };

/**
 * Runs the tests that start programs with the Windows build of Node instead of Node. They cover Windows differences that no other suite
 * covers.
 */
export default defineConfig({
  root: join(import.meta.dirname, '../../..'),
  test: {
    environment: 'node',
    isolate: false,
    env: { TSUNAGI_OPERATOR: '試験 担当' },
    expect: { poll: { timeout: MINUTE } },
    projects: [
      {
        extends: true,
        test: {
          name: 'windows-programs',
          maxWorkers: 3,
          globalSetup: [BUILT, CHILDREN],
          setupFiles: SETUP,
          include: [
            'test/windows/outside/**/*.test.ts',
            // Kill tests of half an hour; included only if their number is set.
            ...(process.env['TSUNAGI_TEST_WINDOWS_KILLS'] === undefined ? [] : ['test/windows/long/**/*.test.ts']),
            // Set by `npm run test:windows` and not by `npm test`: a call received no response in 3 of the early runs (docs/status.md).
            ...(process.env['TSUNAGI_TEST_WINDOWS_TOUR'] === undefined ? [] : ['test/windows/window/**/*.test.ts']),
            'test/integration/cli/{apply,audit-company,backup}.test.ts',
            'test/faults/{apply,backup,import}-killed.test.ts',
            'test/integration/node-host/process.test.ts',
          ],
          ...LIMITS,
        },
      },
    ],
  },
});
