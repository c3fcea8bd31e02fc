import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** Creates an empty folder. It is removed when all tests of the file have ended, after the hooks of the file. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `tsunagi-${name}-`));
  folders.push(folder);
  return folder;
}

/** Windows cannot remove a file that another program briefly holds open, so removal is retried. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 30 });
}
