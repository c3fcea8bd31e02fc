import { Worker } from 'node:worker_threads';
import type { ApplicationThreadData } from './worker/protocol.ts';

/**
 * Size of V8's young generation in the application's thread, in MB (three semi-spaces of 4 MB). V8's limit of 192 MB would raise the peak
 * of an audit of 100,000 people by 100 to 200 MB without making it faster.
 */
const YOUNG_GENERATION_MB = 12;

const load = (file: string): Worker => new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });

let begun: { readonly file: string; readonly worker: Worker } | null = null;

/**
 * Starts the application's thread (`hosts/worker/start.ts`, bundled or not) while the host loads its own modules. The thread waits for its
 * data, and keeps the process alive only after `takeApplicationThread` returned it.
 */
export function preloadApplicationThread(file: string): void {
  const worker = load(file);
  worker.unref();
  // If the thread fails to load, `takeApplicationThread` loads it again, and its caller gets the error.
  worker.once('error', () => {
    begun = null;
  });
  begun = { file, worker };
}

/** Returns an application thread with its data: the one started by `preloadApplicationThread` if there is one, otherwise a new one. */
export function takeApplicationThread(file: string, data: ApplicationThreadData): Worker {
  const early = begun?.file === file ? begun.worker : null;
  if (early !== null) begun = null;
  const worker = early ?? load(file);
  worker.removeAllListeners('error');
  worker.ref();
  worker.postMessage(data);
  return worker;
}
