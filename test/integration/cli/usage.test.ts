import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { AuditSummary } from '#shared/domain/readiness/audit.ts';
import { CLI } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NEO = 'ログインID,氏名,職場用メールアドレス\ntaro,山田 太郎,taro@example.co.jp\n';
const AMAZON = 'メールアドレス,氏名,役割,グループ\ntaro@example.co.jp,山田 太郎,パンチアウト,東京\n';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('usage');
  writeFileSync(join(folder, 'neo.csv'), NEO);
  writeFileSync(join(folder, 'amazon.csv'), AMAZON);
  writeFileSync(join(folder, 'before.csv'), NEO);
  writeFileSync(join(folder, 'words.json'), '{}');
  symlinkSync('neo.csv', join(folder, 'link.csv'));
  symlinkSync('.', join(folder, 'linked'));
  symlinkSync('loop-b', join(folder, 'loop-a'));
  symlinkSync('loop-a', join(folder, 'loop-b'));
});

interface Told {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a separate process, in the folder of both lists. */
const tsunagi = (args: readonly string[], lang = 'ja_JP.UTF-8', input?: string): Promise<Told> =>
  // Uses a shell pipe: standard input of a Node child process is a socket, which cannot be opened by name.
  run('cat | "$0" "$@"', args, lang, input);

function run(script: string, args: readonly string[], lang: string, input: string | undefined): Promise<Told> {
  return new Promise((done, failed) => {
    const child = spawn('sh', ['-c', script, process.execPath, CLI, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], LANG: lang },
      timeout: 30_000,
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', failed);
    child.on('close', (exit) => done({ exit, out, err }));
    child.stdin.end(input);
  });
}

const LISTS = ['audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv'];

describe('bad usage: exit 2, nothing on standard output, one clear line', () => {
  it.each<[string, string[], string]>([
    ['no files', ['audit'], '次のオプションまたは引数が必要です: --neo FILE --amazon FILE'],
    ['an unknown option', [...LISTS, '--frob'], '--frob というオプションはありません'],
    ['an option for a value', ['audit', '--neo', '--amazon', 'amazon.csv'], '--neo に値がありません'],
    ['a dash for a file', ['audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--out', '-'], '--out に「-」は使用できません'],
    ['an empty value', ['audit', '--neo', '', '--amazon', 'amazon.csv'], '--neo に値がありません'],
    ['a word too many', [...LISTS, 'more'], '「more」は不明な引数です'],
    ['a language that is not spoken', [...LISTS, '--lang', 'fr'], '--lang fr は指定できません。使用できる値: ja | en'],
    ['a day that does not exist', [...LISTS, '--today', '2026-02-30'], '--today 2026-02-30 は指定できません。使用できる値: YYYY-MM-DD'],
    [
      'no domain',
      [...LISTS, '--domains', 'example.co.jp,everybody'],
      '--domains everybody は指定できません。使用できる値: a.co.jp,b.co.jp',
    ],
    [
      'an address for a domain',
      [...LISTS, '--domains', 'a@example.co.jp'],
      '--domains a@example.co.jp は指定できません。使用できる値: a.co.jp,b.co.jp',
    ],
    [
      'half an alias',
      [...LISTS, '--alias-domain', 'old.example='],
      '--alias-domain は指定できません。使用できる値: old.example=new.example',
    ],
    ['a report over a list', [...LISTS, '--out', 'amazon.csv'], '--out amazon.csv は --amazon と同じファイルです'],
    ['a report over a list by another name', [...LISTS, '--out', 'link.csv'], '--out link.csv は --neo と同じファイルです'],
    ['two lists for one', [...LISTS, '--neo', 'before.csv'], '--neo は 1 回だけ指定できます'],
    ['two companies', ['runs', '--profile', '本社', '--profile=試験'], '--profile は 1 回だけ指定できます'],
    [
      'a report over the words',
      [...LISTS, '--words', 'words.json', '--out', 'words.json'],
      '--out words.json は --words と同じファイルです',
    ],
    [
      'a report over an earlier list',
      [...LISTS, '--previous-neo', 'before.csv', '--out', './before.csv'],
      '--out ./before.csv は --previous-neo と同じファイルです',
    ],
    [
      'a report over a first run that is kept',
      [...LISTS, '--since-last', 'last.json', '--out', 'linked/last.json'],
      '--out linked/last.json は --since-last と同じファイルです',
    ],
    ['a file that is not there', ['audit', '--neo', 'nix.csv', '--amazon', 'amazon.csv'], '「nix.csv」を開けませんでした'],
    ['a folder', ['audit', '--neo', '.', '--amazon', 'amazon.csv'], 'を開けませんでした'],
    ['links in a circle', ['audit', '--neo', 'loop-a', '--amazon', 'amazon.csv'], '「loop-a」を開けませんでした'],
    ['nothing', ['audit', '--neo', '/dev/null', '--amazon', 'amazon.csv'], '「null」は空のファイルです'],
    ['something without an end', ['audit', '--neo', '/dev/zero', '--amazon', 'amazon.csv'], '「zero」はサイズが上限を超えています'],
    ['a place that cannot be written', [...LISTS, '--out', 'no/such/folder.json'], '「folder.json」に書き込めませんでした'],
    ['the lists exchanged', ['audit', '--neo', 'amazon.csv', '--amazon', 'neo.csv'], 'のユーザーの一覧のようです'],
    ['one list for both', ['audit', '--neo', 'neo.csv', '--amazon', 'neo.csv'], '「neo.csv」は NEO のユーザーの一覧のようです'],
    ['an unknown command', ['frob'], '「frob」というコマンドはありません'],
    ['a name that every object has', ['constructor'], '「constructor」というコマンドはありません'],
    ['a switch with a value', ['doctor', '--json=yes'], '--json に値は指定できません'],
    ['no port', ['sandbox', '--port', 'many'], '--port many は指定できません。使用できる値: 0-65535'],
    ['a file for a folder', ['sandbox', '--data-dir', 'neo.csv'], 'フォルダー neo.csv に書き込めません'],
  ])('%s', async (_, args, text) => {
    const { exit, out, err } = await tsunagi(args);
    expect(err).toContain(text);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).not.toMatch(/\bat .*\.ts:|node:internal/);
    expect(readFileSync(join(folder, 'neo.csv'), 'utf8')).toBe(NEO);
    expect(readFileSync(join(folder, 'amazon.csv'), 'utf8')).toBe(AMAZON);
  });

  it('speaks the language that the usage error itself asks for', async () => {
    const { err } = await tsunagi([...LISTS, '--frob', '--lang', 'en']);
    expect(err).toBe('tsunagi audit: unknown option --frob.\n`tsunagi audit --help` shows its options and examples.\n');
  });

  it('reports that the port of the sandbox is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const { exit, err } = await tsunagi(['sandbox', '--port', String(port), '--lang', 'en']);
      expect({ exit, line: err.split('\n')[0] }).toEqual({
        exit: 2,
        line: `tsunagi sandbox: port ${port} is in use. Specify another port with --port, or omit the option.`,
      });
    } finally {
      server.close();
    }
  });
});

