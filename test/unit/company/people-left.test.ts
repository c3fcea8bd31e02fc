import { describe, expect, it } from 'vitest';
import { countOpenWork } from '#main/company/setup/open-work.ts';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import * as checks from '#shared/domain/setup/checks-people.ts';
import type { SetupFacts } from '#shared/domain/setup/facts.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';
import { ALL_SEEN } from '../../support/setup-facts.ts';

const POLICY: AuditPolicy = {
  email: { companyDomains: ['example.co.jp'], aliasDomains: [], caseComparison: 'exact' },
  today: '2026-11-24',
};
const person = (name: string, workEmail: string): NeoUser => neoUser({ id: name, name, workEmail });

/** Returns the facts of a company with both lists and otherwise complete steps. */
const factsOf = (neo: readonly NeoUser[], amazon: readonly AmazonUser[], policy: Partial<AuditPolicy> = {}): SetupFacts => ({
  ...ALL_SEEN,
  people: countOpenWork(auditDirectory(directoryOf(neo, amazon), { ...POLICY, ...policy })),
});

describe('what is left for people', () => {
  const STAFF = [person('山田 太郎', 'yamada@example.co.jp'), person('佐藤 花子', ''), person('鈴木 一郎', 'suzuki@')];

  it('counts an account for no one who cannot be searched for on Amazon', () => {
    const facts = factsOf(STAFF, [amazonUser({ email: 'yamada@example.co.jp', name: '山田 太郎' })]);
    expect(checks.checkUsersAdded(facts)).toMatchObject({ level: 'none', enough: true, people: { done: 1, of: 3 } });
    expect(checks.checkInvitations(facts)).toMatchObject({ level: 'none', people: { done: 1, of: 3 } });
    expect(checks.checkWorkEmails(facts)).toMatchObject({ level: 'none', people: { done: 1, of: 3 } });
  });

  it('recognizes the account of a person whose address alone is wrong', () => {
    const facts = factsOf(
      [neoUser({ ...STAFF[1], otherEmail: 'sato@example.co.jp' })],
      [amazonUser({ email: 'sato@example.co.jp', name: '佐藤 花子' })],
    );
    expect(checks.checkWorkEmails(facts)).toMatchObject({ level: 'none', people: { done: 0, of: 1 } });
    expect(checks.checkUsersAdded(facts)).toMatchObject({ level: 'met', people: { done: 1, of: 1 } });
  });

  it('counts a role, state or group that no list contains for no one', () => {
    const one = [person('山田 太郎', 'yamada@example.co.jp')];
    const account = { email: 'yamada@example.co.jp', name: '山田 太郎' };
    const withoutRole = factsOf(one, [amazonUser({ ...account, punchout: null })]);
    expect(checks.checkUsersAdded(withoutRole)).toMatchObject({
      level: 'none',
      enough: true,
      lacks: [{ key: 'people-account-unknown', params: { count: 1 } }],
      people: { done: 0, of: 1 },
    });
    // The people who accepted are known even without roles.
    expect(checks.checkInvitations(withoutRole).level).toBe('met');
    const withoutGroup = factsOf(one, [amazonUser(account)], { openGates: [4] });
    expect(checks.checkUsersAdded(withoutGroup).level).toBe('none');
    const unclear = factsOf(one, [amazonUser({ ...account, state: 'unknown', unclear: { state: '保留' } })]);
    expect(checks.checkInvitations(unclear)).toMatchObject({ level: 'none', lacks: [{ key: 'people-account-unknown' }] });
  });

  it('counts no one as in an invoice group while gate 5 is not checked', () => {
    const facts = factsOf(
      [person('山田 太郎', 'yamada@example.co.jp')],
      [amazonUser({ email: 'yamada@example.co.jp', name: '山田 太郎' })],
    );
    expect(checks.checkInvoicePeople(facts)).toMatchObject({
      level: 'none',
      enough: true,
      lacks: [{ key: 'people-invoice-unknown', params: { count: 1 } }],
      people: { done: 0, of: 1 },
    });
  });
});
