import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const run = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'C', ...env } });

describe('npm start', () => {
  it.each([['--unknown'], ['--host=window'], ['--port'], ['--data-dir='], ['word']])('explains itself when it is given %s', (argument) => {
    const { status, stderr } = run(['scripts/start.mjs', argument]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      'usage: npm start -- [--no-open] [--port=NUMBER] [--data-dir=FOLDER] [--host=node|electron] [--idle-minutes=NUMBER]',
    );
  });

  it('prints its help on standard output with exit code 0', () => {
    expect(run(['scripts/start.mjs', '--help'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^usage: npm start/),
    });
    expect(run(['scripts/dist.mjs', '--help'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^usage: npm run dist/),
    });
  });

  it('speaks the language of the terminal', () => {
    expect(run(['scripts/start.mjs', '--unknown'], { LANG: 'ja_JP.UTF-8' }).stderr).toContain('使い方: npm start');
    expect(run(['scripts/start.mjs', '--unknown'], { LANG: 'ja_JP.UTF-8', LC_ALL: 'en_US.UTF-8' }).stderr).toContain('usage: npm start');
  });
});

describe('npm test', () => {
  it('ends with the count alone on its last line, and with success only when nothing failed', () => {
    const { status, stdout } = run(['scripts/test.mjs', 'unit', 'test/unit/settings']);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/);
    expect(status).toBe(0);
  }, 120_000);

  it('counts a run that finds no test as failed', () => {
    const { status, stdout } = run(['scripts/test.mjs', 'unit', 'test/unit/no-such-folder']);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
    expect(status).toBe(1);
  }, 120_000);
});

describe('npm run tsunagi', () => {
  it('passes on arguments, output and exit code, and keeps its own words away from stdout', () => {
    const version = run(['scripts/tsunagi.mjs', '--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(version.status).toBe(0);
    expect(run(['scripts/tsunagi.mjs', 'audit']).status).toBe(2);
  }, 120_000);
});
