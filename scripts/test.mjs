// `npm test [-- unit|property|contract|integration|exploits|e2e|electron ...] [-- path ...]`: installs what is missing, builds, and runs the
// tests. A summary follows (test-summary.mjs); the last line is the count, alone. Plain JavaScript for Node 20 and later, without a dependency.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from './build.mjs';
import { inRoot, install, ROOT, runNode } from './project.mjs';
import { say } from './say.mjs';
import { installSystemPackages } from './system-packages.mjs';
import { testElectron } from './test-electron.mjs';
import { summaryLines } from './test-summary.mjs';

const PROJECTS = ['unit', 'property', 'contract', 'integration', 'exploits', 'e2e', 'electron'];
// Of its own, so that a run inside a run keeps its report to itself.
const REPORT = inRoot('test-results', `vitest-${process.pid}.json`);

const names = process.argv.slice(2);
const projects = names.filter((name) => PROJECTS.includes(name)).map((name) => `--project=${name}*`);
const others = names.filter((name) => !PROJECTS.includes(name));

installSystemPackages();
install();
await build(['main', 'renderer']);
const electron = projects.length === 0 || projects.includes('--project=electron*') ? await testElectron() : null;

rmSync(REPORT, { force: true });
mkdirSync(inRoot('test-results'), { recursive: true });
const code = await runNode([
  'node_modules/vitest/vitest.mjs',
  'run',
  ...projects,
  ...others,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
]);

/**
 * The counts of the report. A file that could not be loaded, an error outside of any test and a run that left no report
 * count as failures: zero failed tests must mean that everything ran.
 * @param {number} exitCode
 */
function count(exitCode) {
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8'));
    const brokenFiles = report.testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed = report.numFailedTests + brokenFiles;
    return {
      passed: report.numPassedTests,
      failed: failed === 0 && exitCode !== 0 ? 1 : failed,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** What was seen, for whoever reads only the end. */
function summary() {
  try {
    const lines = summaryLines(JSON.parse(readFileSync(REPORT, 'utf8')), { root: ROOT, read: (path) => readFileSync(path, 'utf8') });
    return `${lines.join('\n')}\n`;
  } catch {
    // A run that left no report has nothing to tell but that it failed.
    return '';
  }
}

const { passed, failed, skipped } = count(code);
process.stdout.write(summary());
rmSync(REPORT, { force: true });
if (electron !== null && 'reason' in electron)
  say(`the desktop tests did not run: ${electron.reason}`, `デスクトップのテストは実行していません: ${electron.reason}`);
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 ? 1 : 0;
