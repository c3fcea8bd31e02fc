import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';

const BUILT = join(import.meta.dirname, '../../dist/main');

/**
 * The programs as users run them. Tests start these and not their sources: a process starts in a third of the time, and the program in
 * which Node strips types from TypeScript (WebAssembly) can crash a process whose threads load it at the same moment.
 */
export const CLI = join(BUILT, 'cli.js');
export const NODE_HOST = join(BUILT, 'node-host.js');
/** The application's thread. */
export const APPLICATION = join(BUILT, 'worker.js');

/** Once a run, for a project whose tests start programs: what is started has today's sources. */
export default (): Promise<void> => build(['main', 'renderer']);
