import { win32 } from 'node:path';

/** Reserved device names of Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;

/** Characters that Windows does not permit in file names. After a colon, Node writes to an alternate data stream of another file. */
const FORBIDDEN_CHARACTERS = /[<>:"|?*\p{Cc}]/u;

/**
 * Whether Windows does not permit the file name or interprets it differently: as a device, as a stream, or without trailing dots and
 * blanks. Node can create some of these files, but Explorer can neither open nor delete them. Other systems accept all names.
 */
export function hasReservedName(path: string, platform: NodeJS.Platform = process.platform): boolean {
  const name = win32.basename(win32.normalize(path));
  if (platform !== 'win32' || /^\.{1,2}$/.test(name)) return false;
  const [stem = ''] = name.split('.');
  return DEVICE.test(stem.trimEnd()) || /[. ]$/.test(name) || FORBIDDEN_CHARACTERS.test(name);
}
