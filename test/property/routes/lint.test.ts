import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRouteCommand } from '#shared/domain/routes/commands.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import type { LintContext } from '#shared/domain/routes/lint/lint-context.ts';
import { LINT_KINDS, type LintCode } from '#shared/domain/routes/lint/lint-problem.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { anyAccess, anyCompany, anyRoute } from '../../support/companies.ts';

const anyContext: fc.Arbitrary<LintContext> = fc.record({
  index: fc.option(anyCompany.map((company) => new CompanyIndex(company))),
  otherNames: fc.array(fc.string(), { maxLength: 2 }),
  rules: fc.record({
    fewestApprovals: fc.nat(4),
    mostSteps: fc.option(fc.nat(4)),
    forbidSelfApproval: fc.boolean(),
    discourageNamedPeople: fc.boolean(),
    amountTiers: fc.array(fc.record({ from: fc.nat(1_000_000), approvers: fc.constant('部長'), fewestApprovals: fc.nat(4) }), {
      maxLength: 3,
    }),
  }),
  orderers: fc.option(anyAccess),
  policy: fc.constant(DEFAULT_ROUTE_POLICY),
});

/** Problems that stop the route for every applicant, unless the applicant is an approver of the step. */
const ALWAYS_VACANT: ReadonlySet<LintCode> = new Set([
  'approvers-missing',
  'organization-unknown',
  'role-empty',
  'nobody-in-organization',
  'group-members-missing',
]);

describe('lint, for any route', () => {
  it('never throws, points at steps that exist, and gives each code its severity', () => {
    fc.assert(
      fc.property(anyRoute, anyContext, (route, context) => {
        for (const { code, severity, stepId, params } of lintRoute(route, context)) {
          expect(severity).toBe(LINT_KINDS[code]);
          if (stepId !== null) expect(route.steps.map(({ id }) => id)).toContain(stepId);
          if (stepId !== null && params['step'] !== undefined) expect(route.steps[Number(params['step']) - 1]?.id).toBe(stepId);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('offers quick fixes that take their problem away', () => {
    fc.assert(
      fc.property(anyRoute, anyContext, (route, context) => {
        const before = lintRoute(route, context);
        for (const { code, quickFix } of before) {
          if (quickFix === undefined) continue;
          const fixed = applyRouteCommand(route, { kind: 'sequence', edits: quickFix }).route;
          const count = (problems: typeof before): number => problems.filter((one) => one.code === code).length;
          expect(count(lintRoute(fixed, context)), code).toBe(count(before) - 1);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('never reports a step as empty if the simulation finds people for it', () => {
    fc.assert(
      fc.property(anyRoute, anyContext, (route, context) => {
        const { index } = context;
        if (index === null) return;
        const vacant = lintRoute(route, context).filter(({ code, stepId }) => stepId !== null && ALWAYS_VACANT.has(code));
        for (const user of index.users)
          for (const { stepId } of vacant)
            for (const stage of simulateRouteForApplicant(index, route, user.id, DEFAULT_ROUTE_SETTING).stages.filter(
              (one) => one.stepId === stepId,
            ))
              expect(stage.outcome).toBe('vacant');
      }),
      { numRuns: 500 },
    );
  });
});
