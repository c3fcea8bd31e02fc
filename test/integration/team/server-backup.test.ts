import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamServer, type TeamServer } from '#main/hosts/server/team-server.ts';
import { WrongMasterKeyError } from '#main/storage/sealed-secrets.ts';
import { CLI } from '../../support/built.ts';
import { PASSPHRASE_ENV } from '../../support/sealed-backup.ts';
import { openDemoPlan } from '../../support/team-demo.ts';
import { type Browser, PROGRAM, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** `tsunagi backup` and `tsunagi restore` with the data folder of a running team server. */

const folder = temporaryFolder('server-backup');
const archive = join(folder, 'server.tsunagi-backup');
const restored = join(folder, 'restored');
const schedule = { days: [1 as const], time: '07:00', recipients: [], webhook: null };
let test: TestTeam;
let demo: string;
let guest: Browser;

async function tsunagi(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', ...PASSPHRASE_ENV };
  return (await promisify(execFile)(process.execPath, [CLI, ...args], { env })).stdout;
}

/** Runs work with the server on another data folder. */
async function withServerOn(dataFolder: string, work: () => Promise<void>, masterKeyFile = test.config.masterKeyFile): Promise<void> {
  const server: TeamServer = await startTeamServer({ ...test.config, dataFolder, masterKeyFile }, PROGRAM);
  try {
    await work();
  } finally {
    await server.close();
  }
}

beforeAll(async () => {
  test = await startTestTeam(folder);
  const administrator = await test.signIn('administrator');
  demo = await openDemoPlan(test, administrator);
  guest = await test.signIn('guest');
  const members = await administrator.call('team.members', {});
  const id = (members.ok && members.value.members.find(({ name }) => name === '役割のない人')?.id) || '';
  const roles = { company: demo, roles: ['editor' as const] };
  expect(await administrator.call('team.changeMember', { id, roles })).toMatchObject({ ok: true });
  expect(await administrator.call('checkSchedule.save', { schedule, address: null }, demo)).toMatchObject({ ok: true });
  expect(await administrator.call('secrets.set', { name: 'catalog-password', value: 'Canary-Secret-71' }, demo)).toMatchObject({
    ok: true,
  });
  const printed = await tsunagi('backup', '--to', archive, '--data-dir', test.config.dataFolder);
  expect(printed).toContain('people, roles, schedules and sealed secrets');
  await test.server.close();
}, 120_000);
afterAll(() => test.close());

describe('a backup of a running server', () => {
  it('restores companies, granted roles, schedules and secrets, and no session', async () => {
    await tsunagi('restore', archive, '--into', restored);
    await withServerOn(restored, async () => {
      expect((await guest.call('companies.list', {})).status).toBe(401);
      const again = await test.signIn('guest');
      expect(await again.call('companies.list', {})).toMatchObject({ value: { companies: [{ id: demo }] } });
      expect(await again.call('checkSchedule.state', {}, demo)).toMatchObject({ ok: true, value: { schedule } });
      const secrets = await again.call('secrets.list', {}, demo);
      expect(JSON.stringify(secrets)).toContain('"catalog-password"');
      expect(JSON.stringify(secrets)).not.toContain('Canary');
    });
  }, 60_000);

  it('does not start with another master key, and stays unchanged', async () => {
    const other = join(folder, 'other.key');
    writeFileSync(other, randomBytes(32).toString('base64'), { mode: 0o600 });
    await expect(withServerOn(restored, async () => undefined, other)).rejects.toBeInstanceOf(WrongMasterKeyError);
    await withServerOn(restored, async () => undefined);
  }, 60_000);

  it('replaces a used folder and moves its data aside, with what SQLite kept beside them', async () => {
    writeFileSync(join(restored, 'control.sqlite-wal'), 'of the former database');
    await tsunagi('restore', archive, '--into', restored, '--replace');
    const [before = ''] = readdirSync(restored).filter((name) => name.startsWith('before-restore-'));
    expect(readdirSync(join(restored, before))).toEqual(
      expect.arrayContaining(['control.sqlite', 'control.sqlite-wal', 'secrets.sqlite', 'workspaces']),
    );
    expect(existsSync(join(restored, 'control.sqlite-wal'))).toBe(false);
    await withServerOn(restored, async () => {
      expect(await (await test.signIn('guest')).call('companies.list', {})).toMatchObject({ value: { companies: [{ id: demo }] } });
    });
  }, 60_000);

  it('of a desktop does not remove the people of a server', async () => {
    const desktop = join(folder, 'desktop');
    await tsunagi('restore', archive, '--into', desktop);
    for (const name of ['control.sqlite', 'secrets.sqlite']) rmSync(join(desktop, name));
    const own = join(folder, 'desktop.tsunagi-backup');
    expect(await tsunagi('backup', '--to', own, '--data-dir', desktop)).not.toContain('roles');
    await tsunagi('restore', own, '--into', restored, '--replace');
    await withServerOn(restored, async () => {
      expect(await (await test.signIn('guest')).call('companies.list', {})).toMatchObject({ value: { companies: [{ id: demo }] } });
    });
  }, 60_000);
});
