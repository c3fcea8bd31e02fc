import { join } from 'node:path';
import { startCompileCache } from '../../storage/compile-cache.ts';
import { beginThread } from '../begin-application.ts';
import { limitHeapGrowth } from '../heap-growth.ts';

limitHeapGrowth();
startCompileCache();
// The same file name as in `main.ts`.
beginThread(join(import.meta.dirname, import.meta.filename.endsWith('.js') ? 'worker.js' : '../worker/start.ts'));
await import('./main.ts');
