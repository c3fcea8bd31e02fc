import { describe, expect, it } from 'vitest';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { FIX_EFFECTS, type Fix, getAddressAction, getDirectoryAction, getFixState, listFixOptions } from '#shared/domain/fixes/fixes.ts';
import { checkTypedAddress, createAddressRegister, planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { AMAZON_USER_SOURCES } from '#shared/domain/integration/amazon-users.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { computeEvidenceScore, EVIDENCE_KEYS } from '#shared/domain/readiness/evidence/evidence.ts';
import { FINDING_CODES, type Finding } from '#shared/domain/readiness/finding.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const policy = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] },
  today: '2026-11-24',
};
const blocking = (directory: Directory, neoIndex = 0): Finding => {
  const { findings, firstClosed } = auditDirectory(directory, policy);
  const finding = findings[firstClosed[neoIndex] as number];
  if (finding === undefined) throw new Error('nothing blocks');
  return finding;
};
const optionsOf = (directory: Directory) => {
  const finding = blocking(directory);
  const { ways, doubts } = auditDirectory(directory, policy);
  return listFixOptions(finding, {
    workEmail: directory.neoUsers[0]?.workEmail ?? '',
    ways: ways.get(0) ?? [],
    doubts: doubts.get(0) ?? [],
  });
};
const NO_CHOICES = { workEmail: 'a@example.co.jp', ways: [], doubts: [] };

describe('suggestions by identity', () => {
  const suggestionFor = (person: Parameters<typeof neoUser>[0], ...accounts: Parameters<typeof amazonUser>[0][]) =>
    blocking(
      directoryOf(
        [neoUser({ id: '1', ...person })],
        accounts.map((account) => amazonUser(account)),
      ),
    ).suggestion;

  it.each([
    ['kanji variants', { name: '髙﨑 邊' }, { name: '高崎辺' }, ['same-name-variant']],
    ['the order of names', { name: 'Taro Tanaka' }, { name: 'Tanaka Taro' }, ['same-name-swapped']],
    ['kana', { name: '田中 太郎', kana: 'タナカ タロウ' }, { name: 'たなか たろう' }, ['same-name-kana']],
    ['romaji', { name: '佐藤 翔平', kana: 'サトウ ショウヘイ' }, { name: 'Shohei Satoh' }, ['same-name-romaji']],
  ] as const)('see through %s', (_, person, account, reasons) => {
    const suggestion = suggestionFor(person, { email: 'someone@example.co.jp', ...account });
    expect(suggestion).toMatchObject({ side: 'neo', address: 'someone@example.co.jp', ambiguous: false, confidence: 'low' });
    expect(suggestion?.reasons).toEqual(['other-empty', ...reasons]);
  });

  it('take the spelling of an address for a second reason, which makes a pair', () => {
    const finding = blocking(
      directoryOf(
        [neoUser({ id: '1', name: '大野 順一', kana: 'オオノ ジュンイチ', workEmail: '' })],
        [amazonUser({ name: '大野順一', email: 'junichi.ohno@example.co.jp' })],
      ),
    );
    // Without an address the order stops at gate 3, regardless of the account.
    expect(finding).toMatchObject({
      code: 'work-email-missing',
      reason: { key: 'missing-person-match', params: { by: 'reading' } },
      suggestion: { confidence: 'medium', reasons: ['other-empty', 'same-name', 'name-in-address'] },
    });
  });

  it('stop a person with an invalid address at gate 3, with the fault and the matching account', () => {
    const finding = blocking(
      directoryOf(
        [neoUser({ id: '1', name: '大野 順一', kana: 'オオノ ジュンイチ', workEmail: 'ohno' })],
        [amazonUser({ name: '大野順一', email: 'junichi.ohno@example.co.jp' })],
      ),
    );
    expect(finding).toMatchObject({
      code: 'work-email-malformed',
      reason: { key: 'malformed-person-match', params: { by: 'reading', problem: 'at-missing' } },
      suggestion: { address: 'junichi.ohno@example.co.jp' },
    });
  });

  it('report two equally matching accounts, and prefer one with a second reason', () => {
    const two = suggestionFor(
      { name: '田中 太郎' },
      { name: '田中 太郎', email: 'b@example.co.jp' },
      { name: '田中 太郎', email: 'a@example.co.jp' },
    );
    expect(two).toMatchObject({ address: 'a@example.co.jp', ambiguous: true, alternatives: [{ address: 'b@example.co.jp' }] });
    const surer = suggestionFor(
      { name: '田中 太郎', employeeCode: '7' },
      { name: '田中 太郎', email: 'a@example.co.jp', employeeCode: '7' },
      { name: '田中 太郎', email: 'b@example.co.jp' },
    );
    expect(surer).toMatchObject({ address: 'a@example.co.jp', ambiguous: false });
  });

  it('are ambiguous if two accounts have the code of one person', () => {
    const code = { name: '田中 太郎', employeeCode: '7' };
    const two = suggestionFor(code, { ...code, email: 'a@example.co.jp' }, { ...code, email: 'b@example.co.jp' });
    expect(two).toMatchObject({ ambiguous: true, alternatives: [{ address: 'b@example.co.jp' }] });
  });

  it('never name a person with another employee code, or an address that lost a character', () => {
    expect(
      suggestionFor({ name: '田中 太郎', employeeCode: '1' }, { name: '田中 太郎', email: 'a@example.co.jp', employeeCode: '2' }),
    ).toBeNull();
    expect(suggestionFor({ name: '田中 太郎' }, { name: '田中 太郎', email: 'jos?@example.co.jp' })).toBeNull();
  });

  it('withhold an address that two people could claim or another person has, and give the reason', () => {
    const contested = directoryOf(
      [neoUser({ id: '1', name: '田中 太郎' }), neoUser({ id: '2', name: '田中 太郎' })],
      [amazonUser({ name: '田中 太郎', email: 'a@example.co.jp' })],
    );
    expect([...auditDirectory(contested, policy).withheld]).toEqual([
      [0, 'ambiguous'],
      [1, 'ambiguous'],
    ]);
    const taken = directoryOf(
      [
        neoUser({ id: '1', name: '田中 太郎' }),
        neoUser({ id: '2', name: '鈴木', mobileEmail: 'A@example.co.jp', workEmail: 's@example.co.jp', state: 'suspended' }),
      ],
      [amazonUser({ name: '田中 太郎', email: 'a@example.co.jp' })],
    );
    expect([...auditDirectory(taken, policy).withheld]).toEqual([[0, 'collision']]);
  });
});

