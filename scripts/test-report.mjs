// Counts and failures of a report that Vitest wrote.
import { readFileSync } from 'node:fs';

/**
 * `failures` are lines to print: the name of each failed test and the beginning of its message.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[] }} Counts
 * @typedef {{ fullName: string, status: string, failureMessages?: string[] | null }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} FileResult
 */

/** @type {Counts} */
export const NO_COUNTS = { passed: 0, failed: 0, skipped: 0, failures: [] };

const MESSAGE_LINES = 12;
const MESSAGE_COLUMNS = 300;

/**
 * @param {Counts} one
 * @param {Counts} other
 * @returns {Counts}
 */
export const addCounts = (one, other) => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  failures: [...one.failures, ...other.failures],
});

/**
 * Returns the counts of a report. A file that could not be loaded, an error outside tests and a missing report count as failures, so that
 * zero failures means that everything ran.
 * @param {string} path
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countsOf(path, exitCode) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const brokenFiles = report.testResults.filter(isBroken).length;
    const failed = report.numFailedTests + brokenFiles;
    const isUnexplained = failed === 0 && exitCode !== 0;
    return {
      passed: report.numPassedTests,
      failed: isUnexplained ? 1 : failed,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
      failures: isUnexplained
        ? [`  an error outside of tests; Vitest ended with ${exitCode}, its output above gives the reason`]
        : report.testResults.flatMap(failuresOf),
    };
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, failures: [`  no report of Vitest, which ended with ${exitCode}: ${error}`] };
  }
}

/** @param {FileResult} file */
const isBroken = (file) => file.status === 'failed' && file.assertionResults.length === 0;

/** @param {FileResult} file */
function failuresOf(file) {
  if (isBroken(file)) return [`  ${file.name}`, ...beginning(file.message ?? '')];
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ fullName, failureMessages }) => [`  ${file.name}: ${fullName}`, ...beginning((failureMessages ?? []).join('\n'))]);
}

/** @param {string} message */
const beginning = (message) =>
  message
    .split('\n')
    .slice(0, MESSAGE_LINES)
    .map((line) => `    ${line.slice(0, MESSAGE_COLUMNS)}`);
