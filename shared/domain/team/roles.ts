/** Roles of a person in one company of a team server. Every role includes `viewer`. */
export const ROLES = ['viewer', 'editor', 'approver', 'applier', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may make a call that belongs to no company. `member`: every signed-in person. `serverAdministrator`: people who manage the server.
 * `local`: no person on a server, because the call uses the machine's screen, files or command line.
 */
export const CONSOLE_ROLES = ['member', 'serverAdministrator', 'local'] as const;
export type ConsoleRole = (typeof CONSOLE_ROLES)[number];

/** Roles that a server administrator has in every company. Applying must be granted by name. */
const SERVER_ADMINISTRATOR_ROLES: readonly Role[] = ['viewer', 'editor', 'administrator'];

/** Rights of a signed-in person. `everywhere`: roles in every company; `companies`: further roles by company id. */
export interface Access {
  readonly serverAdministrator: boolean;
  readonly everywhere: readonly Role[];
  readonly companies: Readonly<Record<string, readonly Role[]>>;
}

export const NO_ACCESS: Access = { serverAdministrator: false, everywhere: [], companies: {} };

/** Returns the roles of a person in a company, in the order of `ROLES`; empty = the company is not visible. */
export function getRoles(access: Access, company: string): readonly Role[] {
  const own = Object.hasOwn(access.companies, company) ? (access.companies[company] ?? []) : [];
  const granted = new Set<Role>([...access.everywhere, ...own, ...(access.serverAdministrator ? SERVER_ADMINISTRATOR_ROLES : [])]);
  if (granted.size > 0) granted.add('viewer');
  return ROLES.filter((role) => granted.has(role));
}

/** Whether a person may make a call with this role. `company`: the company concerned; `null` for calls that belong to none. */
export function hasRole(access: Access, role: Role | ConsoleRole, company: string | null): boolean {
  if (role === 'local') return false;
  if (role === 'member') return true;
  if (role === 'serverAdministrator') return access.serverAdministrator;
  return company !== null && getRoles(access, company).includes(role);
}

/** Returns the union of two rights, for example of granted roles and of those in the provider's claims. */
export function joinAccess(one: Access, other: Access): Access {
  const companies: Record<string, readonly Role[]> = Object.fromEntries(
    [...new Set([...Object.keys(one.companies), ...Object.keys(other.companies)])].map((id) => [
      id,
      ROLES.filter((role) => one.companies[id]?.includes(role) || other.companies[id]?.includes(role)),
    ]),
  );
  return {
    serverAdministrator: one.serverAdministrator || other.serverAdministrator,
    everywhere: ROLES.filter((role) => one.everywhere.includes(role) || other.everywhere.includes(role)),
    companies,
  };
}
