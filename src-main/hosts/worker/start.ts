import { keepCompiled } from '../../storage/compile-cache.ts';

// What the host asks meanwhile waits in the port until somebody listens.
keepCompiled();
await import('./main.ts');
