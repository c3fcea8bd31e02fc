import { join } from 'node:path';
import { startCompileCache } from '../../storage/compile-cache.ts';
import { preloadApplicationThread } from '../begin-application.ts';
import { limitHeapGrowth } from '../heap-growth.ts';

limitHeapGrowth();
startCompileCache();
// The same file name as in `main.ts`.
preloadApplicationThread(join(import.meta.dirname, import.meta.filename.endsWith('.js') ? 'worker.js' : '../worker/start.ts'));
await import('./main.ts');
