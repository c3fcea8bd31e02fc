import { win32 } from 'node:path';

/** Names of devices in every folder of Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;

/**
 * Whether Windows takes the name at the end of a path for something else: a device, or the name without the dots and blanks at its end. Node can
 * make such a file, and Explorer can neither open nor delete it. On other systems every name is fine.
 */
export function hasReservedName(path: string, platform: NodeJS.Platform = process.platform): boolean {
  const name = win32.basename(win32.normalize(path));
  if (platform !== 'win32' || /^\.{1,2}$/.test(name)) return false;
  const [stem = ''] = name.split('.');
  return DEVICE.test(stem.trimEnd()) || /[. ]$/.test(name);
}
