// Tests with the Windows build of Node under Wine: `npm run test:windows`, and part of `npm test` if Wine can be installed.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, run, runNode } from './project.mjs';
import { say } from './say.mjs';
import { addCounts, countsOf, NO_COUNTS } from './test-report.mjs';
import { keepWineServer, windowsRig, writeWindowsNode } from './windows.mjs';

const SUPPORT = 'test/support/windows';
/** Longer than on a busy machine; a hanging Wine must not delay the others. */
const LONGEST_MS = 30 * 60_000;

/** Tests inside the Windows Node: reading, writing, renaming and locking files, reading lists, the keychain. */
const INSIDE = [
  'test/unit/disk',
  'test/unit/storage',
  'test/unit/settings',
  'test/unit/cli',
  'test/unit/files/atomic-file',
  'test/unit/files/bad-input',
  'test/windows/inside',
];

/** What starts programs, and so runs outside. */
const OUTSIDE = /^test\/(?:e2e|faults|integration|windows\/(?:long|outside|window))(?:\/|$)/;

/**
 * The words of both runs; `null` where only files of the other one are named.
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
 * Runs them; returns their counts, or why they were skipped. Failing tests are in the counts.
 * @param {readonly string[]} others further arguments of Vitest
 * @returns {Promise<{ counts: import('./test-report.mjs').Counts, reason: string | null }>}
 */
export async function testWindows(others = []) {
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
    let counts = NO_COUNTS;
    if (words.inside !== null) {
      say('testing inside the Windows build of Node ...', 'Windows 版の Node の中でテストしています…');
      counts = addCounts(counts, await testInside(rig, windowsNode, join(folder, 'inside.json'), words.inside));
    }
    if (words.outside !== null) {
      say('testing programs that run on the Windows build of Node ...', 'Windows 版の Node で動くプログラムをテストしています…');
      counts = addCounts(counts, await testOutside(windowsNode, join(folder, 'outside.json'), words.outside));
    }
    return { counts, reason: null };
  } finally {
    endServer();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Vitest itself on the Windows build of Node.
 * @param {import('./windows.mjs').WindowsRig} rig
 * @param {string} windowsNode
 * @param {string} report
 * @param {readonly string[]} others
 */
async function testInside(rig, windowsNode, report, others) {
  const words = ['--experimental-import-meta-resolve', 'node_modules/vitest/vitest.mjs', 'run', '--configLoader', 'native'];
  const config = ['--config', `${SUPPORT}/inside.config.mjs`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, NODE_PATH: join(rig.folder, 'node_modules') };
  const code = await run(windowsNode, [...words, ...config, '--passWithNoTests', ...others], {
    env,
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  return countsOf(report, code);
}

/**
 * Vitest on this system; every Node program started by a test is the Windows build.
 * @param {string} windowsNode
 * @param {string} report
 * @param {readonly string[]} others
 */
async function testOutside(windowsNode, report, others) {
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
    { env: { ...process.env, TSUNAGI_WINDOWS_NODE: windowsNode }, timeout: LONGEST_MS, killSignal: 'SIGKILL' },
  );
  return countsOf(report, code);
}
