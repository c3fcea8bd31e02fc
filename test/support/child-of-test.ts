import { join } from 'node:path';
import { runsUnderWine } from './windows/on-windows.ts';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache');

/** Folder into which `windows/built-children.ts` writes the bundled child programs. */
export const BUILT_CHILDREN = join(CACHE, 'tsunagi-windows-children');

/** Returns the path of a child program of `test/faults`, such as `apply-child`: its source, or its bundle under Wine. */
export const childProgram = (name: string): string =>
  runsUnderWine ? join(BUILT_CHILDREN, `${name}.js`) : join(import.meta.dirname, '../faults', `${name}.ts`);

/**
 * Returns the environment for child programs that tests start many times from their sources. Node's compile cache, keyed by file content,
 * saves half of each start.
 */
export const childEnv = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_COMPILE_CACHE: join(CACHE, 'tsunagi-test-children') });
