import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { CLI } from '../../support/built.ts';
import { PASSPHRASE_ENV } from '../../support/sealed-backup.ts';
import { scanFolder } from '../../support/windows/scan-folder.ts';
import { shownPath } from '../../support/windows/shown-path.ts';

/** Time limit for a command in milliseconds; it takes up to 40 s on a busy machine. */
const COMMAND_MS = 120_000;

let place: string;
let id: string;
const at = (...names: readonly string[]): string => join(place, ...names);

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'tsunagi-scanned-'));
  const company = new CompanyFolder(at('data', 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z');
  id = company.company().id;
  company.close();
  writeFileSync(at('data', 'settings.json'), '{"language":"ja"}');
  writeFileSync(at('neo.csv'), 'ログインID,名前,メールアドレス\nk-sato,佐藤 健,k-sato@example.co.jp\n');
  writeFileSync(at('amazon.csv'), 'メールアドレス,姓,名\nk-sato@example.co.jp,佐藤,健\n');
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function tsunagi(...args: readonly string[]): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const env = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', ...PASSPHRASE_ENV };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [CLI, ...args], { env, cwd: place, timeout: COMMAND_MS, killSignal: 'SIGKILL' }, (error, out, err) => {
      // A command that did not end fails the test with its output, not with the time limit of the test.
      if (error?.killed === true) reject(new Error(`${args.join(' ')} did not end within ${COMMAND_MS} ms: ${out}${err}`));
      else resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe.each(['share', 'exclusive'] as const)('with a scanner that opens every file (%s)', (mode) => {
  it('a backup, a restore and a restore over existing data are done and reported as done', async () => {
    await using _scan = await scanFolder(mode, place);
    const archive = at(`${mode}.zip`);
    const into = at(`restored-${mode}`);
    expect(await tsunagi('backup', '--to', archive, '--data-dir', at('data'))).toMatchObject({ exit: 0, err: '' });
    expect(await tsunagi('restore', archive, '--into', into)).toMatchObject({ exit: 0 });
    const again = await tsunagi('restore', archive, '--into', into, '--replace');
    expect([again.exit, again.err]).toEqual([0, expect.any(String)]);
    const [before = ''] = readdirSync(into).filter((name) => name.startsWith('before-restore-'));
    expect(again.out).toContain(shownPath(join(into, before)));
    expect(existsSync(join(into, 'workspaces', `${id}.tsunagi`))).toBe(true);
  });

  it('reports are written over earlier ones', async () => {
    await using _scan = await scanFolder(mode, place);
    const out = at(`report-${mode}.csv`);
    for (let run = 0; run < 2; run += 1) {
      const { exit, err } = await tsunagi('audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--format', 'csv', '--out', out);
      expect([exit, err]).toEqual([expect.toBeOneOf([0, 1]), expect.not.stringContaining('(')]);
    }
    expect(readFileSync(out, 'utf8')).toContain('loginId');
  });
});

describe('a name that Windows takes for a device', () => {
  it.each(['nul', 'aux.csv', 'report.'])('is refused as a report: %s', async (name) => {
    const { exit, err } = await tsunagi('audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--format', 'csv', '--out', name);
    expect([exit, err]).toEqual([2, expect.stringContaining('Windows で使えないファイル名です')]);
    expect(existsSync(at(name))).toBe(false);
  });

  it.each(['data.', 'aux/data'])('is refused as a data folder: %s', async (name) => {
    const { exit, err } = await tsunagi('sandbox', '--data-dir', at(name));
    expect([exit, err]).toEqual([5, expect.stringContaining('には Windows で使えない名前が含まれています')]);
    expect(existsSync(at(name.split('/')[0] ?? ''))).toBe(false);
  });
});
