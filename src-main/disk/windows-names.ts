import { basename, resolve, win32 } from 'node:path';

/** Names of devices in every folder of Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;

/**
 * Whether Windows takes a name of a file or folder for something else: a device, or the name without the dots and blanks at its end. Node can make
 * such a file, and Explorer can neither open nor delete it.
 */
export function isReservedName(name: string): boolean {
  const [stem = ''] = name.split('.');
  return DEVICE.test(stem.trimEnd()) || /[. ]$/.test(name);
}

/** Whether a file or folder of this path would have such a name; never elsewhere than on Windows. */
export const hasReservedName = (path: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && isReservedName(win32.basename(path) || basename(resolve(path)));
