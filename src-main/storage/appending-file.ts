import { appendFileSync, closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';

/**
 * Appends whole lines and rotates files by size, keeping a fixed number of older ones. If another program prevents the rename, the
 * current file grows. Throws if the file cannot be opened; later write errors are ignored.
 */
export function createAppendingFile(
  path: string,
  { maxBytes, kept }: { readonly maxBytes: number; readonly kept: number },
): (line: string) => void {
  closeSync(openSync(path, 'a', 0o600));
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
      appendFileSync(path, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      // A full disk or a removed folder must not stop the console because of its log.
    }
  };
}
