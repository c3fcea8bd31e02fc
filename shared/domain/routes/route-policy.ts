import type { ApplicantHandling } from './route.ts';

/**
 * Answers to what the vendors do not publish about routes, one name each, so that learning the truth is a one-line change.
 * Source: docs/domain/neo.md#unknown.
 */
export interface RoutePolicy {
  /** A list of access rights with nobody in it. NEO: without access rights every user may use the route (docs/domain/neo.md#routes). */
  readonly emptyAccess: 'everyone' | 'nobody';
  /** What counts when the route does not say how to treat the applicant (the system has a default of its own, docs/domain/neo.md#the-applicant). */
  readonly applicantHandling: ApplicantHandling;
  /**
   * A level of the applicant's hierarchy with nobody to ask. Unknown; `stop` warns of an order that may hang rather than
   * promising that the level is passed over.
   */
  readonly vacantLevel: 'stop' | 'skip';
  /**
   * A level deeper than the applicant's own organisation (a department head has no section). Passed over: the vendor praises one
   * route for all departments. A step none of whose levels exists is vacant.
   */
  readonly missingLevel: 'skip' | 'stop';
  /** Organisations of a person: whether only the default one or every one counts for "users in the organisation" and access. */
  readonly membership: 'any' | 'default';
  /** Whether somebody selected within an organisation step is still asked after having left that organisation. */
  readonly selectedMustBelong: boolean;
  /** Suspended users stay where they were chosen (docs/domain/neo.md#users): whether a rule over several people still counts them. */
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
