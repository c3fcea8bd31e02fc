import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { AllowedUsers, OrganizationChoice } from '#shared/domain/integration/settings.ts';

/** People by name, by organization and by role; an invoice group has no roles. */
export type MemberLists = Omit<AllowedUsers, 'everyone'>;
export type MemberEdit = Extract<RecordEdit<AllowedUsers>, { readonly kind: 'splice' }>;
export interface Member {
  readonly kind: 'user' | 'organization' | 'role';
  readonly id: string;
}

/** All listed members: organizations, then roles, then people. */
export const listMembers = ({ users, organizations, roles }: MemberLists): readonly Member[] => [
  ...organizations.map(({ id }) => ({ kind: 'organization' as const, id })),
  ...roles.map((id) => ({ kind: 'role' as const, id })),
  ...users.map((id) => ({ kind: 'user' as const, id })),
];

/** Adds a member at the end of its list, an organization with its sub-organizations; `null` if it is already listed. */
export function addMember(lists: MemberLists, { kind, id }: Member): MemberEdit | null {
  if (placeOf(lists, { kind, id }) >= 0) return null;
  const end = { kind: 'splice', remove: 0 } as const;
  switch (kind) {
    case 'user':
      return { ...end, field: 'users', at: lists.users.length, insert: [id] };
    case 'organization':
      return { ...end, field: 'organizations', at: lists.organizations.length, insert: [{ id, descendants: true }] };
    case 'role':
      return { ...end, field: 'roles', at: lists.roles.length, insert: [id] };
  }
}

const FIELDS = { user: 'users', organization: 'organizations', role: 'roles' } as const;

export function removeMember(lists: MemberLists, member: Member): MemberEdit | null {
  const at = placeOf(lists, member);
  return at < 0 ? null : ({ kind: 'splice', field: FIELDS[member.kind], at, remove: 1, insert: [] } as MemberEdit);
}

/** Sets whether an organization includes its sub-organizations. */
export function setDescendants(lists: MemberLists, choice: OrganizationChoice): MemberEdit | null {
  const at = placeOf(lists, { kind: 'organization', id: choice.id });
  return at < 0 ? null : { kind: 'splice', field: 'organizations', at, remove: 1, insert: [choice] };
}

const placeOf = ({ users, organizations, roles }: MemberLists, { kind, id }: Member): number =>
  kind === 'user' ? users.indexOf(id) : kind === 'role' ? roles.indexOf(id) : organizations.findIndex((one) => one.id === id);
