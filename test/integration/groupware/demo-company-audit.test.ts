import { beforeAll, describe, expect, it } from 'vitest';
import { PURCHASING_GROUP } from '#main/sandbox/company/amazon-accounts.ts';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import type { Directory, NeoUser, Organization, OrganizationApprover } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/policy.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { connectTo, everything, startServer } from './support.ts';

/** Reads the company over HTTP like the console, so that every character is transferred. */
async function readCompany(): Promise<Omit<Directory, 'amazonUsers'>> {
  const sandbox = await startServer();
  const groupware = await connectTo(sandbox);
  const neoUsers: NeoUser[] = (await everything(groupware.readUsers)).items;
  const organizations: Organization[] = (await everything(groupware.readOrganizations)).items;
  const approvers: OrganizationApprover[] = (await everything(groupware.readApprovers)).items;
  await groupware.close();
  await sandbox.close();
  return { neoUsers, organizations, approvers };
}

describe('an audit of the demo company', () => {
  const company = createDemoCompany();
  let result: Audit;
  beforeAll(async () => {
    result = auditDirectory(
      { ...(await readCompany()), amazonUsers: company.amazonUsers },
      {
        email: { ...DEFAULT_EMAIL_POLICY, companyDomains: company.domains, aliasDomains: company.aliasDomains },
        today: '2026-04-01',
        purchasingGroups: [PURCHASING_GROUP],
      },
    );
  });

  it('finds the planted errors, and nothing about anyone else', () => {
    const person = (userId: string | null, amazonIndex: number | null): string => userId ?? `amazon ${amazonIndex}`;
    const found = Map.groupBy(result.findings, ({ neoIndex, amazonIndex }) => person(company.users[neoIndex]?.id ?? null, amazonIndex));
    const planted = Map.groupBy(company.planted, ({ userId, amazonIndex }) => person(userId, amazonIndex));

    const missed = company.planted
      .filter(({ kind }) => kind in FINDING_KINDS)
      .filter(({ kind, userId, amazonIndex }) => !found.get(person(userId, amazonIndex))?.some(({ code }) => code === kind));
    expect(missed).toEqual([]);
    expect([...found.keys()].filter((someone) => !planted.has(someone))).toEqual([]);
  });

  /** Returns the users with a planted mistake of this variant, as indices. */
  const indicesOf = (variant: string): readonly number[] => {
    const ids = new Set(company.planted.flatMap((one) => (one.variant === variant ? [one.userId] : [])));
    const indices = company.users.flatMap(({ id }, index) => (ids.has(id) ? [index] : []));
    expect(indices).not.toEqual([]);
    return indices;
  };

  it.each(['cyrillic-a-on-amazon', 'domain-transposed-on-amazon'])('suggests correcting Amazon if NEO is right: %s', (variant) => {
    for (const index of indicesOf(variant)) {
      const advice = result.findings.flatMap(({ neoIndex, suggestion }) => (neoIndex === index && suggestion ? [suggestion] : []));
      expect(advice).toMatchObject([{ side: 'amazon', address: company.users[index]?.workEmail, alternatives: [] }]);
      // The wrong address cannot be selected manually either.
      expect(result.ways.get(index)?.filter(({ side }) => side === 'neo') ?? []).toEqual([]);
    }
  });

  it.each([
    ['never-invited-gmail', ['private-domain']],
    ['never-invited-shared-mailbox', ['shared-mailbox']],
    ['account-under-another-domain', ['other-account']],
    ['second-namesake', []],
  ])('explains why an invitation needs a check: %s', (variant, doubts) => {
    for (const index of indicesOf(variant)) expect((result.doubts.get(index) ?? []).map(({ why }) => why)).toEqual(doubts);
  });

  it.each(['role-in-own-words', 'triangle'])('leaves gate 4 not checked if the word is unknown: %s', (variant) => {
    for (const index of indicesOf(variant)) {
      const gates = result.findings.filter(({ neoIndex }) => neoIndex === index).map(({ code }) => FINDING_KINDS[code]);
      expect(gates).toMatchObject([{ gate: 4, severity: 'risk' }]);
    }
  });
});
