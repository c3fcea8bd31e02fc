import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURCHASING_GROUP } from '#main/sandbox/company/amazon-accounts.ts';
import { createDemoCompany, DEMO_SEED, type DemoCompany, type PlantedMismatch } from '#main/sandbox/company/company.ts';
import type { MismatchKind } from '#main/sandbox/company/mismatches.ts';

const company = createDemoCompany();
const inScope = company.users.filter((user) => user.state === 'active');

const couples = (of: DemoCompany, kind: MismatchKind) =>
  of.planted.filter((mismatch) => mismatch.kind === kind).map((mismatch) => ({ ...mismatch, ...bothSides(of, mismatch) }));
const bothSides = (of: DemoCompany, { userId, amazonIndex }: PlantedMismatch) => ({
  user: of.users.find((user) => user.id === userId),
  account: amazonIndex === null ? undefined : of.amazonUsers[amazonIndex],
});

describe('the same seed', () => {
  it('gives the same company', () => {
    expect(createDemoCompany(DEMO_SEED)).toEqual(company);
    expect(createDemoCompany(7)).toEqual(createDemoCompany(7));
    expect(createDemoCompany(7).users).not.toEqual(company.users);
  });

  it('gives the same people on another day; only the invitations move along', () => {
    const later = createDemoCompany(DEMO_SEED, '2027-05-11');
    expect(later.users).toEqual(company.users);
    expect(later.amazonUsers.map(({ invitedOn, ...account }) => account)).toEqual(
      company.amazonUsers.map(({ invitedOn, ...account }) => account),
    );
    for (const [index, { invitedOn }] of company.amazonUsers.entries()) {
      const moved = Date.parse(later.amazonUsers[index]?.invitedOn ?? '') - Date.parse(invitedOn ?? '');
      expect(moved).toBe(Date.parse('2027-05-11') - Date.parse('2026-04-01'));
    }
  });
});

describe('the company', () => {
  it('has 1,600 employees in 130 organisations that form one tree', () => {
    expect(company.users).toHaveLength(1600);
    expect(company.organizations).toHaveLength(130);
    const known = new Set<string>();
    for (const organization of company.organizations) {
      // Parents precede their children, so the tree has no cycle.
      if (organization.parentId === null) expect(known.size).toBe(0);
      else expect(known).toContain(organization.parentId);
      known.add(organization.id);
    }
    expect(new Set(company.organizations.map(({ code }) => code)).size).toBe(130);
    expect(company.organizations.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['デモ商事株式会社', '本社', '大阪支店', '千葉工場', '情報システム部', '経理課']),
    );
  });

  it('assigns people to every organization, led by one head', () => {
    for (const organization of company.organizations) {
      const members = company.users.filter((user) => user.organizations[0] === organization.id);
      expect(members.filter((user) => user.title === organization.headTitle).length).toBe(1);
    }
  });

  it('approves in most organisations and has twelve roles of known people', () => {
    const approving = new Set(company.approvers.map(({ organizationId }) => organizationId));
    expect(approving.size).toBeGreaterThan(100);
    expect(approving.size).toBeLessThan(130);
    const ids = new Set(company.users.map(({ id }) => id));
    expect(company.roles).toHaveLength(12);
    for (const role of company.roles) {
      expect(role.members.length).toBeGreaterThan(0);
      for (const member of role.members) expect(ids).toContain(member);
    }
    for (const { userId, organizationId } of company.approvers) {
      expect(company.users.find(({ id }) => id === userId)?.organizations).toContain(organizationId);
    }
  });
});

