import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS, type Finding } from '#shared/domain/readiness/finding.ts';
import { getAllowedMarks } from '#shared/domain/readiness/gates/configuration.ts';
import { evaluateOrderGates, findFirstClosedGate } from '#shared/domain/readiness/gates/order-gates.ts';
import { GATES, getPersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import { anyCompany } from '../../support/companies.ts';
import { anySetUp, configurationFor } from '../../support/configurations.ts';
import { amazonUser } from '../../support/directories.ts';

const POLICY = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'] },
  today: '2026-11-24',
};
/** Fates of people: some have no address, some no account, some no role in Amazon. */
const anyFate = fc.constantFrom('right', 'right', 'no-address', 'no-account', 'no-role', 'role-unknown', 'state-unknown', 'inactive');

it('an order stops at the gate under which the audit counts the person; out of scope, at gate 2 or before', () => {
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
                punchout: fateOf(at) === 'role-unknown' ? null : fateOf(at) !== 'no-role',
                state: fateOf(at) === 'inactive' ? 'inactive' : fateOf(at) === 'state-unknown' ? 'unknown' : 'active',
              }),
            ],
      );
      const { organizations, approvers } = company;
      const configuration = configurationFor(setUp, company);
      const audited = auditDirectory({ neoUsers, organizations, approvers, amazonUsers }, POLICY, configuration);
      const allowed = getAllowedMarks(configuration);
      neoUsers.forEach(({ state }, at) => {
        const gates = evaluateOrderGates(audited, at, { state, allowed: allowed === null ? null : allowed[at] === 1, excluded: false });
        expect(gates.map(({ gate }) => gate)).toEqual(GATES);
        const stop = findFirstClosedGate(gates);
        const counted = audited.findings[audited.firstClosed[at] as number] as Finding | undefined;
        if (audited.inScope[at] === 1) {
          expect(stop?.gate ?? null).toBe(counted === undefined ? null : FINDING_KINDS[counted.code].gate);
          if (stop !== null) expect(stop.move).toBe(getResponsibleSide(counted as Finding));
        } else expect(stop?.gate).toBeLessThanOrEqual(2);
        // The eighth gate never closes, so an unchecked gate 8 keeps no person from ordering.
        const isThrough = gates.every(({ gate, state: said }) => said === 'open' || said === 'risk' || gate === 8);
        expect(getPersonOrderState(audited, at) === 'ready').toBe(isThrough);
        if (getPersonOrderState(audited, at) === 'not-checked') expect(gates.some(({ state: said }) => said === 'unseen')).toBe(true);
        for (const { state: said, move } of gates) expect(move === null).toBe(said !== 'closed');
      });
    }),
    { numRuns: 300 },
  );
});

it('counts everyone once in the four states, and everyone in scope once at each gate', () => {
  fc.assert(
    fc.property(
      anyCompany,
      anySetUp,
      fc.array(anyFate, { minLength: 8, maxLength: 8 }),
      fc.subarray([2, 4] as const),
      (bare, setUp, fates, openGates) => {
        const neoUsers = bare.neoUsers.map((user) => ({ ...user, workEmail: `person${user.id}@example.co.jp` }));
        const company = { ...bare, neoUsers };
        const amazonUsers = neoUsers.map(({ workEmail, name }, at) =>
          amazonUser({
            email: workEmail,
            name,
            punchout: fates[at] === 'role-unknown' ? null : fates[at] !== 'no-role',
            state: fates[at] === 'state-unknown' ? 'unknown' : 'active',
          }),
        );
        const { organizations, approvers } = company;
        const excluded = ({ id }: { readonly id: string }): boolean => id === '3';
        const policy = { ...POLICY, excluded, openGates };
        const audited = auditDirectory({ neoUsers, organizations, approvers, amazonUsers }, policy, configurationFor(setUp, company));
        const { summary } = audited;
        const counts = { ready: 0, blocked: 0, 'not-checked': 0, outside: 0 };
        for (const at of neoUsers.keys()) counts[getPersonOrderState(audited, at)]++;
        expect(counts).toEqual({
          ready: summary.ready,
          blocked: summary.blocked,
          'not-checked': summary.notChecked,
          outside: summary.users - summary.inScope,
        });
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(neoUsers.length);
        for (const { gate, passed, atRisk, blocked, notChecked, stopsHere } of summary.gates) {
          expect(passed + blocked + notChecked, `gate ${gate}`).toBe(summary.inScope);
          expect(stopsHere).toBeLessThanOrEqual(blocked);
          expect(atRisk).toBeLessThanOrEqual(passed);
          if (gate !== 8) expect(notChecked).toBeLessThanOrEqual(summary.notChecked + summary.blocked);
        }
        expect(summary.gates.reduce((sum, { stopsHere }) => sum + stopsHere, 0)).toBe(summary.blocked);
        // A person cannot be ready while a gate that could stop them is not checked.
        if (openGates.length > 0) expect(summary.ready).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});
