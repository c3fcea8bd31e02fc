import { win32 } from 'node:path';

/** Reserved device names of Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;

/**
 * Whether Windows interprets the file name differently: as a device, or without trailing dots and blanks. Node can create such a file,
 * but Explorer cannot open or delete it. Other systems accept every name.
 */
export function hasReservedName(path: string, platform: NodeJS.Platform = process.platform): boolean {
  const name = win32.basename(win32.normalize(path));
  if (platform !== 'win32' || /^\.{1,2}$/.test(name)) return false;
  const [stem = ''] = name.split('.');
  return DEVICE.test(stem.trimEnd()) || /[. ]$/.test(name);
}
