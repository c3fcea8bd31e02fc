import { type ConnectOptions, connectGroupware } from '#main/groupware/connect.ts';
import type { Groupware, ReadOptions, ReadProgress } from '#main/groupware/groupware.ts';
import type { ObjectStore } from '#main/groupware/object-store.ts';
import type { RetryTimer } from '#main/groupware/pacing.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../support/sandbox/sandbox.ts';

/** Returns a clock that does not wait and records the requested times. */
export function patientClock(): RetryTimer & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    async wait(milliseconds, signal) {
      waits.push(milliseconds);
      signal?.throwIfAborted();
    },
  };
}

/** Starts the demo's server as Linux or, if set for this run, as Windows. */
export const startServer = (options: SandboxOptions = {}): Promise<Sandbox> => startSandbox({ platform: PLATFORM, ...options });
const PLATFORM = process.env['TSUNAGI_TEST_SERVER'] === 'windows' ? 'windows' : 'linux';

export const connectTo = (sandbox: Sandbox, options: Partial<ConnectOptions> = {}): Promise<Groupware> =>
  connectGroupware({ address: sandbox.address, accessKey: sandbox.accessKey, clock: patientClock(), ...options });

/** Returns the writable objects of a server with the gateway; throws without one. */
export function objectsOf(groupware: Groupware): ObjectStore {
  if (groupware.objects === null) throw new Error('this server has no gateway');
  return groupware.objects;
}

/** Acquires the edit lock, which must be free. */
export async function leaseOf(objects: ObjectStore, holder = '試験 (PC-1)'): Promise<string> {
  const outcome = await objects.acquireLease({ holder, ttlSeconds: 600 });
  if (outcome.kind !== 'held') throw new Error(`${outcome.holder} holds the lease`);
  return outcome.lease;
}

/** Reads a complete list. */
export async function everything<T>(
  read: (options: ReadOptions<T>) => Promise<unknown>,
  options: Partial<ReadOptions<T>> = {},
): Promise<{ items: T[]; pages: ReadProgress[] }> {
  const items: T[] = [];
  const pages: ReadProgress[] = [];
  await read({
    onRestart: () => void items.splice(0),
    ...options,
    onPage: (page, progress) => {
      items.push(...page);
      pages.push(progress);
    },
  });
  return { items, pages };
}

/** Returns the failure of work that must fail with an expected error. */
export async function failureOf(work: Promise<unknown>): Promise<Failure & { readonly error: ExpectedError }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ExpectedError) return { ...error.failure, error };
    throw error;
  }
  throw new Error('this should have failed');
}
