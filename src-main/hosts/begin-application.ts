import { Worker } from 'node:worker_threads';
import type { ApplicationThreadData } from './worker/protocol.ts';

/**
 * V8's young generation in the application's thread, three semi-spaces of 4 MB: with V8's limit of 192 MB an audit of 100,000 people
 * takes 100 to 200 MB more at its peak, and no less time.
 */
const YOUNG_GENERATION_MB = 12;

const load = (file: string): Worker => new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });

let begun: { readonly file: string; readonly worker: Worker } | null = null;

/**
 * Starts loading the application's thread (`hosts/worker/start.ts`, bundled or not) in parallel with the host's own modules. It waits for
 * its data, and does not keep the process alive until it is taken.
 */
export function beginThread(file: string): void {
  const worker = load(file);
  worker.unref();
  // On a load error the caller of `takeThread` loads it again and gets the error.
  worker.once('error', () => {
    begun = null;
  });
  begun = { file, worker };
}

/** An application thread with its data: the prepared one if it exists. */
export function takeThread(file: string, data: ApplicationThreadData): Worker {
  const early = begun?.file === file ? begun.worker : null;
  if (early !== null) begun = null;
  const worker = early ?? load(file);
  worker.removeAllListeners('error');
  worker.ref();
  worker.postMessage(data);
  return worker;
}