describe('scores', () => {
  it('increase with every reason for and decrease with every reason against, in any order', () => {
    for (const reason of EVIDENCE_KEYS) {
      const with_ = computeEvidenceScore(['same-name', reason]);
      const alone = computeEvidenceScore(['same-name']);
      if (reason.startsWith('other-name') || reason === 'other-employee-code') expect(with_).toBeLessThan(alone);
      else expect(with_).toBeGreaterThanOrEqual(alone);
      expect(with_).toBe(computeEvidenceScore([reason, 'same-name']));
      expect(with_).toBeLessThanOrEqual(100);
    }
  });
});

describe('what could be done', () => {
  it('is a change in NEO if NEO has the former domain, with a new invitation as the more expensive option', () => {
    const options = optionsOf(
      directoryOf([neoUser({ id: '1', workEmail: 'taro.old@old.example' })], [amazonUser({ email: 'taro.old@example.co.jp' })]),
    );
    expect(options.map(({ action, address, recommended }) => [action, address, recommended])).toEqual([
      ['change-neo-email', 'taro.old@example.co.jp', true],
      ['reinvite-on-amazon', 'taro.old@old.example', false],
    ]);
    expect(options[1]?.effects).toEqual(
      expect.arrayContaining(['amazon-address-fixed', 'amazon-old-account-removed', 'amazon-pending-orders-stay']),
    );
  });

  it('is a new invitation first if Amazon’s address is the damaged one', () => {
    expect(
      optionsOf(directoryOf([neoUser({ id: '1', workEmail: 'taro@example.co.jp' })], [amazonUser({ email: 'taro@old.example' })])).map(
        ({ action }) => action,
      ),
    ).toEqual(['reinvite-on-amazon', 'change-neo-email']);
  });

  it('is no address if none helps: groups, routes and numbers are corrected elsewhere', () => {
    for (const code of ['no-invoice-group', 'invoice-code-unmatched', 'route-missing', 'serial-exhausted'] as const)
      expect(
        listFixOptions({ code, neoIndex: 0, amazonIndex: -1, reason: { key: code, params: {} }, suggestion: null }, NO_CHOICES),
      ).toEqual([]);
  });

  it('has one recommended way for every code except an account without an owner, and only existing effects', () => {
    for (const code of FINDING_CODES) {
      const options = listFixOptions(
        { code, neoIndex: 0, amazonIndex: 0, reason: { key: code, params: {} }, suggestion: null },
        NO_CHOICES,
      );
      expect(options.filter(({ recommended }) => recommended)).toHaveLength(options.length === 0 || code === 'amazon-orphan' ? 0 : 1);
      for (const { effects, action, side } of options) {
        expect(FIX_EFFECTS).toEqual(expect.arrayContaining([...effects]));
        expect(side).toBe(/neo/.test(action) ? 'neo' : 'amazon');
      }
    }
  });
});

