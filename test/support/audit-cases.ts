import fc from 'fast-check';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import type { AuditContext } from '#shared/domain/readiness/suggestions/suggestions.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { anyCompany } from './companies.ts';
import { anyDirectory, anyDirectoryPeople } from './directories.ts';

/** The lists of a company and, if it has one, its company directory. */
export interface Lists {
  readonly directory: Directory;
  readonly company: RouteCompanyData;
  readonly context: AuditContext;
}

export const anyLists: fc.Arbitrary<Lists> = fc
  .tuple(anyCompany, anyDirectory, fc.option(anyDirectoryPeople))
  .map(([company, { neoUsers: people, amazonUsers }, directoryPeople]) => {
    const neoUsers = people.map(
      (user, i): NeoUser => ({ ...user, organizations: company.neoUsers[i]?.organizations ?? user.organizations }),
    );
    const { organizations, approvers } = company;
    return {
      directory: { neoUsers, amazonUsers, organizations, approvers },
      company: { ...company, neoUsers },
      context: directoryPeople === null ? {} : { directoryPeople },
    };
  });

/** Generates audit policies for a company. */
export const anyAuditPolicy: fc.Arbitrary<Omit<AuditPolicy, 'today'>> = fc
  .record({
    companyDomains: fc.subarray(['example.co.jp', 'old.example']),
    excludes: fc.option(fc.constantFrom('鈴木', 'Tanaka', '')),
    purchasingGroups: fc.subarray(['総務部', 'NEOカタログ購買']),
    amazonUsersFrom: fc.constantFrom('invitations' as const, 'scim' as const),
    openGates: fc.subarray([2 as const, 4 as const]),
  })
  .map(({ companyDomains, excludes, ...others }) => ({
    ...others,
    email: { ...DEFAULT_EMAIL_POLICY, companyDomains },
    ...(excludes !== null && { excluded: ({ name }: NeoUser) => name.includes(excludes) }),
  }));
