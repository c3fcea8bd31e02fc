import { Worker } from 'node:worker_threads';
import type { ApplicationThreadData } from './worker/protocol.ts';

/**
 * V8's young generation in the application's thread, three semi-spaces of 4 MB: with the 192 MB that V8 allows, a look at 100,000 people takes 100
 * to 200 MB more at its height, and no less time.
 */
const YOUNG_GENERATION_MB = 12;

const load = (file: string): Worker => new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });

let begun: { readonly file: string; readonly worker: Worker } | null = null;

/**
 * Begins to load the application's program (`hosts/worker/start.ts`, bundled or not) beside the host's own, which takes as long: it waits for its
 * data, and keeps no process alive until somebody takes it.
 */
export function beginThread(file: string): void {
  const worker = load(file);
  worker.unref();
  // What cannot be loaded is told to whoever takes it, and loads it again.
  worker.once('error', () => {
    begun = null;
  });
  begun = { file, worker };
}

/** A thread of the application on its data: the one that was begun, where there is one. */
export function takeThread(file: string, data: ApplicationThreadData): Worker {
  const early = begun?.file === file ? begun.worker : null;
  if (early !== null) begun = null;
  const worker = early ?? load(file);
  worker.removeAllListeners('error');
  worker.ref();
  worker.postMessage(data);
  return worker;
}
