// biome-ignore lint/style/noRestrictedImports: a line must not wait for six seconds; what is held now is written or renamed with the next line.
import { appendFileSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';
import { openPatiently } from '../../disk/held-files.ts';

/** Maximum length, in UTF-16 units, of lines kept in memory while another program prevents writing. */
const MAX_WAITING_LENGTH = 256 * 1024;

/**
 * Returns a function that appends a line and rotates the file by size, keeping a fixed number of older files. If another program prevents
 * the rename, the current file grows. Lines that cannot be written are written with the next one. Throws if the file cannot be opened.
 */
export function createLineAppender(
  path: string,
  { maxBytes, kept }: { readonly maxBytes: number; readonly kept: number },
): (line: string) => void {
  closeSync(openPatiently(path, 'a'));
  let waiting = '';
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const rotate = (): void => {
    rmSync(`${path}.${kept}`, { force: true });
    for (let number = kept - 1; number >= 1; number -= 1)
      if (statSync(`${path}.${number}`, { throwIfNoEntry: false })) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
    renameSync(path, `${path}.1`);
    bytes = 0;
  };
  return (line) => {
    try {
      if (bytes > 0 && bytes + Buffer.byteLength(line) > maxBytes) rotate();
    } catch {
      // On Windows another program, such as a log shipper, may hold the files open; a longer file is better than no log.
    }
    try {
      appendFileSync(path, waiting + line, { mode: 0o600 });
      bytes += Buffer.byteLength(waiting + line);
      waiting = '';
    } catch {
      // A full disk or a deleted folder must not stop the console.
      if (waiting.length + line.length < MAX_WAITING_LENGTH) waiting += line;
    }
  };
}
