import { join } from 'node:path';
import { runsUnderWine } from './windows/on-windows.ts';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache');

/** Where `windows/built-children.ts` writes the bundled programs. */
export const BUILT_CHILDREN = join(CACHE, 'tsunagi-windows-children');

/** The file of a program of `test/faults`, such as `apply-child`: its source, or under Wine its bundle. */
export const childProgram = (name: string): string =>
  runsUnderWine ? join(BUILT_CHILDREN, `${name}.js`) : join(import.meta.dirname, '../faults', `${name}.ts`);

/**
 * The environment of a program of the tests' own that is started many times, from its sources: V8 finds what it compiled before, and Node
 * what it made of TypeScript, which is half of such a start. What is kept goes by the content of each file.
 */
export const childEnv = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_COMPILE_CACHE: join(CACHE, 'tsunagi-test-children') });
