import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('manners');
  writeFileSync(join(folder, 'neo.csv'), 'ログインID,氏名,職場用メールアドレス\ntaro,山田 太郎,taro@example.co.jp\n');
  writeFileSync(join(folder, 'amazon.csv'), 'メールアドレス,氏名,役割,グループ\ntaro@example.co.jp,山田 太郎,宇宙飛行士,東京\n');
});

const LISTS = ['audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv'];
const ENVIRONMENT = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8' };

function tsunagi(args: readonly string[], env: Readonly<Record<string, string>> = {}): { exit: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...ENVIRONMENT, ...env },
  });
  if (args.includes('--json')) requirePrinted(args, stdout, stderr);
  return { exit: status, out: stdout, err: stderr };
}

/** Runs the command with a terminal for both outputs. */
function onTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const line = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...ENVIRONMENT, TERM: 'xterm', ...env },
  });
  return stdout;
}

describe('errors', () => {
  it('have one shape for people: the command, what happened, why, what to do', () => {
    expect(tsunagi(['audit', '--neo', 'none.csv', '--amazon', 'amazon.csv', '--lang', 'en']).err.split('\n')[0]).toMatch(
      /^tsunagi audit: .*“?none\.csv/,
    );
    expect(tsunagi([...LISTS, '--frob']).err).toMatch(/^tsunagi audit: .*--frob.*\n`tsunagi audit --help`.*\n$/);
    expect(tsunagi(['audti']).err).toMatch(/^tsunagi: .*audti.*audit.*\n`tsunagi help`.*\n$/);
  });

  it.each([
    [['audit', '--neo', 'none.csv', '--amazon', 'amazon.csv'], 'audit', 2, 'file-unreadable'],
    [[...LISTS, '--frob'], 'audit', 2, 'usage'],
    [['digest', '--profile', 'nobody', '--data-dir', 'data'], 'digest', 2, 'company-not-found'],
    [['doctor', '--profile', 'nobody', '--data-dir', 'neo.csv'], 'doctor', 5, 'storage-unusable'],
  ])('with --json are one line for programs: %j', (args, command, exit, code) => {
    const said = tsunagi([...args, '--json']);
    expect(said.exit).toBe(exit);
    const lines = said.err.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    const error = JSON.parse(lines[0] as string) as Record<string, unknown>;
    expect(error).toMatchObject({ type: 'error', command, exit, code });
    expect(String(error['what']).length).toBeGreaterThan(4);
  });

  it('and warnings keep to the same form', () => {
    expect(tsunagi(LISTS).err).toContain('宇宙飛行士');
    const [warning] = tsunagi([...LISTS, '--json'])
      .err.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(warning).toMatchObject({ type: 'warning', command: 'audit', text: expect.stringContaining('宇宙飛行士') });
  });
});

describe('a terminal', () => {
  it('shows progress, overwritten files and removed files; a pipe and a quiet command do not', () => {
    const seen = onTerminal([...LISTS, '--out', 'seen.json']);
    expect(seen).toContain('照合しています');
    expect(seen.lastIndexOf('\u001b[2K')).toBeGreaterThan(seen.lastIndexOf('照合しています'));
    expect(onTerminal([...LISTS, '--out', 'quiet.json', '--quiet'])).not.toContain('照合しています');
    expect(tsunagi([...LISTS, '--out', 'pipe.json']).err).not.toContain('照合しています');
    for (const name of ['quiet.json', 'pipe.json'])
      expect(readFileSync(join(folder, name), 'utf8')).toBe(readFileSync(join(folder, 'seen.json'), 'utf8'));
  });

  it('gets colors, unless NO_COLOR is set', () => {
    expect(onTerminal([...LISTS, '--frob'])).toContain('\u001b[31mtsunagi audit');
    expect(onTerminal([...LISTS, '--frob'], { NO_COLOR: '1' })).not.toContain('\u001b[3');
    expect(tsunagi([...LISTS, '--frob']).err).not.toContain('\u001b');
  });
});

describe('the language', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, 'Usage:'],
    [{ LANG: 'ja_JP.UTF-8' }, '使い方:'],
    [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'Usage:'],
    [{ LANG: 'C' }, '使い方:'],
  ])('of help follows %j', (env, word) => {
    expect(tsunagi(['audit', '--help'], env).out).toMatch(new RegExp(`^${word}`));
  });
});

describe('--quiet', () => {
  it('leaves sentences out and keeps the exit code', () => {
    const told = tsunagi(['doctor', '--data-dir', join(folder, 'data')]);
    expect(told.out).not.toBe('');
    expect(tsunagi(['doctor', '--data-dir', join(folder, 'data'), '--quiet'])).toMatchObject({ exit: told.exit, out: '' });
  });
});
