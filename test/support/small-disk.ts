import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A separate file system that can be filled or made read-only without affecting others. */
export interface SmallDisk extends Disposable {
  readonly folder: string;
  /** Fills the disk until this many bytes are free, in whole pages of 4 KiB. Throws if this is impossible. */
  fill(leaving?: number): void;
  empty(): void;
  readOnly(): void;
}

const PIECE = Buffer.alloc(1024 * 1024);

function mount(folder: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder], { stdio: 'ignore' });
}

/** Reason why no disk can be mounted here; `null` if one can be. */
export const smallDiskUnavailable: string | null = ((): string | null => {
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
  const free = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    fill(leaving = 0) {
      appendFileSync(filling, '');
      const { size } = statSync(filling);
      const over = free() - leaving;
      // Resizes one file: filling the whole disk again for each limit took longer than the tests themselves.
      if (over < 0) truncateSync(filling, Math.max(0, size + over));
      for (let more = over; more > 0; more -= PIECE.length) appendFileSync(filling, PIECE.subarray(0, more));
      if (free() !== leaving) throw new Error(`there are ${free()} bytes left`);
    },
    empty: () => rmSync(filling, { force: true }),
    readOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' }),
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
