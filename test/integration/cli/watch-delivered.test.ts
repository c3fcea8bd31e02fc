import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { type MailServerBehavior, type MailServerForTests, partsOf, startMailServer } from '../../support/mail-server.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { listen } from '../../support/network/servers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let server: MailServerForTests | null = null;
beforeEach(() => {
  folder = temporaryFolder('delivered');
  writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
});
afterEach(async () => {
  await server?.close();
  server = null;
});

const startServer = async (manners: MailServerBehavior = {}): Promise<MailServerForTests> => {
  server = await startMailServer(manners);
  return server;
};

/** Runs the watch command once, as a scheduler that sends mail does. */
function watch(port: number): Promise<{ readonly exit: number | null; readonly said: string }> {
  const words = ['watch', '--state', 'state', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--log', 'watch.log'];
  const mail = ['--smtp', `127.0.0.1:${port}`, '--mail-from', 'tsunagi@example.co.jp', '--mail-to', 'it@example.co.jp'];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [CLI, ...words, ...mail], { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    child.on('error', failed);
    child.on('close', (exit) => done({ exit, said }));
  });
}
const waiting = (): string[] => readdirSync(join(folder, 'state/outbox'));

it('exits 1 in the run that sends the news of an earlier run, and 0 afterwards', async () => {
  const { port, received } = await startServer({ foreign: { 'tsunagi@example.co.jp': 550 } });
  expect(await watch(port)).toMatchObject({ exit: 3 });
  expect(received).toHaveLength(0);
  await server?.close();
  const second = await startServer();
  expect(await watch(second.port)).toMatchObject({ exit: 1, said: expect.stringContaining('送信しました') });
  expect(second.received).toHaveLength(1);
  expect(await watch(second.port)).toMatchObject({ exit: 0 });
  expect(second.received).toHaveLength(1);
});

it('resends a mail once if its confirmation was cut off, and says so', async () => {
  const { port, received } = await startServer({ cutsAfterData: true });
  const first = await watch(port);
  expect(first).toMatchObject({ exit: 3, said: expect.stringContaining('同じメールが 2 通届くことがあります') });
  expect(received).toHaveLength(1);
  const second = await watch(port);
  expect(second).toMatchObject({ exit: 3, said: expect.stringContaining('再送しません') });
  expect(received).toHaveLength(2);
  expect(waiting()).toEqual([]);
  expect(await watch(port)).toMatchObject({ exit: 0 });
  expect(received).toHaveLength(2);
  expect(new Set(received.map((mail) => partsOf(mail).id)).size).toBe(1);
  expect(readFileSync(join(folder, 'watch.log'), 'utf8')).toContain('再送しません');
});

it('sends a mail again whose connection ended before it was handed over', async () => {
  const gone = await listen(createServer((socket) => socket.destroy()));
  expect(await watch(gone.port)).toMatchObject({ exit: 3, said: expect.not.stringContaining('2 通届く') });
  await gone.close();
  const { port, received } = await startServer();
  expect(await watch(port)).toMatchObject({ exit: 1 });
  expect(received).toHaveLength(1);
});

it('sends one mail if three runs start at the same time', async () => {
  const { port, received } = await startServer();
  const runs = await Promise.all([watch(port), watch(port), watch(port)]);
  expect(received.map((mail) => partsOf(mail).subject)).toEqual([expect.stringContaining('初回')]);
  // A run that starts after the first has ended finds nothing new.
  expect(runs.filter(({ exit }) => exit === 1)).toHaveLength(1);
  for (const { exit } of runs) expect([0, 1, 2]).toContain(exit);
});
