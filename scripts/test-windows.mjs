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
    say('testing inside the Windows build of Node ...', 'Windows 版の Node の中でテストしています…');
    const inside = await testInside(rig, windowsNode, join(folder, 'inside.json'), others);
    say('testing programs that run on the Windows build of Node ...', 'Windows 版の Node で動くプログラムをテストしています…');
    const outside = await testOutside(windowsNode, join(folder, 'outside.json'), others);
    return { counts: addCounts(inside, outside), reason: null };
  } finally {
    endServer();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} words */
const namesFiles = (words) => words.some((word) => word.startsWith('test/'));

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
  const code = await run(windowsNode, [...words, ...config, '--passWithNoTests', ...(namesFiles(others) ? [] : INSIDE), ...others], {
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
