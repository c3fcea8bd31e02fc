import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Environment variable with the data folder in which the demo company was opened once before the tests (`demo-folder.ts`). */
export const DEMO_FOLDER = 'TSUNAGI_TEST_DEMO_FOLDER';

const COMPANIES = 'workspaces';
const SERVER = 'demo';

const SETTINGS = 'settings.json';

/**
 * Copies the demo company and its server into a data folder and returns the company's ID; `null` if there is no prepared copy, or the
 * folder already has a demo server. A host on that folder finds the files of a restarted console. `asLast` also copies the settings with
 * the last shown company; use it before the host starts.
 */
export function copyDemo(to: string, { asLast = false } = {}): string | null {
  const kept = process.env[DEMO_FOLDER];
  if (kept === undefined || existsSync(join(to, SERVER))) return null;
  const [file] = readdirSync(join(kept, COMPANIES)).filter((name) => name.endsWith('.tsunagi'));
  if (file === undefined) throw new Error('the demo company was not kept');
  for (const path of [join(COMPANIES, file), SERVER, ...(asLast ? [SETTINGS] : [])])
    cpSync(join(kept, path), join(to, path), { recursive: true });
  return basename(file, '.tsunagi');
}
