import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { startTeamServer } from '#main/hosts/server/team-server.ts';
import { CANCELED } from '#shared/contract/call/result.ts';
import { CLI } from '../../support/built.ts';
import { openDemoPlan, waitForResult } from '../../support/team-demo.ts';
import { PROGRAM, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** How a team server starts on damaged databases, and on those of a process that was killed. */

const folder = temporaryFolder('server-databases');
const data = join(folder, 'copy');
let test: TestTeam;
let demo: string;
let config: string;

beforeAll(async () => {
  test = await startTestTeam(folder);
  demo = await openDemoPlan(test, await test.signIn('administrator'));
  await test.server.close();
  const database = new DatabaseSync(join(test.config.dataFolder, 'control.sqlite'));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const { listen, masterKeyFile, oidc, publicUrl } = test.config;
  config = join(folder, 'server.yaml');
  writeFileSync(config, stringify({ listen, dataFolder: data, masterKeyFile, oidc, publicUrl }));
}, 120_000);
afterAll(() => test.close());

interface Ended {
  readonly exit: number;
  readonly error: string;
}
const serve = (language: string): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], LANG: language };
    execFile(process.execPath, [CLI, 'serve', '--config', config], { env, timeout: 30_000 }, (failure, _output, error) =>
      resolve({ exit: typeof failure?.code === 'number' ? failure.code : 0, error }),
    );
  });

/** Copies the data folder of the server, and changes a database in the copy. Returns the path of that database. */
function copyWithChanged(name: string, change: (path: string) => void): string {
  rmSync(data, { recursive: true, force: true });
  cpSync(test.config.dataFolder, data, { recursive: true, filter: (path) => !/-(?:wal|shm)$/.test(path) });
  change(join(data, name));
  return join(data, name);
}

/** Overwrites all pages but the first. */
function damagePages(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0x5a, 4096));
}

describe('tsunagi serve', () => {
  it.each([
    ['control.sqlite', 'without a header', (path: string) => writeFileSync(path, 'no database '.repeat(1_000))],
    ['control.sqlite', 'with overwritten pages', damagePages],
    ['secrets.sqlite', 'without a header', (path: string) => writeFileSync(path, 'no database '.repeat(1_000))],
  ])(
    'names a damaged %s %s, the reason and the next step, and does not change it',
    async (name, _damage, change) => {
      const path = copyWithChanged(name, change);
      const before = readFileSync(path);
      expect(await serve('en_US.UTF-8')).toEqual({
        exit: 5,
        error:
          `tsunagi serve: “${path}” cannot be read\nThe database file is damaged. It was not changed.\n` +
          'Restore a backup with tsunagi restore. Without a backup, move this file elsewhere: the server then starts without its contents.\n',
      });
      expect((await serve('ja_JP.UTF-8')).error).toContain(`「${path}」を読み取れません\nデータベースのファイルが壊れています。`);
      expect(readFileSync(path).equals(before)).toBe(true);
    },
    60_000,
  );

  it('does not start on a control store of a later version', async () => {
    const setVersion = (path: string): void => {
      const database = new DatabaseSync(path);
      database.exec('PRAGMA user_version = 99');
      database.close();
    };
    copyWithChanged('control.sqlite', setVersion);
    expect(await serve('en_US.UTF-8')).toMatchObject({ exit: 2, error: expect.stringContaining('created by a newer version') });
  }, 60_000);
});

it('records a scheduled check that the end of the server cut', async () => {
  const database = new DatabaseSync(join(test.config.dataFolder, 'control.sqlite'));
  database.prepare('INSERT INTO check_start (company, started_at) VALUES (?, ?)').run(demo, '2026-11-24T00:00:00.000Z');
  database.close();
  const server = await startTeamServer(test.config, PROGRAM, { checkIntervalMs: 50 });
  try {
    const viewer = await test.signIn('viewer');
    const state = await waitForResult(
      async () => {
        const result = await viewer.call('checkSchedule.state', {}, demo);
        if (!result.ok) throw new Error(result.error.code);
        return result.value;
      },
      ({ runs }) => runs.length > 0,
    );
    expect(state.runs).toMatchObject([{ startedAt: '2026-11-24T00:00:00.000Z', startedBy: '', failure: CANCELED }]);
  } finally {
    await server.close();
  }
}, 60_000);
