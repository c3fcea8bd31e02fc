// Tests with the Windows build of Node under Wine: `npm run test:windows`, and part of `npm test` if Wine can be installed.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, run, runNode } from './project.mjs';
import { say } from './say.mjs';
import { addCounts, countsOf, NO_COUNTS } from './test-report.mjs';
import { keepWineServer, windowsRig, writeWindowsNode } from './windows.mjs';

const SUPPORT = 'test/support/windows';
/** Timeout in milliseconds, longer than on a busy machine; a hanging Wine must not delay the other tests. */
const LONGEST_MS = 30 * 60_000;

/** Tests that run inside the Windows Node: reading, writing, renaming and locking files, reading lists, the keychain. */
const INSIDE = [
  'test/unit/disk',
  'test/unit/storage',
  'test/unit/settings',
  'test/unit/cli',
  'test/unit/files/atomic-file',
  'test/unit/files/bad-input',
  'test/unit/app/restore-refused',
  'test/windows/inside',
];

/** Tests that start programs and therefore run outside of the Windows Node. */
const OUTSIDE = /^test\/(?:e2e|faults|integration|windows\/(?:long|outside|window))(?:\/|$)/;

/**
 * Returns the arguments of both runs; `null` if only files of the other run are given.
 * @param {readonly string[]} others
 * @returns {{ inside: readonly string[] | null, outside: readonly string[] | null }}
 */
function wordsOf(others) {
  const files = others.filter((word) => word.startsWith('test/'));
  if (files.length === 0) return { inside: [...INSIDE, ...others], outside: others };
  const options = others.filter((word) => !files.includes(word));
  const outside = files.filter((file) => OUTSIDE.test(file));
  const inside = files.filter((file) => !OUTSIDE.test(file));
  return {
    inside: inside.length === 0 ? null : [...inside, ...options],
    outside: outside.length === 0 ? null : [...outside, ...options],
  };
}

/**
 * Runs the tests; returns their counts, or why they were skipped. Failing tests are in the counts.
 * @param {readonly string[]} others further arguments of Vitest
 * @param {{ withTour: boolean }} options whether the browser tour is included
 * @returns {Promise<{ counts: import('./test-report.mjs').Counts, reason: string | null }>}
 */
export async function testWindows(others, { withTour }) {
  const prepared = windowsRig();
  if ('reason' in prepared) return { counts: NO_COUNTS, reason: prepared.reason };
  const { rig } = prepared;
  const folder = inRoot('test-results', `windows-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const endServer = keepWineServer(rig);
  try {
    const windowsNode = join(folder, 'node');
    writeWindowsNode(rig, windowsNode);
    const words = wordsOf(others);
    say('testing on the Windows build of Node ...', 'Windows 版の Node でテストしています…');
    // Both run in parallel, because each spends half of its time waiting for held files and starting programs.
    const runs = [];
    if (words.inside !== null) runs.push(testInside(rig, windowsNode, folder, words.inside));
    if (words.outside !== null) runs.push(testOutside(windowsNode, folder, words.outside, withTour));
    return { counts: (await Promise.all(runs)).reduce(addCounts, NO_COUNTS), reason: null };
  } finally {
    endServer();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs Vitest itself on the Windows build of Node. Its output is printed at the end, so that it does not mix with the other run's.
 * @param {import('./windows.mjs').WindowsRig} rig
 * @param {string} windowsNode
 * @param {string} folder
 * @param {readonly string[]} others
 */
async function testInside(rig, windowsNode, folder, others) {
  const report = join(folder, 'inside.json');
  const words = ['--experimental-import-meta-resolve', 'node_modules/vitest/vitest.mjs', 'run', '--configLoader', 'native'];
  const config = ['--config', `${SUPPORT}/inside.config.mjs`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, NODE_PATH: join(rig.folder, 'node_modules') };
  const printed = join(folder, 'inside.txt');
  const output = openSync(printed, 'w');
  const code = await run(windowsNode, [...words, ...config, '--passWithNoTests', ...others], {
    env,
    stdio: ['ignore', output, output],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  closeSync(output);
  process.stdout.write(readFileSync(printed));
  return countsOf(report, code);
}

/**
 * Runs Vitest on this system; every Node program started by a test is the Windows build.
 * @param {string} windowsNode
 * @param {string} folder
 * @param {readonly string[]} others
 * @param {boolean} withTour
 */
async function testOutside(windowsNode, folder, others, withTour) {
  const report = join(folder, 'outside.json');
  const code = await runNode(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      `${SUPPORT}/outside.config.ts`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...others,
    ],
    {
      env: { ...process.env, TSUNAGI_WINDOWS_NODE: windowsNode, ...(withTour && { TSUNAGI_TEST_WINDOWS_TOUR: '1' }) },
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    },
  );
  return countsOf(report, code);
}
