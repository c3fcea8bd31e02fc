/**
 * What no list may tell of a company. `ids`: NEO's ids of its people, by which everything names them; `organizations`: which there are, and
 * who is where; `approvers`, `roles` and `workflow-admins`: who they are. Where one is not told, whoever is meant by it is not nobody: it is
 * not known. See docs/adr/not-checked.md.
 */
export const LIST_FACTS = ['ids', 'organizations', 'approvers', 'roles', 'workflow-admins'] as const;
export type ListFact = (typeof LIST_FACTS)[number];

/** The facts that no list tells. */
export type Untold = ReadonlySet<ListFact>;
export const EVERYTHING_TOLD: Untold = new Set();

/** What a list of people, organisations and roles names. */
interface Naming {
  readonly users: readonly unknown[];
  readonly organizations: readonly unknown[];
  readonly roles: readonly unknown[];
}

/** Whether no list tells who is meant by some of what is named. */
export const restsOnUntold = (untold: Untold, { users, organizations, roles }: Naming): boolean =>
  untold.size > 0 &&
  ((users.length > 0 && untold.has('ids')) ||
    (organizations.length > 0 && untold.has('organizations')) ||
    (roles.length > 0 && (untold.has('roles') || untold.has('ids'))));