describe('the state of a fix', () => {
  const fix = (fields: Partial<Fix> = {}): Fix => ({
    person: 'id:1',
    side: 'neo',
    neoUserId: '1',
    loginId: 'x',
    name: '山田',
    code: 'email-differs-case',
    from: 'A@example.co.jp',
    to: 'a@example.co.jp',
    account: null,
    choice: 'suggestion',
    confidence: 'high',
    reasons: [],
    oldAccount: '',
    adoptedAt: '',
    written: null,
    state: 'adopted',
    ...fields,
  });
  const stateWith = (workEmail: string | null, onAmazon: readonly string[] = [], fields: Partial<Fix> = {}) =>
    getFixState(fix(fields), {
      person: () => (workEmail === null ? null : { workEmail, state: 'active' }),
      onAmazon: (address) => onAmazon.includes(address),
      account: () => null,
      groupsKnown: true,
    });
  const written = { at: '', file: 'f', row: 2 };

  it('follows the lists', () => {
    expect(stateWith('A@example.co.jp')).toBe('adopted');
    expect(stateWith('A@example.co.jp', [], { written })).toBe('written');
    expect(stateWith('a@example.co.jp', [], { written })).toBe('arrived');
    expect(stateWith('other@example.co.jp')).toBe('overtaken');
    expect(stateWith(null)).toBe('lost');
    expect(stateWith('other@example.co.jp', [], { state: 'arrived' })).toBe('arrived');
  });

  it('waits for the invitation on Amazon’s side', () => {
    const invitation = { side: 'amazon', from: 'a@example.co.jp', to: 'a@example.co.jp' } as const;
    expect(stateWith('a@example.co.jp', [], invitation)).toBe('adopted');
    expect(stateWith('a@example.co.jp', ['a@example.co.jp'], invitation)).toBe('arrived');
    expect(stateWith('b@example.co.jp', ['a@example.co.jp'], invitation)).toBe('overtaken');
  });

  it('waits for an invitation by an address that NEO does not have yet', () => {
    const typed = { side: 'amazon', from: 'a@example.co.jp', to: 'new@example.co.jp', choice: 'typed' } as const;
    expect(stateWith('a@example.co.jp', [], typed)).toBe('adopted');
    expect(stateWith('a@example.co.jp', [], { ...typed, written })).toBe('written');
    expect(stateWith('a@example.co.jp', ['new@example.co.jp'], typed)).toBe('arrived');
    expect(stateWith('new@example.co.jp', [], typed)).toBe('adopted');
    expect(stateWith('b@example.co.jp', [], typed)).toBe('overtaken');
  });
});

