import { describe, expect, it } from 'vitest';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { toAmazonUsers } from '#main/files/lists/directory-rows.ts';
import type { AmazonUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { getAccountChangeState } from '#shared/domain/fixes/account-changes.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { getGateBit } from '#shared/domain/readiness/gates/order-state.ts';
import type { KnownGroups } from '#shared/domain/readiness/gates/purchasing-groups.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const accountsOf = (...rows: string[]) => {
  const table = readCsvTable(Buffer.from(['email,name,group,role,status', ...rows].join('\n')), 'a.csv');
  return toAmazonUsers(table, requireColumns('amazon-users', matchColumns('amazon-users', table.header), table.header, 'a.csv'), 'a.csv');
};

/** Returns the findings of 山田, and whether gate 4 was checked, for an account with these rows `group,role,state`. */
function auditRows(groups: KnownGroups, ...rows: string[]) {
  const amazonUsers = accountsOf(...rows.map((row) => `yamada@example.co.jp,山田,${row}`));
  const directory = directoryOf([neoUser({ name: '山田', workEmail: 'yamada@example.co.jp' })], [...amazonUsers]);
  const policy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24', ...groups };
  const { findings, notChecked } = auditDirectory(directory, policy);
  return {
    codes: findings.map(({ code }) => code),
    reasons: findings.map(({ reason }) => reason),
    open: ((notChecked[0] ?? 0) & getGateBit(4)) !== 0,
  };
}

const KNOWN: KnownGroups = { purchasingGroups: ['購買'], groupsWithout: ['総務'] };

describe('the punchout role', () => {
  it('does not count in a group without the purchasing system', () => {
    const { codes, reasons } = auditRows(KNOWN, '購買,購買依頼者,アクティブ', '総務,パンチアウト,アクティブ');
    expect(codes).toEqual(['punchout-role-missing']);
    expect(reasons).toEqual([{ key: 'punchout-role-elsewhere', params: { wanted: '購買', groups: '総務' } }]);
  });

  it('counts in the group with the purchasing system, despite an unknown word in another group', () => {
    expect(auditRows(KNOWN, '総務,担当,アクティブ', '購買,パンチアウト,アクティブ')).toEqual({ codes: [], reasons: [], open: false });
    expect(auditRows(KNOWN, '購買,購買依頼者,アクティブ', '総務,担当,アクティブ').codes).toEqual(['punchout-role-missing']);
  });

  it('is not checked if the group with the purchasing system has an unknown word', () => {
    const { codes, reasons, open } = auditRows(KNOWN, '購買,担当,アクティブ', '総務,パンチアウト,アクティブ');
    expect([codes, open]).toEqual([['punchout-role-unknown'], true]);
    expect(reasons[0]?.params).toEqual({ word: '担当' });
  });

  it('is not checked if it is held in an unknown group', () => {
    expect(auditRows(KNOWN, '購買,購買依頼者,アクティブ', '研究,パンチアウト,アクティブ')).toMatchObject({ codes: [], open: true });
    expect(auditRows(KNOWN, '総務,パンチアウト,アクティブ', '研究,購買依頼者,アクティブ').codes).toEqual(['punchout-role-missing']);
  });

  it('counts in any group while no group is known to have the purchasing system', () => {
    expect(auditRows({}, '購買,購買依頼者,アクティブ', '総務,パンチアウト,アクティブ')).toMatchObject({ codes: [], open: false });
  });

  it('has arrived only if the named group has it', () => {
    const [account = null] = accountsOf('a@example.co.jp,山田,購買,購買依頼者,有効', 'a@example.co.jp,山田,総務,パンチアウト,有効');
    const stateIn = (group: string) =>
      getAccountChangeState({ kind: 'grant-role', from: '', group }, { account, groupsKnown: true, owner: null });
    expect([stateIn('購買'), stateIn('総務'), stateIn('')]).toEqual([null, 'arrived', 'arrived']);
  });
});

describe('the punchout role in a list stored before roles were kept per group', () => {
  const audited = (account: Partial<AmazonUser>, groups: KnownGroups = KNOWN) => {
    const work = 'yamada@example.co.jp';
    const stored = amazonUser({ email: work, memberships: undefined, ...account });
    const policy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24', ...groups };
    const { findings, notChecked, summary } = auditDirectory(directoryOf([neoUser({ workEmail: work })], [stored]), policy);
    return { keys: findings.map(({ reason }) => reason.key), open: ((notChecked[0] ?? 0) & getGateBit(4)) !== 0, ready: summary.ready };
  };

  it('is not checked for an account in several groups of which one lacks the purchasing system', () => {
    expect(audited({ groups: ['購買', '総務'] })).toEqual({ keys: ['punchout-role-not-kept'], open: true, ready: 0 });
    expect(audited({ groups: ['購買', '研究'] })).toEqual({ keys: ['punchout-role-not-kept'], open: true, ready: 0 });
  });

  it('is certain for one group, for groups that all have the purchasing system, and if no group gives it', () => {
    expect(audited({ groups: ['購買'] })).toMatchObject({ keys: [], open: false });
    expect(audited({ groups: ['購買', '物品'] }, { purchasingGroups: ['購買', '物品'] })).toMatchObject({ keys: [], open: false });
    expect(audited({ groups: ['購買', '総務'], punchout: false }).keys).toEqual(['punchout-role-missing']);
    expect(audited({ groups: ['購買', '総務'] }, {})).toMatchObject({ keys: [], open: false });
  });

  it('is certain again once the list is imported again', () => {
    expect(auditRows(KNOWN, '購買,パンチアウト,アクティブ', '総務,パンチアウト,アクティブ')).toEqual({
      codes: [],
      reasons: [],
      open: false,
    });
  });
});

describe('an unknown state in one of two groups', () => {
  it.each([
    [['購買,パンチアウト,アクティブ', '総務,パンチアウト,休止']],
    [['購買,パンチアウト,休止', '総務,パンチアウト,アクティブ']],
    [['総務,購買依頼者,アクティブ', '購買,パンチアウト,休止']],
  ])('leaves gate 4 not checked: %s', (rows) => {
    expect(auditRows(KNOWN, ...rows)).toMatchObject({ codes: ['amazon-state-unknown'], open: true });
  });

  it('does not hide a gate that is closed in every group', () => {
    expect(auditRows(KNOWN, '購買,パンチアウト,招待中', '総務,パンチアウト,休止').codes).toContain('purchasing-group-missing');
  });
});
