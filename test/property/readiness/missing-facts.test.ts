import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_FACTS } from '#shared/domain/directory/missing-facts.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { getPersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { anyCompany } from '../../support/companies.ts';
import { anySetUp, configurationFor, type SetUp } from '../../support/configurations.ts';
import { amazonUser } from '../../support/directories.ts';
import { withoutFacts, withSharedNames } from '../../support/missing-facts.ts';

/** Gives every person a work address and an account, so that only the settings decide. */
const withAddresses = (company: RouteCompanyData): RouteCompanyData => ({
  ...company,
  neoUsers: company.neoUsers.map((user, at) => ({ ...user, workEmail: `p${at}@example.co.jp` })),
});

function audited(company: RouteCompanyData, setUp: SetUp) {
  const directory = { ...company, amazonUsers: company.neoUsers.map(({ workEmail }) => amazonUser({ email: workEmail })) };
  const email = { companyDomains: ['example.co.jp'], aliasDomains: [], caseComparison: 'exact' as const };
  return auditDirectory(directory, { email, today: '2026-11-24' }, configurationFor(setUp, company));
}

describe('lists with missing facts', () => {
  it('never lead to a statement about a person that complete lists do not support', () => {
    fc.assert(
      fc.property(anyCompany.map(withAddresses), anySetUp, fc.subarray([...LIST_FACTS]), (company, setUp, facts) => {
        const whole = audited(company, setUp);
        const told = audited(withoutFacts(company, facts), setUp);
        company.neoUsers.forEach((_, at) => {
          const said = getPersonOrderState(told, at);
          const is = getPersonOrderState(whole, at);
          if (said === 'ready' || said === 'outside') expect(is, `${at} of ${facts}`).toBe(said);
          // Even if it is unknown whether a person is allowed, it can be known that the person could not order.
          if (said === 'blocked') expect(['blocked', 'outside'], `${at} of ${facts}`).toContain(is);
        });
      }),
    );
  });

  it('never lead to a statement that is false for one of the organizations a name may mean', () => {
    fc.assert(
      fc.property(anyCompany.map(withAddresses), anySetUp, (company, setUp) => {
        const told = audited(withSharedNames(company), setUp);
        const whole = audited(company, setUp);
        company.neoUsers.forEach((_, at) => {
          const said = getPersonOrderState(told, at);
          if (said === 'ready' || said === 'outside') expect(getPersonOrderState(whole, at), `${at}`).toBe(said);
          if (said === 'blocked') expect(['blocked', 'outside'], `${at}`).toContain(getPersonOrderState(whole, at));
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('lead to the same result if no fact is missing', () => {
    fc.assert(
      fc.property(anyCompany.map(withAddresses), anySetUp, (company, setUp) => {
        expect(audited(withoutFacts(company, []), setUp)).toEqual(audited(company, setUp));
      }),
    );
  });
});
