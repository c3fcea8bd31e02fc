import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { POLICY_KEYS } from '#main/company/policies.ts';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { CLI } from '../../support/built.ts';
import { neoUser } from '../../support/directories.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NEO = [
  '氏名,ログインID,社員番号,職場用メールアドレス',
  '阿部 愛,abe,001,abe@example.co.jp',
  '井上 功,inoue,002,inoue@old.example.jp',
  '上野 海,ueno,003,ueno@example.co.jp',
  '総務 共用,soumu,004,soumu@example.co.jp',
];
const AMAZON = [
  '氏名,Eメールアドレス,役割,グループ',
  '阿部 愛,abe@example.co.jp,発注係,購買',
  '井上 功,inoue@example.co.jp,発注係,購買',
  '上野 海,ueno@example.co.jp,発注係,その他',
];

it("watches with the company's words, former domains, groups and exclusions, also while a window is open", () => {
  const folder = temporaryFolder('watch-rules');
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'neo.csv'), `${NEO.join('\r\n')}\r\n`);
  writeFileSync(join(folder, 'amazon.csv'), `${AMAZON.join('\r\n')}\r\n`);
  const file = new CompanyFolder(join(data, 'workspaces')).create('例示商事', 'test', '2026-11-26T00:00:00.000Z');
  // The company's own people are not loaded, because that can take seconds and write to the file.
  const at = '2026-11-30T00:00:00.000Z';
  const list = { side: 'neo', origin: 'file', label: 'own.csv', takenAt: at, serverRevision: null, missingFields: [] } as const;
  const snapshotId = file.people.begin(list);
  file.people.append(snapshotId, 'neo_user', [neoUser({ id: '1', loginId: 'abe' })]);
  file.people.publish([{ snapshotId, table: 'neo_user' }], at);
  const watch = (...more: readonly string[]) => {
    const lists = ['--neo', 'neo.csv', '--amazon', 'amazon.csv', '--state', `state${more.length}`];
    const words = ['watch', ...lists, '--format', 'json', '--out', 'new.json', ...more];
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...words], { cwd: folder, encoding: 'utf8', env: {} });
    const { findings } = auditSchema.parse(JSON.parse(readFileSync(join(folder, 'new.json'), 'utf8')));
    return { exit: status, err: stderr, findings: findings.map(({ code, loginId }) => `${code} ${loginId}`).sort() };
  };
  expect(watch().findings).toEqual(expect.arrayContaining(['amazon-user-missing soumu', 'punchout-role-unknown abe']));

  file.rememberWords('amazon-users', { role: { 発注係: 'punchout' } });
  file.changeDomains(['example.co.jp'], [{ from: 'old.example.jp', to: 'example.co.jp' }]);
  file.changePolicy(POLICY_KEYS.matching, { purchasingGroups: ['購買'], caseComparison: 'ignore', amazonUsersFrom: 'invitations' });
  file.changePolicy(POLICY_KEYS.exclusions, [{ field: 'login', value: 'soumu', note: '', on: true }]);
  const lock = takeFolderLock(data);
  try {
    const { exit, err, findings } = watch('--profile', '例示商事', '--data-dir', data);
    expect({ exit, err }).toEqual({ exit: 1, err: '' });
    expect(findings).toEqual(['email-differs-alias-domain inoue', 'purchasing-group-missing ueno']);
  } finally {
    lock?.release();
    file.close();
  }
});
