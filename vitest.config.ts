import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Limits for what hangs, far beyond what a test takes: no test fails because the machine is busy. */
const MINUTE = 60_000;

/** Values that are waited for may take as long as a busy machine needs. */
const POLL = { timeout: MINUTE };

/** Before tests that start programs. */
const BUILT = ['test/support/built.ts'];

/** Before tests of properties, which a unit's tests may be too. */
const SEEDED = ['test/support/property-seed.ts'];

/** Before every test file. */
const CLEANED = ['test/support/remove-temporary-folders.ts'];

const CORES = availableParallelism();
/** A browser, its host and its test wait for each other, and so do a program and the test that starts it: one more than cores keeps them busy. */
const WORKERS = CORES + 1;
/** Number of parallel browsers and desktops: limited because machines may report more cores than available. */
const BROWSERS = Math.min(WORKERS, 4);

/**
 * Programs that are started, killed, cut off and waited for leave half of a core idle: more of them than cores go side by side, before all
 * that keeps its core busy.
 */
const WAITING = { maxWorkers: Math.min(CORES, 4) + 2, sequence: { groupOrder: 0 } };
/** The kit's own default leaves one core idle. */
const BUSY = { maxWorkers: WORKERS, sequence: { groupOrder: 1 } };
/** With the others where as many are at work at a time, so that no core waits for the last browser. */
const IN_BROWSERS = { maxWorkers: BROWSERS, sequence: { groupOrder: BROWSERS === WORKERS ? 1 : 2 } };

const KEYCHAIN = 'test/integration/keychain/**/*.test.ts';

/** A tour of all states of some screens: a few lines that take two minutes. */
const TOUR = /\/e2e\/states-[^/]+\.test\.ts$/;

/**
 * Longest files first, by the times of an earlier run, so that no core is idle at the end. Without such times the largest files go first,
 * and tours, which are small, before other browser files.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const late = ({ project, moduleId }: TestSpecification): number =>
      3 * project.config.sequence.groupOrder + (TOUR.test(moduleId) ? 0 : project.name === 'e2e' ? 1 : 2);
    return sorted.sort((a, b) => late(a) - late(b));
  }
}

/**
 * Test files of one worker share loaded modules: no module keeps state between tests that affects another. Projects that differ say so.
 * `npm test -- unit` runs one project.
 */
export default defineConfig({
  test: {
    environment: 'node',
    isolate: false,
    setupFiles: CLEANED,
    sequence: { sequencer: LongestFirst },
    // Name of the operator in tests; a test without a name removes it.
    env: { TSUNAGI_OPERATOR: '試験 担当' },
    // A test whose assertions never run fails.
    expect: { poll: POLL, requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          ...BUSY,
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          setupFiles: SEEDED,
          testTimeout: 2 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...BUSY,
          name: 'property',
          include: ['test/property/**/*.test.ts'],
          setupFiles: SEEDED,
          testTimeout: 2 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...BUSY,
          name: 'contract',
          globalSetup: BUILT,
          include: ['test/contract/**/*.test.ts'],
          testTimeout: 3 * MINUTE,
          hookTimeout: 3 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...WAITING,
          name: 'integration',
          globalSetup: BUILT,
          include: ['test/integration/**/*.test.ts', 'test/faults/**/*.test.ts'],
          exclude: [KEYCHAIN],
          testTimeout: 3 * MINUTE,
          hookTimeout: 3 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...WAITING,
          name: 'integration-keychain',
          globalSetup: BUILT,
          include: [KEYCHAIN],
          // A process speaks with one keychain for as long as it lives, and each file has its own.
          isolate: true,
          testTimeout: 3 * MINUTE,
          hookTimeout: 3 * MINUTE,
        },
      },
      {
        extends: true,
        // The client once more, against the demo's server as it stands on Windows.
        test: {
          ...WAITING,
          name: 'integration-windows',
          globalSetup: BUILT,
          include: ['test/integration/groupware/**/*.test.ts'],
          env: { TSUNAGI_TEST_SERVER: 'windows' },
          testTimeout: 3 * MINUTE,
          hookTimeout: 3 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...BUSY,
          name: 'exploits',
          globalSetup: BUILT,
          include: ['test/exploits/**/*.test.ts'],
          testTimeout: 3 * MINUTE,
          hookTimeout: 3 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...IN_BROWSERS,
          name: 'e2e',
          // A locator that waits for a text is an assertion, too.
          expect: { poll: POLL, requireAssertions: false },
          globalSetup: [...BUILT, 'test/support/demo-folder.ts'],
          include: ['test/e2e/**/*.test.ts'],
          // A tour of all states of all screens in every look is one test.
          testTimeout: 15 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
      {
        extends: true,
        test: {
          ...WAITING,
          name: 'electron',
          include: ['test/electron/**/*.test.ts'],
          globalSetup: ['test/support/electron/global-setup.ts'],
          testTimeout: 5 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
    ],
  },
});
