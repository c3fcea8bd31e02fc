import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { ListFact, MissingFacts } from '#shared/domain/directory/missing-facts.ts';
import type { SnapshotInfo } from '../../storage/lists/snapshot.ts';

/**
 * Returns the facts that the lists lack. Approvers of organizations and members of roles are known only from a server's organization list;
 * no source has workflow administrators (docs/domain/neo.md#routes). If no user has an id or organization, the column is considered
 * missing.
 */
export function getMissingFacts(lists: readonly SnapshotInfo[], { neoUsers }: Pick<Directory, 'neoUsers'>): MissingFacts {
  const organizations = lists.find(({ side }) => side === 'organizations');
  const missingFacts = new Set<ListFact>(['workflow-admins', ...untoldOfPeople(neoUsers)]);
  if (organizations === undefined) missingFacts.add('organizations');
  if (organizations === undefined || organizations.origin === 'file') missingFacts.add('approvers').add('roles');
  return missingFacts;
}

function untoldOfPeople(neoUsers: readonly NeoUser[]): readonly ListFact[] {
  return [
    ...(neoUsers.some(({ id }) => id !== '') ? [] : (['ids'] as const)),
    ...(neoUsers.some((user) => user.organizations.length > 0) ? [] : (['organizations'] as const)),
  ];
}

/** Like `getMissingFacts`, for lists of a later day that replace today's. */
export function getMissingFactsOfLaterLists(
  today: MissingFacts,
  neoUsers: readonly NeoUser[],
  organizations: readonly unknown[],
): MissingFacts {
  const kept = (['workflow-admins', 'approvers', 'roles'] as const).filter((fact) => today.has(fact));
  const hasNoOrganizations = organizations.length === 0;
  return new Set<ListFact>([...kept, ...untoldOfPeople(neoUsers), ...(hasNoOrganizations ? (['organizations'] as const) : [])]);
}
