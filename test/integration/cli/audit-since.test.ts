import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('since');
});

interface Person {
  readonly login: string;
  readonly neo?: string;
  readonly amazon?: string;
  readonly role?: string;
}
const PEOPLE = ['taro', 'hana', 'ken', 'yui', 'sho'].map((login): Person => ({ login }));
/** Writes both lists as a morning's export; the given people differ from the others. */
function lists(others: readonly Person[] = [], { roles = true, people = PEOPLE } = {}): void {
  const all = people.map((person) => ({ ...person, ...others.find(({ login }) => login === person.login) }));
  const neo = all.map(({ login, neo = `${login}@example.co.jp` }) => `${login},${login} さん,${neo}`);
  const amazon = all.map(
    ({ login, amazon = `${login}@example.co.jp`, role = 'パンチアウト' }) => `${amazon},${login} さん${roles ? `,${role}` : ''}`,
  );
  writeFileSync(join(folder, 'neo.csv'), ['ログインID,氏名,職場用メールアドレス', ...neo, ''].join('\n'));
  writeFileSync(join(folder, 'amazon.csv'), [`メールアドレス,氏名${roles ? ',役割' : ''}`, ...amazon, ''].join('\n'));
}

interface Said {
  readonly exit: number | null;
  readonly err: string;
  readonly findings: readonly { readonly code: string; readonly loginId: string }[];
  readonly since: {
    readonly run: number;
    readonly new: number;
    readonly back: unknown[];
    readonly fixed: unknown[];
    readonly notChecked: number;
    readonly lostStates?: readonly string[];
  };
}
/** Runs the audit as cron does: without HOME, LANG or a terminal. */
function audit(...more: string[]): Said {
  const words = ['audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--since-last', 'last.json', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { cwd: folder, encoding: 'utf8', env: {} });
  requirePrinted(['audit'], stdout, stderr);
  const { findings = [], summary } = stdout.startsWith('{')
    ? (JSON.parse(stdout) as { findings: Said['findings']; summary: { sinceLast: Said['since'] } })
    : {};
  return { exit: status, err: stderr, findings, since: summary?.sinceLast as Said['since'] };
}
const memory = (): string => readFileSync(join(folder, 'last.json'), 'utf8');

