import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that can be filled, or made read-only, without hurting anybody. */
export interface SmallDisk extends Disposable {
  readonly folder: string;
  /** Leaves this many bytes, in whole pages of 4 KiB. Throws where there are not so many. */
  fill(leaving?: number): void;
  empty(): void;
  readOnly(): void;
}

function mount(folder: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder], { stdio: 'ignore' });
}

/** Why no disk can be mounted here; `null` where one can. */
export const noSmallDisk: string | null = ((): string | null => {
  if (process.platform !== 'linux') return 'tmpfs is mounted on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-mount-'));
  try {
    mount(folder, 1);
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return null;
  } catch {
    return 'only root may mount a tmpfs';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

export function openSmallDisk(megabytes = 1): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-disk-'));
  mount(folder, megabytes);
  const filling = join(folder, '.filling');
  return {
    folder,
    fill(leaving = 0) {
      rmSync(filling, { recursive: true, force: true });
      mkdirSync(filling);
      const left = join(filling, 'left');
      if (leaving > 0) writeFileSync(left, Buffer.alloc(leaving));
      // Ever smaller files, until not a page is left.
      for (let size = megabytes * 1024 * 1024, at = 0; size >= 1; at++)
        try {
          writeFileSync(join(filling, String(at)), Buffer.alloc(size));
        } catch {
          rmSync(join(filling, String(at)), { force: true });
          size = Math.floor(size / 2);
        }
      rmSync(left, { force: true });
    },
    empty: () => rmSync(filling, { recursive: true, force: true }),
    readOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' }),
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
