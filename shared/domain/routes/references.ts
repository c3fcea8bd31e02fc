import { type CompanyIndex, NO_POSITION } from './company.ts';
import type { Approver, Resolver, Route } from './route.ts';

/** An object outside the route to which it refers. */
export interface RouteReference {
  readonly kind: 'user' | 'organization' | 'role';
  readonly id: string;
  /** The step with the reference; `null` = the access list. */
  readonly stepId: string | null;
}

/** All objects to which a route refers, in order; empty ids are omitted. Used for impact analysis, audits and reorganizations. */
export function listRouteReferences(route: Route): RouteReference[] {
  const references: RouteReference[] =
    route.access.kind === 'listed' ? route.access.principals.map(({ kind, id }) => ({ kind, id, stepId: null })) : [];
  for (const { id, approvers } of route.steps) references.push(...approverReferences(approvers).map((one) => ({ ...one, stepId: id })));
  return references.filter(({ id }) => id !== '');
}

type Named = Omit<RouteReference, 'stepId'>;
const users = (ids: readonly string[]): Named[] => ids.map((id) => ({ kind: 'user', id }));

function approverReferences(approvers: Approver): Named[] {
  switch (approvers.kind) {
    case 'users':
      return users(approvers.users);
    case 'group':
      return users(approvers.members);
    case 'role':
      return [{ kind: 'role', id: approvers.roleId }];
    case 'organization':
      return [{ kind: 'organization', id: approvers.organizationId }, ...resolverReferences(approvers.resolver)];
    case 'hierarchy':
      return resolverReferences(approvers.resolver);
    case 'applicant':
      return [];
  }
}

function resolverReferences(resolver: Resolver): Named[] {
  if (resolver.kind === 'selected') return users(resolver.users);
  return resolver.kind === 'role-members' ? [{ kind: 'role', id: resolver.roleId }] : [];
}

export type ReferenceState = 'known' | 'unknown' | 'inactive';

/** State of the named object in the company; an inactive user cannot act. Missing facts are not reported as missing objects. */
export function getReferenceState(index: CompanyIndex, { kind, id }: Named): ReferenceState {
  const { missingFacts } = index;
  if (missingFacts.has(kind === 'user' ? 'ids' : kind === 'role' ? 'roles' : 'organizations')) return 'known';
  if (kind === 'organization') return index.organizationAt(id) === NO_POSITION ? 'unknown' : 'known';
  if (kind === 'role') return index.roleMembers(id) === null ? 'unknown' : 'known';
  const person = index.person(id);
  if (person < 0) return 'unknown';
  return index.isActive(person) ? 'known' : 'inactive';
}