describe('a reader that has seen enough', () => {
  /** Returns the exit code of a command whose output is not read. */
  const unread = async (...args: readonly string[]): Promise<string> => {
    const { err } = await run('{ sleep 0.3; "$0" "$@"; echo "$?" >&2; } | true', args, 'ja_JP.UTF-8', '');
    return err.trimEnd().split('\n').at(-1) ?? '';
  };
  const broken = NEO.replaceAll('taro', 'Taro');

  it('does not change the exit code', async () => {
    writeFileSync(join(folder, 'broken.csv'), broken);
    for (const format of ['json', 'csv', 'html'])
      expect(await unread('audit', '--neo', 'broken.csv', '--amazon', 'amazon.csv', '--format', format)).toBe('1');
    expect(await unread(...LISTS)).toBe('0');
    expect(await unread('watch', '--state', 'unread', '--neo', 'broken.csv', '--amazon', 'amazon.csv')).toBe('1');
  });

  it('has not received a run, which is reported again', async () => {
    const words = ['audit', '--neo', 'broken.csv', '--amazon', 'amazon.csv', '--since-last', 'untold.json'];
    writeFileSync(join(folder, 'broken.csv'), broken);
    expect(await unread(...words)).toBe('1');
    expect(await tsunagi(words)).toMatchObject({ exit: 1, err: expect.stringContaining('初回の実行') });
  });
});

