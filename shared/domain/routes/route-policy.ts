import type { ApplicantHandling } from './route.ts';

/**
 * Assumptions for undocumented behavior of routes, one field each, so that a newly known fact changes one line. Source:
 * docs/domain/neo.md#unknown.
 */
export interface RoutePolicy {
  /** Meaning of an empty access list. NEO: without access rights every user may use the route (docs/domain/neo.md#routes). */
  readonly emptyAccess: 'everyone' | 'nobody';
  /** Default if the route does not set it (the system has its own default, docs/domain/neo.md#the-applicant). */
  readonly applicantHandling: ApplicantHandling;
  /**
   * Effect of a hierarchy level without approvers, which is not documented. `stop` warns of an order that could hang instead of assuming
   * that the level is skipped.
   */
  readonly vacantLevel: 'stop' | 'skip';
  /**
   * Effect of a level below the applicant's own organization (a department head has no section). `skip` is used, because the vendor
   * recommends one route for all departments. A step without any existing level is vacant.
   */
  readonly missingLevel: 'skip' | 'stop';
  /** Whether every organization or only the default one counts for "users in the organization" and for access. */
  readonly membership: 'any' | 'default';
  /** Whether a person selected within an organization step is still asked after leaving that organization. */
  readonly selectedMustBelong: boolean;
  /** Whether a rule counts suspended users, who stay selected (docs/domain/neo.md#users). */
  readonly inactiveInRule: 'counted' | 'ignored';
}

export const DEFAULT_ROUTE_POLICY: RoutePolicy = {
  emptyAccess: 'everyone',
  applicantHandling: 'leave',
  vacantLevel: 'stop',
  missingLevel: 'skip',
  membership: 'any',
  selectedMustBelong: false,
  inactiveInRule: 'counted',
};
