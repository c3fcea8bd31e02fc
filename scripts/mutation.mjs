// `npm run mutation -- [--since REF] [FILE[:LINE-LINE] ...]`: changes the rules and services one place at a time, and tells which changes no
// test notices. Without a file: what changed since REF (HEAD where none is given), committed or not.
import { spawnSync } from 'node:child_process';
import { inRoot, install, ROOT, runNode } from './project.mjs';
import { say } from './say.mjs';

const RULES = /^(?:shared\/domain|src-main\/(?:app|company|files|storage|network|groupware|amazon|delivery))\/.*(?<!\.d)\.ts$/;

/** @param {string[]} words */
const git = (...words) => spawnSync('git', words, { cwd: ROOT, encoding: 'utf8' }).stdout.split('\n');

const words = process.argv.slice(2);
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
