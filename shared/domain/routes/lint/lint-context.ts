import type { CompanyIndex } from '../company.ts';
import type { CompanyRules } from '../company-rules.ts';
import type { Access } from '../route.ts';
import type { RoutePolicy } from '../route-policy.ts';

/** Inputs of lint besides the route. */
export interface LintContext {
  /** The company index; `null` without a company, so that only problems of the route itself are found. */
  readonly index: CompanyIndex | null;
  /** Names of the other routes. */
  readonly otherNames: readonly string[];
  readonly rules: CompanyRules;
  /** The people who may order on Amazon, if this is the default route; `null` if the route is not used for Amazon. */
  readonly orderers: Access | null;
  readonly policy: RoutePolicy;
}
