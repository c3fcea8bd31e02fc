import { afterAll, expect } from 'vitest';

/** Which test file runs, for `met-changes.mjs` in this process and in those that are started from it. */
process.env['TSUNAGI_TEST_FILE'] = expect.getState().testPath ?? '';

afterAll(() => (globalThis as { noteMetChanges?: () => void }).noteMetChanges?.());
