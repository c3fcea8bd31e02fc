import { appendFileSync, closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';

/**
 * Appends whole lines and keeps so many older files of at most so many bytes; while another program keeps one of them from being renamed the
 * present one grows. Throws where it cannot be opened; one that cannot be written any more stops nothing else.
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
      // Whoever ships logs holds them open on Windows: a longer file is better than none from then on.
    }
    try {
      appendFileSync(path, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      // A full disk or a folder that went away: what the console was doing matters more than its log.
    }
  };
}
