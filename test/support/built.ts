import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';

const BUILT = join(import.meta.dirname, '../../dist/main');

/**
 * The built programs, as users run them. Tests start these instead of the sources: a process starts in a third of the time, and the program
 * with which Node strips types from TypeScript (WebAssembly) can crash a process whose threads load it at the same moment.
 */
export const CLI = join(BUILT, 'cli.js');
export const NODE_HOST = join(BUILT, 'node-host.js');
/** The worker thread that runs the application. */
export const APPLICATION = join(BUILT, 'worker.js');

/** Builds once per run, for test projects that start programs, so that the programs match the current sources. */
export default (): Promise<void> => build(['main', 'renderer']);
