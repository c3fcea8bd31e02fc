import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('completion');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/tsunagi'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(folder, 'bin/tsunagi'), 0o755);
});

function tsunagi(...args: string[]): { exit: number | null; out: string } {
  const { status, stdout } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' },
  });
  return { exit: status, out: stdout };
}
/** Returns the completions of the last word, and which of the shell's own completions are offered as well. */
function offered(...words: string[]): { words: string[]; rest: string } {
  const lines = tsunagi('complete', '--', ...words)
    .out.trimEnd()
    .split('\n');
  const rest = lines.pop() ?? '';
  return { words: lines.map((line) => line.split('\t')[0] as string), rest };
}

describe('what is offered', () => {
  it('are commands first, then options that were not given yet', () => {
    expect(offered('')).toEqual({ words: expect.arrayContaining(['audit', 'apply', 'doctor']), rest: ':none' });
    expect(offered('a')).toEqual({ words: ['audit', 'apply', 'abandon'], rest: ':none' });
    expect(offered('audit', '--neo', 'x.csv', '--')).toMatchObject({ words: expect.not.arrayContaining(['--neo']) });
    expect(offered('audit', '--previous')).toEqual({ words: ['--previous-neo', '--previous-amazon'], rest: ':none' });
    expect(offered('audit', '--header-row', '3', '--header').words).toEqual(['--header-row']);
  });

  it('are the values of an option: words, files or folders', () => {
    expect(offered('audit', '--format', 'x')).toEqual({ words: ['xlsx'], rest: ':none' });
    const forms = { words: ['json', 'csv', 'xlsx', 'html'], rest: ':none' };
    expect(offered('audit', '--format=')).toEqual(forms);
    // Arguments as bash splits them.
    expect(offered('audit', '--format', '=')).toEqual(forms);
    expect(offered('audit', '--format', '=', 'h').words).toEqual(['html']);
    expect(tsunagi('complete', '--next', '--', 'audit', '--format').out.split('\n')).toHaveLength(6);
    expect(offered('audit', '--neo', '')).toEqual({ words: [], rest: ':files' });
    expect(offered('audit', '--data-dir', '')).toEqual({ words: [], rest: ':folders' });
    expect(offered('audit', '--domains', '')).toEqual({ words: [], rest: ':none' });
    expect(offered('apply', '')).toEqual({ words: [], rest: ':files' });
    expect(offered('history', '')).toEqual({ words: ['verify'], rest: ':none' });
    expect(offered('help', 'dig')).toEqual({ words: ['digest'], rest: ':none' });
  });

  it('is empty if nothing matches, and words are never executed', () => {
    expect(offered('frob', '')).toEqual({ words: [], rest: ':none' });
    expect(offered('audit', '--help', '--q').words).toEqual(['--quiet']);
  });
});

describe('the script of a shell', () => {
  it.each(['bash', 'zsh', 'powershell'])('of %s exists, and calls the command itself', (shell) => {
    const { exit, out } = tsunagi('completion', shell);
    expect(exit).toBe(0);
    expect(out).toMatch(/tsunagi complete /);
  });

  /** Returns the terminal output of a shell in which a line with tabs was typed. */
  function typed(shell: string, before: readonly string[], line: string): string {
    const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
    // `echo` is inserted before the completed line, so that it is shown instead of run.
    const input = `${before.join('\n')}\n${line}\u0001echo '=\u0005'\nexit\n`;
    const { stdout } = spawnSync('script', ['-qec', shell, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      input,
      timeout: 60_000,
      env: { PATH: path, LANG: 'C.UTF-8', TERM: 'dumb', HOME: folder, PS1: '', INPUTRC: '/dev/null' },
    });
    return /^=(.*?)\s*$/m.exec(stdout.replaceAll('\r', ''))?.[1] ?? stdout;
  }

  it('completes in a real bash', () => {
    writeFileSync(join(folder, 'NEO-list.csv'), '');
    const before = ['. <(tsunagi completion bash)'];
    expect(typed('bash --norc --noprofile -i', before, 'tsunagi dig\t--day\t')).toBe('tsunagi digest --days');
    expect(typed('bash --norc --noprofile -i', before, 'tsunagi audit --neo NEO-l\t')).toBe('tsunagi audit --neo NEO-list.csv');
    expect(typed('bash --norc --noprofile -i', before, 'tsunagi audit --format=x\t')).toBe('tsunagi audit --format=xlsx');
    // A typed command substitution is never run.
    expect(typed('bash --norc --noprofile -i', before, 'tsunagi audit --neo $(touch\\ was-run) --quie\t')).toContain('--quiet');
    expect(existsSync(join(folder, 'was-run'))).toBe(false);
  });

  it('completes in a real zsh', () => {
    const before = ['autoload -U compinit && compinit -u', 'source <(tsunagi completion zsh)'];
    expect(typed('zsh -f -i', before, 'tsunagi dig\t--day\t')).toBe('tsunagi digest --days');
  });
});
