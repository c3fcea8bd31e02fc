import type { Worker } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/result.ts';
import type { Companies } from './companies.ts';
import type { Engine, Work } from './engine.ts';
import { type FromWorker, LONG_WORK, type Target, type ToWorker } from './worker-protocol.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly work: Work | null;
}

/**
 * The companies in a thread of their own, so that a window stays responsive. A thread that dies fails the calls it was working on as bugs;
 * the next call starts a new one.
 */
export function createWorkerCompanies(start: () => Worker): Companies {
  let worker: Worker | null = null;
  let nextId = 1;
  const waiting = new Map<number, Waiting>();

  function running(): Worker {
    if (worker !== null) return worker;
    const started = start();
    started.on('message', settle);
    started.on('error', (error) => died(started, error));
    started.on('exit', (code) => died(started, new Error(`the engine's thread ended with ${code}`)));
    worker = started;
    return started;
  }

  function died(who: Worker, error: Error): void {
    if (worker === who) worker = null;
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(error);
  }

  function settle(message: FromWorker): void {
    const entry = waiting.get(message.id);
    if (entry === undefined) return;
    if (message.type === 'progress') {
      entry.work?.report(message.progress);
      return;
    }
    waiting.delete(message.id);
    if (message.type === 'answer') entry.resolve(message.value);
    else if (message.type === 'failure') entry.reject(new ExpectedError(message.failure.code, message.failure.params));
    else if (message.type === 'aborted') entry.reject(new DOMException('given up', 'AbortError'));
    else entry.reject(Object.assign(new Error(message.message), { stack: message.stack }));
  }

  function call(target: Target, args: readonly unknown[], work: Work | null): Promise<unknown> {
    const port = running();
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, work });
      const onAbort = (): void => port.postMessage({ type: 'abort', id } satisfies ToWorker);
      work?.signal.addEventListener('abort', onAbort, { once: true });
      port.postMessage({ type: 'call', id, args, work: work !== null, ...target } satisfies ToWorker);
      if (work?.signal.aborted) onAbort();
    });
  }

  /** An object whose every method is a call to the thread; it is no promise. */
  const forwarding = <T extends object>(company: string | null): T =>
    new Proxy({} as T, {
      get(_, method) {
        if (typeof method !== 'string' || method === 'then') return undefined;
        return (...args: unknown[]) => {
          const target = { company, method } as Target;
          return LONG_WORK.has(target.method) ? call(target, args.slice(0, -1), args.at(-1) as Work) : call(target, args, null);
        };
      },
    });
  const companies = forwarding<Companies>(null);

  return {
    list: () => companies.list(),
    overview: () => companies.overview(),
    create: (profile) => companies.create(profile),
    rename: (id, name) => companies.rename(id, name),
    changeKind: (id, kind, company) => companies.changeKind(id, kind, company),
    setReadOnly: (id, readOnly, company) => companies.setReadOnly(id, readOnly, company),
    delete: (id, confirmName) => companies.delete(id, confirmName),
    openDemo: (work) => companies.openDemo(work),
    take: (name, company) => companies.take(name, company),
    nameOperator: (name) => companies.nameOperator(name),
    of: (id) => forwarding<Engine>(id),
    async close() {
      if (worker === null) return;
      const closing = worker;
      await companies.close();
      worker = null;
      closing.removeAllListeners();
      await closing.terminate();
    },
  };
}
