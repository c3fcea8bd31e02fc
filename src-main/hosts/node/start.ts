import { join } from 'node:path';
import { keepCompiled } from '../../storage/compile-cache.ts';
import { beginThread } from '../begin-application.ts';
import { keepHeapSmall } from '../heap-growth.ts';

keepHeapSmall();
keepCompiled();
// As `main.ts` names it.
beginThread(join(import.meta.dirname, import.meta.filename.endsWith('.js') ? 'worker.js' : '../worker/start.ts'));
await import('./main.ts');
