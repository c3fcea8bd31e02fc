import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFolderLocked, takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('lock');

/** Starts a process that tries to take the lock, reports whether it succeeded, and runs until it is killed. */
function rival(): { won: Promise<boolean>; kill: () => Promise<void> } {
  const code = `import { takeFolderLock } from ${JSON.stringify(new URL('../../../src-main/storage/data-folder/folder-lock.ts', import.meta.url).href)};
    globalThis.lock = takeFolderLock(${JSON.stringify(folder)});
    console.log(lock !== null);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    won: new Promise((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim() === 'true'))),
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

describe('the lock of a data folder', () => {
  it('is one process’s at a time, and free again when it is released', () => {
    const first = takeFolderLock(folder);
    expect(first).not.toBeNull();
    expect(takeFolderLock(folder)).toBeNull();
    first?.release();
    const second = takeFolderLock(folder);
    expect(second).not.toBeNull();
    second?.release();
  });

  it('is looked at without being taken, and without a trace in the folder', () => {
    const untouched = temporaryFolder('unlocked');
    expect(isFolderLocked(untouched)).toBe(false);
    expect(readdirSync(untouched)).toEqual([]);
    const lock = takeFolderLock(untouched);
    expect(isFolderLocked(untouched)).toBe(true);
    lock?.release();
    const before = statSync(join(untouched, 'console.lock')).mtimeMs;
    chmodSync(join(untouched, 'console.lock'), 0o444);
    expect(isFolderLocked(untouched)).toBe(false);
    expect(statSync(join(untouched, 'console.lock')).mtimeMs).toBe(before);
    rmSync(untouched, { recursive: true });
  });

  it('is acquired by exactly one of several concurrent processes', async () => {
    const rivals = [rival(), rival(), rival(), rival()];
    const won = await Promise.all(rivals.map((each) => each.won));
    expect(won.filter(Boolean)).toHaveLength(1);
    await Promise.all(rivals.map((each) => each.kill()));
  });

  it('is released at once after its holder was killed', async () => {
    const holder = rival();
    expect(await holder.won).toBe(true);
    expect(takeFolderLock(folder)).toBeNull();
    await holder.kill();
    const next = takeFolderLock(folder);
    expect(next).not.toBeNull();
    next?.release();
  });
});