describe('users from an identity provider', () => {
  const taken = (code: (typeof FINDING_CODES)[number], amazonUsersFrom: (typeof AMAZON_USER_SOURCES)[number]) =>
    listFixOptions(
      { code, neoIndex: 0, amazonIndex: 0, reason: { key: code, params: {} }, suggestion: null },
      { ...NO_CHOICES, amazonUsersFrom },
    );

  it.each([
    ['amazon-user-missing', 'sso', 'assign-in-directory', ['directory-at-first-sign-on', 'directory-no-punchout-role']],
    ['amazon-user-missing', 'scim', 'assign-in-directory', ['directory-no-punchout-role', 'directory-one-legal-entity']],
    ['amazon-user-inactive', 'sso', 'activate-on-amazon', ['amazon-screen-only']],
    ['amazon-user-inactive', 'scim', 'assign-in-directory', ['directory-screen-only']],
    [
      'punchout-role-missing',
      'sso',
      'grant-punchout-role',
      ['amazon-sheet-or-screen', 'amazon-roles-may-be-replaced', 'directory-no-punchout-role'],
    ],
    [
      'punchout-role-missing',
      'scim',
      'grant-punchout-role',
      ['amazon-sheet-or-screen', 'amazon-roles-may-be-replaced', 'directory-no-punchout-role'],
    ],
    ['amazon-user-of-suspended', 'sso', 'remove-on-amazon', ['amazon-access-ends']],
    ['amazon-user-of-suspended', 'scim', 'unassign-in-directory', ['directory-deactivated-stays']],
  ] as const)('%s with %s is corrected by %s, with the reason', (code, from, action, effects) => {
    const [option, ...others] = taken(code, from);
    expect([option?.action, option?.recommended, option?.adoptable, others]).toEqual([action, true, false, []]);
    expect(option?.effects).toEqual(expect.arrayContaining([...effects]));
  });

  it('are reported with the action in the identity provider', () => {
    const told = (from: (typeof AMAZON_USER_SOURCES)[number]) => FINDING_CODES.filter((code) => getDirectoryAction(code, from) !== null);
    expect(told('invitations')).toEqual([]);
    expect(told('sso')).toEqual(['amazon-user-missing']);
    expect(told('scim').sort()).toEqual(['amazon-orphan', 'amazon-user-inactive', 'amazon-user-missing', 'amazon-user-of-suspended']);
    expect([getDirectoryAction('amazon-orphan', 'scim'), getDirectoryAction('amazon-user-inactive', 'scim')]).toEqual([
      'unassign-in-directory',
      'assign-in-directory',
    ]);
  });

  it.each([
    ['invitations', 'amazon', true],
    ['scim', 'neo', true],
    ['scim', 'amazon', false],
  ] as const)('have an address written by hand go into a file of ours: %s, %s: %s', (amazonUsersFrom, side, writable) => {
    const directory = directoryOf([neoUser({ id: '1', workEmail: 'taro@example.co.jp' })], [amazonUser({ email: 'x@example.co.jp' })]);
    const finding = auditDirectory(directory, policy).findings.find(({ code }) => code === 'amazon-user-missing') as Finding;
    const typed = checkTypedAddress(finding, directory, createAddressRegister(directory, ['id:1'], []), {
      side,
      address: 'x@example.co.jp',
      amazonUsersFrom,
    });
    expect([typed.writable, typed.onOtherSide, typed.unchanged]).toEqual([writable, side === 'neo', false]);
  });

  it('are not invited again under another address, because the address in the directory does not change', () => {
    const directory = directoryOf([neoUser({ id: '1', workEmail: 'taro@example.co.jp' })], [amazonUser({ email: 'taro@old.example' })]);
    const { ways, doubts } = auditDirectory(directory, policy);
    for (const amazonUsersFrom of ['sso', 'scim'] as const) {
      const choices = { workEmail: 'taro@example.co.jp', ways: ways.get(0) ?? [], doubts: doubts.get(0) ?? [], amazonUsersFrom };
      const options = listFixOptions(blocking(directory), choices);
      expect(options.map(({ action, adoptable }) => [action, adoptable])).toEqual([
        ['renew-in-directory', false],
        ['change-neo-email', true],
      ]);
      expect(options[0]?.effects).toContain('directory-address-stays');
    }
  });

  it('have one recommended way for every code except an account without an owner, and no file that invites', () => {
    for (const code of FINDING_CODES)
      for (const from of AMAZON_USER_SOURCES) {
        const options = taken(code, from);
        expect(options.filter(({ recommended }) => recommended)).toHaveLength(options.length === 0 || code === 'amazon-orphan' ? 0 : 1);
        for (const { effects, adoptable, side } of options) {
          expect(FIX_EFFECTS).toEqual(expect.arrayContaining([...effects]));
          expect(new Set(effects).size).toBe(effects.length);
          if (from !== 'invitations' && side === 'amazon') expect(adoptable).toBe(false);
        }
      }
  });

  it('produce no finding if SCIM deactivated them and NEO lacks them; otherwise they do', () => {
    const directory = directoryOf(
      [neoUser({ workEmail: 'a@example.co.jp' })],
      [
        amazonUser({ email: 'a@example.co.jp' }),
        amazonUser({ email: 'left@example.co.jp', state: 'inactive' }),
        amazonUser({ email: 'there@example.co.jp' }),
      ],
    );
    const orphans = (amazonUsersFrom: (typeof AMAZON_USER_SOURCES)[number]) =>
      auditDirectory(directory, { ...policy, amazonUsersFrom })
        .findings.filter(({ code }) => code === 'amazon-orphan')
        .map(({ amazonIndex }) => amazonIndex);
    expect([orphans('invitations'), orphans('sso'), orphans('scim')]).toEqual([[1, 2], [1, 2], [2]]);
  });
});

