import { mayBeActive, type NeoUserState } from '../../directory/directory.ts';
import { listDirectoryReferences } from '../../drafts/references.ts';
import type { Body } from '../../drafts/sections.ts';
import { listRouteReferences } from '../../routes/references.ts';
import type { Route } from '../../routes/route.ts';
import type { GatewaySection } from '../gateway-section.ts';

/** Role in which an object refers to a person. */
export type NamedRole = 'approver' | 'applicant' | 'allowed' | 'member';

/** A person who is named again but cannot log in to NEO today. `missing`: the person is not in NEO's list. */
export interface InactiveNamedPerson {
  readonly id: string;
  readonly as: NamedRole;
  readonly state: Exclude<NeoUserState, 'active' | 'unknown'> | 'missing';
}

interface Named {
  readonly id: string;
  readonly as: NamedRole;
  /** Position in the object, because a person in another step counts separately. */
  readonly place: string;
}

/**
 * People who are named in `after` but not in `now` and cannot act, once per role. `stateOf` is `null` without a list of people; the result
 * is then `null` if any person is named again.
 */
export function findInactiveNamedPeople(
  section: GatewaySection,
  after: Body | null,
  now: Body | null,
  stateOf: ((id: string) => NeoUserState | null) | null,
): readonly InactiveNamedPerson[] | null {
  const standing = new Set(usersIn(section, now).map(keyOf));
  const coming = usersIn(section, after).filter((named) => !standing.has(keyOf(named)));
  if (stateOf === null) return coming.length === 0 ? [] : null;
  const found = new Map<string, InactiveNamedPerson>();
  for (const { id, as } of coming) {
    const state = stateOf(id) ?? 'missing';
    if (state !== 'missing' && mayBeActive(state)) continue;
    found.set(`${as} ${id}`, { id, as, state: state as InactiveNamedPerson['state'] });
  }
  return [...found.values()];
}

const keyOf = ({ id, as, place }: Named): string => `${as} ${place} ${id}`;

function usersIn(section: GatewaySection, body: Body | null): readonly Named[] {
  if (body === null) return [];
  if (section === 'routes')
    return listRouteReferences(body as Route).flatMap(({ kind, id, stepId }): Named[] =>
      kind !== 'user' ? [] : [{ id, as: stepId === null ? 'applicant' : 'approver', place: stepId ?? '' }],
    );
  const as = section === 'allowed_users' ? 'allowed' : 'member';
  return listDirectoryReferences(section, body).flatMap((target): Named[] =>
    target.kind !== 'user' ? [] : [{ id: target.id, as, place: '' }],
  );
}
