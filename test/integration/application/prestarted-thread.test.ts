import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import { preloadApplicationThread, takeApplicationThread } from '#main/hosts/begin-application.ts';
import { linkThreads } from '#main/hosts/worker/link.ts';
import type { ApplicationFunctions, ApplicationThreadData } from '#main/hosts/worker/protocol.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import { APPLICATION } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Path of the module that starts the thread before its data is known. */
const BEGIN = join(import.meta.dirname, '../../../src-main/hosts/begin-application.ts');

let data: ApplicationThreadData;
let taken: Worker[];
beforeEach(() => {
  const dataFolder = temporaryFolder('begun-thread');
  data = {
    info: { version: '0', host: 'node', platform: process.platform, dataFolder },
    settings: { ...DEFAULT_SETTINGS, theme: 'dark' },
    isTeam: false,
    has: { dialogs: false, printer: false, proxies: false, teamServers: false },
  };
  taken = [];
});
afterEach(async () => {
  for (const worker of taken) await worker.terminate();
  rmSync(data.info.dataFolder, { recursive: true, force: true });
});
const take = (file: string): Worker => {
  const worker = takeApplicationThread(file, data);
  taken.push(worker);
  return worker;
};

it('serves the data that it is taken with, once; the next one is another thread', async () => {
  preloadApplicationThread(APPLICATION);
  for (const worker of [take(APPLICATION), take(APPLICATION)]) {
    const application = linkThreads<ApplicationFunctions, object>(worker, {}, []);
    expect(await application.call('console.settings', {}, { caller: createWindowCaller() })).toMatchObject({
      ok: true,
      value: { theme: 'dark' },
    });
  }
  expect(new Set(taken.map(({ threadId }) => threadId)).size).toBe(2);
});

it('keeps no process alive that never takes it', () => {
  const script = `import { preloadApplicationThread } from ${JSON.stringify(BEGIN)}; preloadApplicationThread(${JSON.stringify(APPLICATION)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 60_000 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('is loaded again when it is taken, and the caller receives the reason of a failure', async () => {
  const missing = join(data.info.dataFolder, 'no-such-file.js');
  preloadApplicationThread(missing);
  const [error] = await once(take(missing), 'error');
  expect(String(error)).toContain('no-such-file.js');
  // This thread fails before it has an error listener.
  preloadApplicationThread(missing);
  await setTimeout(500);
  const [later] = await once(take(missing), 'error');
  expect(String(later)).toContain('no-such-file.js');
});
