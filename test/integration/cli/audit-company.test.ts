import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { CLI } from '../../support/built.ts';
import { engineOf, openCompanies } from '../../support/engine.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { onWindows } from '../../support/windows/on-windows.ts';

let folder: string;
let data: string;
let readiness: Readiness;
let lock: ReturnType<typeof takeFolderLock>;

beforeAll(async () => {
  folder = temporaryFolder('audit-company');
  data = join(folder, 'data');
  writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
  const companies = openCompanies(join(data, 'workspaces'));
  await companies.create({ name: '空の商事', kind: 'test' });
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  const engine = engineOf(companies, id);
  for (const [kind, name] of [
    ['neo-users', 'neo.csv'],
    ['amazon-users', 'amazon.csv'],
  ] as const)
    await engine.importList({ kind, path: join(folder, name), name, reading: {} }, createSilentJobContext());
  // Gates 1 and 5 to 8 are checked once something is set up.
  await engine.applyDraft({
    kind: 'put',
    section: 'invoice_groups',
    id: 'g1',
    note: '',
    body: { code: 'HONSHA', name: '本社', users: [], organizations: [] },
  });
  readiness = (await engine.readiness()) as Readiness;
  await companies.close();
  lock = takeFolderLock(data);
});
afterAll(() => {
  lock?.release();
});

const tsunagi = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'audit', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { LANG: 'ja_JP.UTF-8' },
  });
  return { exit: status, out: stdout, err: stderr };
};
/** Returns the files without those in which SQLite records readers; an empty journal contains no change. */
const contents = (): readonly string[] =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-shm$|^console\.lock$/.test(entry.name))
    .filter((entry) => !entry.name.endsWith('-wal') || statSync(join(entry.parentPath, entry.name)).size > 0)
    .map(
      (entry) =>
        `${entry.name} ${createHash('sha256')
          .update(readFileSync(join(entry.parentPath, entry.name)))
          .digest('hex')}`,
    )
    .sort();

describe('tsunagi audit --profile', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('leaves no personal data in temporary files if it is stopped by %s', async (signal) => {
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    const words = [CLI, 'audit', '--profile', '自社', '--data-dir', data];
    const child = spawn(process.execPath, words, { env: { TMPDIR: temporary }, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const copied = (): boolean => readdirSync(temporary).some((name) => name.startsWith('tsunagi-copy-'));
    while (!copied() && child.exitCode === null) await setTimeout(1);
    child.kill(signal);
    const [code, endedBy] = (await ended) as [number | null, NodeJS.Signals | null];
    // Under Wine the signal may arrive after the audit has finished.
    if (onWindows) expect([1, 128 + constants.signals[signal]]).toContain(code);
    else expect([code, endedBy]).toEqual([null, signal]);
    expect(readdirSync(temporary).filter((name) => name.startsWith('tsunagi-'))).toEqual([]);
  });

  it('reports the same numbers as the window, with all eight gates, and changes nothing in the folder', () => {
    const before = contents();
    const { exit, out, err } = tsunagi('--profile', '自社', '--data-dir', data);
    expect(exit).toBe(1);
    expect(err).toContain('NEO の一覧: neo.csv');
    const { summary, findings } = auditSchema.parse(JSON.parse(out));
    const { ready, blocked, notChecked, inScope } = readiness;
    expect(summary).toMatchObject({ ready, blocked, notChecked, inScope });
    expect(summary.gates.map(({ gate }) => gate)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(findings.map(({ code }) => code)).toContain('email-differs-case');
    // These numbers cannot be determined from two files alone.
    const ofFiles = auditSchema.parse(JSON.parse(tsunagi('--neo', 'neo.csv', '--amazon', 'amazon.csv').out));
    expect(summary.gates).toEqual(readiness.gates.map(({ unseen: _, ...gate }) => gate));
    expect(summary.gates).not.toEqual(ofFiles.summary.gates);
    expect(contents()).toEqual(before);
  });

  it('writes any report, for people and quietly', () => {
    const out = join(folder, 'report.html');
    expect(tsunagi('--profile', '自社', '--data-dir', data, '--format', 'html', '--out', out, '--quiet', '--lang', 'en')).toEqual({
      exit: 1,
      out: '',
      err: '',
    });
    expect(readFileSync(out, 'utf8')).toMatch(/<html lang="en">[\s\S]*自社/);
  });

  // Wine itself sets the temporary folder of its programs.
  it.skipIf(onWindows)('names the folder for its copy if it is unusable, and does not report an internal error', () => {
    const nowhere = join(folder, 'nowhere');
    const words = [CLI, 'audit', '--profile', '自社', '--data-dir', data];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env: { TMPDIR: nowhere } });
    expect({ status, stderr }).toEqual({ status: 5, stderr: expect.stringContaining(`「${nowhere}」`) });
    expect(stderr).not.toContain('不具合');
  });

  it.each([
    ['a company that is not there', ['--profile', '他社'], ''],
    ['a company without lists', ['--profile', '空の商事'], ''],
    ['one list of two', ['--profile', '自社', '--neo', 'neo.csv'], '--neo FILE --amazon FILE | --profile NAME'],
    ['what is about files', ['--profile', '自社', '--since-last', 'last.json'], '--since-last'],
    ['a separator of a file', ['--profile', '自社', '--separator', 'comma'], '--separator'],
  ])('refuses %s with 2', (_, words, text) => {
    const told = tsunagi(...words, '--data-dir', data);
    expect(told).toMatchObject({ exit: 2, out: '' });
    expect(told.err).toContain(text);
  });
});