describe('every employee, with any seed', () => {
  it('is created also with a seed that leaves no one for one of the mismatches', () => {
    expect(createDemoCompany(2_978_193_561).users).toHaveLength(createDemoCompany().users.length);
  });

  it('is one person with a code, a login and an organization', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const { users, organizations } = createDemoCompany(seed);
        const places = new Set(organizations.map(({ id }) => id));
        for (const column of ['id', 'loginId', 'employeeCode'] as const)
          expect(new Set(users.map((user) => user[column])).size).toBe(users.length);
        for (const user of users) {
          if (!/^\d{6}$/.test(user.employeeCode) || user.name === '' || user.kana === '') throw new Error(`incomplete: ${user.id}`);
          if (user.organizations.length === 0 || !user.organizations.every((id) => places.has(id))) throw new Error(`homeless: ${user.id}`);
          if (new Set(user.organizations).size !== user.organizations.length) throw new Error(`twice in one place: ${user.id}`);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('has one right account unless a mismatch was planted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const { users, amazonUsers, planted } = createDemoCompany(seed);
        const troubled = new Set(planted.map(({ userId }) => userId));
        const accounts = Map.groupBy(amazonUsers, ({ email }) => email);
        const right = users.filter((user) => {
          if (troubled.has(user.id) || user.state !== 'active') return true;
          const [account, ...others] = accounts.get(user.workEmail) ?? [];
          return (
            others.length === 0 &&
            account?.state === 'active' &&
            account.punchout === true &&
            account.groups.includes(PURCHASING_GROUP) &&
            account.name === user.name
          );
        });
        expect(right).toEqual(users);
      }),
      { numRuns: 15 },
    );
  });

  it('who stopped has no active account unless it was planted', () => {
    const forgotten = new Set(couples(company, 'amazon-user-of-suspended').map(({ userId }) => userId));
    const active = new Set(company.amazonUsers.filter(({ state }) => state === 'active').map(({ email }) => email));
    for (const user of company.users) if (user.state !== 'active') expect(active.has(user.workEmail)).toBe(forgotten.has(user.id));
  });
});

