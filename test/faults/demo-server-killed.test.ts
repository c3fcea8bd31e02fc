import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import type { ObjectStore, WriteOutcome } from '#main/groupware/object-store.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { childEnv } from '../support/child-of-test.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const WRITES = 40;
/** Interval, in writes, at which the server is killed during a write. */
const KILL_EVERY = 5;
const ACCESS_KEY = 'key-of-the-demo-server';

let folder: string;
let child: ChildProcess;
let groupware: Groupware;
beforeAll(async () => {
  folder = temporaryFolder('faults');
  await startServer();
});
afterAll(async () => {
  await stopServer();
});

async function startServer(): Promise<void> {
  const program = [join(import.meta.dirname, 'demo-server-child.ts'), join(folder, 'neo.sqlite'), ACCESS_KEY];
  child = spawn(process.execPath, program, { env: childEnv(), stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('no output');
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  groupware = await connectGroupware({ address, accessKey: ACCESS_KEY });
}

async function stopServer(): Promise<void> {
  await groupware.close();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const objects = (): ObjectStore => {
  if (groupware.objects === null) throw new Error('no gateway');
  return groupware.objects;
};

it('a server that is killed while it writes has written each request once when it was sent again', async () => {
  const held = await objects().acquireLease({ holder: '田中 (PC-1)', ttlSeconds: 600 });
  if (held.kind !== 'held') throw new Error('not held');
  const { lease } = held;
  const revisions: number[] = [];
  for (let at = 0; at < WRITES; at++) {
    const body = { ...createSerial(`番号 ${at}`), startValue: at };
    const send = (): Promise<WriteOutcome> =>
      objects().put({ section: 'serials', id: `serial-${at}`, body, ifRevision: 0, requestId: `request-${at}`, lease });
    if (at % KILL_EVERY === 0) {
      // Either outcome is valid: the moment decides whether the write and its response arrive.
      const sent = send().catch((error: unknown) => {
        if (!(error instanceof ExpectedError)) throw error;
        return error.failure.code;
      });
      await wait(at / KILL_EVERY);
      child.kill('SIGKILL');
      expect([expect.objectContaining({ kind: 'written' }), 'server-unreachable']).toContainEqual(await sent);
      await stopped();
      await startServer();
    }
    const outcome = await send();
    if (outcome.kind !== 'written') throw new Error(JSON.stringify(outcome));
    revisions.push(outcome.revision);
  }
  expect(revisions).toEqual(Array.from({ length: WRITES }, (_, at) => at + 2));
  const { changes } = await objects().changes('1');
  expect(changes.map(({ id, revision }) => [id, revision])).toEqual(revisions.map((revision, at) => [`serial-${at}`, revision]));
  const written = (await objects().list('serials')).objects.filter(({ id }) => id.startsWith('serial-'));
  expect(written.map(({ body }) => body.startValue)).toEqual(Array.from({ length: WRITES }, (_, at) => at));
});

async function stopped(): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  await groupware.close();
}
