import { IconUser } from '@tabler/icons-react';
import { getRoles } from '#shared/domain/team/roles.ts';
import { usePerson } from '../../client/index.ts';
import { ActionIcon, Menu, Muted, Stack, useText } from '../../ui/index.ts';

/** Ends the session at the server, and shows the page of the provider or the server that follows. */
async function signOut(): Promise<void> {
  const response = await fetch('/sign-out', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Tsunagi-Call': '1' },
    body: '{}',
  });
  const { value } = (await response.json()) as { readonly value?: { readonly url: string } };
  window.location.assign(value?.url ?? '/sign-in');
}

/** Name and roles of the signed-in person, and signing out. Shown on a team server only. `company`: the shown one; `null` = none. */
export const PersonMenu = ({ company }: { readonly company: string | null }) => {
  const text = useText('team');
  const person = usePerson();
  if (person === null) return null;
  const roles = company === null ? [] : getRoles(person, company);
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon aria-label={text('menu', { name: person.name })} title={person.name}>
          <IconUser size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Stack gap="xs">
            <span>{person.name}</span>
            <Muted>{person.account}</Muted>
            {roles.length === 0 ? null : (
              <Muted>{text('rolesHere', { roles: roles.map((role) => text(`role.${role}`)).join(text('separator')) })}</Muted>
            )}
            {person.serverAdministrator ? <Muted>{text('serverAdministrator')}</Muted> : null}
          </Stack>
        </Menu.Label>
        <Menu.Item onClick={() => void signOut()}>{text('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
