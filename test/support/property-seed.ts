import { execFileSync } from 'node:child_process';
import { configureGlobal } from 'fast-check';

/**
 * Seed of every drawn case of a run. It follows from the committed files: a failure repeats on every machine, and each commit draws other
 * cases. `TSUNAGI_SEED`, printed at the end of `npm test` for a failed property, replaces it; without a Git repository it is random.
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