describe('audit --since-last', () => {
  it('reports only new, fixed and returned findings over several days', () => {
    lists([{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const first = audit();
    expect(first).toMatchObject({ exit: 1, since: { run: 1, new: 1, back: [], fixed: [] } });
    expect(first.findings).toMatchObject([{ code: 'email-differs-case', loginId: 'taro' }]);
    expect(first.err).toContain('初回の実行');

    // Nothing changed, so nothing is reported, although a person still cannot order.
    expect(audit()).toMatchObject({ exit: 0, findings: [], since: { run: 2, new: 0, back: [], fixed: [] } });

    lists([{ login: 'hana', neo: '' }]);
    const mended = audit();
    expect(mended).toMatchObject({ exit: 1, since: { run: 3, fixed: [{ code: 'email-differs-case', name: 'taro さん' }], back: [] } });
    expect(mended.findings.map(({ loginId }) => loginId)).toContain('hana');
    expect(mended.findings.map(({ loginId }) => loginId)).not.toContain('taro');
    expect(mended.err).toContain('taro さん');

    lists();
    expect(audit()).toMatchObject({ exit: 0, findings: [], since: { run: 4, new: 0, back: [] } });

    lists([{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const back = audit();
    expect(back).toMatchObject({
      exit: 1,
      since: { run: 5, new: 0, back: [{ code: 'email-differs-case', name: 'taro さん' }], fixed: [] },
    });
    expect(back.findings).toMatchObject([{ code: 'email-differs-case', loginId: 'taro' }]);
    expect(audit()).toMatchObject({ exit: 0, findings: [] });
  });

  it('reports nothing as fixed that could not be checked, and reports it as fixed once it could be', () => {
    lists([{ login: 'ken', role: '承認者' }]);
    expect(audit().findings).toMatchObject([{ code: 'punchout-role-missing', loginId: 'ken' }]);
    lists([], { roles: false });
    const blind = audit();
    expect(blind).toMatchObject({ exit: 0, since: { fixed: [], notChecked: 1 } });
    expect(blind.err).toContain('確認できない');
    // An unknown value adds no information.
    lists([{ login: 'ken', role: '宇宙飛行士' }]);
    expect(audit().since).toMatchObject({ fixed: [], notChecked: 1 });
    lists();
    const fixed = expect.arrayContaining([{ code: 'punchout-role-missing', name: 'ken さん' }]);
    expect(audit()).toMatchObject({ exit: 0, since: { fixed, notChecked: 0 } });
  });

  it('does not report an account of a suspended person as fixed because the state column is missing', () => {
    let on = true;
    const neo = (...columns: readonly string[]): void => {
      const values: Readonly<Record<string, string>> = { 使用停止フラグ: on ? '1' : '', 状態: on ? '使用停止' : '' };
      const rows = PEOPLE.map(({ login }) => [
        `${login},${login} さん,${login}@example.co.jp`,
        ...columns.map((column) => (login === 'taro' ? (values[column] ?? '') : '')),
      ]);
      writeFileSync(
        join(folder, 'neo.csv'),
        [['ログインID,氏名,職場用メールアドレス', ...columns], ...rows].map((row) => `${row.join(',')}\n`).join(''),
      );
    };
    lists();
    neo('使用停止フラグ', '削除フラグ');
    expect(audit().findings).toMatchObject([{ code: 'amazon-user-of-suspended', loginId: 'taro' }]);
    neo('削除フラグ');
    const lost = audit();
    expect(lost.since).toMatchObject({ fixed: [], notChecked: 1, lostStates: ['suspended'] });
    expect(lost.err).toContain('使用停止');
    // It is reported once; afterwards the current columns are the reference.
    for (const _ of [1, 2]) {
      const after = audit();
      expect(after.since).toEqual({ run: expect.any(Number), new: 0, back: [], fixed: [], notChecked: 0 });
      expect(after.err).not.toContain('使用停止');
    }
    neo('使用停止フラグ', '削除フラグ');
    expect(audit().since).toMatchObject({ new: 0, back: [], fixed: [], notChecked: 0 });
    lists();
    neo('状態');
    expect(audit().since).toMatchObject({ new: 0, back: [], fixed: [], notChecked: 0 });
    // A separate column for each state contains the same information as a single column.
    lists();
    neo('使用停止フラグ', 'ログイン拒否フラグ', '削除フラグ');
    expect(audit().since).toMatchObject({ new: 0, back: [], fixed: [], notChecked: 0 });
    on = false;
    neo('使用停止フラグ', 'ログイン拒否フラグ', '削除フラグ');
    expect(audit().since).toMatchObject({ fixed: [{ code: 'amazon-user-of-suspended' }], notChecked: 0 });
  });

  it('handles a list that lost a state column: reports leavers and changes of the remaining states', () => {
    const neo = (rows: readonly string[], columns: string): void =>
      writeFileSync(join(folder, 'neo.csv'), [`ログインID,氏名,職場用メールアドレス,${columns}`, ...rows, ''].join('\n'));
    const row = (login: string, states: string): string => `${login},${login} さん,${login}@example.co.jp,${states}`;
    const others = (states: string): readonly string[] => ['ken', 'yui', 'sho'].map((login) => row(login, states));
    lists();
    neo([row('taro', '1,'), row('hana', ','), ...others(',')], '使用停止フラグ,削除フラグ');
    audit();
    neo([row('taro', ''), row('hana', '1'), ...others('')], '削除フラグ');
    expect(audit()).toMatchObject({ exit: 1, since: { new: 1, fixed: [], notChecked: 1 } });
    neo([row('taro', ''), row('hana', ''), ...others('')], '削除フラグ');
    expect(audit().since).toMatchObject({ fixed: [{ code: 'amazon-user-of-suspended', name: 'hana さん' }], notChecked: 0 });
    lists([], { people: PEOPLE.slice(1) });
    neo([row('hana', ''), ...others('')], '削除フラグ');
    expect(audit().since).toMatchObject({ fixed: [{ code: 'amazon-user-of-suspended', name: 'taro さん' }], notChecked: 0 });
  });

  it('reports nothing as fixed about a person whose row was skipped', () => {
    const spoil = (name: string, login: string): void => {
      const path = join(folder, name);
      const rows = readFileSync(path, 'utf8').split('\n');
      writeFileSync(path, rows.map((row) => (row.includes(`${login} さん`) ? `${row},課長,代理` : row)).join('\n'));
    };
    lists([
      { login: 'taro', neo: 'Taro@example.co.jp' },
      { login: 'ken', role: '承認者' },
    ]);
    expect(audit()).toMatchObject({ since: { run: 1, new: 2 } });
    spoil('neo.csv', 'taro');
    spoil('amazon.csv', 'ken');
    const left = audit('--skip-bad-rows');
    expect(left.err).toContain('neo.csv');
    expect(left.since).toMatchObject({ fixed: [], notChecked: 2 });
    lists([
      { login: 'taro', neo: 'Taro@example.co.jp' },
      { login: 'ken', role: '承認者' },
    ]);
    expect(audit().since).toMatchObject({ new: 0, back: [], notChecked: 0 });
    lists();
    expect(audit().since.fixed).toHaveLength(2);
    // A person who is missing in both complete lists has left.
    lists([{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    audit();
    lists([], { people: PEOPLE.slice(1) });
    expect(audit('--skip-bad-rows').since).toMatchObject({ fixed: [{ code: 'email-differs-case' }], notChecked: 0 });
  });

  it('refuses a list that lost too many people, and keeps the last run unchanged', () => {
    lists([{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    audit();
    const before = memory();
    lists([], { people: PEOPLE.slice(3) });
    expect(audit('--max-shrink', '20%')).toMatchObject({ exit: 4, findings: [], err: expect.stringContaining('3 人') });
    expect(memory()).toBe(before);
    expect(audit('--max-shrink', '3')).toMatchObject({ exit: 0, since: { fixed: [{ code: 'email-differs-case' }] } });
  });

  it('counts no one as newly gone whose login id has since been given to another person', () => {
    lists([], { people: [{ login: 'taro' }] });
    const neo = (...rows: readonly string[]): void =>
      writeFileSync(
        join(folder, 'neo.csv'),
        ['ID,ログインID,社員番号,氏名,職場用メールアドレス', '1,taro,E1,taro さん,taro@example.co.jp', ...rows, ''].join('\n'),
      );
    neo('2,haken,E2,先の人,first@example.co.jp');
    audit();
    neo();
    expect(audit('--max-shrink', '1').exit).toBe(0);
    neo('3,haken,E3,次の人,next@example.co.jp');
    expect(audit('--max-shrink', '0')).toMatchObject({ exit: 1, since: { run: 3, new: 1 } });
  });

  it('keeps the last run if the report cannot be written, so that no finding is missed', () => {
    lists();
    audit();
    const before = memory();
    lists([{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    expect(audit('--out', 'no/such/folder.json').exit).toBe(2);
    expect(memory()).toBe(before);
    expect(audit()).toMatchObject({ exit: 1, since: { new: 1 } });
  });

  it('is readable by its user only, and never overwrites another kind of file', () => {
    lists();
    audit();
    expect(statSync(join(folder, 'last.json')).mode & 0o777).toBe(0o600);
    // The last content is what a power failure may leave. The message explains that no list has to be exported again.
    for (const content of ['{"format":"tsunagi-since-last","version":2}', '{}', 'メールアドレス\n', '[1', '']) {
      writeFileSync(join(folder, 'last.json'), content);
      expect(audit()).toMatchObject({ exit: 2, findings: [], err: expect.stringMatching(/last\.json[\s\S]+初回/) });
      expect(memory()).toBe(content);
    }
    expect(audit('--out', 'last.json')).toMatchObject({ exit: 2 });
  });
});
