// Runs after an installation: puts the hooks of lefthook.yml into the repository. Plain JavaScript for Node 20 and later.
import { existsSync, statSync } from 'node:fs';
import { inRoot, runNode } from './project.mjs';

/**
 * Whether this is where somebody commits: not a machine that builds, not a copy without a repository, and not a linked worktree, whose hooks
 * are those of the repository it belongs to.
 */
const isWorkplace = () => !process.env.CI && existsSync(inRoot('.git')) && statSync(inRoot('.git')).isDirectory();

const LEFTHOOK = 'node_modules/lefthook/bin/index.js';
// Never fails an installation: a missing hook is found by `npm run check`.
if (isWorkplace() && existsSync(inRoot(LEFTHOOK))) await runNode([LEFTHOOK, 'install']);
