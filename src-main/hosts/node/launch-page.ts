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

/** How long a browser may take to read the page; the printed address is valid longer. */
const KEPT_MS = 60_000;

/**
 * The launch page of a data folder. Ubuntu's snap browsers read only visible files in the home folder; elsewhere it is in the data
 * folder.
 */
export function launchPagePath(dataFolder: string, { platform, home }: System = thisSystem()): string {
  if (platform !== 'linux' || !existsSync(join(home, 'snap'))) return join(dataFolder, 'open.html');
  return join(home, `tsunagi-open-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}.html`);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const pageOf = (address: string): string =>
  `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url=${escaped(address)}"><title>Tsunagi</title><a href="${escaped(address)}">Tsunagi</a>\n`;

export interface LaunchPage {
  /** Writes the page for this address, replacing an earlier one; on failure there is none. */
  write(address: string): void;
  remove(): void;
}

/**
 * A file of mode 0600 that redirects a browser to a launch address. The system's opener gets the file path, because process arguments are
 * readable by all users and the address contains a token.
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
        timer = setTimeout(remove, KEPT_MS).unref();
      } catch {
        // No browser is opened then, and the address is printed all the same.
      }
    },
    remove,
  };
}
