import { describe, expect, it } from 'vitest';
import { PURCHASING_GROUP } from '#main/sandbox/company/amazon-accounts.ts';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { startSandbox } from '#main/sandbox/sandbox.ts';
import type { Directory, NeoUser, Organization, OrganizationApprover } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/policy.ts';
import { audit } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { scopeOfProfile } from '#shared/domain/readiness/policy.ts';
import { connectTo, everything } from './support.ts';

/** Read over HTTP as the console does it, so that every character has travelled. */
async function readCompany(): Promise<Omit<Directory, 'amazonUsers'>> {
  const sandbox = await startSandbox();
  const groupware = await connectTo(sandbox);
  const neoUsers: NeoUser[] = (await everything(groupware.readUsers)).items;
  const organizations: Organization[] = (await everything(groupware.readOrganizations)).items;
  const approvers: OrganizationApprover[] = (await everything(groupware.readApprovers)).items;
  await groupware.close();
  await sandbox.close();
  return { neoUsers, organizations, approvers };
}

describe('an audit of the demo company', () => {
  it('finds what was planted, and nobody else', async () => {
    const company = createDemoCompany();
    const { findings } = audit(
      { ...(await readCompany()), amazonUsers: company.amazonUsers },
      {
        email: { ...DEFAULT_EMAIL_POLICY, companyDomains: company.domains, aliasDomains: company.aliasDomains },
        today: '2026-04-01',
        inScope: scopeOfProfile,
        purchasingGroups: [PURCHASING_GROUP],
      },
    );
    const person = (userId: string | null, amazonIndex: number | null): string => userId ?? `amazon ${amazonIndex}`;
    const found = Map.groupBy(findings, ({ neoIndex, amazonIndex }) => person(company.users[neoIndex]?.id ?? null, amazonIndex));
    const planted = Map.groupBy(company.planted, ({ userId, amazonIndex }) => person(userId, amazonIndex));

    const missed = company.planted
      .filter(({ kind }) => kind in FINDING_KINDS)
      .filter(({ kind, userId, amazonIndex }) => !found.get(person(userId, amazonIndex))?.some(({ code }) => code === kind));
    expect(missed).toEqual([]);
    expect([...found.keys()].filter((someone) => !planted.has(someone))).toEqual([]);
  });
});
