// Runs after an installation: puts the hooks of lefthook.yml into the repository. Plain JavaScript for Node 20 and later.
import { existsSync, statSync } from 'node:fs';
import { inRoot, runNode } from './project.mjs';

/**
 * Whether commits are made here: not on CI, not in a copy without repository, and not in a linked worktree, which uses the hooks of its
 * repository.
 */
const isWorkplace = () => !process.env.CI && existsSync(inRoot('.git')) && statSync(inRoot('.git')).isDirectory();

const LEFTHOOK = 'node_modules/lefthook/bin/index.js';
// Never fails an installation: `npm run check` finds a missing hook.
if (isWorkplace() && existsSync(inRoot(LEFTHOOK))) await runNode([LEFTHOOK, 'install']);
