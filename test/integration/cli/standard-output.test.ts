import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { type MailServerForTests, startMailServer } from '../../support/mail-server.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let server: MailServerForTests;
beforeEach(async () => {
  folder = temporaryFolder('output');
  server = await startMailServer({});
  writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
});
afterEach(async () => {
  await server.close();
});

interface Said {
  readonly exit: number | null;
  readonly err: string;
}
/** Runs a command with the given shell redirections. */
function tsunagi(words: readonly string[], redirected: string): Promise<Said> {
  return new Promise((done) => {
    const child = spawn('bash', ['-c', `exec "$@" ${redirected}`, 'bash', process.execPath, CLI, ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'ignore', 'pipe'],
      // Some commands run until they are stopped.
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (exit) => done({ exit, err }));
  });
}
const LISTS = ['--neo', 'neo.csv', '--amazon', 'amazon.csv'];
const WATCH = ['watch', '--state', 'state', ...LISTS];
const mail = (): string[] => [
  ...['--smtp', `127.0.0.1:${server.port}`, '--mail-from', 'tsunagi@example.co.jp', '--mail-to', 'it@example.co.jp'],
];

describe.skipIf(!existsSync('/dev/full'))('a standard output that takes nothing', () => {
  const told = { exit: 5, err: expect.stringMatching(/^tsunagi \w+: 標準出力に書き込めませんでした[^\n]*\n(?!tsunagi)[^\n]+\n$/) };

  it('does not stop the mail of watch, is reported once, and the run still counts as the last one', async () => {
    expect(await tsunagi([...WATCH, ...mail()], '>/dev/full')).toEqual(told);
    expect(server.received).toHaveLength(1);
    expect(await tsunagi([...WATCH, ...mail()], '>/dev/null')).toEqual({ exit: 0, err: '' });
    expect(server.received).toHaveLength(1);
  });

  it('was the only channel of watch: the run is repeated', async () => {
    expect(await tsunagi(WATCH, '>/dev/full')).toEqual(told);
    expect(readdirSync(join(folder, 'state'))).not.toContain('last.json');
    expect(await tsunagi(WATCH, '>/dev/null')).toEqual({ exit: 1, err: '' });
  });

  it.each([[['audit', ...LISTS]], [['audit', ...LISTS, '--since-last', 'last.json']], [['version']], [['help']]])('%j', async (words) => {
    expect(await tsunagi(words, '>/dev/full')).toEqual(told);
    expect(readdirSync(folder)).not.toContain('last.json');
  });

  it('stops a sandbox, because its address cannot be displayed', async () => {
    expect(await tsunagi(['sandbox'], '>/dev/full')).toEqual(told);
  });

  it('does not hide another failure, and an unwritable standard error changes no exit code', async () => {
    const wrong = [...WATCH, '--neo2'];
    expect(await tsunagi(wrong, '>/dev/full')).toEqual({ exit: 2, err: expect.stringContaining('--neo2') });
    expect(await tsunagi(wrong, '2>/dev/full')).toEqual({ exit: 2, err: '' });
    expect(await tsunagi(wrong, '>/dev/full 2>/dev/full')).toEqual({ exit: 2, err: '' });
    expect(await tsunagi(wrong, '2>&-')).toEqual({ exit: 2, err: '' });
    expect(await tsunagi(WATCH, '>&-')).toEqual({ exit: 1, err: '' });
    expect(await tsunagi(WATCH, '2>/dev/full')).toEqual({ exit: 0, err: '' });
  });
});

it('a reader that has seen enough changes nothing', async () => {
  expect(await tsunagi(WATCH, '| head -1 >/dev/null; exit $PIPESTATUS')).toEqual({ exit: 1, err: '' });
  expect(await tsunagi(WATCH, '| true; exit $PIPESTATUS')).toEqual({ exit: 0, err: '' });
});
