import type { CompanyRules } from '#shared/domain/routes/company-rules.ts';
import type { LintContext } from '#shared/domain/routes/lint/lint-context.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';

/** Context for the route checks when only the route is known. */
export const createLintContext = (rules: CompanyRules): LintContext => ({
  index: null,
  otherNames: [],
  rules,
  orderers: null,
  policy: DEFAULT_ROUTE_POLICY,
});
