import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { audit } from '#shared/domain/readiness/audit.ts';
import { allowedBy } from '#shared/domain/readiness/configuration.ts';
import { FINDING_KINDS, type Finding } from '#shared/domain/readiness/finding.ts';
import { firstClosed, GATES, orderGates } from '#shared/domain/readiness/order-gates.ts';
import { scopeOfProfile } from '#shared/domain/readiness/policy.ts';
import { anyCompany } from '../../support/companies.ts';
import { anySetUp, configurationFor } from '../../support/configurations.ts';
import { amazonUser } from '../../support/directories.ts';

const POLICY = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'] },
  today: '2026-11-24',
  inScope: scopeOfProfile,
};
/** Some have no address, some none on Amazon, some no role there. */
const anyFate = fc.constantFrom('right', 'right', 'no-address', 'no-account', 'no-role', 'inactive');

it('an order stops at the gate under which the audit counts the person, or at none; whoever is out of scope stops at the second or before', () => {
  fc.assert(
    fc.property(anyCompany, anySetUp, fc.array(anyFate, { minLength: 8, maxLength: 8 }), (bare, setUp, fates) => {
      const fateOf = (at: number): string => fates[at % fates.length] as string;
      const neoUsers = bare.neoUsers.map((user, at) => ({
        ...user,
        workEmail: fateOf(at) === 'no-address' ? '' : `person${user.id}@example.co.jp`,
      }));
      const company = { ...bare, neoUsers };
      const amazonUsers = neoUsers.flatMap(({ workEmail, name }, at) =>
        workEmail === '' || fateOf(at) === 'no-account'
          ? []
          : [
              amazonUser({
                email: workEmail,
                name,
                punchout: fateOf(at) !== 'no-role',
                state: fateOf(at) === 'inactive' ? 'inactive' : 'active',
              }),
            ],
      );
      const { organizations, approvers } = company;
      const configuration = configurationFor(setUp, company);
      const audited = audit({ neoUsers, organizations, approvers, amazonUsers }, POLICY, configuration);
      const allowed = allowedBy(configuration);
      neoUsers.forEach(({ state }, at) => {
        const gates = orderGates(audited, at, { state, allowed: allowed === null ? null : allowed[at] === 1, excluded: false });
        expect(gates.map(({ gate }) => gate)).toEqual(GATES);
        const stop = firstClosed(gates);
        const counted = audited.findings[audited.firstClosed[at] as number] as Finding | undefined;
        if (audited.inScope[at] === 1) {
          expect(stop?.gate ?? null).toBe(counted === undefined ? null : FINDING_KINDS[counted.code].gate);
          if (stop !== null) expect(stop.move).toBe(FINDING_KINDS[(counted as Finding).code].side);
        } else expect(stop?.gate).toBeLessThanOrEqual(2);
        for (const { state: said, move } of gates) expect(move === null).toBe(said !== 'closed');
      });
    }),
    { numRuns: 300 },
  );
});
