import type { MessagePort } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/result.ts';
import { storageFailureOf } from '../../storage/storage-failure.ts';
import type { Engine, Work } from './engine.ts';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

/** Answers an engine's calls on a port: the worker's side. */
export function serveEngine(engine: Engine, port: MessagePort): void {
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker): void => port.postMessage(message);

  port.on('message', async (message: ToWorker) => {
    if (message.type === 'abort') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, method, args } = message;
    const abort = new AbortController();
    running.set(id, abort);
    const work: Work = { signal: abort.signal, report: (progress) => send({ type: 'progress', id, progress }) };
    try {
      const call = engine[method] as (...args: unknown[]) => Promise<unknown>;
      send({ type: 'answer', id, value: await call(...args, ...(message.work ? [work] : [])) });
    } catch (error) {
      const expected = error instanceof ExpectedError ? error : storageFailureOf(error);
      if (expected !== null) send({ type: 'failure', id, failure: expected.failure });
      else if (abort.signal.aborted) send({ type: 'aborted', id });
      else send({ type: 'bug', id, message: String(error), stack: error instanceof Error ? (error.stack ?? '') : '' });
    } finally {
      running.delete(id);
    }
  });
}
