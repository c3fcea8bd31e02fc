import { join } from 'node:path';

/**
 * The environment of a program of the tests' own that is started many times, from its sources: V8 finds what it compiled before, and Node
 * what it made of TypeScript, which is half of such a start. What is kept goes by the content of each file.
 */
export const childEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/tsunagi-test-children'),
});
