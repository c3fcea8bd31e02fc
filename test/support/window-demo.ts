import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Names the data folder in which the demo company was opened once before the tests (`demo-folder.ts`). */
export const DEMO_FOLDER = 'TSUNAGI_TEST_DEMO_FOLDER';

const COMPANIES = 'workspaces';
const SERVER = 'demo';

const SETTINGS = 'settings.json';

/**
 * Copies the demo company and its server into a data folder and answers the company's id; `null` where none was kept, or the folder has one.
 * A host that runs there finds them as those of a console that was started again. `asLast`: with the settings that say it was shown last,
 * before a host runs there.
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
