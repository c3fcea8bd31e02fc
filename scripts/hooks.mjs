// Runs after an installation: installs the hooks of lefthook.yml into the repository. Plain JavaScript for Node 20 and later.
import { existsSync, statSync } from 'node:fs';
import { inRoot, runNode } from './project.mjs';

/**
 * Returns whether commits are made here: not on CI, not in a copy without a repository, and not in a linked worktree, which uses the hooks
 * of its repository.
 */
const isWorkplace = () => !process.env.CI && existsSync(inRoot('.git')) && statSync(inRoot('.git')).isDirectory();

const LEFTHOOK = 'node_modules/lefthook/bin/index.js';
// A missing hook never fails an installation; `npm run check` reports it.
if (isWorkplace() && existsSync(inRoot(LEFTHOOK))) await runNode([LEFTHOOK, 'install']);
