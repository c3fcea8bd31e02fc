// `npm run mutation -- [--since REF] [FILE[:LINE-LINE] ...]`: mutates rules and services one position at a time, and reports mutations that
// no test detects. Without a file, it mutates the lines changed since REF (default HEAD), committed or not. `npm run mutation --
// --dangerous` makes the changes of test/mutation/dangerous-places.ts instead, each against the tests that must detect it; `--dangerous
// WORD` selects those whose file or name contains the word.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { inRoot, install, ROOT, runNode } from './project.mjs';
import { say } from './say.mjs';

const RULES = /^(?:shared\/domain|src-main\/(?:app|company|files|storage|network|groupware|amazon|delivery))\/.*(?<!\.d)\.ts$/;

/** @param {string[]} words */
const git = (...words) => spawnSync('git', words, { cwd: ROOT, encoding: 'utf8' }).stdout.split('\n');

const REPORT = inRoot('test-results', 'mutation', 'dangerous.json');

/**
 * Returns the number of failing tests with a change. Throws if no test ran.
 * @param {number} at
 * @param {string} project
 * @param {string} files
 */
async function failuresWith(at, project, files) {
  rmSync(REPORT, { force: true });
  const options = ['--config=test/mutation/dangerous.config.ts', '--bail=1', '--reporter=json', `--outputFile=${REPORT}`];
  await runNode([inRoot('node_modules/vitest/vitest.mjs'), 'run', ...options, `--project=${project}`, files], {
    stdio: 'ignore',
    env: { ...process.env, TSUNAGI_CHANGE: String(at) },
  });
  const { numTotalTests, numFailedTests } = JSON.parse(readFileSync(REPORT, 'utf8'));
  if (numTotalTests === 0) throw new Error(`no test of ${project} begins with ${files}`);
  return numFailedTests;
}

/**
 * Returns whether a test detects a change; the nearest tests run first.
 * @param {number} at
 * @param {import('../test/mutation/dangerous/dangerous-change.ts').DangerousChange} change
 */
async function isNoticed(at, { tests }) {
  for (const [project, files] of tests) if ((await failuresWith(at, project, files)) > 0) return true;
  return false;
}

/** @param {string | undefined} word */
async function tryDangerous(word) {
  const { DANGEROUS_CHANGES } = await import('../test/mutation/dangerous-places.ts');
  const missed = [];
  let tried = 0;
  for (const [at, change] of DANGEROUS_CHANGES.entries()) {
    if (word !== undefined && !change.file.includes(word) && !change.name.includes(word)) continue;
    tried++;
    const noticed = await isNoticed(at, change);
    if (!noticed) missed.push(change);
    process.stdout.write(`${noticed ? 'noticed' : 'MISSED '}  ${change.name} (${change.file})\n`);
  }
  process.stdout.write(`${tried - missed.length} of ${tried} noticed\n`);
  process.exitCode = missed.length === 0 && tried > 0 ? 0 : 1;
}

const words = process.argv.slice(2);
if (words.includes('--dangerous')) {
  install();
  await tryDangerous(words[words.indexOf('--dangerous') + 1]);
} else if (words.includes('--sample')) {
  install();
  process.exitCode = await runNode([inRoot('test/mutation/sampled/main.ts'), ...words]);
} else await tryMutants();

async function tryMutants() {
  const at = words.indexOf('--since');
  const since = at < 0 ? 'HEAD' : (words[at + 1] ?? 'HEAD');
  const named = at < 0 ? words : words.toSpliced(at, 2);
  const files =
    named.length > 0
      ? named
      : [...git('diff', '--name-only', '--diff-filter=d', since), ...git('ls-files', '--others', '--exclude-standard')].filter((path) =>
          RULES.test(path),
        );

  if (files.length === 0) say('no rule or service has changed', '変わったルールやサービスはありません');
  else {
    install();
    process.exitCode = await runNode([
      inRoot('node_modules/@stryker-mutator/core/bin/stryker.js'),
      'run',
      'test/mutation/stryker.config.json',
      '--mutate',
      files.join(','),
    ]);
  }
}