describe('the mismatches', () => {
  it('trouble six to nine in a hundred of those in scope', () => {
    const active = new Set(inScope.map(({ id }) => id));
    const troubled = new Set(company.planted.flatMap(({ userId }) => (userId !== null && active.has(userId) ? [userId] : [])));
    expect(troubled.size / inScope.length).toBeGreaterThan(0.06);
    expect(troubled.size / inScope.length).toBeLessThan(0.09);
  });

  const RANGES: Readonly<Record<MismatchKind, readonly [least: number, most: number]>> = {
    'work-email-missing': [4, 10],
    'other-email-matches': [3, 8],
    'work-email-malformed': [3, 6],
    'work-email-duplicate': [4, 8],
    'work-email-swapped': [2, 2],
    'private-domain': [1, 4],
    'foreign-domain': [2, 5],
    'shared-mailbox': [1, 4],
    'email-differs-whitespace': [4, 8],
    'email-differs-invisible': [2, 5],
    'email-differs-domain-form': [4, 8],
    'email-differs-case': [3, 6],
    'email-differs-width': [3, 6],
    'email-differs-dash': [3, 6],
    'email-differs-composition': [1, 3],
    'email-differs-alias-domain': [3, 6],
    'email-differs-plus-tag': [1, 3],
    'email-differs-provider-rule': [1, 3],
    'email-differs-lookalike': [1, 3],
    'email-differs-typo': [4, 8],
    'person-match': [4, 10],
    'amazon-user-missing': [10, 20],
    'amazon-email-duplicate': [2, 5],
    'amazon-user-inactive': [5, 10],
    'amazon-invitation-pending': [4, 8],
    'amazon-invitation-expiring': [1, 3],
    'amazon-invitation-expired': [2, 5],
    'punchout-role-missing': [6, 12],
    'amazon-state-unknown': [1, 3],
    'punchout-role-unknown': [1, 3],
    'purchasing-group-missing': [2, 5],
    'amazon-orphan': [6, 12],
    'amazon-user-of-suspended': [4, 8],
    'user-suspended': [2, 5],
  };
  it.each(Object.entries(RANGES) as [MismatchKind, readonly [number, number]][])(
    '%s occurs in realistic numbers',
    (kind, [least, most]) => {
      const count = couples(company, kind).length;
      expect(count).toBeGreaterThanOrEqual(least);
      expect(count).toBeLessThanOrEqual(most);
      expect(company.planted.every((mismatch) => mismatch.kind in RANGES)).toBe(true);
    },
  );

  type Sides = { neo: string; amazon: string };
  const lower = (text: string): string => text.toLowerCase();
  const local = (address: string): string => address.split('@')[0] ?? '';
  /** Functions that remove the difference between the two addresses. */
  const MENDED: Partial<Record<MismatchKind, (sides: Sides) => Sides>> = {
    'email-differs-whitespace': ({ neo, amazon }) => ({ neo: neo.trim(), amazon }),
    'email-differs-invisible': ({ neo, amazon }) => ({ neo: neo.replace(/[\u200b\ufeff]/g, ''), amazon }),
    'email-differs-domain-form': ({ neo, amazon }) => ({ neo: lower(neo).replace(/[．。]/g, '.'), amazon }),
    'email-differs-case': ({ neo, amazon }) => ({ neo, amazon: lower(amazon) }),
    'email-differs-width': ({ neo, amazon }) => ({ neo: neo.normalize('NFKC'), amazon }),
    'email-differs-dash': ({ neo, amazon }) => ({ neo: neo.replace(/[ー−‐]/g, '-'), amazon }),
    'email-differs-composition': ({ neo, amazon }) => ({ neo: neo.normalize('NFC'), amazon }),
    'email-differs-alias-domain': ({ neo, amazon }) => ({
      neo: neo.replace('demo-old', 'demo-shoji'),
      amazon: amazon.replace('demo-old', 'demo-shoji'),
    }),
    'email-differs-plus-tag': ({ neo, amazon }) => ({ neo, amazon: amazon.replace('+amazon', '') }),
    'email-differs-provider-rule': ({ neo, amazon }) => ({ neo: local(neo).replaceAll('.', ''), amazon: local(amazon) }),
    'email-differs-lookalike': ({ neo, amazon }) => ({
      neo: neo.replaceAll('\u0430', 'a'),
      amazon: amazon.replaceAll('\u0430', 'a'),
    }),
  };
  it.each(Object.entries(MENDED) as [MismatchKind, (sides: Sides) => Sides][])('%s differs by that and nothing else', (kind, mend) => {
    for (const { user, account } of couples(company, kind)) {
      const sides = { neo: user?.workEmail ?? '', amazon: account?.email ?? '' };
      expect(sides.neo).not.toBe(sides.amazon);
      const mended = mend(sides);
      expect(mended.neo).toBe(mended.amazon);
    }
  });

  it('a typo is one edit and produces the address of no other user', () => {
    const addresses = Map.groupBy(company.users, ({ workEmail }) => workEmail);
    for (const { user, account } of couples(company, 'email-differs-typo')) {
      const [neo, amazon] = [user?.workEmail ?? '', account?.email ?? ''];
      expect(neo).not.toBe(amazon);
      expect([amazon.length, amazon.length - 1]).toContain(neo.length);
      expect(addresses.get(neo)).toHaveLength(1);
      expect(company.amazonUsers.some(({ email }) => email === neo)).toBe(false);
    }
  });

  it('who has another address on each side is known by the employee code only', () => {
    for (const { user, account } of couples(company, 'person-match')) {
      expect(account?.employeeCode).toBe(user?.employeeCode);
      expect(account?.email).not.toBe(user?.workEmail);
    }
  });

  it('blank work addresses hide in another field, or nowhere', () => {
    for (const { user, account } of couples(company, 'other-email-matches')) {
      expect(user?.workEmail).toBe('');
      expect([user?.mobileEmail, user?.homeEmail, user?.otherEmail]).toContain(account?.email);
    }
    for (const { user, account } of couples(company, 'work-email-missing')) {
      expect(user?.workEmail).toBe('');
      expect([user?.mobileEmail, user?.homeEmail, user?.otherEmail]).not.toContain(account?.email);
    }
  });

  it('Amazon lacks a user, has one twice, or has one unknown to NEO', () => {
    const addresses = new Set(company.users.flatMap((user) => [user.workEmail, user.mobileEmail, user.homeEmail, user.otherEmail]));
    for (const { account } of couples(company, 'amazon-user-missing')) expect(account).toBeUndefined();
    for (const { account } of couples(company, 'amazon-email-duplicate'))
      expect(company.amazonUsers.filter(({ email }) => email === account?.email)).toHaveLength(2);
    for (const { account } of couples(company, 'amazon-orphan')) expect(addresses.has(account?.email ?? '')).toBe(false);
  });

  it('invitations are as old as their mismatch name says', () => {
    const age = (day: string | null | undefined): number => (Date.parse('2026-04-01') - Date.parse(day ?? '')) / 86_400_000;
    const ages = (kind: MismatchKind): number[] => couples(company, kind).map(({ account }) => age(account?.invitedOn));
    expect(Math.max(...ages('amazon-invitation-pending'))).toBeLessThan(83);
    expect(Math.min(...ages('amazon-invitation-expiring'))).toBeGreaterThanOrEqual(83);
    expect(Math.max(...ages('amazon-invitation-expiring'))).toBeLessThan(90);
    expect(Math.min(...ages('amazon-invitation-expired'))).toBeGreaterThan(90);
  });

  it('addresses at real providers are longer than these allow', () => {
    const longestAllowed = 30;
    const outside = [...company.users.map(({ workEmail }) => workEmail), ...company.amazonUsers.map(({ email }) => email)].filter(
      (address) => /@(gmail\.com|docomo\.ne\.jp)$/.test(address),
    );
    expect(outside.length).toBeGreaterThan(0);
    for (const address of outside) expect(local(address).replaceAll('.', '').length).toBeGreaterThan(longestAllowed);
  });
});
