import { Worker } from 'node:worker_threads';

const holders: Worker[] = [];

/**
 * Opens a file in another thread for this many milliseconds, as another program would on Windows. With `exclusive` no other process can
 * open it; with `share` others can read, write and delete it. Resolves when the file is open.
 */
export async function holdFile(path: string, ms: number, how: 'exclusive' | 'share' = 'exclusive'): Promise<void> {
  const holder = new Worker(
    `const { closeSync, openSync } = require('node:fs');
     const { parentPort, workerData: { path, ms, how } } = require('node:worker_threads');
     const file = openSync(path, how === 'exclusive' ? 0x10000000 : 'r');
     setTimeout(() => closeSync(file), ms);
     parentPort.postMessage('held');`,
    { eval: true, workerData: { path, ms, how } },
  );
  holders.push(holder);
  await new Promise((resolve) => holder.once('message', resolve));
}

/** Closes all held files. */
export async function releaseHeldFiles(): Promise<void> {
  for (const holder of holders.splice(0)) await holder.terminate();
}
