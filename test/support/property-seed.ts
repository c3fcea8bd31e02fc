import { execFileSync } from 'node:child_process';
import { configureGlobal } from 'fast-check';

/**
 * Seed of all generated cases of a run. It is derived from the committed files, so that a failure repeats on every machine and each commit
 * tests other cases. `TSUNAGI_SEED`, printed at the end of `npm test` for a failed property, overrides it. Without a Git repository the
 * seed is random.
 */
export const PROPERTY_SEED = Number(process.env['TSUNAGI_SEED'] ?? seedOfCommit());

function seedOfCommit(): number {
  try {
    const tree = execFileSync('git', ['rev-parse', 'HEAD^{tree}'], { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' });
    return Number.parseInt(tree.slice(0, 7), 16);
  } catch {
    return Date.now() % 1_000_000_000;
  }
}

configureGlobal({ seed: PROPERTY_SEED });
