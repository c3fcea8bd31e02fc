import { keepCompiled } from '../../storage/compile-cache.ts';

keepCompiled();
await import('./main.ts');
