import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { GROUPWARE_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import { CLI } from '../../support/built.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { confirmForCommands } from '../../support/trust-keys.ts';

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
  folder = temporaryFolder('cli-doctor');
  sandbox = await startSandbox();
  const file = new CompanyFolder(join(folder, 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z');
  file.changeServer(sandbox.address);
  const { id } = file.company();
  file.close();
  await confirmForCommands(join(folder, 'workspaces'), id, sandbox.accessKey, 'a-wrong-key');
});
afterAll(async () => {
  await sandbox.close();
});

/** Runs the command as a separate process without the developer's keychain. */
const doctor = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ exit: number; out: string; err: string }> =>
  new Promise((resolve, failed) => {
    const options = { env: { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', ...env }, timeout: 60_000 };
    execFile(process.execPath, [CLI, 'doctor', '--data-dir', folder, ...args], options, (error, out, err) => {
      try {
        if (args.includes('--json')) requirePrinted(['doctor'], out, err);
        resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
      } catch (unknown) {
        failed(unknown);
      }
    });
  });

describe('tsunagi doctor --profile', () => {
  it('tests the company\u2019s server as its window does', async () => {
    const { exit, out, err } = await doctor(['--profile', '自社', '--json'], { TSUNAGI_ACCESS_KEY: sandbox.accessKey });
    expect([exit, err]).toEqual([0, '']);
    const { checks, layers } = JSON.parse(out) as { checks: { id: string }[]; layers: { layer: string; state: string }[] };
    expect(checks.map(({ id }) => id)).toContain('network');
    expect(layers.map(({ layer }) => layer)).toEqual(GROUPWARE_LAYERS);
    expect(layers.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(out).not.toContain(sandbox.accessKey);
  });

  it('shows where it stops, why and what to do next, and exits with 3', async () => {
    const { exit, out } = await doctor(['--profile', '自社'], { TSUNAGI_ACCESS_KEY: 'a-wrong-key' });
    expect(exit).toBe(3);
    expect(out).toContain('FAILED   アクセスキー');
    expect(out).toContain('アクセスキーが拒否されました（403）');
    expect(out).toMatch(/-\s+ユーザーの読み取り/);
    expect(out).not.toContain('a-wrong-key');
  });

  it('of a missing company is bad input', async () => {
    expect((await doctor(['--profile', '他社'])).exit).toBe(2);
  });
});
