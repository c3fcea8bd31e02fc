import type { CompanyIndex } from './company.ts';
import type { CompanyRules } from './company-rules.ts';
import type { Access } from './route.ts';
import type { RoutePolicy } from './route-policy.ts';

/** What lint may look at besides the route. */
export interface LintContext {
  /** `null` while no company is loaded: then only what the route itself shows is told. */
  readonly index: CompanyIndex | null;
  /** Names of all the other routes. */
  readonly otherNames: readonly string[];
  readonly rules: CompanyRules;
  /** Who may order on Amazon, when this route is their default; `null` = the route is not used for Amazon. */
  readonly orderers: Access | null;
  readonly policy: RoutePolicy;
}
