import { forgetCompiled, keepCompiled } from '../../storage/compile-cache.ts';

// What the host asks meanwhile waits in the port until somebody listens.
keepCompiled();
await import('./main.ts');

/** After the start, which has more urgent things to do. */
const TIDIED_AFTER_MS = 60_000;
setTimeout(() => void forgetCompiled(), TIDIED_AFTER_MS).unref();
