import type { CallOutput } from '#shared/contract/calls.ts';
import { getRoles, type Role } from '#shared/domain/team/roles.ts';
import { useClient } from './context.tsx';
import { useCall } from './use-call.ts';

export type SignedInPerson = NonNullable<CallOutput<'team.current'>['person']>;

/** The signed-in person of a team server; `null` on a computer with a single user, or while unknown. */
export const usePerson = (): SignedInPerson | null => {
  const client = useClient();
  return useCall('team.current', client.host === 'server' ? {} : null).value?.person ?? null;
};

/** Whether the user may do what a role permits in a company; true on a computer with a single user, and while unknown. */
export const useHasRole = (role: Role, company: string): boolean => {
  const client = useClient();
  const person = usePerson();
  return client.host !== 'server' || person === null || getRoles(person, company).includes(role);
};
