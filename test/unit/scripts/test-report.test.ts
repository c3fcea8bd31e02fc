import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addCounts, countsOf } from '../../../scripts/test-report.mjs';

const countsIn = (report: unknown, exitCode: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-report-'));
  try {
    const path = join(folder, 'report.json');
    writeFileSync(path, JSON.stringify(report));
    return countsOf(path, exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const totals = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2 };
const failed = { fullName: 'adds', status: 'failed', failureMessages: ['expected 3\n  at a.ts:1'] };

test('a failed test is counted and named with the beginning of its message', () => {
  const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [failed, { fullName: 'b', status: 'passed' }] }];
  expect(countsIn({ ...totals, testResults }, 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
    failures: ['  a.test.ts: adds', '    expected 3', '      at a.ts:1'],
  });
});

test('a file that cannot be loaded is a failure with its message', () => {
  const testResults = [{ name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }];
  const counts = countsIn({ ...totals, numFailedTests: 0, testResults }, 1);
  expect(counts).toMatchObject({ failed: 1, failures: ['  a.test.ts', '    no such module'] });
});

test('an exit code without a failed test, and a missing report, are failures', () => {
  const counts = countsIn({ ...totals, numFailedTests: 0, testResults: [] }, 7);
  expect(counts.failed).toBe(1);
  expect(counts.failures.join()).toContain('7');
  const missing = countsOf(join(tmpdir(), 'tsunagi-no-report', 'report.json'), 0);
  expect(missing.failed).toBe(1);
  expect(addCounts(counts, missing)).toMatchObject({ passed: 3, failed: 2, failures: [...counts.failures, ...missing.failures] });
});
