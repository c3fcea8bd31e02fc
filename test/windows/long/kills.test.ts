import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { PASSPHRASE_ENV } from '../../support/sealed-backup.ts';
import { readLoggedErrors } from '../../support/window-host.ts';
import {
  createConnectedCompany,
  type HostConsole,
  newInvoiceGroup,
  openHostConsole,
  peopleList,
} from '../../support/windows/host-console.ts';

/** Of the host; commands are killed half as often. It runs where this is set only: 66 make about 100 kills in half an hour. */
const KILLS = Number(process.env['TSUNAGI_TEST_WINDOWS_KILLS'] ?? 1);
const LONGEST_MS = Math.max(5, KILLS * 2) * 60_000;
/** A host under Wine is busy for about so long with the changes of one round. */
const ROUND_MS = 8_000;
const STACK = /^ {4}at /m;

let place: string;
let sandbox: Sandbox;
const at = (...names: readonly string[]): string => join(place, ...names);
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'tsunagi-kills-つなぎ-'));
  sandbox = await startSandbox();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(place, { recursive: true, force: true });
});

/** What the host answered as done, and what it was doing when it was killed. */
interface Acknowledged {
  operator: string;
  rows: number;
  readonly groups: Set<number>;
}
const acknowledged: Acknowledged = { operator: '', rows: 0, groups: new Set() };
const attempted = { operator: '', rows: 0 };
let company: string;
let numbers = 0;

/** Changes one thing after the other until the host is gone. */
async function changeUntilKilled(console: HostConsole): Promise<void> {
  for (;;) {
    numbers += 1;
    attempted.operator = `担当 ${numbers}`;
    await console.call('console.changeSettings', { operatorName: attempted.operator });
    acknowledged.operator = attempted.operator;

    await console.call('drafts.apply', newInvoiceGroup(numbers), company);
    acknowledged.groups.add(numbers);

    attempted.rows = 500 + numbers;
    const token = await console.give('社員.csv', peopleList(attempted.rows));
    const imported = await console.finish(await console.call('imports.commit', { token, kind: 'neo-users', reading: {} }, company));
    expect(imported.error).toBeNull();
    acknowledged.rows = attempted.rows;

    await applyAll(console);
  }
}

async function applyAll(console: HostConsole): Promise<void> {
  const { runs } = await console.call('apply.runs', { offset: 0, limit: 1 }, company);
  const [last] = runs;
  if (last !== undefined && last.endedAt === null) {
    const resumed = await console.finish(await console.call('apply.resume', { runId: last.id, ifHeld: 'take-over' }, company));
    expect(resumed.error).toBeNull();
  }
  const read = await console.finish(await console.call('plan.readServer', {}, company));
  expect(read.error).toBeNull();
  const { digest } = await console.call('plan.state', {}, company);
  const job = await console.finish(
    await console.call('apply.start', { digest, reason: '試験のため', ifHeld: 'take-over', onFailure: 'stop' }, company),
  );
  expect(job.error).toBeNull();
}

/** What was answered as done is there; what was on its way is there whole or not at all. */
async function requireAcknowledged(console: HostConsole): Promise<void> {
  const { operatorName } = await console.call('console.settings', {});
  expect([acknowledged.operator, attempted.operator]).toContain(operatorName);
  acknowledged.operator = operatorName;
  const { sources } = await console.call('companies.current', {}, company);
  const rows = sources[0]?.rows ?? 0;
  expect([acknowledged.rows, attempted.rows]).toContain(rows);
  acknowledged.rows = rows;
  for (const number of acknowledged.groups) {
    const { object } = await console.call('drafts.get', { section: 'invoice_groups', id: `group-${number}` }, company);
    expect(JSON.stringify(object)).toContain(`"C${number}"`);
  }
  expect(readLoggedErrors(at('data'))).toEqual([]);
}

it(`a host that is killed ${KILLS} times at any moment of a change has lost nothing that it answered, and starts again`, {
  timeout: LONGEST_MS,
}, async () => {
  let console = await openHostConsole(at('data'));
  company = await createConnectedCompany(console, sandbox);
  acknowledged.operator = (await console.call('console.settings', {})).operatorName;
  for (let kill = 0; kill < KILLS; kill += 1) {
    let isKilled = false;
    const work = changeUntilKilled(console).catch((error: unknown) => {
      // A connection that ended with the host; every answer of a host that runs counts.
      if (!isKilled || !/fetch failed|terminated/.test(String(error))) throw error;
    });
    await Promise.race([work, setTimeout(Math.random() * ROUND_MS)]);
    isKilled = true;
    await console.kill();
    await work;
    console = await openHostConsole(at('data'));
    await requireAcknowledged(console);
  }
  numbers += 1;
  await console.call('drafts.apply', newInvoiceGroup(numbers), company);
  await applyAll(console);
  await requireAcknowledged(console);
  const puts = sandbox.calls.filter(
    ({ action, parameters, status }) => action === 'put_object' && parameters['section'] === 'invoice_groups' && status === 200,
  );
  const requests = new Map(puts.map(({ parameters }) => [parameters['request_id'], parameters['id']]));
  expect(new Set(requests.values()).size).toBe(requests.size);
  await console.end();
  process.stdout.write(`kills of the host: ${KILLS}, groups applied: ${requests.size}, rows: ${acknowledged.rows}\n`);
});

const ENV = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', ...PASSPHRASE_ENV };
const run = (...args: readonly string[]): Promise<{ readonly exit: number; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { env: ENV }, (error, _out, err) =>
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, err }),
    );
  });

/** Starts a command and ends it at some moment. */
async function killCommand(...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...args], { env: ENV, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([ended, setTimeout(500 + Math.random() * 4000)]);
  child.kill('SIGKILL');
  await ended;
}

it('a killed backup or restore leaves a complete archive or none, and can be repeated', { timeout: LONGEST_MS }, async () => {
  const [data, archive, into] = [at('data'), at('backup.zip'), at('restored')];
  for (let kill = 0; kill < Math.ceil(KILLS / 4); kill += 1) {
    rmSync(archive, { force: true });
    await killCommand('backup', '--to', archive, '--data-dir', data);
    if (!existsSync(archive))
      expect(await run('backup', '--to', archive, '--data-dir', data)).toMatchObject({ exit: 0, err: expect.not.stringMatching(STACK) });
    await killCommand('restore', archive, '--into', into, '--replace');
    expect(await run('restore', archive, '--into', into, '--replace')).toMatchObject({ exit: 0, err: expect.not.stringMatching(STACK) });
    expect(existsSync(join(into, 'workspaces', `${company}.tsunagi`))).toBe(true);
    expect(await run('history', 'verify', '--profile', '自社', '--data-dir', into)).toEqual({ exit: 0, err: '' });
  }
});
