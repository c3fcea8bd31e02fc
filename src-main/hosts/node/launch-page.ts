import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { removeFile, tryToRemove, writePrivateFile } from '../../disk/held-files.ts';

interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const thisSystem = (): System => ({ platform: process.platform, home: homedir() });

/** Time in milliseconds that the page file exists for the browser; the printed address is valid longer. */
const PAGE_LIFETIME_MS = 60_000;

/**
 * Returns the path of a data folder's launch page. Ubuntu's snap browsers can only read visible files in the home folder; elsewhere the
 * page is in the data folder.
 */
export function getLaunchPagePath(dataFolder: string, { platform, home }: System = thisSystem()): string {
  if (platform !== 'linux' || !existsSync(join(home, 'snap'))) return join(dataFolder, 'open.html');
  return join(home, `tsunagi-open-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}.html`);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const pageOf = (address: string): string =>
  `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url=${escaped(address)}"><title>Tsunagi</title><a href="${escaped(address)}">Tsunagi</a>\n`;

export interface LaunchPage {
  /** Writes the page for this address and replaces an earlier one; on failure no page is left. */
  write(address: string): void;
  remove(): void;
}

/**
 * Manages a file (mode 0600) that redirects a browser to a launch address. The system's opener receives the file path, because all users
 * can read process arguments and the address contains a token.
 */
export function createLaunchPage(path: string): LaunchPage {
  let timer: NodeJS.Timeout | undefined;
  const remove = (): void => {
    clearTimeout(timer);
    tryToRemove(() => removeFile(path));
  };
  return {
    write(address) {
      try {
        remove();
        writePrivateFile(path, pageOf(address), 'wx');
        timer = setTimeout(remove, PAGE_LIFETIME_MS).unref();
      } catch {
        // Then no browser is opened, and the user can use the printed address.
      }
    },
    remove,
  };
}
