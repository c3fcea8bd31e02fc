import { homedir } from 'node:os';
import { join } from 'node:path';

const NAME = 'Tsunagi';

/** Returns the default data folder of an operating system. */
export function getDefaultDataFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), NAME);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', NAME);
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), NAME.toLowerCase());
}
