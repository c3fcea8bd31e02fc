import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { accessOf, newCompany, openConsoleOn } from '../../support/apply-company.ts';
import { CLI } from '../../support/built.ts';
import { PEOPLE, writeMorning } from '../../support/morning-lists.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { confirmForCommands } from '../../support/trust-keys.ts';

let folder: string;
const path = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = temporaryFolder('watch');
});

interface Said {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}
const FILES = ['--neo', 'neo.csv', '--amazon', 'amazon.csv'];
/** Runs the command as cron and systemd do: without HOME, LANG, a terminal or any environment variable. */
function watch(words: readonly string[], more: readonly string[] = []): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'watch', '--state', 'state', ...words, ...more], {
    cwd: folder,
    encoding: 'utf8',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  requirePrinted(['watch'], stdout, stderr);
  return { exit: status, out: stdout, err: stderr };
}
interface Report {
  readonly findings: readonly { readonly code: string; readonly loginId: string }[];
}
const report = (): string[] =>
  (auditSchema.parse(JSON.parse(readFileSync(path('new.json'), 'utf8'))) as Report).findings.map(
    ({ code, loginId }) => `${code} ${loginId}`,
  );
const OUT = ['--format', 'json', '--out', 'new.json'];

describe('watch', () => {
  it('reports only new, fixed and returned findings over several runs', () => {
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const first = watch(FILES, [...OUT, '--json']);
    expect(first).toMatchObject({ exit: 1, err: '' });
    expect(JSON.parse(first.out)).toEqual({ type: 'watch', run: 1, new: 1, back: 0, fixed: 0, notChecked: 0 });
    expect(report()).toEqual(['email-differs-case taro']);

    expect(watch(FILES, OUT)).toMatchObject({ exit: 0, out: expect.stringContaining('新規 0 件') });
    expect(report()).toEqual([]);

    writeMorning(folder, [{ login: 'hana', neo: '' }]);
    expect(watch(FILES, OUT)).toMatchObject({ exit: 1, out: expect.stringContaining('解消 1 件') });
    expect(report()).toContain('work-email-missing hana');

    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    expect(watch(FILES, OUT)).toMatchObject({ exit: 1, out: expect.stringContaining('再発 1 件') });
    expect(report()).toEqual(['email-differs-case taro']);
  });

  it('never writes personal data to a system log', () => {
    const nobody = /taro|hana|example\.co\.jp|さん|@/i;
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const runs = [watch(FILES, ['--log', 'watch.log'])];
    writeFileSync(
      path('neo.csv'),
      'ログインID,氏名,職場用メールアドレス\ntaro,taro さん,taro@example.co.jp,余分\nhana,hana さん,"hana@example.co.jp\n',
    );
    runs.push(watch(FILES, ['--log', 'watch.log']));
    writeFileSync(
      path('neo.csv'),
      'ログインID,氏名,職場用メールアドレス\ntaro,taro さん,taro@example.co.jp,hana さん\nhana,hana さん,hana@example.co.jp\n',
    );
    runs.push(watch(FILES, ['--log', 'watch.log']), watch(FILES, ['--log', 'watch.log', '--skip-bad-rows', '--json', '--max-shrink', '9']));
    writeMorning(folder, [], { people: PEOPLE.slice(3) });
    runs.push(watch(FILES, ['--log', 'watch.log', '--max-shrink', '0']));
    for (const { out, err } of runs) expect(out + err).not.toMatch(nobody);
    expect(runs.map(({ exit }) => exit)).toEqual([1, 2, 2, 1, 4]);
    const log = readFileSync(path('watch.log'), 'utf8');
    expect(log).not.toMatch(nobody);
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z info 初回の実行/);
    expect(log).toMatch(/ error tsunagi watch: /);
    expect(statSync(path('watch.log')).mode & 0o777).toBe(0o600);
  });

  it('names no person from a list without headers, or with a wrong --header-row', () => {
    const nobody = /taro|hana|山田|花田|example\.co\.jp|@/i;
    writeMorning(folder);
    const people = ['1,taro,山田 太郎,taro@example.co.jp,営業部', '2,hana,花田 花子,hana@example.co.jp,総務部'];
    const log = ['--log', 'watch.log'];
    writeFileSync(path('neo.csv'), `${people.join('\n')}\n`);
    const headless = watch(FILES, [...log, '--json']);
    writeFileSync(path('neo.csv'), `番号,ログインID,氏名,職場用メールアドレス,組織\n${people.join('\n')}\n`);
    const wrong = watch(FILES, [...log, '--header-row', 'neo=2', '--lang', 'en']);
    for (const { exit, out, err } of [headless, wrong]) {
      expect(exit).toBe(2);
      expect(out + err).not.toMatch(nobody);
    }
    expect(readFileSync(path('watch.log'), 'utf8')).not.toMatch(nobody);
    // Headers of custom columns are not names of people.
    writeFileSync(path('neo.csv'), '番号,ログインID,氏名,私の列\n1,taro,山田 太郎,営業部\n');
    const known = watch(FILES, log);
    expect(known).toMatchObject({ exit: 2, err: expect.stringContaining('ログインID / 氏名') });
    expect(known.err).not.toContain('私の列');
  });

  it('prints the number of unknown words in a column, not the words: they may contain names', () => {
    writeMorning(folder);
    writeFileSync(path('neo.csv'), 'ログインID,氏名,職場用メールアドレス,利用状態\ntaro,taro さん,taro@example.co.jp,花田 育休中\n');
    writeFileSync(path('amazon.csv'), 'メールアドレス,氏名,役割\ntaro@example.co.jp,taro さん,花田の代理\n');
    const { exit, out, err } = watch(FILES, ['--log', 'watch.log']);
    expect(exit).toBe(1);
    for (const said of [out + err, readFileSync(path('watch.log'), 'utf8')]) {
      expect(said).not.toContain('花田');
      expect(said).toMatch(/「利用状態」列: 未登録の値 1 種類（1 行）[\s\S]+tsunagi audit/);
      expect(said).toContain('「役割」列: 未登録の値 1 種類（1 行）');
    }
  });

  it('prints the number of unrepresentable characters, not the characters: they are part of names', () => {
    writeMorning(folder);
    writeFileSync(path('neo.csv'), 'ログインID,氏名,職場用メールアドレス\ntaro,𠮷田 太郎,\n');
    const { exit, err } = watch(FILES, ['--format', 'csv', '--encoding', 'cp932', '--out', 'new.csv', '--max-shrink', '9']);
    expect(exit).toBe(1);
    expect(err).toMatch(/表せない文字が \d+ 個/);
    expect(err).not.toMatch(/𠮷|20BB7/);
  });

  it('takes the newest list of a folder or of a pattern, and no unfinished copy', () => {
    mkdirSync(path('neo'));
    mkdirSync(path('lists'));
    writeMorning(folder, [{ login: 'ken', neo: '' }], { neo: 'neo/old.csv', amazon: 'lists/amazon-1.csv', at: '2026-11-20T00:00:00Z' });
    writeMorning(folder, [], { neo: 'neo/new.csv', amazon: 'lists/amazon-2.csv', at: '2026-11-21T00:00:00Z' });
    writeFileSync(path('neo/.new.csv.swp'), 'half');
    writeFileSync(path('neo/newer.csv.part'), 'half');
    writeFileSync(path('neo/notes.docx'), 'no list');
    writeFileSync(path('lists/other.csv'), 'no list');
    symlinkSync('nowhere', path('neo/zzz.csv'));
    const words = ['--neo', 'neo', '--amazon', 'lists/amazon*.csv'];
    const told = watch(words);
    expect(told).toMatchObject({ exit: 0, err: '' });
    expect(told.out).toContain('new.csv（2026-11-21 09:00）');
    expect(told.out).toContain('amazon-2.csv');
    utimesSync(path('neo/old.csv'), new Date(), new Date());
    expect(watch(words)).toMatchObject({ exit: 1, out: expect.stringContaining('old.csv') });
  });

  it('reports a missing list, and an export that has stopped', () => {
    writeMorning(folder);
    mkdirSync(path('empty'));
    for (const place of ['empty', 'nowhere/neo*.csv', 'gone.csv', 'x*.csv'])
      expect(watch(['--neo', place, '--amazon', 'amazon.csv'])).toMatchObject({ exit: 2, out: '', err: expect.stringContaining(place) });
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    utimesSync(path('neo.csv'), days(9.5), days(9.5));
    expect(watch(FILES, ['--max-age', '8'])).toMatchObject({ exit: 4, err: expect.stringContaining('9 日前') });
    expect(readdirSync(path('state'))).not.toContain('last.json');
    expect(watch(FILES, ['--max-age', '9'])).toMatchObject({ exit: 0 });
  });

  it('refuses a list of either side that lost too many people, and keeps the last run unchanged', () => {
    writeMorning(folder);
    watch(FILES);
    const before = readFileSync(path('state/last.json'), 'utf8');
    writeMorning(folder, [], { people: PEOPLE.slice(3) });
    expect(watch(FILES, ['--max-shrink', '1'])).toMatchObject({ exit: 4, err: expect.stringContaining('3 人') });
    writeMorning(folder, []);
    writeMorning(folder, [], { neo: 'other.csv', people: PEOPLE.slice(2) });
    expect(watch(FILES, ['--max-shrink', '1'])).toMatchObject({ exit: 4, err: expect.stringContaining('2 人') });
    expect(readFileSync(path('state/last.json'), 'utf8')).toBe(before);
  });

  it('writes its report nowhere that a later run would take it for a list', () => {
    mkdirSync(path('lists'));
    writeMorning(path('lists'));
    const places = ['--neo', 'lists/neo*', '--amazon', 'lists/amazon.csv'];
    for (const out of ['lists/neo-new.csv', 'lists/amazon.csv', 'state/new.csv'])
      expect(watch(places, ['--format', 'csv', '--out', out])).toMatchObject({ exit: 2, err: expect.stringContaining(out) });
    expect(watch(['--neo', 'lists', '--amazon', 'lists/amazon.csv'], ['--out', 'lists/new.xlsx']).exit).toBe(2);
    expect(watch(places, ['--format', 'csv', '--out', 'lists/new.csv']).exit).toBe(0);
  });

  it('accepts a log next to the last run from the first run on, and names a file it cannot write', () => {
    writeMorning(folder);
    expect(watch(FILES, ['--log', 'state/watch.log'])).toMatchObject({ exit: 0, err: '' });
    expect(readFileSync(path('state/watch.log'), 'utf8')).toContain('初回の実行');
    for (const option of ['--log', '--out']) {
      const told = watch(FILES, [option, 'nowhere/new.xlsx']);
      expect(told).toMatchObject({
        exit: 2,
        err: expect.stringMatching(/^tsunagi watch: 「new\.xlsx」に書き込めませんでした\n.*フォルダー/),
      });
      expect(told.err).toContain('ほかのプログラム');
      expect(told.err).not.toContain('空きが');
    }
  });

  it('overwrites no list and no last run with its report or log, not even through a link', () => {
    mkdirSync(path('lists'));
    writeMorning(path('lists'));
    symlinkSync('lists', path('linked'));
    writeFileSync(path('words.json'), '{}');
    const places = ['--neo', 'lists', '--amazon', 'lists/amazon.csv', '--words', 'words.json'];
    const before = readFileSync(path('lists/neo.csv'), 'utf8');
    expect(watch(['--neo', 'lists/neo.csv', '--amazon', 'lists/amazon.csv'], ['--log', 'lists/watch.log']).exit).toBe(0);
    const last = readFileSync(path('state/last.json'), 'utf8');
    for (const option of ['--out', '--log'])
      for (const where of ['linked/neo.csv', 'linked/amazon.csv', 'lists/watch.txt', 'words.json', 'state/last.json'])
        expect(watch(places, [option, where])).toMatchObject({ exit: 2, err: expect.stringContaining(`${option} ${where}`) });
    expect(watch(places, ['--out', 'new.xlsx', '--log', 'new.xlsx']).exit).toBe(2);
    expect(readFileSync(path('lists/neo.csv'), 'utf8')).toBe(before);
    expect(readFileSync(path('state/last.json'), 'utf8')).toBe(last);
    expect(readFileSync(path('words.json'), 'utf8')).toBe('{}');
  });

  it('refuses a list of organizations that is still being written', () => {
    writeMorning(folder);
    writeFileSync(path('organizations.csv'), '組織ID,組織名,親組織\n1,本社,\n2,総務部,本社\n3,経');
    expect(watch([...FILES, '--organizations', 'organizations.csv'])).toMatchObject({
      exit: 4,
      err: expect.stringMatching(/4 行目[\s\S]+最後の行を改行で終えて/),
    });
    expect(readdirSync(path('state'))).not.toContain('last.json');
  });

  it('reports invalid arguments', () => {
    writeMorning(folder);
    for (const words of [
      ['--amazon', 'amazon.csv'],
      [...FILES, '--max-age', 'old'],
      [...FILES, '--wait', '-1'],
      [...FILES, '--wait=1.5'],
      [...FILES, '--encoding', 'cp932'],
      [...FILES, '--max-shrink', 'all'],
      [...FILES, '--today', 'soon'],
    ])
      expect(watch(words), words.join(' ')).toMatchObject({ exit: 2, out: '' });
  });
});

