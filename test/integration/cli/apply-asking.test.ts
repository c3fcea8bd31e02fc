import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, newCompany, openConsoleOn } from '../../support/apply-company.ts';
import { CLI } from '../../support/built.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { confirmForCommands } from '../../support/trust-keys.ts';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  folder = temporaryFolder('asking');
  const companyId = await newCompany(join(folder, 'data/workspaces'), accessOf(sandbox), '試験商事');
  const engine = await openConsoleOn(join(folder, 'data/workspaces'), companyId);
  await engine.changeServer(sandbox.address);
  const body = { code: 'ASKED', name: '𠮷野のグループ', users: [], organizations: [] };
  await engine.applyDraft({ kind: 'put', section: 'invoice_groups', id: 'asked', body, note: '' });
  await engine.close();
  await confirmForCommands(join(folder, 'data/workspaces'), companyId, sandbox.accessKey);
  await onTerminal(command('plan', '--profile', '試験商事', '--out', 'plan.json'));
});
afterAll(async () => {
  await sandbox.close();
});

const command = (...words: string[]): string =>
  [process.execPath, CLI, ...words, '--data-dir', 'data'].map((word) => `'${word}'`).join(' ');
const APPLY = ['apply', 'plan.json', '--reason', '組織変更のため'];
const sentChanges = (): boolean => sandbox.calls.some(({ action }) => action === 'put_object');

/**
 * Runs a shell command line on a terminal; `keys` are pressed when the question is shown. With `pipefail`, a pipe returns the exit code of
 * a failing command.
 */
function onTerminal(line: string, keys = ''): Promise<{ readonly exit: number | null; readonly said: string; readonly asked: boolean }> {
  return new Promise((done, failed) => {
    const child = spawn('script', ['-qec', `bash -c "set -o pipefail; ${line}"`, '/dev/null'], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        LANG: 'ja_JP.UTF-8',
        TERM: 'xterm',
        TSUNAGI_ACCESS_KEY: sandbox.accessKey,
        TSUNAGI_OPERATOR: '田中',
      },
      timeout: 60_000,
    });
    let said = '';
    let asked = false;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (asked || !said.includes('（y/N）')) return;
      asked = true;
      child.stdin.write(keys);
    });
    child.on('error', failed);
    child.on('close', (exit) => done({ exit, said, asked }));
  });
}

it('a plan reports the characters that its CP932 table cannot represent', async () => {
  const planned = await onTerminal(command('plan', '--profile', '試験商事', '--out', 'plan.csv', '--format', 'csv', '--encoding', 'cp932'));
  expect(planned).toMatchObject({ exit: 0, said: expect.stringContaining('U+20BB7') });
});

describe('apply at a terminal', () => {
  it('sends nothing if its question cannot be displayed, and mentions --yes', async () => {
    const piped = await onTerminal(`${command(...APPLY)} 2>&1 | cat`);
    expect(piped).toMatchObject({ exit: 2, asked: false, said: expect.stringContaining('--yes') });
    expect(await onTerminal(`${command(...APPLY)} 2> errors.txt`)).toMatchObject({ exit: 2, asked: false });
    expect(sentChanges()).toBe(false);
  });

  it.each([
    ['n', 'n\r'],
    ['Ctrl+C', '\u0003'],
    ['Ctrl+D', '\u0004'],
  ])('sends nothing after %s: exit 4, without an error message', async (_, keys) => {
    const refused = await onTerminal(command(...APPLY), keys);
    expect(refused).toMatchObject({ exit: 4, asked: true });
    expect(refused.said).not.toMatch(/Abort|tsunagi apply:/);
    expect(sentChanges()).toBe(false);
  });

  it('applies after yes, and with --yes wherever its words go', async () => {
    expect(await onTerminal(command(...APPLY), 'y\r')).toMatchObject({ exit: 0, asked: true });
    expect(sentChanges()).toBe(true);
    // No question is shown, and the server already has the changes.
    expect(await onTerminal(`${command(...APPLY, '--yes')} 2>&1 | cat`)).toMatchObject({ exit: 4, asked: false });
  });
});
