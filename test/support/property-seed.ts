import { execFileSync } from 'node:child_process';
import { configureGlobal } from 'fast-check';

/**
 * Seed of all generated cases of a run. It is derived from the committed code of rules and services, so that a failure repeats on every
 * machine and each change of that code tests other cases. `TSUNAGI_SEED`, printed at the end of `npm test` for a failed property, overrides
 * it. Without a Git repository the seed is random.
 */
export const PROPERTY_SEED = Number(process.env['TSUNAGI_SEED'] ?? seedOfCommit());

function seedOfCommit(): number {
  try {
    const folders = ['HEAD:src-main', 'HEAD:shared/domain'];
    const trees = execFileSync('git', ['rev-parse', ...folders], { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' });
    return trees
      .trim()
      .split('\n')
      .reduce((seed, tree) => seed ^ Number.parseInt(tree.slice(0, 7), 16), 0);
  } catch {
    return Date.now() % 1_000_000_000;
  }
}

configureGlobal({ seed: PROPERTY_SEED });
