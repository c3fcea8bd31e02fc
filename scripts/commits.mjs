// `node scripts/commits.mjs`: checks the messages of all commits made since commitlint.config.mjs exists. Does nothing in a shallow clone
// that does not contain the last commit before them.
import { spawnSync } from 'node:child_process';
import { ROOT, runNode } from './project.mjs';

/** The last commit before the rules. */
const BEFORE = '73fa6707';

const isKnown = spawnSync('git', ['merge-base', '--is-ancestor', BEFORE, 'HEAD'], { cwd: ROOT, stdio: 'ignore' }).status === 0;
process.exitCode = isKnown ? await runNode(['node_modules/@commitlint/cli/cli.js', '--from', BEFORE, '--to', 'HEAD']) : 0;
