import type { MessagePort } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/result.ts';
import { storageFailureOf } from '../../storage/storage-failure.ts';
import type { Companies } from './companies.ts';
import type { Work } from './engine.ts';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

/** Answers calls about the companies on a port: the worker's side. */
export function serveCompanies(companies: Companies, port: MessagePort): void {
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker): void => port.postMessage(message);

  port.on('message', async (message: ToWorker) => {
    if (message.type === 'abort') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, args } = message;
    const abort = new AbortController();
    running.set(id, abort);
    const work: Work = { signal: abort.signal, report: (progress) => send({ type: 'progress', id, progress }) };
    try {
      const call = message.company === null ? companies[message.method] : companies.of(message.company)[message.method];
      send({ type: 'answer', id, value: await (call as (...args: unknown[]) => unknown)(...args, ...(message.work ? [work] : [])) });
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
