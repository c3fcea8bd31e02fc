// biome-ignore lint/style/noRestrictedImports: a line must not wait for six seconds; what is held now is written or renamed with the next line.
import { appendFileSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';
import { openPatiently } from '../../disk/held-files.ts';

/** Of the lines that another program keeps from being written, so much is kept for later, in UTF-16 units. */
const MAX_WAITING_LENGTH = 256 * 1024;

/**
 * Appends whole lines and rotates files by size, keeping a fixed number of older ones. If another program prevents the rename, the
 * current file grows. Throws if the file cannot be opened; lines that cannot be written are written with the next one, where that is possible.
 */
export function createAppendingFile(
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
      // A log shipper may hold the files open on Windows; a longer file is better than no log.
    }
    try {
      appendFileSync(path, waiting + line, { mode: 0o600 });
      bytes += Buffer.byteLength(waiting + line);
      waiting = '';
    } catch {
      // A full disk or a removed folder must not stop the console because of its log.
      if (waiting.length + line.length < MAX_WAITING_LENGTH) waiting += line;
    }
  };
}
