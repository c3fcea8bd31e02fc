import type { ApplicantHandling } from './route.ts';

/**
 * Answers to undocumented questions about routes, one field each, so that learning a fact is a one-line change. Source:
 * docs/domain/neo.md#unknown.
 */
export interface RoutePolicy {
  /** Meaning of an empty access list. NEO: without access rights every user may use the route (docs/domain/neo.md#routes). */
  readonly emptyAccess: 'everyone' | 'nobody';
  /** Used if the route does not set it (the system has a default, docs/domain/neo.md#the-applicant). */
  readonly applicantHandling: ApplicantHandling;
  /**
   * A hierarchy level without approvers. Not documented; `stop` warns of a hanging order instead of promising that the level is skipped.
   */
  readonly vacantLevel: 'stop' | 'skip';
  /**
   * A level below the applicant's own organization (a department head has no section). Skipped, because the vendor recommends one route
   * for all departments. A step without any existing level is vacant.
   */
  readonly missingLevel: 'skip' | 'stop';
  /** Whether only the default organization or every one counts for "users in the organization" and access. */
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
