import { pruneCompileCache, startCompileCache } from '../../storage/compile-cache.ts';
import { hideExperimentalWarnings } from '../../storage/database/experimental-warnings.ts';

// Calls of the host wait in the port until a listener is added.
hideExperimentalWarnings();
startCompileCache();
await import('./main.ts');

/** Delay in milliseconds before old compiled code is deleted, so that it does not slow down the start. */
const TIDIED_AFTER_MS = 60_000;
setTimeout(() => void pruneCompileCache(), TIDIED_AFTER_MS).unref();
