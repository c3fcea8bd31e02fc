import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { type MailServerForTests, partsOf, startMailServer } from '../../support/mail-server.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let server: MailServerForTests;
beforeEach(async () => {
  folder = temporaryFolder('unwritable');
  server = await startMailServer({ unknown: [GONE] });
});
afterEach(async () => {
  await server.close();
});

const MANY = Array.from({ length: 400 }, (_, index) => `person${index}`);

interface Said {
  readonly exit: number | null;
  readonly err: string;
}
const ALONE = ['it@example.co.jp'];
const GONE = 'gone@example.co.jp';
/** Runs the watch command with mail. `mostKiB` limits the size of its files, as on a disk that is almost full. */
function watch({ mostKiB, to = ALONE }: { readonly mostKiB: number | 'unlimited'; readonly to?: readonly string[] }): Promise<Said> {
  const words = ['watch', '--state', 'state', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--format', 'csv'];
  const mail = ['--smtp', `127.0.0.1:${server.port}`, '--mail-from', 'tsunagi@example.co.jp', ...to.flatMap((one) => ['--mail-to', one])];
  const limited = `trap '' XFSZ; ulimit -f ${mostKiB}; exec "$@"`;
  return new Promise((done) => {
    const child = spawn('bash', ['-c', limited, 'bash', process.execPath, CLI, ...words, ...mail], {
      cwd: folder,
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (exit) => done({ exit, err }));
  });
}

describe('watch with a folder that takes no more', () => {
  it('names the file, sends no new finding twice, and reports findings once they can be saved', async () => {
    writeMorning(folder, [], { people: MANY });
    expect(await watch({ mostKiB: 'unlimited' })).toMatchObject({ exit: 0 });
    const before = readFileSync(join(folder, 'state/last.json'), 'utf8');
    writeMorning(folder, [{ login: 'person7', neo: 'Person7@example.co.jp' }], { people: MANY });
    for (const _ of [1, 2])
      expect(await watch({ mostKiB: 24 })).toMatchObject({ exit: 5, err: expect.stringContaining('state/last.json') });
    expect(readFileSync(join(folder, 'state/last.json'), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'state/outbox'))).toEqual([]);
    expect(await watch({ mostKiB: 'unlimited' })).toMatchObject({ exit: 1, err: '' });
    const told = server.received.map((mail) => partsOf(mail));
    expect(told.map(({ text }) => text.includes('person7 さん'))).toEqual([false, false, false, true]);
    expect(told.slice(1, 3).map(({ subject }) => subject)).toEqual(Array(2).fill('つなぎの定期監視: 確認できませんでした'));
  });

  it('names the path of a message that cannot be written, without reporting a wrong argument', async () => {
    const shouting = MANY.map((login) => ({ login, neo: `${login.toUpperCase()}@example.co.jp` }));
    writeMorning(folder, shouting, { people: MANY });
    for (const _ of [1, 2]) expect(await watch({ mostKiB: 4 })).toMatchObject({ exit: 5, err: expect.stringContaining('state/outbox') });
    expect(readdirSync(join(folder, 'state/outbox'))).toEqual([]);
    expect(readdirSync(join(folder, 'state'))).not.toContain('last.json');
    expect(server.received.map((mail) => partsOf(mail).subject)).toEqual(Array(2).fill('つなぎの定期監視: 確認できませんでした'));
  });

  it('sends a message to no one until its delivery can be recorded, and then to each recipient once', async () => {
    writeMorning(folder, [{ login: 'person7', neo: 'Person7@example.co.jp' }], { people: ['person7'] });
    const names = Array.from({ length: 60 }, (_, index) => `${'someone'.repeat(8)}${index}@${'department-'.repeat(5)}it.example.co.jp`);
    const to = [...names, GONE];
    for (const _ of [1, 2])
      expect(await watch({ mostKiB: 6, to })).toMatchObject({ exit: 5, err: expect.stringContaining('state/outbox') });
    expect(server.received).toEqual([]);
    // The message for the rejected recipient waits; the others have received theirs.
    for (const _ of [1, 2]) expect(await watch({ mostKiB: 'unlimited', to })).toMatchObject({ exit: 3 });
    expect(server.received.map((mail) => [...mail.to].sort())).toEqual([names.toSorted()]);
    expect(readdirSync(join(folder, 'state/outbox')).sort()).toEqual(['000000001.json', '000000001.report']);
  });
});