describe('good usage', () => {
  it.each([[['help']], [['--help']], [[]]])('%s shows the usage', async (args) => {
    const { exit, out } = await tsunagi([...args, ...(args.length > 0 ? ['--lang', 'en'] : [])], 'en_US.UTF-8');
    expect({ exit, line: out.split('\n')[0] }).toEqual({ exit: 0, line: 'Usage: tsunagi COMMAND [options]' });
  });

  it.each([
    [['audit', '--help'], 'tsunagi audit (--neo FILE --amazon FILE | --profile NAME) [options]'],
    [['help', 'audit'], 'tsunagi audit (--neo FILE --amazon FILE | --profile NAME) [options]'],
    [['doctor', '-h'], 'tsunagi doctor [options]'],
    [['apply', 'plan.json', '--frob', '--help'], 'tsunagi apply PLANFILE --reason TEXT [options]'],
  ])('%j shows the usage of that command alone', async (args, usage) => {
    const { exit, out } = await tsunagi(args, 'en_US.UTF-8');
    expect({ exit, line: out.split('\n')[0] }).toEqual({ exit: 0, line: `Usage: ${usage}` });
  });

  it('reads a list from a pipe', async () => {
    const { exit, out } = await tsunagi(['audit', '--neo', '/dev/stdin', '--amazon', 'amazon.csv'], 'ja_JP.UTF-8', NEO);
    expect(exit).toBe(0);
    // The lists match; two lists do not show whether anyone can order.
    const { summary, findings } = JSON.parse(out) as { summary: AuditSummary; findings: unknown[] };
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ users: 1, inScope: 1, ready: 0, blocked: 0, notChecked: 1, matched: 1, byCode: {} });
    const states = summary.gates.map(({ passed, blocked, notChecked }) => [passed, blocked, notChecked]);
    expect([states[2], states[4]]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('audits a book on Node 20 too, which has no Promise.withResolvers', async () => {
    const rows = NEO.trim()
      .split('\n')
      .map((line) => line.split(',').map((value) => ({ value, type: String })));
    await writeXlsxFile([{ sheet: 'NEO', data: rows }]).toFile(join(folder, 'neo.xlsx'));
    const asNode20 = '"$0" --import "data:text/javascript,delete Promise.withResolvers" "$@"';
    const { exit, err } = await run(asNode20, ['audit', '--neo', 'neo.xlsx', '--amazon', 'amazon.csv'], 'ja_JP.UTF-8', '');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
  });

  it('prints absent values as null and keeps the order of the keys', async () => {
    const { exit, out } = await tsunagi(
      ['audit', '--neo', '/dev/stdin', '--amazon', 'amazon.csv', '--lang=en'],
      'C',
      NEO.replaceAll('taro', 'Taro'),
    );
    expect(exit).toBe(1);
    const [finding] = (JSON.parse(out) as { findings: object[] }).findings;
    expect(Object.entries(finding ?? {}).map(([key, value]) => (value === null ? `${key} null` : key))).toEqual([
      'code',
      'severity',
      'side',
      'neoUserId null',
      'loginId',
      'name',
      'workEmail',
      'amazonEmail',
      'reason',
      'suggestion',
      'suggestionSide',
      'confidence',
    ]);
  });
});
