import { describe, expect, it } from 'vitest';
import { recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import {
  type AccountChange,
  type AccountChangeFacts,
  type AccountGroups,
  getAccountChangeState,
  listAccountAdvice,
  NO_GROUPS,
} from '#shared/domain/fixes/account-changes.ts';
import { listFixOptions } from '#shared/domain/fixes/fixes.ts';
import { createAddressRegister, planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const policy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-27', amazonUsersFrom: 'invitations' } as const;
const adviceFor = (
  neo: Parameters<typeof neoUser>[0][],
  amazon: Parameters<typeof amazonUser>[0][],
  groups: AccountGroups = NO_GROUPS,
  from: Parameters<typeof listAccountAdvice>[2] = 'invitations',
) => {
  const directory = directoryOf(neo.map(neoUser), amazon.map(amazonUser));
  const purchasingGroups = [...groups.purchasing];
  return listAccountAdvice({ audit: auditDirectory(directory, { ...policy, purchasingGroups }), directory }, groups, from);
};
type AmazonFields = Parameters<typeof amazonUser>[0];
const a = 'a@example.co.jp';

describe('accounts that should be changed', () => {
  it('are those of people who left: out of the account, or of a group', () => {
    expect(adviceFor([{ id: '1', workEmail: a, state: 'suspended' }], [{ email: a, groups: ['購買', '総務'] }])).toEqual([
      {
        amazonIndex: 0,
        neoIndex: 0,
        why: 'leaver',
        certain: true,
        changes: [
          { kind: 'remove-account', from: '', group: '' },
          { kind: 'leave-group', from: '購買', group: '' },
          { kind: 'leave-group', from: '総務', group: '' },
        ],
      },
    ]);
  });

  it('need a review if a login is locked or the account has no owner', () => {
    const [locked] = adviceFor([{ id: '1', workEmail: a, state: 'login-denied' }], [{ email: a }]);
    const [nobody] = adviceFor([{ id: '1', workEmail: a }], [{ email: a }, { email: 'x@example.co.jp' }]);
    expect([locked?.why, locked?.certain, nobody?.why, nobody?.certain]).toEqual(['leaver', false, 'nobody', false]);
  });

  it('are never those of a leaver who is in NEO a second time without an account', () => {
    const left = { id: '1', name: '佐藤 太郎', employeeCode: 'E1', workEmail: a, state: 'suspended' } as const;
    const back = (fields: Parameters<typeof neoUser>[0]) => {
      const directory = directoryOf([neoUser(left), neoUser({ id: '2', name: '佐藤太郎', ...fields })], [amazonUser({ email: a })]);
      const result = auditDirectory(directory, policy);
      const leaver = result.findings.find(({ code }) => code === 'amazon-user-of-suspended') as Finding;
      const offered = listFixOptions(leaver, { workEmail: a, ways: [], doubts: [] });
      return [leaver.reason.key, listAccountAdvice({ audit: result, directory }).length, offered.length];
    };
    const maybe = ['amazon-user-of-suspended-maybe', 0, 0];
    expect([back({ employeeCode: 'E1' }), back({ workEmail: 'sato@example.co.jp' })]).toEqual([maybe, maybe]);
    expect([back({ employeeCode: 'E2' }), back({ name: '鈴木 一' }), back({ state: 'suspended' })]).toEqual(
      new Array(3).fill(['amazon-user-of-suspended', 1, 1]),
    );
  });

  it('are offered but not recommended if the login is only locked', () => {
    const recommended = (['suspended', 'login-denied'] as const).map((state) => {
      const directory = directoryOf([neoUser({ id: '1', workEmail: a, state })], [amazonUser({ email: a })]);
      const result = auditDirectory(directory, policy);
      const [leaver] = listAccountAdvice({ audit: result, directory });
      const choices = { workEmail: a, ways: [], doubts: [] };
      return result.findings.flatMap((finding) =>
        [choices, { ...choices, accounts: leaver?.changes ?? [] }].flatMap((known) => listFixOptions(finding, known)[0]?.recommended),
      );
    });
    expect(recommended).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('are offered but not recommended without an owner: it may be an administrator’s, or NEO’s list incomplete', () => {
    const directory = directoryOf(
      [neoUser({ id: '1', workEmail: a })],
      [amazonUser({ email: a }), amazonUser({ email: 'purchasing@example.co.jp', groups: ['購買'] })],
    );
    const result = auditDirectory(directory, policy);
    const [advice] = listAccountAdvice({ audit: result, directory });
    const choices = { workEmail: '', ways: [], doubts: [] };
    const orphan = result.findings.find(({ code }) => code === 'amazon-orphan') as Finding;
    for (const known of [choices, { ...choices, accounts: advice?.changes ?? [] }, { ...choices, amazonUsersFrom: 'scim' } as const]) {
      const options = listFixOptions(orphan, known);
      expect(options.length).toBeGreaterThan(0);
      expect(options.filter(({ recommended }) => recommended)).toEqual([]);
    }
    expect(advice).toMatchObject({ why: 'nobody', certain: false });
  });

  it('are never those that may be the only account of a person', () => {
    const directory = directoryOf(
      [neoUser({ id: '1', name: '佐藤 花子', workEmail: 'hanako@old.example' }), neoUser({ id: '2', workEmail: 'hanako@older.example' })],
      [amazonUser({ email: 'hanako@new.example' }), amazonUser({ email: 'x@example.co.jp' })],
    );
    const result = auditDirectory(directory, policy);
    const orphans = result.findings.filter(({ code }) => code === 'amazon-orphan');
    expect(orphans.map(({ reason }) => reason)).toEqual([
      { key: 'amazon-orphan-maybe', params: { name: 'hanako@older.example', others: 1 } },
      { key: 'amazon-orphan', params: {} },
    ]);
    expect(listAccountAdvice({ audit: result, directory }).map(({ amazonIndex }) => amazonIndex)).toEqual([1]);
    const actions = orphans.map((orphan) => listFixOptions(orphan, { workEmail: '', ways: [], doubts: [] }).map(({ action }) => action));
    expect(actions).toEqual([[], ['remove-on-amazon']]);
  });

  it('are never those that may belong to an active person who is not in scope', () => {
    const directory = directoryOf(
      [
        neoUser({ id: '1', name: '佐藤 花子', workEmail: '' }),
        neoUser({ id: '2', name: '山田 太郎', workEmail: 'taro.yamada@example.co.jp' }),
      ],
      [
        amazonUser({ email: 'hanako@example.co.jp', name: '佐藤花子' }),
        amazonUser({ email: 'taro.yamada@old.example' }),
        amazonUser({ email: 'x@example.co.jp' }),
      ],
    );
    const result = auditDirectory(directory, { ...policy, excluded: () => true });
    expect(result.findings.map(({ reason }) => reason)).toEqual([
      { key: 'amazon-orphan-maybe', params: { name: '佐藤 花子', others: 0 } },
      { key: 'amazon-orphan-maybe', params: { name: '山田 太郎', others: 0 } },
      { key: 'amazon-orphan', params: {} },
    ]);
    expect(listAccountAdvice({ audit: result, directory }).map(({ amazonIndex }) => amazonIndex)).toEqual([2]);
  });

  it('are never those of an active, excluded person who shares the address with a leaver', () => {
    const directory = directoryOf(
      [neoUser({ id: '1', workEmail: a, state: 'suspended' }), neoUser({ id: '2', name: '受付', workEmail: a })],
      [amazonUser({ email: a })],
    );
    const result = auditDirectory(directory, { ...policy, excluded: ({ name }) => name === '受付' });
    expect(result.findings).toEqual([]);
    expect(listAccountAdvice({ audit: result, directory })).toEqual([]);
  });

  it('need a review if one of two former holders may be back, in any order', () => {
    const gone = { id: '1', workEmail: a, state: 'suspended' } as const;
    const locked = { id: '2', workEmail: a, state: 'login-denied' } as const;
    const told = [
      [gone, locked],
      [locked, gone],
    ].map((people) => adviceFor(people, [{ email: a }]).map(({ certain }) => certain));
    expect(told).toEqual([[false], [false]]);
  });

  it('exclude accounts of which several may belong to one person, by local part or by name', () => {
    const person = { id: '1', name: '山田 太郎', workEmail: 'taro.yamada@new.example' };
    const [old, older] = ['taro.yamada@old.example', 'taro.yamada@older.example'].map((email) => ({ email })) as [
      AmazonFields,
      AmazonFields,
    ];
    expect(adviceFor([person], [old, older])).toEqual([]);
    expect(adviceFor([person], [old, { email: 'x@other.example', name: '山田太郎' }])).toEqual([]);
  });

  it('are never two of one address: a row of a sheet could not say which', () => {
    expect(adviceFor([{ id: '1', workEmail: a, state: 'deleted' }], [{ email: a }, { email: a }])).toEqual([]);
  });

  it('are moved to the group of the invoice group, only if there is one to leave and one to join', () => {
    const groups = (wanted: readonly string[]): AccountGroups => ({
      known: ['東京', '大阪', '名古屋'],
      of: (at) => (at === 0 ? wanted : ['東京']),
      purchasing: [],
    });
    const others = Array.from({ length: 20 }, (_, n) => `p${n}@example.co.jp`);
    const moved = (wanted: readonly string[], has: readonly string[], where = '東京') =>
      adviceFor(
        [a, ...others].map((workEmail, at) => ({ id: String(at + 1), workEmail })),
        [{ email: a, groups: has }, ...others.map((email) => ({ email, groups: [where] }))],
        groups(wanted),
      ).map(({ why, changes }) => [why, changes]);
    expect(moved(['大阪'], ['東京'])).toEqual([['mover', [{ kind: 'move-group', from: '東京', group: '大阪' }]]]);
    expect(moved(['大阪', '名古屋'], ['東京'])).toEqual([['mover', []]]);
    expect(moved(['大阪'], ['東京', '名古屋'])).toEqual([['mover', []]]);
    expect(moved(['大阪'], ['大阪', '東京'])).toEqual([]);
    expect(moved(['大阪'], ['ほか'])).toEqual([]);
    expect(moved([], ['東京'])).toEqual([]);
    // A company with all accounts in one group does not use groups to separate invoices.
    expect(moved(['大阪'], ['東京'], '大阪')).toEqual([]);
  });

  it('are given a group or the role', () => {
    const groups: AccountGroups = { ...NO_GROUPS, purchasing: ['購買'] };
    expect(adviceFor([{ id: '1', workEmail: a }], [{ email: a, groups: ['総務'] }], groups)[0]?.changes).toEqual([
      { kind: 'join-group', from: '', group: '購買' },
      { kind: 'move-group', from: '総務', group: '購買' },
    ]);
    expect(adviceFor([{ id: '1', workEmail: a }], [{ email: a, punchout: false, groups: ['購買'] }])[0]?.changes).toEqual([
      { kind: 'grant-role', from: '', group: '購買' },
    ]);
  });

  it('need a review if several groups have the purchasing system', () => {
    const told = [['東京'], ['東京', '大阪']].map((purchasing) => {
      const directory = directoryOf([neoUser({ id: '1', workEmail: a })], [amazonUser({ email: a, groups: ['総務'] })]);
      const result = auditDirectory(directory, { ...policy, purchasingGroups: purchasing });
      const [advice] = listAccountAdvice({ audit: result, directory }, { ...NO_GROUPS, purchasing });
      const choices = { workEmail: a, ways: [], doubts: [], accounts: advice?.changes ?? [] };
      return [advice?.certain, listFixOptions(result.findings[0] as Finding, choices).some(({ recommended }) => recommended)];
    });
    expect(told).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('are not removed here if SCIM removes them, but still get the role', () => {
    expect(adviceFor([{ id: '1', workEmail: a, state: 'deleted' }], [{ email: a }], NO_GROUPS, 'scim')).toEqual([]);
    expect(adviceFor([{ id: '1', workEmail: a }], [{ email: a, punchout: false }], NO_GROUPS, 'scim')).toHaveLength(1);
  });
});

describe('whether a change has arrived', () => {
  const state = (change: Partial<AccountChange> & Pick<AccountChange, 'kind'>, world: Partial<AccountChangeFacts> = {}) =>
    getAccountChangeState(
      { from: '', group: '', ...change },
      { account: { state: 'active', groups: ['東京'], punchout: false }, groupsKnown: true, owner: { state: 'suspended' }, ...world },
    );

  it('is known from the next list', () => {
    expect(state({ kind: 'remove-account' })).toBeNull();
    expect(state({ kind: 'remove-account' }, { account: null })).toBe('arrived');
    expect(state({ kind: 'remove-account' }, { account: { state: 'inactive', groups: [], punchout: null } })).toBe('arrived');
    expect(state({ kind: 'leave-group', from: '東京' })).toBeNull();
    expect(state({ kind: 'leave-group', from: '大阪' })).toBe('arrived');
    expect(state({ kind: 'move-group', from: '大阪', group: '東京' })).toBe('arrived');
    expect(state({ kind: 'move-group', from: '東京', group: '大阪' })).toBeNull();
    expect(state({ kind: 'join-group', group: '東京' })).toBe('arrived');
    expect(state({ kind: 'grant-role' }, { account: { state: 'active', groups: [], punchout: true } })).toBe('arrived');
  });

  it('is obsolete if the person is back or the account has another group', () => {
    expect(state({ kind: 'remove-account' }, { owner: { state: 'active' } })).toBe('overtaken');
    expect(state({ kind: 'move-group', from: '大阪', group: '名古屋' })).toBe('overtaken');
  });

  it('is unknown if the list has no groups', () => {
    expect(state({ kind: 'leave-group', from: '大阪' }, { groupsKnown: false })).toBeNull();
  });

  it('is lost with the account', () => {
    expect(state({ kind: 'grant-role' }, { account: null })).toBe('lost');
  });
});

describe('a change of the account', () => {
  it('is the reason given when many rows are adopted for every finding it fixes, and for no other', () => {
    const left = (amazonUsersFrom: 'invitations' | 'scim') => {
      const lists = directoryOf(
        [
          neoUser({ id: '1', workEmail: 'one@example.co.jp' }),
          neoUser({ id: '2', workEmail: 'two@example.co.jp', state: 'suspended' }),
          neoUser({ id: '3', workEmail: 'bad' }),
        ],
        [
          amazonUser({ email: 'one@example.co.jp', punchout: false }),
          amazonUser({ email: 'two@example.co.jp' }),
          amazonUser({ email: 'somebody@example.co.jp' }),
        ],
      );
      const audited = auditDirectory(lists, policy);
      const keys = recognizePeople(lists.neoUsers, []).keys;
      const rules = { ticked: new Set<number>(), invite: false, amazonUsersFrom };
      const view = { audit: audited, directory: lists, people: keys };
      const { leftOut } = planFixes(audited.findings.keys(), view, createAddressRegister(lists, keys, []), new Set(), rules);
      return leftOut.filter(({ why }) => why === 'account').map(({ row }) => audited.findings[row]?.code);
    };
    expect(left('invitations').sort()).toEqual(['amazon-orphan', 'amazon-user-of-suspended', 'punchout-role-missing']);
    expect(left('scim')).toEqual(['punchout-role-missing']);
  });
});
