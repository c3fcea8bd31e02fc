import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './temporary-folder.ts';

// Registered before the hooks of the test file, so that it runs after all of them.
afterAll(removeTemporaryFolders);
