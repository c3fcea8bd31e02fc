/**
 * Facts about a company that its lists may lack. `ids`: ids of people; `organizations`: which exist and who belongs to them; `approvers`,
 * `roles`, `workflow-admins`: who they are. People meant by a missing fact are unknown, not absent (docs/domain/readiness.md).
 */
export const LIST_FACTS = ['ids', 'organizations', 'approvers', 'roles', 'workflow-admins'] as const;
export type ListFact = (typeof LIST_FACTS)[number];

export type MissingFacts = ReadonlySet<ListFact>;
export const NO_MISSING_FACTS: MissingFacts = new Set();

/** The users, organizations and roles named by a setting. */
interface Naming {
  readonly users: readonly unknown[];
  readonly organizations: readonly unknown[];
  readonly roles: readonly unknown[];
}

/** True if some of the named entries depend on missing facts. */
export const dependsOnMissingFacts = (missingFacts: MissingFacts, { users, organizations, roles }: Naming): boolean =>
  missingFacts.size > 0 &&
  ((users.length > 0 && missingFacts.has('ids')) ||
    (organizations.length > 0 && missingFacts.has('organizations')) ||
    (roles.length > 0 && (missingFacts.has('roles') || missingFacts.has('ids'))));