describe('a plan for many rows', () => {
  const directory = directoryOf(
    [
      neoUser({ id: '1', name: '一', workEmail: 'one@example.co.jp ' }),
      neoUser({ id: '2', name: '二', workEmail: 'two@example.co.jp' }),
      neoUser({ name: '名無し', workEmail: 'nobody@example.co.jp ' }),
      neoUser({ id: '4', name: '四', workEmail: '' }),
    ],
    [
      amazonUser({ email: 'one@example.co.jp' }),
      amazonUser({ email: 'nobody@example.co.jp' }),
      amazonUser({ email: 'x@example.co.jp', name: '四' }),
    ],
  );
  const made = auditDirectory(directory, policy);
  const people = recognizePeople(directory.neoUsers, []).keys;
  const all = made.findings.map((_, row) => row).filter((row) => (made.findings[row] as Finding).neoIndex >= 0);
  const planOf = (rules: Parameters<typeof planFixes>[4], adopted: readonly string[] = [], fixes: readonly Fix[] = []) =>
    planFixes(all, { audit: made, directory, people }, createAddressRegister(directory, people, fixes), new Set(adopted), rules);

  it('skips rows with a reason, and leaves uncertain ones for review', () => {
    const { planned, toLookAt, leftOut } = planOf({ ticked: new Set(), invite: false });
    expect(planned.map(({ fix }) => [fix.person, fix.to])).toEqual([['id:1', 'one@example.co.jp']]);
    expect(toLookAt.map(({ fix, ticked }) => [fix.person, fix.to, ticked])).toEqual([['id:4', 'x@example.co.jp', false]]);
    expect(leftOut.map(({ why }) => why).sort()).toEqual(['no-identity', 'no-suggestion']);
  });

  it('invites and adopts the ticked rows on request, and keeps adopted fixes', () => {
    const { planned, leftOut } = planOf({ ticked: new Set(all), invite: true }, ['id:1']);
    expect(planned.map(({ fix }) => [fix.person, fix.side, fix.choice])).toEqual([
      ['id:2', 'amazon', 'invitation'],
      ['id:4', 'neo', 'suggestion'],
    ]);
    expect(leftOut.map(({ why }) => why)).toContain('already-adopted');
  });

  it('writes nothing on Amazon’s side if users come from an identity provider, and reports it', () => {
    const { planned, leftOut } = planOf({ ticked: new Set(all), invite: true, amazonUsersFrom: 'scim' });
    expect(planned.map(({ fix }) => fix.side)).toEqual(['neo', 'neo']);
    expect(leftOut.filter(({ why }) => why === 'directory').map(({ found }) => found)).toEqual(['two@example.co.jp']);
  });

  it('asks about invitations only if a person could be invited', () => {
    const invite = { ticked: new Set<number>(), invite: false };
    expect([planOf(invite), planOf({ ...invite, invite: true })].map(({ asksToInvite }) => asksToInvite)).toEqual([true, true]);
    expect(planOf({ ...invite, amazonUsersFrom: 'scim' }).asksToInvite).toBe(false);
    const known = all.filter((row) => made.findings[row]?.code !== 'amazon-user-missing');
    const register = createAddressRegister(directory, people, []);
    expect(planFixes(known, { audit: made, directory, people }, register, new Set(), invite).asksToInvite).toBe(false);
  });

  it('distinguishes an invitation that replaces another account', () => {
    expect(
      (
        [
          ['neo', ''],
          ['amazon', ''],
          ['amazon', 'Old@example.co.jp'],
        ] as const
      ).map(([side, oldAccount]) => getAddressAction({ side, oldAccount })),
    ).toEqual(['change-neo-email', 'invite-on-amazon', 'reinvite-on-amazon']);
  });

  it('gives no address that another fix gives', () => {
    const other = { person: 'id:9', account: null, to: 'ONE@example.co.jp', name: '九' } as Fix;
    expect(planOf({ ticked: new Set(), invite: false }, [], [other]).leftOut.map(({ why }) => why)).toContain('collision');
  });
});

describe('the words', () => {
  it.each([
    ['ja', ja],
    ['en', en],
  ] as const)('are there for every reason and effect, %s', (_, messages) => {
    expect(Object.keys(messages.fix.evidence).sort()).toEqual([...EVIDENCE_KEYS].sort());
    expect(Object.keys(messages.fix.effect).sort()).toEqual([...FIX_EFFECTS].sort());
  });
});