describe('a second run in the folder', () => {
  it('is refused at once, or waits for the requested time', async () => {
    writeMorning(folder);
    const held = takeFolderLock(path('state'));
    const refused = watch(FILES);
    expect(refused).toMatchObject({ exit: 2, err: expect.stringContaining('state') });
    const child = spawn(process.execPath, [CLI, 'watch', '--state', 'state', ...FILES, '--wait', '60'], { cwd: folder, env: {} });
    let out = '';
    // The command reports that it waits before it starts to wait.
    child.stdout.once('data', () => held?.release());
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    expect(await new Promise((done) => child.on('close', done))).toBe(0);
    expect(out).toContain('初回の実行');
  });
});

describe("a company's server", () => {
  let sandbox: Sandbox;
  let data: string;
  beforeAll(async () => {
    sandbox = await startSandbox();
    data = temporaryFolder('watch-data');
    const id = await newCompany(join(data, 'workspaces'), accessOf(sandbox), '試験商事');
    const engine = await openConsoleOn(join(data, 'workspaces'), id);
    await engine.changeServer(sandbox.address);
    await engine.close();
    await confirmForCommands(join(data, 'workspaces'), id, sandbox.accessKey, 'b'.repeat(sandbox.accessKey.length));
  });
  afterAll(async () => {
    await sandbox.close();
  });

  function watchServer(key: string, ...more: string[]): Promise<Said> {
    const words = ['watch', '--state', 'state', '--profile', '試験商事', '--amazon', 'amazon.csv', '--data-dir', data, ...more];
    return new Promise((done) => {
      const child = spawn(process.execPath, [CLI, ...words], { cwd: folder, env: { TSUNAGI_ACCESS_KEY: key } });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      child.on('close', (exit) => done({ exit, out, err }));
    });
  }

  it('is read while a window is open, without changing the company', async () => {
    writeMorning(folder);
    const held = takeFolderLock(data);
    try {
      expect(held).not.toBeNull();
      const first = await watchServer(sandbox.accessKey, '--json');
      expect(first).toMatchObject({ exit: 1, err: '' });
      expect(JSON.parse(first.out)).toMatchObject({ type: 'watch', run: 1 });
      expect((JSON.parse(first.out) as { new: number }).new).toBeGreaterThan(100);
      expect(await watchServer(sandbox.accessKey)).toMatchObject({ exit: 0, err: '' });
    } finally {
      held?.release();
    }
  });

  it('that rejects the key is reported with its code, and no run is saved', async () => {
    writeMorning(folder);
    const refused = await watchServer('b'.repeat(sandbox.accessKey.length));
    expect(refused).toMatchObject({ exit: 3, out: '' });
    expect(refused.err).not.toContain('bbbb');
    expect(readdirSync(path('state'))).not.toContain('last.json');
  });
});
